import type {FlowTable} from './model/flows.js';
import {type CatalogueService, readFlowTables, type ShippedFlows, withoutSources} from './readers/isoplan/flows.js';
import {readCompiled, readShipped, shippedNames} from './source/shipped.js';
import {readFacts, TABLES, type TripleoFacts} from './tripleo/facts.js';
import {serviceOfKey} from './tripleo/service-net-map.js';

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

let flows: FlowTable | undefined;

/** The tables of policies/flows, as the build compiled them. */
export function flowTable(): FlowTable {
  flows ??= (readCompiled('flow-table.json') as FlowTable | undefined) ?? withoutSources(parseFlowTables());
  return flows;
}

/** The same tables from their YAML, with where each row comes from. */
export function parseFlowTables(): ShippedFlows {
  const documents = shippedNames('policies/flows').map((name) => readShipped(`policies/flows/${name}.yaml`));
  return readFlowTables(documents, flowCatalogue(parseTripleoFacts()));
}

/** The service catalogue in the words of flows: what a component of a role is, and where it listens. */
export function flowCatalogue({services}: Pick<TripleoFacts, 'services'>): CatalogueService[] {
  return [...services.values()].map(({alias, service, keys}) => ({
    component: `OS::TripleO::Services::${alias}`,
    service,
    listens: keys.map((key) => serviceOfKey(key.replace('{role}', '{role}_'))),
  }));
}
