import type {Fact} from '../model/origin.js';
import type {Network, NetworkId, Topology, Wish} from '../model/topology.js';
import type {Family} from '../net/address.js';
import {planMtuTooSmall} from './checks/plan-mtu-too-small.js';
import {CloudIndex} from './support/cloud-index.js';
import type {PlanReport} from './support/plan-report.js';

/**
 * Gives the networks that carry tunnels the MTU that what is in the tunnels needs.
 *
 * A tunnel adds its own header, that of the Ethernet frame inside, and an IP header. What Neutron reckons with (neutron-lib,
 * constants.py: GRE_ENCAP_OVERHEAD, VXLAN_ENCAP_OVERHEAD, IP_HEADER_LENGTH), and for Geneve what OVN needs, which sends an option of
 * 8 bytes with every packet (Neutron's OVN manual installation, "max_header_size"). An MTU that is wide enough stays, a written one always.
 */
export function chooseMtus(topology: Topology, report: PlanReport): Topology {
  const wishes = topology.wishes.filter((wish) => wish.kind === 'tunnels');
  if (wishes.length === 0) return topology;
  const index = new CloudIndex(topology);
  const chosen = new Map<NetworkId, Fact<number>>();
  for (const network of topology.networks) {
    const need = largestNeed(network, wishes, index);
    if (need === undefined || network.mtu.value >= need.mtu) continue;
    const {wish, mtu, family} = need;
    if (topology.origins.get(network.mtu.origin).kind === 'default') {
      const because = `${wish.carriedMtu} of what ${NAMES[wish.protocol]} carries, and ${mtu - wish.carriedMtu} of its headers over IPv${family}`;
      chosen.set(network.id, {value: mtu, origin: topology.origins.planned('mtu', because, [network.origin, wish.origin])});
    } else {
      report.add(planMtuTooSmall, {
        message: `"${network.name}" has the MTU ${network.mtu.value}, and ${NAMES[wish.protocol]} that carries ${wish.carriedMtu} over IPv${family} needs ${mtu}: ${mtu - network.mtu.value} are missing.`,
        subjects: [network.id],
        at: network.mtu.origin,
        notes: [{message: 'The tunnels are wished for here.', at: wish.origin}],
        fix: `Give the network an MTU of at least ${mtu}, or let the tunnels carry ${network.mtu.value - mtu + wish.carriedMtu}.`,
      });
    }
  }
  if (chosen.size === 0) return topology;
  return {
    ...topology,
    networks: topology.networks.map((network) => {
      const mtu = chosen.get(network.id);
      return mtu === undefined ? network : {...network, mtu};
    }),
  };
}

type Tunnels = Extract<Wish, {readonly kind: 'tunnels'}>;

/** A wish that names no network is for those whose purpose tunnels are. A packet may take the family with the larger header. */
function largestNeed(
  network: Network,
  wishes: readonly Tunnels[],
  index: CloudIndex,
): {readonly wish: Tunnels; readonly mtu: number; readonly family: Family} | undefined {
  const family = index.subnetsOfNetwork(network.id).some(({prefix}) => prefix.value.family === 6) ? 6 : 4;
  let largest: {readonly wish: Tunnels; readonly mtu: number; readonly family: Family} | undefined;
  for (const wish of wishes) {
    if (wish.network === undefined ? network.purpose?.value !== 'tenant' : wish.network !== network.id) continue;
    if (wish.site !== undefined && !index.segmentsOf(network.id).some(({site}) => site?.value === wish.site)) continue;
    const mtu = wish.carriedMtu + TUNNEL_OVERHEADS[wish.protocol] + IP_HEADERS[family];
    if (largest === undefined || mtu > largest.mtu) largest = {wish, mtu, family};
  }
  return largest;
}

const TUNNEL_OVERHEADS: Readonly<Record<Tunnels['protocol'], number>> = {gre: 22, vxlan: 30, geneve: 38};
const IP_HEADERS: Readonly<Record<Family, number>> = {4: 20, 6: 40};
const NAMES: Readonly<Record<Tunnels['protocol'], string>> = {gre: 'GRE', vxlan: 'VXLAN', geneve: 'Geneve'};
