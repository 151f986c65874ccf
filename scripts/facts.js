/** Compiles policies/facts and policies/flows into dist, so that no run parses their YAML. */
import {writeFileSync} from 'node:fs';
import {withoutSources} from '../dist/readers/isoplan/flows.js';
import {parseFlowTables, parseTripleoFacts} from '../dist/shipped.js';
import {compile} from '../dist/source/shipped.js';

writeFileSync(new URL('../dist/tripleo-facts.json', import.meta.url), compile(parseTripleoFacts()));
writeFileSync(new URL('../dist/flow-table.json', import.meta.url), compile(withoutSources(parseFlowTables())));
