import type {Fact} from '../../../model/origin.js';
import type {NetworkId, RoleId, RoleService, Service, ServiceId, Vip} from '../../../model/topology.js';
import type {Release} from '../../../tripleo/facts.js';
import {defaultServiceNetMap} from '../../../tripleo/service-net-map.js';
import type {Located} from '../../reader.js';
import type {ParameterValue} from '../heat/parameter-value.js';
import {SERVICE_PREFIX} from '../roles-data.js';
import {type RunningService, servicesOfRole} from '../service-catalogue.js';
import {effectiveServiceNetMap, type MapNetwork, roleServiceNetMap, type ServiceBinding, type ServiceNetMap} from '../service-net-map.js';
import type {CloudBuilder} from './cloud-builder.js';
import type {ComposedRole} from './roles.js';
import type {Stack} from './stack.js';

/** The services of a stack with their networks, and which of them run on each role. */
export interface ComposedServices {
  readonly services: readonly Service[];
  readonly ofRole: ReadonlyMap<RoleId, readonly RoleService[]>;
  /** Components that are listed and switched off. */
  readonly idleOf: ReadonlyMap<RoleId, readonly string[]>;
  /** Roles that run a load balancer, which hold the virtual addresses. */
  readonly balancers: readonly RoleId[];
  /** Whether those addresses move between their hosts; absent where nothing says it. */
  readonly addressKind?: Vip['kind'];
}

/**
 * Maps services to networks as upstream does: its default map for these networks and roles, the user's over it, a role's own over that.
 *
 * Only services that run on some role are part of the cloud. Without roles nothing runs, but what the user's map says is still checked.
 */
export function composeServices(
  builder: CloudBuilder,
  stack: Stack,
  roles: readonly ComposedRole[],
  networks: readonly MapNetwork[],
  release: Release,
): ComposedServices {
  const balancers: RoleId[] = [];
  const keepers: AddressKeeper[] = [];
  const running = new Map<ComposedRole, RunningService[]>();
  const idleOf = new Map<RoleId, readonly string[]>();
  for (const role of roles) {
    if (role.entry === undefined) continue;
    const services = servicesOfRole(
      role.entry,
      (type) => stack.environment.lookup(type) ?? builder.stockSwitch(type),
      builder.facts,
      release,
    );
    running.set(role, services);
    idleOf.set(role.id, idleComponents(role, services));
    if (!services.some((service) => service.service === 'haproxy')) continue;
    balancers.push(role.id);
    keepers.push(addressKeeper(services, role));
  }
  const addressKind = kindOf(keepers);
  const holders = {balancers, ...(addressKind && {addressKind})};
  // Without any network data the absence of a network says nothing, and every service would seem to fall back.
  if (stack.networkData.length === 0 && networks.length === 0 && !builder.hasDeployedNetworks)
    return {services: [], ofRole: new Map(), idleOf, ...holders};
  const defaults = defaultServiceNetMap(
    networks,
    roles.map(({name, role}) => ({name, tags: role.tags})),
    builder.facts,
    release,
  );
  const parameter = stack.environment.mapping('ServiceNetMap');
  const replaced = stack.environment.parameter('ServiceNetMapDefaults');
  if (replaced !== undefined && release !== 'train') {
    builder.fragment.questions.push({
      property: 'segment-isolation',
      needs:
        'Whether this release reads "ServiceNetMapDefaults": since Wallaby none does, and before it replaces the whole map. Write "ServiceNetMap".',
      because: builder.at(replaced.place),
    });
  }
  const base = release === 'train' ? replacedDefaults(builder, stack, defaults, networks) : defaults;
  // Wallaby's own map is an earlier value of the parameter. Train's is another parameter, over which a template lays this one key by key.
  const isReplacing = release === 'wallaby' && stack.environment.strategies.get('ServiceNetMap') === 'overwrite';
  const map = effectiveServiceNetMap(base, overrides(parameter), networks, builder.facts, builder.report, {
    release,
    strategy: isReplacing ? 'overwrite' : 'merge',
    ...(parameter && {place: parameter.place}),
  });
  const found = new Map<
    ServiceId,
    {binding: ServiceBinding; isLoadBalanced: boolean; ofRole: Map<RoleId, Fact<NetworkId>>; runs: RunningService}
  >();
  const ofRole = new Map<RoleId, RoleService[]>();
  for (const [role, runningOnRole] of running) {
    const own = stack.environment.mapping(`${role.name}ServiceNetMap`);
    const roleMap = own === undefined ? map : roleServiceNetMap(map, role.name, overrides(own), networks, builder.facts, builder.report);
    const services = new Map<ServiceId, RoleService>();
    for (const service of runningOnRole) {
      for (const key of service.keys) {
        const binding = map.get(key);
        const bindingOfRole = roleMap.get(key);
        if (binding === undefined || bindingOfRole === undefined) continue;
        const id: ServiceId = stack.isOneOfMany ? `service:${stack.name}/${binding.service}` : `service:${binding.service}`;
        const known = found.get(id) ?? {binding, isLoadBalanced: false, ofRole: new Map<RoleId, Fact<NetworkId>>(), runs: service};
        known.isLoadBalanced ||= service.isLoadBalanced;
        if (bindingOfRole.network !== binding.network) known.ofRole.set(role.id, networkFact(builder, bindingOfRole, service));
        found.set(id, known);
        services.set(id, {service: id, origin: builder.at(service.place)});
      }
    }
    ofRole.set(role.id, [...services.values()]);
  }
  const services = [...found].map(([id, {binding, isLoadBalanced, ofRole: networkOfRole, runs}]): Service => {
    const network = networkFact(builder, binding, runs);
    return {
      id,
      name: binding.service,
      network,
      networkOfRole,
      isLoadBalanced,
      belongsOnProvisioning: binding.belongsOnProvisioning,
      ...(binding.missingNetwork !== undefined && {missingNetwork: {value: binding.missingNetwork, origin: network.origin}}),
    };
  });
  return {services, ofRole, idleOf, ...holders};
}

function idleComponents({entry}: ComposedRole, running: readonly RunningService[]): string[] {
  const run = new Set(running.map(({alias}) => SERVICE_PREFIX + alias));
  return (entry?.components ?? [])
    .map(({value}) => value)
    .filter((component) => component.startsWith(SERVICE_PREFIX) && !run.has(component));
}

/** What keeps the virtual addresses of a role up: pacemaker and keepalived on several hosts move them, a single host has them. */
type AddressKeeper = Vip['kind'] | 'unknown';

function addressKeeper(services: readonly RunningService[], {role}: ComposedRole): AddressKeeper {
  const runs = (alias: string): boolean => services.some((service) => service.alias === alias);
  if (runs('Pacemaker')) return 'moving';
  if (!runs('Keepalived')) return 'standing';
  if (role.count === undefined) return 'unknown';
  return role.count.value > 1 ? 'moving' : 'standing';
}

/** One role that moves them is enough; one that is not known leaves it open. */
function kindOf(keepers: readonly AddressKeeper[]): Vip['kind'] {
  if (keepers.includes('moving')) return 'moving';
  return keepers.length === 0 || keepers.includes('unknown') ? undefined : 'standing';
}

/** Train's own map is a parameter too, and a map given for it replaces it as a whole (network/service_net_map.j2.yaml). */
function replacedDefaults(builder: CloudBuilder, stack: Stack, defaults: ServiceNetMap, networks: readonly MapNetwork[]): ServiceNetMap {
  const parameter = stack.environment.mapping('ServiceNetMapDefaults');
  if (parameter === undefined) return defaults;
  return effectiveServiceNetMap(defaults, overrides(parameter), networks, builder.facts, builder.report, {
    release: 'train',
    strategy: 'overwrite',
    parameter: 'ServiceNetMapDefaults',
    place: parameter.place,
  });
}

function networkFact(builder: CloudBuilder, binding: ServiceBinding, runs: RunningService): Fact<NetworkId> {
  const near = builder.at(runs.place);
  const origin =
    binding.place === undefined
      ? builder.origins.defaulted(`upstream default: ${binding.key} is ${binding.standard ?? 'ctlplane'}`, near)
      : builder.at(binding.place);
  return {value: `network:${binding.network}`, origin};
}

function overrides(parameter: ParameterValue | undefined): Map<string, Located<string>> {
  const map = new Map<string, Located<string>>();
  if (parameter === undefined) return map;
  for (const [key, value] of parameter.entries()) {
    const text = value.isNull ? undefined : value.text();
    if (text !== undefined) map.set(key, {value: text, place: value.place});
  }
  return map;
}

/** What the map must know of the networks of this cloud; without a list of networks their absence says nothing. */
export function mapNetworks(builder: CloudBuilder, stack: Stack): MapNetwork[] {
  return [...builder.networks]
    .filter(([, network]) => !network.isProvisioning)
    .map(([nameLower, network]) => {
      const entry = stack.networkData.flatMap((file) => file.networks).find((candidate) => candidate.nameLower.value === nameLower);
      const netName = stack.environment.text(`${network.name}NetName`);
      return {
        name: network.name,
        nameLower,
        ...(entry === undefined
          ? network.purpose && network.purpose.value !== nameLower
            ? {replaces: network.purpose.value}
            : {}
          : entry.replaces && {replaces: entry.replaces.value}),
        ...(netName && {netName: netName.text()!}),
        ...(entry && {place: entry.isNameLowerWritten ? entry.nameLower.place : entry.name.place}),
      };
    });
}
