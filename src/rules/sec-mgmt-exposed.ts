import type {Network} from '../forwarding/network.js';
import {describeOwner} from '../forwarding/owners.js';
import {type GraphEdge, type GraphNode, segmentGraph, shortestWay} from '../graph/segment-graph.js';
import type {Network as NetworkElement, Segment} from '../model/topology.js';
import {formatAddress} from '../net/address.js';
import type {Finding, Rule} from './rule.js';

/** Networks that only the cloud's own hosts may reach, and networks on which strangers send. */
const GUARDED = ['storage_mgmt'];
const OPEN = ['tenant', 'external'];

/**
 * No router joins the management networks to networks on which strangers send.
 *
 * A router of these files that stands on two segments forwards between them; so do several in a row. What routers outside of these files do
 * is not seen here. A network that is both needs no router.
 *
 * See docs/rules/sec-mgmt-exposed.md
 */
export const secMgmtExposed: Rule = {
  id: 'sec-mgmt-exposed',
  summary: 'No router joins the management networks to networks on which strangers send.',
  why: 'Provisioning and storage management trust whoever reaches them: images, power control and raw object stores stand open there.',
  fix: 'Take the router off one of the segments, or filter between them and say so in a policy.',
  severity: 'error',
  property: 'segment-isolation',
  *check(network: Network): Iterable<Finding> {
    for (const element of network.topology.networks) if (isGuarded(element) && isOpen(element)) yield both(element);
    const {nodes, edges} = joins(network);
    if (edges.length === 0) return;
    const graph = segmentGraph(nodes, edges);
    const segments = network.topology.segments.map((segment) => ({segment, element: network.networkById.get(segment.network)!}));
    for (const guarded of segments.filter(({element}) => isGuarded(element))) {
      for (const open of segments.filter(({element}) => isOpen(element) && element !== guarded.element)) {
        const way = shortestWay(graph, open.segment.id, guarded.segment.id);
        if (way !== undefined) yield exposed(network, open, guarded, way);
      }
    }
  },
};

type Placed = {readonly segment: Segment; readonly element: NetworkElement};

function isGuarded(element: NetworkElement): boolean {
  return element.isProvisioning || GUARDED.includes(element.purpose?.value ?? '');
}

function isOpen({purpose}: NetworkElement): boolean {
  return OPEN.includes(purpose?.value ?? '');
}

/** A network that hosts are provisioned on, and on which strangers send. */
function both({id, name, purpose}: NetworkElement): Finding {
  return {
    message: `Hosts are provisioned on "${name}", and its purpose "${purpose!.value}" lets strangers send there.`,
    subjects: [id],
    at: purpose!.origin,
    fix: 'Provision on a network of its own.',
  };
}

/** Routers with the segments their addresses lie in. */
function joins(network: Network): {nodes: GraphNode[]; edges: GraphEdge[]} {
  const nodes: GraphNode[] = network.topology.segments.map((segment) => ({id: segment.id, name: segment.name}));
  const edges: GraphEdge[] = [];
  for (const host of network.topology.hosts) {
    if (host.kind !== 'router') continue;
    const id: GraphNode['id'] = `router:${host.id}`;
    nodes.push({id, name: host.name});
    for (const {address} of host.addresses) {
      const subnet = network.subnetOf(address);
      if (subnet !== undefined) edges.push({from: id, to: subnet.segment});
    }
  }
  return {nodes, edges};
}

function exposed(network: Network, open: Placed, guarded: Placed, way: readonly GraphNode[]): Finding {
  const routers = network.topology.hosts.filter((host) => way.some((node) => node.id === `router:${host.id}`));
  return {
    message: `"${open.element.name}" reaches "${guarded.element.name}" through ${routers.map((router) => `"${router.name}"`).join(', ')}.`,
    subjects: [open.segment.id, guarded.segment.id, ...routers.map((router) => router.id)],
    at: routers[0]!.origin,
    notes: routers.flatMap((router) =>
      router.addresses.map(({address, origin}) => ({
        message: `${describeOwner({address, origin, host: router, isReserved: false})} has ${formatAddress(address)} here.`,
        at: origin,
      })),
    ),
  };
}
