import type {Fact} from '../model/origin.js';
import type {Attachment, ConfiguredAs, Host, NetworkId, Role, SegmentId, Topology} from '../model/topology.js';

/**
 * Hosts that behave alike: one role, one configuration, the same segments.
 *
 * A role whose hosts no input lists is one class that stands for all of them.
 */
export interface HostClass {
  readonly index: number;
  /** The role's name, and what sets the class apart where a role has several. */
  readonly name: string;
  readonly role: Role;
  /** Networks whose gateway is the default route: the role's, or what these hosts have in their place. */
  readonly defaultRouteNetworks: readonly Fact<NetworkId>[];
  /** Segments on which its hosts have a configured interface, by network. */
  readonly segments: readonly {readonly network: NetworkId; readonly segment: SegmentId}[];
  /** Listed hosts; empty where only the role is known. */
  readonly hosts: readonly Host[];
  /** How many hosts it stands for, where that is known. */
  readonly count: number | undefined;
}

/**
 * Groups the hosts of every role.
 *
 * Roles and hosts whose configuration is unknown have no class: nothing can be said of their paths. The other hosts of such a role have theirs.
 */
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
    const listed = hostsOf.get(role.id) ?? [];
    const groups = listed.length > 0 ? groupHosts(role, listed, networkOf) : standIn(role);
    for (const {settings, segments, hosts} of groups) {
      const apart = groups.length > 1 || hosts.length < listed.length ? ` (as ${hosts[0]!.name})` : '';
      classes.push({
        index: classes.length,
        name: `${role.name}${apart}`,
        role,
        defaultRouteNetworks: settings.defaultRouteNetworks,
        segments: [...segments].map(([network, segment]) => ({network, segment})),
        hosts,
        count: hosts.length > 0 ? hosts.length : role.count?.value,
      });
    }
  }
  return classes;
}

interface Group {
  readonly settings: Settings;
  readonly segments: ReadonlyMap<NetworkId, SegmentId>;
  readonly hosts: Host[];
}

function groupHosts(role: Role, listed: readonly Host[], networkOf: ReadonlyMap<SegmentId, NetworkId>): Group[] {
  const known = new Map<ConfiguredAs, Settings>();
  const groups = new Map<string, Group>();
  for (const host of listed) {
    const configuredAs = host.configuredAs ?? role;
    const settings = known.get(configuredAs) ?? new Settings(configuredAs);
    known.set(configuredAs, settings);
    if (settings.isUnknown) continue;
    const segments = segmentsOf(host, settings, networkOf);
    const key = `${settings.key} ${settings.attachments.map(({network}) => segments.get(network) ?? '').join(' ')}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, {settings, segments, hosts: [host]});
    else group.hosts.push(host);
  }
  return [...groups.values()];
}

function segmentsOf(host: Host, settings: Settings, networkOf: ReadonlyMap<SegmentId, NetworkId>): Map<NetworkId, SegmentId> {
  const segments = new Map<NetworkId, SegmentId>();
  for (const segment of host.segments ?? []) {
    const network = networkOf.get(segment);
    if (settings.isUsed(network)) segments.set(network, segment);
  }
  for (const {segment} of host.addresses) {
    const network = segment === undefined ? undefined : networkOf.get(segment);
    if (settings.isUsed(network)) segments.set(network, segment!);
  }
  for (const {network, segment} of settings.attachments) {
    if (settings.isUsed(network) && !segments.has(network)) segments.set(network, segment);
  }
  return segments;
}

/** The one group of a role whose hosts no input lists. */
function standIn(role: Role): Group[] {
  const settings = new Settings(role);
  if (settings.isUnknown) return [];
  const used = settings.attachments.filter(({network}) => settings.isUsed(network));
  return [{settings, segments: new Map(used.map(({network, segment}) => [network, segment])), hosts: []}];
}

/** What hosts that are configured alike set up. */
class Settings {
  readonly attachments: readonly Attachment[];
  readonly defaultRouteNetworks: readonly Fact<NetworkId>[];
  readonly isUnknown: boolean;
  /** Equal for hosts that behave alike as far as this goes. */
  readonly key: string;
  readonly #used: ReadonlySet<NetworkId>;

  constructor({attachments, defaultRouteNetworks, configuration}: ConfiguredAs) {
    this.attachments = attachments;
    this.defaultRouteNetworks = defaultRouteNetworks;
    this.isUnknown = configuration.kind === 'unknown';
    const leftOut = new Set(configuration.kind === 'unknown' ? [] : configuration.leavesOut);
    this.#used = new Set(
      attachments.filter((attachment) => isInterface(attachment) && !leftOut.has(attachment.network)).map(({network}) => network),
    );
    const routes = defaultRouteNetworks.map(({value}) => value);
    this.key = JSON.stringify([configuration.because.value, routes, [...this.#used]]);
  }

  isUsed(network: NetworkId | undefined): network is NetworkId {
    return network !== undefined && this.#used.has(network);
  }
}

/** Whether hosts have an interface of their own for an attachment: not where it is left out, nor where its address is really another network's. */
function isInterface(attachment: Attachment): boolean {
  return attachment.isConfigured && attachment.fallsBackBecause === undefined;
}
