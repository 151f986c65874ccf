import type {Attachment, ConfiguredAs, Host, NetworkId, Role, RoleId, SegmentId, Topology} from '../../model/topology.js';
import {append, type CloudIndex} from './cloud-index.js';

/** Where a host stands by one of its attachments; without a segment where nothing tells which one of the network it is. */
export interface Place {
  readonly attachment: Attachment;
  readonly segment: SegmentId | undefined;
}

/**
 * Where hosts stand.
 *
 * A host stands where it says, where its addresses are, and else where its role is. One that stands elsewhere than its role stands, on a
 * network with several segments, on the one of its site. Attachments that fall back to the provisioning network take no address.
 */
export class Places {
  readonly #index: CloudIndex;
  readonly #usual = new Map<readonly Attachment[], Usual>();

  constructor(index: CloudIndex) {
    this.#index = index;
  }

  /** Of hosts that nobody lists. */
  usual({attachments}: Pick<ConfiguredAs, 'attachments'>): readonly Place[] {
    return this.#usualOf(attachments).places;
  }

  of(host: Host, role: Role | undefined): readonly Place[] {
    const settings = host.configuredAs ?? role;
    if (settings === undefined) return [];
    const usual = this.#usualOf(settings.attachments);
    const isUsual = ({segment}: {readonly segment?: SegmentId}) => segment === undefined || usual.segments.has(segment);
    if (host.segments === undefined && host.addresses.every(isUsual)) return usual.places;
    return this.#elsewhere(host, usual);
  }

  #usualOf(attachments: readonly Attachment[]): Usual {
    const known = this.#usual.get(attachments);
    if (known !== undefined) return known;
    const places = attachments
      .filter(({fallsBackBecause}) => fallsBackBecause === undefined)
      .map((attachment) => ({attachment, segment: attachment.segment}));
    const usual = {places, segments: new Set(places.map(({segment}) => segment))};
    this.#usual.set(attachments, usual);
    return usual;
  }

  #elsewhere(host: Host, usual: Usual): Place[] {
    const stands = [...(host.segments ?? []), ...host.addresses.flatMap(({segment}) => segment ?? [])];
    const byNetwork = new Map<NetworkId, SegmentId>();
    for (const id of stands) {
      const segment = this.#index.segment(id);
      if (segment !== undefined && !byNetwork.has(segment.network)) byNetwork.set(segment.network, id);
    }
    const isWhereItsRoleIs = stands.every((id) => usual.segments.has(id));
    // Where a network has but one segment the host stands on that, whatever else is known of it.
    const certain = [...stands, ...usual.places.flatMap(({attachment}) => this.#onlySegmentOf(attachment.network) ?? [])];
    return usual.places.map(({attachment}) => {
      const {network, segment} = attachment;
      const known = byNetwork.get(network);
      if (known !== undefined) return {attachment, segment: known};
      if (isWhereItsRoleIs || this.#onlySegmentOf(network) !== undefined) return {attachment, segment};
      return {attachment, segment: this.#segmentAtSites(network, certain)};
    });
  }

  #onlySegmentOf(network: NetworkId): SegmentId | undefined {
    const segments = this.#index.segmentsOf(network);
    return segments.length === 1 ? segments[0]!.id : undefined;
  }

  /** The only segment of a network at the sites of others. */
  #segmentAtSites(network: NetworkId, others: readonly SegmentId[]): SegmentId | undefined {
    const sites = new Set(others.flatMap((id) => this.#index.segment(id)?.site?.value ?? []));
    const found = this.#index.segmentsOf(network).filter(({site}) => site !== undefined && sites.has(site.value));
    return found.length === 1 ? found[0]!.id : undefined;
  }
}

interface Usual {
  readonly places: readonly Place[];
  readonly segments: ReadonlySet<SegmentId | undefined>;
}

/** The nodes of every role, in the order of the topology. */
export function nodesByRole({hosts}: Topology): ReadonlyMap<RoleId, readonly Host[]> {
  const nodes = new Map<RoleId, Host[]>();
  for (const host of hosts) if (host.kind === 'node' && host.role !== undefined) append(nodes, host.role, host);
  return nodes;
}
