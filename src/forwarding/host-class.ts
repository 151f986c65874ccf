import type {Attachment, Host, NetworkId, Role, SegmentId, Topology} from '../model/topology.js';

/**
 * Hosts that behave alike: one role, the same segments.
 *
 * A role whose hosts no input lists is one class that stands for all of them.
 */
export interface HostClass {
  readonly index: number;
  /** The role's name, and what sets the class apart where a role has several. */
  readonly name: string;
  readonly role: Role;
  /** Segments on which its hosts have a configured interface, by network. */
  readonly segments: readonly {readonly network: NetworkId; readonly segment: SegmentId}[];
  /** Listed hosts; empty where only the role is known. */
  readonly hosts: readonly Host[];
  /** How many hosts it stands for, where that is known. */
  readonly count: number | undefined;
}

/** Groups the hosts of every role. Roles whose host configuration is unknown have no class: nothing can be said of their paths. */
export function hostClasses(topology: Topology): HostClass[] {
  const networkOf = new Map(topology.segments.map((segment) => [segment.id, segment.network]));
  const hostsOf = new Map<string, Host[]>();
  for (const host of topology.hosts) {
    if (host.kind !== 'node' || host.role === undefined) continue;
    const hosts = hostsOf.get(host.role);
    if (hosts === undefined) hostsOf.set(host.role, [host]);
    else hosts.push(host);
  }
  const classes: HostClass[] = [];
  for (const role of topology.roles) {
    if (role.configuration.kind === 'unknown') continue;
    const leftOut = new Set<string>(role.configuration.leavesOut);
    const configured = new Set(role.attachments.filter(isInterface).map((attachment) => attachment.network));
    const isUsed = (network: NetworkId | undefined): network is NetworkId =>
      network !== undefined && configured.has(network) && !leftOut.has(network);
    const groups = new Map<string, {segments: Map<NetworkId, SegmentId>; hosts: Host[]}>();
    for (const host of hostsOf.get(role.id) ?? []) {
      const segments = new Map<NetworkId, SegmentId>();
      for (const segment of host.segments ?? []) {
        const network = networkOf.get(segment);
        if (isUsed(network)) segments.set(network, segment);
      }
      for (const {segment} of host.addresses) {
        const network = segment === undefined ? undefined : networkOf.get(segment);
        if (isUsed(network)) segments.set(network, segment!);
      }
      for (const attachment of role.attachments) {
        if (isUsed(attachment.network) && !segments.has(attachment.network)) segments.set(attachment.network, attachment.segment);
      }
      const key = role.attachments.map((attachment) => segments.get(attachment.network) ?? '').join(' ');
      const group = groups.get(key);
      if (group === undefined) groups.set(key, {segments, hosts: [host]});
      else group.hosts.push(host);
    }
    if (groups.size === 0) {
      const segments = new Map(role.attachments.filter(({network}) => isUsed(network)).map(({network, segment}) => [network, segment]));
      groups.set('', {segments, hosts: []});
    }
    for (const {segments, hosts} of groups.values()) {
      const apart = groups.size > 1 ? ` (as ${hosts[0]!.name})` : '';
      classes.push({
        index: classes.length,
        name: `${role.name}${apart}`,
        role,
        segments: [...segments].map(([network, segment]) => ({network, segment})),
        hosts,
        count: hosts.length > 0 ? hosts.length : role.count?.value,
      });
    }
  }
  return classes;
}

/** Whether hosts have an interface of their own for an attachment: not where it is left out, nor where its address is really another network's. */
function isInterface(attachment: Attachment): boolean {
  return attachment.isConfigured && attachment.fallsBackBecause === undefined;
}
