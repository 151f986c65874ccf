import {readCompiled, readShipped} from './source/shipped.js';
import {readFacts, TABLES, type TripleoFacts} from './tripleo/facts.js';

let facts: TripleoFacts | undefined;

/** The tables of policies/facts, as the build compiled them: their YAML takes longer to parse than a small cloud to check. */
export function tripleoFacts(): TripleoFacts {
  facts ??= (readCompiled('tripleo-facts.json') as TripleoFacts | undefined) ?? parseTripleoFacts();
  return facts;
}

/** The same tables from their YAML. */
export function parseTripleoFacts(): TripleoFacts {
  return readFacts(TABLES.map((name) => readShipped(`policies/facts/${name}.yaml`)));
}
