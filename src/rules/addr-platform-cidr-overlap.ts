import type {Network} from '../forwarding/network.js';
import {PLATFORM_PREFIXES} from '../net/platform-prefixes.js';
import {formatPrefix, prefixesOverlap} from '../net/prefix.js';
import type {Finding, Rule} from './rule.js';
import {describeSubnet} from './support/describe-subnet.js';

/**
 * No segment uses addresses that the platform takes for itself.
 *
 * A bridge that the platform makes on a host is a connected route there, and captures what is meant for a segment with the same addresses.
 * Only what a host makes without being told counts: podman's default bridge (podman-network(1)). It appears with the first container that
 * asks for a bridge, and the containers of a cloud use the host's network, so this informs and decides nothing. Two ranges are left out on
 * purpose. Docker's 172.17.0.0/16 is where current clouds have their internal API, on hosts without docker. And libvirt's 192.168.122.0/24
 * is the provisioning network of many virtual deployments, where it is the same network and no clash.
 *
 * See docs/rules/addr-platform-cidr-overlap.md
 */
export const addrPlatformCidrOverlap: Rule = {
  id: 'addr-platform-cidr-overlap',
  summary: 'No segment uses addresses that the platform takes for itself.',
  why: 'As soon as the platform makes its bridge on a host, that host sends what is meant for the segment to the bridge.',
  fix: 'Give the segment another prefix, or move the platform\'s bridge ("default_subnet" in containers.conf).',
  severity: 'info',
  property: 'address-facts',
  *check(network: Network): Iterable<Finding> {
    for (const subnet of network.topology.subnets) {
      for (const {prefix, name} of PLATFORM_PREFIXES) {
        if (!prefixesOverlap(prefix, subnet.prefix.value)) continue;
        yield {
          message: `${describeSubnet(subnet)} overlaps ${formatPrefix(prefix)}, which ${name} takes on a host.`,
          subjects: [subnet.id],
          at: subnet.prefix.origin,
        };
      }
    }
  },
};
