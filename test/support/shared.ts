import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {describe, it} from '@jest/globals';

const beside = fileURLToPath(new URL('../../../../shared/data', import.meta.url));

/** The folder of real-world files beside the checkout; undefined where only the checkout is there. */
export const sharedData: string | undefined = existsSync(beside) ? beside : undefined;

/** Tests over the real-world files; without these they are skipped, and say so. */
export function describeWithShared(name: string, tests: (folder: string) => void): void {
  if (sharedData !== undefined) {
    const folder = sharedData;
    describe(name, () => tests(folder));
    return;
  }
  console.log(`skipped: ${name}; there is no ${beside}`);
  describe.skip(name, () => it(`reads ${beside}`, () => {}));
}
