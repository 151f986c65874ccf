import {nameOf} from '../model/names.js';
import type {Network, NetworkId, RoleId, SegmentId, Topology, Vip} from '../model/topology.js';
import {CloudIndex} from './support/cloud-index.js';

/**
 * Says which virtual addresses there are, and on which segment each is to be.
 *
 * A network that wants one and has none gets one. One without a segment stands on the first on which a role stands that may hold it. The
 * addresses themselves come later, when pools are known.
 */
export function placeVirtualAddresses(topology: Topology): Topology {
  const missing = networksWithoutVip(topology);
  const index = new CloudIndex(topology);
  const isOpen = ({network, segment, address}: Vip) =>
    segment === undefined && address === undefined && index.segmentsOf(network).length > 0;
  if (missing.length === 0 && !topology.vips.some(isOpen)) return topology;
  const vips = [...topology.vips, ...missing.map((network) => freshVip(topology, network))];
  return {...topology, vips: vips.map((vip) => (isOpen(vip) ? onSegment(topology, index, vip) : vip))};
}

/** Networks that want a virtual address and have none of their own. What a service has there for itself is not the network's. */
function networksWithoutVip({networks, vips, services}: Topology): Network[] {
  const serviceNames = new Set(services.map(({name}) => name));
  const isOfNetwork = ({name, network}: Vip) => name === nameOf(network) || !serviceNames.has(name);
  const served = new Set<NetworkId>(vips.filter(isOfNetwork).map(({network}) => network));
  return networks.filter(({id, hasVip}) => hasVip.value && !served.has(id));
}

function freshVip(topology: Topology, network: Network): Vip {
  const name = nameOf(network.id);
  const origin = topology.origins.planned('virtual-address', `"${network.name}" wants a virtual address`, [network.hasVip.origin]);
  return {id: `vip:${name}`, name, origin, network: network.id, holders: likelyHolders(topology, network), isReserved: false};
}

/** Who holds the other virtual addresses and stands on the network; else its roles that run a service balanced there, or all of them. */
function likelyHolders({roles, vips, services}: Topology, network: Network): RoleId[] {
  const attached = roles.filter(({attachments}) => attachments.some((attachment) => attachment.network === network.id));
  const holding = new Set(vips.flatMap(({holders}) => holders));
  const others = attached.filter(({id}) => holding.has(id));
  const balanced = new Map(services.filter(({isLoadBalanced}) => isLoadBalanced).map((service) => [service.id, service]));
  const serving = attached.filter((role) =>
    role.services.some(({service: id}) => {
      const service = balanced.get(id);
      return service !== undefined && (service.networkOfRole.get(role.id) ?? service.network).value === network.id;
    }),
  );
  return (others.length > 0 ? others : serving.length > 0 ? serving : attached).map(({id}) => id);
}

function onSegment({origins}: Topology, index: CloudIndex, vip: Vip): Vip {
  const segments = index.segmentsOf(vip.network);
  const stands = new Map<SegmentId, string>();
  for (const holder of vip.holders) {
    const role = index.role(holder);
    for (const {network, segment} of role?.attachments ?? []) {
      if (network === vip.network && !stands.has(segment)) stands.set(segment, role!.name);
    }
  }
  const found = segments.find(({id}) => stands.has(id)) ?? segments[0]!;
  const holder = stands.get(found.id);
  const isOnly = segments.length === 1;
  const because = isOnly
    ? 'the only segment of its network'
    : holder === undefined
      ? 'the first segment of its network'
      : `the first segment on which a holder stands: "${holder}"`;
  return {...vip, segment: {value: found.id, origin: origins.planned('virtual-address', because, [vip.origin, found.origin])}};
}
