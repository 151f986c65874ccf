import {posix} from 'node:path';

/** The path a file means by a path that is relative to itself: `a/b.yaml` and `../c.yaml` give `c.yaml`. */
export function pathFrom(file: string, relative: string): string {
  return posix.join(posix.dirname(file), relative);
}
