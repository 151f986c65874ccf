import {nameOf} from '../model/names.js';
import type {Fact} from '../model/origin.js';
import type {Network, Subnet, SubnetId, Topology} from '../model/topology.js';
import type {Address} from '../net/address.js';
import {formatRange, subtractRanges} from '../net/address-range.js';
import {formatPrefix, usableRange} from '../net/prefix.js';
import {planGatewayExhausted} from './checks/plan-gateway-exhausted.js';
import {poolsForHosts} from './support/allocators.js';
import {CloudIndex} from './support/cloud-index.js';
import {type GatewayNeed, gatewayNeeds} from './support/gateway-needs.js';
import {reservedRanges} from './support/host-pool.js';
import {describeMissing} from './support/need.js';
import {type Occupants, occupantsOf, rangeOf} from './support/occupants.js';
import type {PlanReport} from './support/plan-report.js';
import {type Ground, narrowerPool, shorterPrefix} from './support/suggestions.js';
import {countWaiting, total} from './support/takers.js';

/**
 * Chooses the gateways that are missing.
 *
 * Subnets need one where their network has other segments to be reached, or where it is some role's way to everywhere. A router that stands
 * in the subnet is its gateway. Where none does, it is the first usable address outside of pools that nobody has and nobody reserved.
 */
export function assignGateways(topology: Topology, report: PlanReport): Topology {
  const index = new CloudIndex(topology);
  const needs = gatewayNeeds(topology, index);
  const gaps = topology.subnets.filter((subnet) => subnet.gateway === undefined && needs.has(index.networkOf(subnet)!.id));
  if (gaps.length === 0) return topology;
  const occupants = occupantsOf(topology, gaps);
  const chosen = new Map<SubnetId, Fact<Address>>();
  const short: Subnet[] = [];
  for (const subnet of gaps) {
    const network = index.networkOf(subnet)!;
    const need = needs.get(network.id)!;
    const gateway = routerIn(topology, subnet, occupants) ?? firstFree(topology, index, subnet, need, occupants);
    if (gateway === undefined) short.push(subnet);
    else chosen.set(subnet.id, gateway);
  }
  const hosts = countWaiting(topology, index, short);
  for (const subnet of short) {
    const network = index.networkOf(subnet)!;
    reportExhausted(network, {topology, index, subnet, occupants}, needs.get(network.id)!, total(hosts.get(subnet.id)), report);
  }
  if (chosen.size === 0) return topology;
  return {
    ...topology,
    subnets: topology.subnets.map((subnet) => {
      const gateway = chosen.get(subnet.id);
      return gateway === undefined ? subnet : {...subnet, gateway};
    }),
  };
}

function routerIn({origins}: Topology, {id, prefix}: Subnet, occupants: Occupants): Fact<Address> | undefined {
  const routers = occupants.of(id).filter(({who}) => who === 'router');
  if (routers.length === 0) return undefined;
  const lowest = routers.reduce((least, router) => (router.value < least.value ? router : least));
  const address: Address = {family: prefix.value.family, value: lowest.value};
  return {
    value: address,
    origin: origins.planned('gateway', 'the address of the router that stands there', [prefix.origin, lowest.origin]),
  };
}

function firstFree(
  topology: Topology,
  index: CloudIndex,
  subnet: Subnet,
  need: GatewayNeed,
  occupants: Occupants,
): Fact<Address> | undefined {
  const usable = usableRange(subnet.prefix.value);
  const {family} = usable;
  const [free] = subtractRanges(usable, [
    ...subnet.pools.map(({range}) => range),
    ...reservedRanges(topology, index, subnet),
    ...occupants.of(subnet.id).map((occupant) => rangeOf(family, occupant)),
  ]);
  if (free === undefined) return undefined;
  const which = free.first === usable.first ? 'first usable' : 'first free';
  const because = `the ${which} address of ${formatPrefix(subnet.prefix.value)}, because ${need.words}`;
  return {value: {family, value: free.first}, origin: topology.origins.planned('gateway', because, [subnet.prefix.origin, need.origin])};
}

function reportExhausted(network: Network, ground: Ground, need: GatewayNeed, hosts: number, report: PlanReport): void {
  const {subnet} = ground;
  const {pools, prefix} = subnet;
  const outside = pools.length === 0 ? 'that is free' : 'outside its pools';
  const [pool] = poolsForHosts(subnet);
  const narrower = pool && narrowerPool(ground, pool.range, 1n);
  const ranges = pools.map(({range}) => range);
  const missing =
    narrower === undefined
      ? describeMissing(1n, shorterPrefix(ground, pool === undefined ? BigInt(hosts) : 0n, ranges))
      : describeMissing(1n, `a pool of ${formatRange(narrower)}`, 'leave');
  report.add(planGatewayExhausted, {
    message: `${formatPrefix(prefix.value)} of "${nameOf(subnet.segment)}" has no address ${outside} for a gateway, and ${need.words}: ${missing}.`,
    subjects: [subnet.id, network.id],
    at: prefix.origin,
    notes: [
      {message: 'It is needed because of this.', at: need.origin},
      ...pools.slice(0, 1).map(({origin}) => ({message: 'The pool is here.', at: origin})),
    ],
  });
}
