import {readdirSync, readFileSync} from 'node:fs';
import {SourceText} from './location.js';
import type {SourceDocument} from './source-document.js';
import {parseYaml} from './yaml.js';

const ROOT = new URL('../../', import.meta.url);

/** A data file that comes with the package, such as `policies/facts/services.yaml`. A fault in it is our own. */
export function readShipped(path: string): SourceDocument {
  const {documents, problem} = parseYaml(new SourceText(path, readFileSync(new URL(path, ROOT), 'utf8')), '1.2');
  if (problem !== undefined || documents[0] === undefined)
    throw new Error(`isoplan is wrong: ${path} cannot be read: ${problem?.message ?? 'it is empty'}`);
  return documents[0];
}

/** Plain data with maps, as text that `readCompiled` gives back. */
export function compile(value: unknown): string {
  return JSON.stringify(value, (_key, part) => (part instanceof Map ? {[MAP_KEY]: [...part]} : part));
}

/** What the build compiled into dist, or undefined where it did not run. */
export function readCompiled(name: string): unknown {
  let text: string;
  try {
    text = readFileSync(new URL(`dist/${name}`, ROOT), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return JSON.parse(text, (_key, part) =>
    part !== null && typeof part === 'object' && Array.isArray(part[MAP_KEY]) ? new Map(part[MAP_KEY]) : part,
  );
}

const MAP_KEY = '$map';

/** The version of this package. */
export function packageVersion(): string {
  return JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')).version;
}

/** The names of the data files of a kind that come with the package, without `.yaml`, sorted. */
export function shippedNames(kind: string): string[] {
  return readdirSync(new URL(`${kind}/`, ROOT))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort();
}
