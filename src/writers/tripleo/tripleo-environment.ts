import type {Writer} from '../writer.js';

export const tripleoEnvironment: Writer = {name: 'tripleo-environment', summary: 'The files that deploy the networks with TripleO', write: () => []};
