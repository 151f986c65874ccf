import {nameOf} from '../model/names.js';
import type {Topology} from '../model/topology.js';
import {planNetworkOpen} from './checks/plan-network-open.js';
import type {PlanReport} from './support/plan-report.js';

/** Says of which provisioning networks no input describes a segment: other networks may have none, this one has every host on it. */
export function reportOpenNetworks(topology: Topology, report: PlanReport): Topology {
  const described = new Set(topology.segments.map(({network}) => network));
  for (const {id, isProvisioning, origin} of topology.networks) {
    if (!isProvisioning || described.has(id) || topology.roles.length === 0) continue;
    report.add(planNetworkOpen, {
      message: `No input describes a segment of "${nameOf(id)}", so nothing is chosen there and hosts get no address on it.`,
      subjects: [id],
      at: origin,
    });
  }
  return topology;
}
