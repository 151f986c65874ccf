import {readdirSync, readFileSync} from 'node:fs';
import {compareText} from '../text/code-unit-order.js';
import {suggestion} from '../text/did-you-mean.js';
import {UsageError} from '../usage-error.js';

/** The network sets we ship: plan files in the package's `networks` folder, known by their names without `.yaml`. */
const FOLDER = new URL('../../networks/', import.meta.url);

export function networkSetNames(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort(compareText);
}

/** The plan of this name, as it stands. */
export function networkSet(name: string): string {
  const names = networkSetNames();
  if (!names.includes(name)) {
    throw new UsageError(`There are no networks "${name}".${suggestion(name, names)} There are ${names.join(', ')}.`);
  }
  return readFileSync(new URL(`${encodeURIComponent(name)}.yaml`, FOLDER), 'utf8');
}
