import type {Network, NetworkId, Role, RoleId, Segment, SegmentId, Subnet, SubnetId, Topology} from '../../model/topology.js';

/** The elements of a topology by what they hang on. */
export class CloudIndex {
  readonly #networks: ReadonlyMap<NetworkId, Network>;
  readonly #segments: ReadonlyMap<SegmentId, Segment>;
  readonly #roles: ReadonlyMap<RoleId, Role>;
  readonly #segmentsOf = new Map<NetworkId, Segment[]>();
  readonly #subnetsOf = new Map<SegmentId, Subnet[]>();

  constructor({networks, segments, subnets, roles}: Topology) {
    this.#networks = new Map(networks.map((network) => [network.id, network]));
    this.#segments = new Map(segments.map((segment) => [segment.id, segment]));
    this.#roles = new Map(roles.map((role) => [role.id, role]));
    for (const segment of segments) append(this.#segmentsOf, segment.network, segment);
    for (const subnet of subnets) append(this.#subnetsOf, subnet.segment, subnet);
  }

  network(id: NetworkId): Network | undefined {
    return this.#networks.get(id);
  }

  segment(id: SegmentId): Segment | undefined {
    return this.#segments.get(id);
  }

  role(id: RoleId): Role | undefined {
    return this.#roles.get(id);
  }

  segmentsOf(network: NetworkId): readonly Segment[] {
    return this.#segmentsOf.get(network) ?? [];
  }

  subnetsOf(segment: SegmentId): readonly Subnet[] {
    return this.#subnetsOf.get(segment) ?? [];
  }

  subnetsOfNetwork(network: NetworkId): readonly Subnet[] {
    return this.segmentsOf(network).flatMap(({id}) => this.subnetsOf(id));
  }

  /** The network that a subnet belongs to; a topology has no subnet without one. */
  networkOf({segment}: {readonly segment: SegmentId; readonly id: SubnetId}): Network | undefined {
    const found = this.#segments.get(segment);
    return found && this.#networks.get(found.network);
  }
}

export function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
