import type {Topology} from '../model/topology.js';

export interface PlanOverview {
  readonly topology: Topology;
}

export function overview(topology: Topology): PlanOverview {
  return {topology};
}
