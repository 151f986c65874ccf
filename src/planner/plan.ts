import type {Diagnostic} from '../diagnostics/diagnostic.js';
import type {Topology} from '../model/topology.js';
import {assignGateways} from './assign-gateways.js';
import {assignHostAddresses} from './assign-host-addresses.js';
import {assignPools} from './assign-pools.js';
import {assignPrefixes} from './assign-prefixes.js';
import {assignRoutes} from './assign-routes.js';
import {assignVirtualAddresses} from './assign-virtual-addresses.js';
import {assignVlans} from './assign-vlans.js';
import {chooseMtus} from './choose-mtus.js';
import {nameHosts} from './name-hosts.js';
import {placeVirtualAddresses} from './place-virtual-addresses.js';
import {reportOpenNetworks} from './report-open-networks.js';
import {reportUnheardWishes} from './report-unheard-wishes.js';
import {PlanReport} from './support/plan-report.js';

/** A topology without gaps, and what kept the planner from filling some. */
export interface Planned {
  readonly topology: Topology;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Fills what is missing and moves nothing that is written.
 *
 * Each stage leans on those before it: gateways keep out of written pools, chosen pools leave the gateways and room for virtual addresses,
 * virtual addresses keep out of all pools, and hosts take from them. A planned topology has no gaps, so that a plan of it is the same.
 */
export function plan(topology: Topology): Planned {
  const report = new PlanReport(topology.origins);
  const planned = STAGES.reduce((current, stage) => stage(current, report), topology);
  return {topology: planned, diagnostics: report.diagnostics};
}

const STAGES: readonly ((topology: Topology, report: PlanReport) => Topology)[] = [
  reportUnheardWishes,
  reportOpenNetworks,
  placeVirtualAddresses,
  assignPrefixes,
  assignVlans,
  assignGateways,
  assignRoutes,
  assignPools,
  assignVirtualAddresses,
  nameHosts,
  assignHostAddresses,
  chooseMtus,
];
