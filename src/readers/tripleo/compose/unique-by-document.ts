import type {PartSource} from '../inputs.js';

/** A file that several commands name is read once. */
export function uniqueByDocument<T extends {readonly source: PartSource}>(parts: readonly T[]): T[] {
  return [...new Map(parts.map((part) => [part.source.document, part])).values()];
}
