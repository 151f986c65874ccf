/** Compiles policies/facts into dist/tripleo-facts.json, so that no run parses their YAML. */
import {writeFileSync} from 'node:fs';
import {parseTripleoFacts} from '../dist/shipped.js';
import {compile} from '../dist/source/shipped.js';

writeFileSync(new URL('../dist/tripleo-facts.json', import.meta.url), compile(parseTripleoFacts()));
