import type {Writer} from '../writer.js';

/** The plan itself. */
export const planWriter: Writer = {name: 'plan', summary: 'isoplan.yaml: the plan itself, with everything that was chosen', write: () => []};
