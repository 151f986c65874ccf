import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {SourceText} from './location.js';
import type {SourceDocument} from './source-document.js';
import {parseYaml} from './yaml.js';

const ROOT = new URL('../../', import.meta.url);

/** The folder of a kind of data that comes with the package: `networks`, `policies`, `examples`. */
export function shippedFolder(name: string): string {
  return fileURLToPath(new URL(`${name}/`, ROOT));
}

/** A data file that comes with the package, such as `policies/facts/services.yaml`. A fault in it is our own. */
export function readShipped(path: string): SourceDocument {
  const {documents, problem} = parseYaml(new SourceText(path, readFileSync(new URL(path, ROOT), 'utf8')), '1.2');
  if (problem !== undefined || documents[0] === undefined)
    throw new Error(`isoplan is wrong: ${path} cannot be read: ${problem?.message ?? 'it is empty'}`);
  return documents[0];
}

/** The version of this package. */
export function packageVersion(): string {
  return JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')).version;
}
