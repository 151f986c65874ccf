import {isReservedByDefault, MASQUERADE_QUESTION} from '../../isoplan/plan-defaults.js';
import type {ConfiguredAs, Host, HostAddress, HostId, Masquerade, Role, SegmentId} from '../../model/topology.js';
import type {Address} from '../../net/address.js';
import {isProvisioning, type PlanCloud, segmentId} from './cloud.js';
import {composeDeployerSettings} from './compose-networks.js';
import {composeSettings} from './compose-settings.js';
import type {Plan, PlanHost, PlanHostAddress, PlanUndercloud, SegmentName} from './inputs.js';

/** The undercloud, routers, and the nodes that are listed. Nodes that are only counted are the planner's. */
export function composeHosts(
  plans: readonly Plan[],
  roles: readonly Role[],
  cloud: PlanCloud,
): {hosts: readonly Host[]; masquerades: readonly Masquerade[]} {
  const composer = new HostComposer(cloud);
  const hosts: Host[] = [];
  for (const {underclouds, routers, hosts: others} of plans)
    for (const host of [...underclouds, ...routers, ...others]) hosts.push(composer.compose(host, undefined));
  const roleOf = new Map(roles.map((role) => [role.name, role]));
  for (const {name, hosts: own} of cloud.roles) {
    const role = roleOf.get(name.value)!;
    for (const host of own) hosts.push(composer.compose(host, role));
  }
  return {
    hosts,
    masquerades: plans.flatMap(({underclouds, masquerades}) => [
      ...underclouds.flatMap((undercloud) => composeMasquerades(undercloud, cloud)),
      ...masquerades.map(({host, source, isOn}): Masquerade => ({host: hostId(host), source: source.value, isOn: cloud.fact(isOn)})),
    ]),
  };
}

class HostComposer {
  readonly #cloud: PlanCloud;
  /** By the role and the words of the plan, so that hosts which say the same share one value. */
  readonly #settings = new Map<string, ConfiguredAs>();

  constructor(cloud: PlanCloud) {
    this.#cloud = cloud;
  }

  compose(host: PlanHost, role: Role | undefined): Host {
    const {id, name, kind, place, standsOn, settings = []} = host;
    const configuredAs = this.#configuredAs(host, role);
    const attachments = (configuredAs ?? role)?.attachments ?? [];
    const isReserved = host.isReserved ?? isReservedByDefault(kind);
    const segments = standsOn.flatMap((segment) => {
      const words = `"${name}"`;
      return this.#cloud.segmentNamed(segment, words, `${words} stands on`, [hostId(id)]) ?? [];
    });
    return {
      id: hostId(id),
      name,
      kind,
      ...(role && {role: role.id}),
      origin: this.#cloud.at(place),
      addresses: host.addresses.map((address) => this.#address(host, address, isReserved, attachments)),
      ...(host.hasAllAddresses && {hasAllAddresses: true}),
      ...(segments.length > 0 && {segments}),
      ...(configuredAs && {configuredAs}),
      ...composeDeployerSettings(settings, this.#cloud),
    };
  }

  #configuredAs(host: PlanHost, role: Role | undefined): ConfiguredAs | undefined {
    const {networks, defaultRoutes, configuration} = host;
    if (networks === undefined && defaultRoutes === undefined && configuration === undefined) return undefined;
    const key = JSON.stringify([role?.id ?? host.id, networks, defaultRoutes, configuration], withoutPlaces);
    const known = this.#settings.get(key);
    if (known !== undefined) return known;
    const settled = {id: hostId(host.id), name: role?.name ?? host.name, who: `Host "${host.name}"`, place: host.place};
    const composed = composeSettings(host, settled, this.#cloud, role);
    this.#settings.set(key, composed);
    return composed;
  }

  #address(host: PlanHost, written: PlanHostAddress, isReserved: boolean, attachments: ConfiguredAs['attachments']): HostAddress {
    const {address, on, label} = written;
    const segment =
      on === 'its-prefix'
        ? this.#cloud.segmentOf(address.value)
        : on === 'nothing'
          ? undefined
          : this.#segment(host, on, address.value, attachments);
    return {
      address: address.value,
      origin: this.#cloud.at(address.place),
      ...(segment !== undefined && {segment}),
      ...(label !== undefined && {label}),
      ...((written.isReserved ?? isReserved) && {isReserved: true}),
    };
  }

  /** The subnet that is named, that has the address, or on which the host stands: outside of all prefixes it is seen to be so. */
  #segment(
    host: PlanHost,
    {network: name, subnet}: SegmentName,
    address: Address,
    attachments: ConfiguredAs['attachments'],
  ): SegmentId | undefined {
    const subjects = [hostId(host.id)];
    const network = this.#cloud.network(name, `"${host.name}" has an address on`, subjects);
    if (network === undefined) return undefined;
    if (subnet === undefined) {
      const ofAddress = this.#cloud.segmentOf(address, [network]);
      const attached = ofAddress ?? attachments.find((attachment) => attachment.network === `network:${name.value}`)?.segment;
      if (attached !== undefined) return attached;
    }
    const found = this.#cloud.subnet(network, subnet, name.place, `An address of "${host.name}"`, subjects);
    return found && segmentId(network, found);
  }
}

function hostId(id: string): HostId {
  return `host:${id}`;
}

function withoutPlaces(key: string, value: unknown): unknown {
  return key === 'place' ? undefined : value;
}

/** Translation for the provisioning networks; without their prefixes there is nothing to say for what. */
function composeMasquerades({id, masquerade}: PlanUndercloud, cloud: PlanCloud): Masquerade[] {
  if (masquerade === undefined) return [];
  const isOn = cloud.fact(masquerade);
  const families = cloud.networks.filter(isProvisioning).flatMap(({subnets}) => subnets.flatMap((subnet) => subnet.families));
  if (families.length === 0 && masquerade.value) cloud.ask({...MASQUERADE_QUESTION, because: isOn.origin});
  return families.map(({prefix}) => ({host: hostId(id), source: prefix.value, isOn}));
}
