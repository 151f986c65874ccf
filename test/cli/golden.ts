import {readFileSync, writeFileSync} from 'node:fs';
import {expect} from '@jest/globals';

const FOLDER = new URL('../../../test/golden/', import.meta.url);

/** Compares a text with its golden file, byte for byte. `UPDATE_GOLDEN=1` writes the file; read the difference as you would code. */
export function expectGolden(name: string, text: string): void {
  const file = new URL(name, FOLDER);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}
