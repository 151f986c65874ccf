import type {Network} from '../../forwarding/network.js';
import type {Host, NetworkId, Role, SegmentId} from '../../model/topology.js';

/** Hosts of one role that stand on the same segments. */
export interface Residents {
  readonly role: Role;
  readonly segments: readonly SegmentId[];
  /** Those that an input lists. */
  readonly hosts: readonly Host[];
  /** Those that only the role's count speaks of; undefined where the role has no count either. */
  readonly unlisted: number | undefined;
}

/**
 * Who stands where, configured or not: an address of a network is taken whether the host configures it or leaves it out.
 *
 * A listed host stands where its addresses are. On a network where it has none it stands where its role does, unless its addresses show
 * that it is in another place than its role says, and the network has a segment there too. Attachments that fall back to the provisioning
 * network take no address on their own and are left out.
 */
export function residentsOf(network: Network): Residents[] {
  return network.topology.roles.flatMap((role) => residentsOfRole(network, role));
}

function residentsOfRole(network: Network, role: Role): Residents[] {
  const attachments = role.attachments.filter(({fallsBackBecause}) => fallsBackBecause === undefined);
  const ofRole = new Set<SegmentId>(attachments.map(({segment}) => segment));
  const groups = new Map<string, {segments: readonly SegmentId[]; hosts: Host[]}>();
  let listed = 0;
  for (const host of network.hostsByRole.get(role.id) ?? []) {
    if (host.kind !== 'node') continue;
    listed++;
    const segments = new Set<SegmentId>();
    const networks = new Set<NetworkId>();
    let isWhereItsRoleIs = true;
    for (const {segment} of host.addresses) {
      const found = segment === undefined ? undefined : network.segmentById.get(segment);
      if (found === undefined) continue;
      segments.add(found.id);
      networks.add(found.network);
      isWhereItsRoleIs &&= ofRole.has(found.id);
    }
    for (const attachment of attachments) {
      if (networks.has(attachment.network)) continue;
      if (isWhereItsRoleIs || network.segmentsOf(attachment.network).length === 1) segments.add(attachment.segment);
    }
    const key = [...segments].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, {segments: [...segments], hosts: [host]});
    else group.hosts.push(host);
  }
  const residents: Residents[] = [...groups.values()].map((group) => ({role, ...group, unlisted: 0}));
  const unlisted = role.count === undefined ? (listed === 0 ? undefined : 0) : Math.max(0, role.count.value - listed);
  if (unlisted !== 0) residents.push({role, segments: attachments.map(({segment}) => segment), hosts: [], unlisted});
  return residents;
}
