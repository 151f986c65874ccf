import type {
  Host,
  Network as NetworkElement,
  NetworkId,
  Role,
  RoleId,
  Segment,
  SegmentId,
  Subnet,
  SubnetId,
  Topology,
} from '../model/topology.js';
import {type Address, sameAddress} from '../net/address.js';
import {prefixContains} from '../net/prefix.js';
import {addressKey} from './address-key.js';
import {AtomIndex} from './atom-index.js';
import {type Atom, destinationAtoms} from './atoms.js';
import {Fib} from './fib.js';
import {type HostClass, hostClasses} from './host-class.js';
import {isLinkLocal} from './link-local.js';
import {type Owner, Owners} from './owners.js';
import {findTransits, type Transit} from './transit.js';

/** Who receives what is sent to a next hop. */
export type Receiver =
  | {readonly kind: 'undercloud'; readonly host: Host; readonly owner: Owner}
  | {readonly kind: 'router'; readonly owner?: Owner}
  | {readonly kind: 'class'; readonly hostClass: HostClass; readonly owner: Owner}
  | {readonly kind: 'unknown'};

/** A topology with what follows from it. Everything derived is made on first use. */
export class Network {
  readonly topology: Topology;
  readonly networkById: ReadonlyMap<NetworkId, NetworkElement>;
  readonly segmentById: ReadonlyMap<SegmentId, Segment>;
  readonly subnetById: ReadonlyMap<SubnetId, Subnet>;
  readonly roleById: ReadonlyMap<RoleId, Role>;
  readonly hostsByRole: ReadonlyMap<RoleId, readonly Host[]>;
  readonly undercloud: readonly Host[];
  /** Whether every address of the undercloud is known; otherwise an unowned gateway may be the undercloud. */
  readonly isUndercloudKnown: boolean;
  readonly #subnetsBySegment = new Map<SegmentId, Subnet[]>();
  readonly #segmentsByNetwork = new Map<NetworkId, Segment[]>();
  readonly #fibs = new Map<HostClass, Fib>();
  readonly #receivers = new Map<SegmentId, Map<number | bigint, readonly Receiver[]>>();
  #owners: Owners | undefined;
  #classes: readonly HostClass[] | undefined;
  #classByHost: Map<Host, HostClass> | undefined;
  #atoms: readonly Atom[] | undefined;
  #transits: readonly Transit[] | undefined;
  #transitsByLastSubnet: ReadonlyMap<SubnetId, readonly Transit[]> | undefined;
  #subnetByAtom: ReadonlyMap<Atom, Subnet> | undefined;

  constructor(topology: Topology) {
    this.topology = topology;
    this.networkById = new Map(topology.networks.map((network) => [network.id, network]));
    this.segmentById = new Map(topology.segments.map((segment) => [segment.id, segment]));
    this.subnetById = new Map(topology.subnets.map((subnet) => [subnet.id, subnet]));
    this.roleById = new Map(topology.roles.map((role) => [role.id, role]));
    for (const segment of topology.segments) append(this.#segmentsByNetwork, segment.network, segment);
    for (const subnet of topology.subnets) append(this.#subnetsBySegment, subnet.segment, subnet);
    const hostsByRole = new Map<RoleId, Host[]>();
    for (const host of topology.hosts) if (host.role !== undefined) append(hostsByRole, host.role, host);
    this.hostsByRole = hostsByRole;
    this.undercloud = topology.hosts.filter((host) => host.kind === 'undercloud');
    this.isUndercloudKnown =
      this.undercloud.some((host) => host.hasAllAddresses === true) && !this.undercloud.some((host) => host.hasAllAddresses === false);
  }

  get owners(): Owners {
    this.#owners ??= new Owners(this.topology);
    return this.#owners;
  }

  get classes(): readonly HostClass[] {
    this.#classes ??= hostClasses(this.topology);
    return this.#classes;
  }

  get atoms(): readonly Atom[] {
    this.#atoms ??= destinationAtoms(this.topology);
    return this.#atoms;
  }

  /** Every way by which packets of a class come to a member of the undercloud that does not own their destination. */
  get transits(): readonly Transit[] {
    this.#transits ??= findTransits(this);
    return this.#transits;
  }

  /** Those whose last step aims at an address from a subnet. */
  transitsOver(subnet: SubnetId, nextHop: Address): readonly Transit[] {
    if (this.#transitsByLastSubnet === undefined) {
      const bySubnet = new Map<SubnetId, Transit[]>();
      for (const transit of this.transits) append(bySubnet, transit.steps.at(-1)!.entry.subnet.id, transit);
      this.#transitsByLastSubnet = bySubnet;
    }
    return (this.#transitsByLastSubnet.get(subnet) ?? []).filter((transit) => sameAddress(transit.nextHop, nextHop));
  }

  /** The subnet that holds an atom, the first one where several do; none outside of the cloud. */
  get subnetByAtom(): ReadonlyMap<Atom, Subnet> {
    this.#subnetByAtom ??= subnetsOfAtoms(this.atoms, this.topology.subnets);
    return this.#subnetByAtom;
  }

  fib(hostClass: HostClass): Fib {
    let fib = this.#fibs.get(hostClass);
    if (fib === undefined) {
      fib = new Fib(hostClass, (segment) => this.subnetsOf(segment as SegmentId));
      this.#fibs.set(hostClass, fib);
    }
    return fib;
  }

  segmentsOf(network: NetworkId): readonly Segment[] {
    return this.#segmentsByNetwork.get(network) ?? [];
  }

  subnetsOf(segment: SegmentId): readonly Subnet[] {
    return this.#subnetsBySegment.get(segment) ?? [];
  }

  subnetsOfNetwork(network: NetworkId): readonly Subnet[] {
    return this.segmentsOf(network).flatMap((segment) => this.subnetsOf(segment.id));
  }

  /** The network a subnet belongs to. */
  networkOf(subnet: Subnet): NetworkElement {
    return this.networkById.get(this.segmentById.get(subnet.segment)!.network)!;
  }

  /** The most specific subnet that holds the address. */
  subnetOf(address: Address): Subnet | undefined {
    let best: Subnet | undefined;
    for (const subnet of this.topology.subnets) {
      const prefix = subnet.prefix.value;
      if (
        prefix.family === address.family &&
        prefixContains(prefix, address) &&
        (best === undefined || prefix.length > best.prefix.value.length)
      ) {
        best = subnet;
      }
    }
    return best;
  }

  /**
   * Everybody who answers for an address on a segment.
   *
   * A link-local one is another on every segment; an owner whose segment nobody knows may stand on any.
   */
  ownersOn(segment: SegmentId, address: Address): readonly Owner[] {
    const owners = this.owners.of(address);
    return isLinkLocal(address) ? owners.filter((owner) => owner.segment === undefined || owner.segment === segment) : owners;
  }

  /**
   * Who may receive what is sent to a next hop on a segment: every owner of the address.
   *
   * An address that no input owns is taken for a router where the undercloud's addresses are known, which the result lists as an
   * assumption; where they are not known it may be the undercloud, and stays unknown. The same next hop gives the same list every time.
   */
  receivers(nextHop: Address, segment: SegmentId): readonly Receiver[] {
    let ofSegment = this.#receivers.get(segment);
    if (ofSegment === undefined) {
      ofSegment = new Map();
      this.#receivers.set(segment, ofSegment);
    }
    const key = addressKey(nextHop);
    let receivers = ofSegment.get(key);
    if (receivers === undefined) {
      const owners = this.ownersOn(segment, nextHop);
      if (owners.length === 0) receivers = [this.isUndercloudKnown ? {kind: 'router'} : {kind: 'unknown'}];
      else receivers = owners.flatMap((owner) => this.#receiversOf(owner));
      ofSegment.set(key, receivers);
    }
    return receivers;
  }

  classOf(host: Host): HostClass | undefined {
    this.#classByHost ??= new Map(this.classes.flatMap((hostClass) => hostClass.hosts.map((member) => [member, hostClass])));
    return this.#classByHost.get(host);
  }

  /** Whether the paths of every host of a role are known. */
  #hasClassForAll(role: RoleId): boolean {
    const hosts = this.hostsByRole.get(role) ?? [];
    if (hosts.length === 0) return this.classes.some((candidate) => candidate.role.id === role);
    return hosts.every((host) => this.classOf(host) !== undefined);
  }

  #receiversOf(owner: Owner): readonly Receiver[] {
    if (owner.vip !== undefined) {
      const holders = new Set<string>(owner.vip.holders);
      const classes = this.classes.filter((candidate) => holders.has(candidate.role.id));
      const isEveryHolderKnown = classes.length > 0 && owner.vip.holders.every((role) => this.#hasClassForAll(role));
      return [
        ...classes.map((hostClass): Receiver => ({kind: 'class', hostClass, owner})),
        ...(isEveryHolderKnown ? [] : [{kind: 'unknown'} as const]),
      ];
    }
    const host = owner.host!;
    if (host.kind === 'undercloud') return [{kind: 'undercloud', host, owner}];
    if (host.kind === 'router') return [{kind: 'router', owner}];
    const hostClass = this.classOf(host);
    return hostClass === undefined ? [{kind: 'unknown'}] : [{kind: 'class', hostClass, owner}];
  }
}

function subnetsOfAtoms(all: readonly Atom[], subnets: readonly Subnet[]): Map<Atom, Subnet> {
  const index = new AtomIndex(all);
  const byAtom = new Map<Atom, Subnet>();
  for (const subnet of subnets) {
    const {first, end} = index.rangeOf(subnet.prefix.value);
    for (const atom of index.atoms.slice(first, end)) if (!byAtom.has(atom)) byAtom.set(atom, subnet);
  }
  return byAtom;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
