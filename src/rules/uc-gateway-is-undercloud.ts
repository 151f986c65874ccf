import type {Network} from '../forwarding/network.js';
import type {Owner} from '../forwarding/owners.js';
import {traceTransit} from '../forwarding/trace.js';
import type {Transit} from '../forwarding/transit.js';
import {nameOf} from '../model/names.js';
import type {Subnet} from '../model/topology.js';
import {formatAddress} from '../net/address.js';
import type {Finding, Rule} from './rule.js';
import {groupBy} from './support/route-groups.js';
import {describeReach, firstPerOrigin, isEveryPathKnown, originsSend} from './support/transits.js';

/**
 * No gateway is the undercloud.
 *
 * Out of the box the undercloud's `local_ip` and the gateway of the provisioning subnet are one address, so every role that takes its
 * default route there sends what leaves its segments through a host that is not highly available. Where every role's paths are known and
 * none uses the gateway, that is only worth a word. Where no input says who owns a gateway in use, and the undercloud's addresses are not
 * known, the question stays open.
 *
 * See docs/rules/uc-gateway-is-undercloud.md
 */
export const ucGatewayIsUndercloud: Rule = {
  id: 'uc-gateway-is-undercloud',
  summary: 'No gateway is the undercloud.',
  why: 'The undercloud is a single host. Nodes whose gateway it is lose every path beyond their segments when it is down, and stay behind its address translation while it is up.',
  fix: 'Set the gateway to the address of a router on that segment.',
  severity: 'error',
  property: 'transit-freedom',
  explains: [
    'uc-host-route-via-undercloud',
    'uc-default-route-via-ctlplane',
    'uc-gateway-without-masquerade',
    'uc-masquerade-on',
    'uc-attached-to-segment',
  ],
  *check(network: Network): Iterable<Finding> {
    for (const subnet of network.topology.subnets) {
      if (subnet.gateway === undefined) continue;
      const gateway = subnet.gateway.value;
      const transits = network.transitsOver(subnet.id, gateway);
      const owner = network.ownersOn(subnet.segment, gateway).find((candidate) => candidate.host?.kind === 'undercloud');
      if (owner !== undefined) yield ownedByUndercloud(network, subnet, transits, owner);
      else if (transits.some((transit) => transit.end.kind === 'unknown')) yield ownerUnknown(network, subnet, transits);
    }
  },
};

function ownedByUndercloud(network: Network, subnet: Subnet, transits: readonly Transit[], owner: Owner): Finding {
  const gateway = formatAddress(subnet.gateway!.value);
  const isUnused = transits.length === 0 && isEveryPathKnown(network);
  const who = transits.length > 0 ? `; ${originsSend(transits)} packets through it` : isUnused ? '; no role sends packets through it' : '';
  const words = network.topology.origins.describe(owner.origin);
  const label = owner.label === undefined ? '' : ` as "${owner.label}"`;
  return {
    message: `The gateway of "${nameOf(subnet.segment)}", ${gateway}, is the undercloud${who}.`,
    subjects: [subnet.id, owner.host!.id],
    at: subnet.gateway!.origin,
    notes: [
      {
        message: `The undercloud has ${gateway}${label}${words === undefined || words === owner.label ? '' : ` (${words})`}.`,
        at: owner.origin,
      },
    ],
    fix: mend(network, subnet),
    ...(isUnused && {severity: 'info'}),
    evidence: firstPerOrigin(transits).map((transit) => traceTransit(network, transit)),
  };
}

/** The edit that takes the undercloud off the path: one value, at the place of the finding. */
function mend(network: Network, subnet: Subnet): string {
  const {origins} = network.topology;
  const {value, origin} = subnet.gateway!;
  const router = `the address of a router on "${nameOf(subnet.segment)}"`;
  const words = origins.describe(origin);
  if (words !== undefined) return `Write ${router} as its gateway here; none is written (${words}).`;
  return `Replace ${formatAddress(value)} here by ${router}, and give the nodes the new route.`;
}

function ownerUnknown(network: Network, subnet: Subnet, transits: readonly Transit[]): Finding {
  const gateway = formatAddress(subnet.gateway!.value);
  const byOrigin = groupBy(transits, ({origin}) => origin);
  return {
    message: `Nothing says who owns ${gateway}, the gateway of "${nameOf(subnet.segment)}"; ${originsSend(transits)} packets through it, and it may be the undercloud.`,
    subjects: [subnet.id],
    at: subnet.gateway!.origin,
    notes: firstPerOrigin(transits).map(({origin}) => ({
      message: `"${origin.name}" reaches ${describeReach(network, byOrigin.get(origin)!)} through it.`,
      at: origin.defaultRouteNetworks[0]?.origin ?? origin.role.origin,
    })),
    certainty: 'undecided',
    fix: `Declare it with --undercloud ${gateway} or --router ${gateway}, or give undercloud.conf.`,
    evidence: firstPerOrigin(transits).map((transit) => traceTransit(network, transit)),
  };
}
