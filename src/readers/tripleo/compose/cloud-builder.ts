import {emptyFragment, type Fragment, type MutableFragment} from '../../../model/fragment.js';
import type {Fact, OriginId, OriginTable} from '../../../model/origin.js';
import type {Network, NetworkId, PropertyId, Segment, SegmentId, Subnet} from '../../../model/topology.js';
import type {Address} from '../../../net/address.js';
import {prefixContains} from '../../../net/prefix.js';
import type {Place} from '../../../source/cursor.js';
import {findStockEnvironment, type TripleoFacts} from '../../../tripleo/facts.js';
import {PROVISIONING, PROVISIONING_NAME, PROVISIONING_SUBNET} from '../../../tripleo/network-names.js';
import type {ClosedStack, Declarations, Located, ReadReport} from '../../reader.js';
import {SERVICE_PREFIX} from '../roles-data.js';

/** The name roles use for the provisioning network, and the one everything else uses. */
export const CONTROL_PLANE = {name: PROVISIONING_NAME, nameLower: PROVISIONING, subnet: PROVISIONING_SUBNET} as const;

/** The `name_lower` in a network's id. */
export function nameLowerOf(id: NetworkId): string {
  return id.slice('network:'.length);
}

/** A fragment in the making, with the indexes its composers share. */
export class CloudBuilder {
  readonly origins: OriginTable;
  readonly declarations: Declarations;
  readonly report: ReadReport;
  readonly facts: TripleoFacts;
  /** By the stack's name. */
  readonly closedStacks: ReadonlyMap<string, ClosedStack>;
  readonly fragment: MutableFragment = emptyFragment();
  /** By `name_lower`. */
  readonly networks = new Map<string, Network>();
  /** `name_lower` by `name`. */
  readonly lowerNames = new Map<string, string>();
  /** Networks known by name alone: see `networkOfAddress`. */
  readonly #mentioned = new Map<string, Network>();
  readonly #segments = new Map<NetworkId, Segment[]>();
  readonly #subnets = new Map<SegmentId, Subnet[]>();

  #hasDeployedNetworks = false;
  readonly #stockSwitches = new Map<string, string>();

  constructor(
    origins: OriginTable,
    declarations: Declarations,
    report: ReadReport,
    facts: TripleoFacts,
    stockEnvironments: readonly string[] = [],
    closedStacks: ReadonlyMap<string, ClosedStack> = new Map(),
  ) {
    this.origins = origins;
    this.declarations = declarations;
    this.report = report;
    this.facts = facts;
    this.closedStacks = closedStacks;
    for (const path of stockEnvironments) {
      const environment = findStockEnvironment(path, facts);
      for (const alias of environment?.enables ?? []) this.#stockSwitches.set(alias, `deployment of ${path}`);
      for (const alias of environment?.disables ?? []) this.#stockSwitches.set(alias, 'OS::Heat::None');
    }
  }

  /** What a stock environment that is named and not there maps a service to. */
  stockSwitch(resourceType: string): {readonly target: string} | undefined {
    const target = this.#stockSwitches.get(resourceType.slice(SERVICE_PREFIX.length));
    return target === undefined || !resourceType.startsWith(SERVICE_PREFIX) ? undefined : {target};
  }

  at(place: Place): OriginId {
    return this.origins.at(place);
  }

  fact<T>(located: Located<T>): Fact<T> {
    return {value: located.value, origin: this.origins.at(located.place)};
  }

  /** Leaves properties open until something is known. */
  ask(properties: readonly PropertyId[], needs: string, because?: OriginId): void {
    for (const property of properties) this.fragment.questions.push({property, needs, ...(because !== undefined && {because})});
  }

  addNetwork(nameLower: string, network: Network): void {
    this.networks.set(nameLower, network);
    this.lowerNames.set(network.name, nameLower);
    this.fragment.networks.push(network);
  }

  addSegment(segment: Segment, subnets: readonly Subnet[]): void {
    this.fragment.segments.push(segment);
    const siblings = this.#segments.get(segment.network);
    if (siblings === undefined) this.#segments.set(segment.network, [segment]);
    else siblings.push(segment);
    this.#subnets.set(segment.id, [...subnets]);
    this.fragment.subnets.push(...subnets);
  }

  /** Whether the networks were deployed and are all listed, none being a list too. */
  get hasDeployedNetworks(): boolean {
    return this.#hasDeployedNetworks;
  }

  noteDeployedNetworks(): void {
    this.#hasDeployedNetworks = true;
  }

  /** Whether any input describes networks; without, nothing follows from a name that none has. */
  get describesNetworks(): boolean {
    return this.networks.size > 1;
  }

  /**
   * The network of an address: a described one, or, where no input describes any, one that is known by its name alone.
   *
   * Two owners of one address clash whatever network it is of, so an address without its network is still worth reading.
   */
  networkOfAddress(nameLower: string, near: OriginId, hasVip = false): Network | undefined {
    const known = this.networks.get(nameLower) ?? this.#mentioned.get(nameLower);
    if (this.describesNetworks || (known !== undefined && (!hasVip || known.hasVip.value))) return known;
    const network: Network = {
      id: `network:${nameLower}`,
      name: nameLower,
      origin: known?.origin ?? near,
      isProvisioning: false,
      hasVip: {value: hasVip, origin: near},
      mtu: {value: 1500, origin: this.origins.defaulted('upstream default: 1500', near)},
    };
    this.#mentioned.set(nameLower, network);
    return network;
  }

  isMentionedOnly(network: Network): boolean {
    return !network.isProvisioning && !this.describesNetworks;
  }

  /** Everything that was put together. */
  finish(): Fragment {
    return {...this.fragment, networks: [...this.fragment.networks, ...this.#mentioned.values()]};
  }

  segmentsOf(network: NetworkId): readonly Segment[] {
    return this.#segments.get(network) ?? [];
  }

  subnetsOf(segment: SegmentId): readonly Subnet[] {
    return this.#subnets.get(segment) ?? [];
  }

  /** A network by the name roles use or by its `name_lower`. */
  findNetwork(name: string): Network | undefined {
    return this.networks.get(name) ?? this.networks.get(this.lowerNames.get(name) ?? '');
  }

  findSegment(network: NetworkId, subnetName: string): Segment | undefined {
    return this.segmentsOf(network).find((segment) => segment.name === subnetName);
  }

  /** The segment of a network one of whose prefixes holds the address. */
  segmentOfAddress(network: NetworkId, address: Address): Segment | undefined {
    return this.segmentsOf(network).find((segment) =>
      this.subnetsOf(segment.id).some(
        (subnet) => subnet.prefix.value.family === address.family && prefixContains(subnet.prefix.value, address),
      ),
    );
  }
}
