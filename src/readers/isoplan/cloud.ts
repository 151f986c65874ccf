import type {Fact, OriginId, OriginTable} from '../../model/origin.js';
import type {Assumption, NetworkId, OpenQuestion, RoleId, SegmentId} from '../../model/topology.js';
import type {Address} from '../../net/address.js';
import {prefixContains} from '../../net/prefix.js';
import type {Place} from '../../source/cursor.js';
import {suggestion} from '../../text/did-you-mean.js';
import {segNetworkUnknown} from '../checks/seg-network-unknown.js';
import type {Located, ReadReport} from '../reader.js';
import {planSchema} from './checks/plan-schema.js';
import type {Plan, PlanNetwork, PlanRole, PlanService, PlanSubnet, SegmentName} from './inputs.js';

/** What the plans define, by name. */
export class PlanCloud {
  readonly origins: OriginTable;
  readonly report: ReadReport;
  readonly networks: readonly PlanNetwork[];
  readonly roles: readonly PlanRole[];
  readonly services: readonly PlanService[];
  readonly questions: OpenQuestion[] = [];
  readonly assumptions: Assumption[] = [];
  readonly #networks: ReadonlyMap<string, PlanNetwork>;
  readonly #roles: ReadonlyMap<string, PlanRole>;

  constructor(plans: readonly Plan[], origins: OriginTable, report: ReadReport) {
    this.origins = origins;
    this.report = report;
    this.networks = plans.flatMap(({networks}) => networks);
    this.roles = plans.flatMap(({roles}) => roles);
    this.services = plans.flatMap(({services}) => services);
    this.#networks = new Map(this.networks.map((network) => [network.key.value, network]));
    this.#roles = new Map(this.roles.map((role) => [role.name.value, role]));
  }

  at(place: Place): OriginId {
    return this.origins.at(place);
  }

  fact<T>({value, place}: Located<T>): Fact<T> {
    return {value, origin: this.origins.at(place)};
  }

  /** A network, or nothing with a finding whose sentence begins as told. */
  network(name: Located<string>, sentence: string, subjects: readonly string[]): PlanNetwork | undefined {
    const network = this.#networks.get(name.value);
    if (network !== undefined) return network;
    this.report.add(segNetworkUnknown, {
      message: `${sentence} the network "${name.value}", which is not defined.${suggestion(name.value, this.#networks.keys())}`,
      at: name.place,
      subjects: [...subjects, `network:${name.value}`],
    });
    return undefined;
  }

  /** A subnet of a network by name, its only one without, or nothing with a finding. */
  subnet(
    network: PlanNetwork,
    name: Located<string> | undefined,
    place: Place,
    who: string,
    subjects: readonly string[],
  ): PlanSubnet | undefined {
    const {subnets} = network;
    const found =
      name === undefined ? (subnets.length === 1 ? subnets[0] : undefined) : subnets.find((subnet) => subnet.name.value === name.value);
    // Without subnets there is none to name.
    if (found !== undefined || (subnets.length === 0 && name === undefined)) return found;
    const names = subnets.map((subnet) => subnet.name.value);
    const list = names.map((candidate) => `"${candidate}"`).join(', ') || 'none';
    const message =
      name === undefined
        ? `${who} names no subnet of network "${network.key.value}", which has ${list}.`
        : `${who} names the subnet "${name.value}" of network "${network.key.value}", which has ${list}.${suggestion(name.value, names)}`;
    const fix = names.length === 0 ? undefined : `Name one of ${list}.`;
    this.report.add(segNetworkUnknown, {
      message,
      at: name?.place ?? place,
      subjects: [...subjects, networkId(network)],
      ...(fix !== undefined && {fix}),
    });
    return undefined;
  }

  role(name: Located<string>, sentence: string): PlanRole | undefined {
    const role = this.#roles.get(name.value);
    if (role === undefined) {
      const message = `${sentence} role "${name.value}", which is not defined.${suggestion(name.value, this.#roles.keys())}`;
      this.report.add(planSchema, {message, at: name.place, fix: 'Name a role that is defined, or define it.'});
    }
    return role;
  }

  /** A segment that is named as `network/subnet`, or as its network where that has no other. */
  segmentNamed(
    {network: name, subnet: subnetName}: SegmentName,
    who: string,
    sentence: string,
    subjects: readonly string[],
  ): SegmentId | undefined {
    const network = this.network(name, sentence, subjects);
    const subnet = network && this.subnet(network, subnetName, name.place, who, subjects);
    return network && subnet && segmentId(network, subnet);
  }

  ask(question: OpenQuestion): void {
    this.questions.push(question);
  }

  /** The segment whose prefix holds an address. */
  segmentOf(address: Address, networks: readonly PlanNetwork[] = this.networks): SegmentId | undefined {
    for (const network of networks) {
      for (const subnet of network.subnets) {
        if (subnet.families.some(({prefix}) => prefixContains(prefix.value, address))) return segmentId(network, subnet);
      }
    }
    return undefined;
  }
}

export function isProvisioning({provisioning}: PlanNetwork): boolean {
  return provisioning?.value ?? false;
}

export function networkId({key}: PlanNetwork): NetworkId {
  return `network:${key.value}`;
}

export function segmentId(network: PlanNetwork, subnet: PlanSubnet): SegmentId {
  return `segment:${network.key.value}/${subnet.name.value}`;
}

export function roleId({name}: PlanRole): RoleId {
  return `role:${name.value}`;
}
