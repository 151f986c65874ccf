import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import type {Subnet, Vip} from '../model/topology.js';
import {formatAddress} from '../net/address.js';
import {prefixContains} from '../net/prefix.js';
import {joinPhrases} from '../text/names.js';
import type {Finding, Rule} from './rule.js';
import {describeSubnet} from './support/describe-subnet.js';

/**
 * A virtual address lies in a subnet of its network, and of the segment it names.
 *
 * The host that holds it finds the interface by the connected subnet (puppet-tripleo, manifests/pacemaker/haproxy_with_vip.pp). Clouds that
 * announce host routes keep virtual addresses outside of every subnet; they are judged only where a subnet of the network is known. An
 * address counts over a segment that is named beside it (tripleo-ansible, tripleo_overcloud_network_vip_provision.py), so two that disagree
 * are only a warning. So is the address of a service that lies on another network of the cloud: it comes up there, and clients find it.
 *
 * See docs/rules/vip-outside-subnet.md
 */
export const vipOutsideSubnet: Rule = {
  id: 'vip-outside-subnet',
  summary: 'A virtual address lies in a subnet of its network, and of the segment it names.',
  why: 'No host of the network has an interface for such an address, so it comes up nowhere, or on another network.',
  fix: 'Take an address of the subnet, or correct the network.',
  severity: 'error',
  property: 'address-facts',
  explains: ['vip-l2-not-shared'],
  *check(network: Network): Iterable<Finding> {
    for (const vip of network.topology.vips) {
      if (vip.address === undefined) continue;
      const address = vip.address.value;
      const all = network.subnetsOfNetwork(vip.network);
      const home = all.find(({prefix}) => prefixContains(prefix.value, address));
      const named = vip.segment === undefined ? [] : network.subnetsOf(vip.segment.value);
      const wanted = named.length > 0 ? named : all;
      if (wanted.length === 0 || (home !== undefined && wanted.includes(home))) continue;
      yield outside(vip, wanted, home ?? network.subnetOf(address), home !== undefined);
    }
  },
};

/** How many subnets a message names. */
const MOST_NAMED = 3;

function outside(vip: Vip, wanted: readonly Subnet[], home: Subnet | undefined, isOfNetwork: boolean): Finding {
  const address = formatAddress(vip.address!.value);
  const where = joinPhrases(wanted.map(describeSubnet), MOST_NAMED);
  const isOfService = vip.name !== nameOf(vip.network);
  return {
    message: `${address}, the virtual address "${vip.name}", is outside ${where}${isOfNetwork ? ', the segment it names' : ''}.`,
    subjects: [vip.id],
    at: vip.address!.origin,
    notes: [
      {message: `${describeSubnet(wanted[0]!)} is here.`, at: wanted[0]!.prefix.origin},
      ...(home === undefined ? [] : [{message: `${address} is an address of ${describeSubnet(home)}.`, at: home.prefix.origin}]),
    ],
    ...(isOfService && home !== undefined && {severity: 'warning'}),
    ...(isOfNetwork && {
      severity: 'warning',
      fix: 'Name the segment on which the address is, or take an address of the one that is named.',
    }),
  };
}
