import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import type {SourceDocument} from '#src/source/source-document.js';
import {readFacts, type TripleoFacts} from '#src/tripleo/facts.js';
import {parseText} from '../../support/read.js';

const folder = fileURLToPath(new URL('../../../../policies/facts/', import.meta.url));

/** The documents of policies/facts. */
export function shippedDocuments(): SourceDocument[] {
  return shippedFiles().flatMap(({name, text}) => parseText(text, name));
}

export function shippedFiles(): {name: string; text: string}[] {
  return readdirSync(folder)
    .sort()
    .map((name) => ({name, text: readFileSync(`${folder}${name}`, 'utf8')}));
}

export function shippedFacts(): TripleoFacts {
  return readFacts(shippedDocuments());
}
