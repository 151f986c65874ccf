import {readFacts, type TripleoFacts} from './readers/tripleo/facts.js';
import {readShipped} from './source/shipped.js';

let facts: TripleoFacts | undefined;

/** The tables of policies/facts, read on first use. */
export function tripleoFacts(): TripleoFacts {
  facts ??= readFacts(['service-net-map', 'services', 'stock-environments', 'nic-templates'].map((name) => readShipped(`policies/facts/${name}.yaml`)));
  return facts;
}
