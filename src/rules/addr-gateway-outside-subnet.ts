import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import type {Subnet} from '../model/topology.js';
import {type Address, formatAddress, parseAddress} from '../net/address.js';
import {formatPrefix, prefixContains, prefixOf} from '../net/prefix.js';
import type {Finding, Rule} from './rule.js';
import {describeSubnet} from './support/describe-subnet.js';

/**
 * A gateway is an address of its subnet.
 *
 * Nothing between the file and the host checks it: the schema takes any address, and the host's kernel refuses the route. An IPv6 gateway
 * may be link-local, because that is on every link (RFC 4861 section 6.3.4).
 *
 * See docs/rules/addr-gateway-outside-subnet.md
 */
export const addrGatewayOutsideSubnet: Rule = {
  id: 'addr-gateway-outside-subnet',
  summary: 'A gateway is an address of its subnet.',
  why: 'A host cannot reach a gateway that is on none of its links, so the route over it is refused and the host boots without it.',
  fix: 'Give the address that the router has on this segment, or correct the prefix.',
  severity: 'error',
  property: 'address-facts',
  explains: [
    'route-no-default',
    'route-default-network-without-gateway',
    'route-nexthop-off-subnet',
    'route-missing-remote-subnet',
    'route-storage-crosses-l3',
  ],
  *check(network: Network): Iterable<Finding> {
    for (const subnet of network.topology.subnets) {
      if (subnet.gateway === undefined || isOnLink(subnet, subnet.gateway.value)) continue;
      const gateway = formatAddress(subnet.gateway.value);
      const home = network.subnetOf(subnet.gateway.value);
      yield {
        message: `The gateway ${gateway} of "${nameOf(subnet.segment)}" is outside its subnet ${formatPrefix(subnet.prefix.value)}.`,
        subjects: [subnet.id],
        at: subnet.gateway.origin,
        notes: [
          {message: `${formatPrefix(subnet.prefix.value)} is here.`, at: subnet.prefix.origin},
          ...(home === undefined ? [] : [{message: `${gateway} is an address of ${describeSubnet(home)}.`, at: home.prefix.origin}]),
        ],
      };
    }
  },
};

function isOnLink({prefix}: Subnet, gateway: Address): boolean {
  return prefixContains(prefix.value, gateway) || (prefix.value.family === 6 && prefixContains(LINK_LOCAL, gateway));
}

const LINK_LOCAL = prefixOf(parseAddress('fe80::') as Address, 10);
