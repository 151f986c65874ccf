import {EVERY_HOST, MASQUERADE_QUESTION} from '../../isoplan/plan-defaults.js';
import type {
  Dependency,
  Network,
  NetworkId,
  OpenQuestion,
  Segment,
  SegmentId,
  Service,
  ServiceId,
  Setting,
  Subnet,
  Topology,
} from '../../model/topology.js';
import {type Address, sameAddress} from '../../net/address.js';
import {prefixContains} from '../../net/prefix.js';
import {compareText} from '../../text/code-unit-order.js';
import type {YamlValue} from '../../text/yaml-text.js';
import type {WriteReport} from '../writer.js';

/** A topology as the sections of a plan look at it, and what of it no section has said yet. */
export class Known {
  readonly topology: Topology;
  readonly report: WriteReport;
  readonly services: ReadonlyMap<ServiceId, Service>;
  readonly provisioning: readonly Network[];
  /** Those that no section has said in its own words. */
  readonly questions: Set<OpenQuestion>;
  readonly dependencies: Set<Dependency>;
  readonly #networks: ReadonlyMap<NetworkId, Network>;
  readonly #segmentsOf: ReadonlyMap<NetworkId, Segment[]>;
  readonly #subnetsOf: ReadonlyMap<SegmentId, Subnet[]>;
  readonly #alternatesOf: ReadonlyMap<SegmentId, Subnet[]>;
  /** By the text of the question and the property it leaves open. */
  readonly #questionsByText = new Map<string, OpenQuestion[]>();

  constructor(topology: Topology, report: WriteReport) {
    this.topology = topology;
    this.report = report;
    this.services = new Map(topology.services.map((service) => [service.id, service]));
    this.provisioning = topology.networks.filter((network) => network.isProvisioning);
    this.questions = new Set(topology.questions);
    this.dependencies = new Set(topology.dependencies);
    this.#networks = new Map(topology.networks.map((network) => [network.id, network]));
    this.#segmentsOf = groupBy(topology.segments, ({network}) => network);
    this.#subnetsOf = groupBy(topology.subnets, ({segment}) => segment);
    this.#alternatesOf = groupBy(topology.alternateSubnets, ({segment}) => segment);
    for (const question of topology.questions) {
      const key = questionKey(question);
      const same = this.#questionsByText.get(key);
      if (same === undefined) this.#questionsByText.set(key, [question]);
      else same.push(question);
    }
  }

  network(id: NetworkId): Network | undefined {
    return this.#networks.get(id);
  }

  segmentsOf(network: NetworkId): readonly Segment[] {
    return this.#segmentsOf.get(network) ?? [];
  }

  /** The only one of its network, or as `network/subnet`. */
  segmentName(id: SegmentId): string {
    const name = withoutKind(id);
    const network = name.slice(0, name.indexOf('/'));
    return this.segmentsOf(`network:${network}`).length === 1 ? network : name;
  }

  subnetsOf(segment: SegmentId): readonly Subnet[] {
    return this.#subnetsOf.get(segment) ?? [];
  }

  alternatesOf(segment: SegmentId): readonly Subnet[] {
    return this.#alternatesOf.get(segment) ?? [];
  }

  /** The first segment of a network with a prefix that holds the address. */
  segmentOf(network: NetworkId, address: Address): SegmentId | undefined {
    for (const {id} of this.segmentsOf(network)) {
      for (const {prefix} of this.subnetsOf(id)) if (prefixContains(prefix.value, address)) return id;
    }
    return undefined;
  }

  /** The same among all networks. */
  segmentAnywhere(address: Address): SegmentId | undefined {
    for (const {id} of this.topology.networks) {
      const segment = this.segmentOf(id, address);
      if (segment !== undefined) return segment;
    }
    return undefined;
  }

  /** Takes these questions for said, if they are there; all of them or none. */
  takeQuestions(wanted: readonly Pick<OpenQuestion, 'property' | 'needs' | 'about'>[]): boolean {
    const found = wanted.map((question) => this.#questionsByText.get(questionKey(question))?.find((other) => this.questions.has(other)));
    if (!found.every((question) => question !== undefined)) return false;
    for (const question of found) this.questions.delete(question);
    return true;
  }

  /**
   * Takes a dependency on a nameserver for said: the one with these users, or else one whose users nothing else says, whatever their order.
   */
  takeNameserver(address: Address, users: string, ofOthers: ReadonlySet<string>): Dependency | undefined {
    const candidates = [...this.dependencies].filter(
      (one) =>
        one.kind === 'nameserver' &&
        one.phase === 'run' &&
        sameAddress(one.address.value, address) &&
        (one.users === users || !ofOthers.has(one.users)),
    );
    const rank = (one: Dependency): string => `${one.users === users ? 0 : one.users === EVERY_HOST ? 2 : 1}${one.users}`;
    const [found] = candidates.sort((left, right) => compareText(rank(left), rank(right)));
    if (found !== undefined) this.dependencies.delete(found);
    return found;
  }

  /** Whether what the undercloud translates is open, which is then said. */
  takeMasqueradeQuestion(): boolean {
    const hasPrefix = this.provisioning.some(({id}) => this.segmentsOf(id).some((segment) => this.subnetsOf(segment.id).length > 0));
    return !hasPrefix && this.takeQuestions([MASQUERADE_QUESTION]);
  }
}

/** What an id names: all behind its kind. */
export function withoutKind(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

/** One value stands without a list, and none is left out. */
export function oneOrMany<T>(values: readonly T[]): T | readonly T[] | undefined {
  return values.length > 1 ? values : values[0];
}

function questionKey({property, needs, about}: Pick<OpenQuestion, 'property' | 'needs' | 'about'>): string {
  return JSON.stringify([property, needs, about]);
}

function groupBy<Key, T>(items: readonly T[], keyOf: (item: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** What its deployer is told of an element; nothing where that is nothing. */
export function settingsValue(settings: readonly Setting[] = []): YamlValue | undefined {
  return settings.length === 0 ? undefined : new Map(settings.map(({key, value}) => [key, value]));
}
