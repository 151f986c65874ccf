import type {Fact} from '../../../model/origin.js';
import type {HostConfiguration, NetworkId, Role} from '../../../model/topology.js';
import type {Place} from '../../../source/cursor.js';
import {suggestion} from '../../../text/did-you-mean.js';
import {segNetworkUnknown} from '../../checks/seg-network-unknown.js';
import type {Located} from '../../reader.js';
import type {BaremetalRole, RoleEntry} from '../inputs.js';
import {composeAttachments} from './attachments.js';
import {type CloudBuilder, CONTROL_PLANE} from './cloud-builder.js';
import {checkTemplate, composeConfiguration, forcesProvisioningRoute} from './host-configuration.js';
import {defaultHostnameFormat, type HostedRole} from './hosts.js';
import {roleId, type Stack} from './stack.js';

/** A role with all that its several files say of it. */
export interface ComposedRole extends HostedRole {
  readonly entry?: RoleEntry;
  readonly place: Place;
  readonly role: Omit<Role, 'services'>;
}

/**
 * The roles of a stack: those of roles_data, those that only the bare metal file names, and those that only an environment counts.
 *
 * The undercloud's own role is no role of the cloud it deploys and is passed over.
 */
export function composeRoles(builder: CloudBuilder, stack: Stack): ComposedRole[] {
  const entries = new Map<string, RoleEntry>();
  for (const file of stack.rolesData)
    for (const entry of file.roles) if (!entries.has(entry.name.value)) entries.set(entry.name.value, entry);
  const baremetal = new Map<string, BaremetalRole>();
  for (const file of stack.baremetal)
    for (const role of file.roles) if (!baremetal.has(role.name.value)) baremetal.set(role.name.value, role);
  const places = new Map<string, Place>();
  for (const [name, entry] of entries) places.set(name, entry.name.place);
  for (const [name, role] of baremetal) if (!places.has(name)) places.set(name, role.name.place);
  for (const name of stack.environment.parameterNames()) {
    const role = /^(\w+)(?:HostnameFormat|Count)$/.exec(name)?.[1];
    if (role !== undefined && !places.has(role) && isCounted(stack, role)) places.set(role, stack.environment.parameter(name)!.place);
  }
  places.delete('Undercloud');
  return [...places].map(([name, place]) => composeRole(builder, stack, name, place, entries.get(name), baremetal.get(name)));
}

/** Whether an environment speaks of hosts of this role; other parameters end in `Count` too. */
function isCounted(stack: Stack, role: string): boolean {
  return stack.environment.parameter(`${role}HostnameFormat`) !== undefined;
}

function composeRole(
  builder: CloudBuilder,
  stack: Stack,
  name: string,
  place: Place,
  entry: RoleEntry | undefined,
  baremetal: BaremetalRole | undefined,
): ComposedRole {
  const id = roleId(stack, name);
  const attachments = entry === undefined && baremetal === undefined ? [] : composeAttachments(builder, stack, name, entry, baremetal);
  const asked = composeDefaultRoutes(builder, stack, name, place, entry, baremetal);
  const forced = forcesProvisioningRoute(builder, stack, name, baremetal);
  const defaultRouteNetworks: Fact<NetworkId>[] = forced === undefined ? asked : [{value: PROVISIONING, origin: forced.origin}];
  const tags = entry?.tags.map((tag) => tag.value) ?? [];
  checkTemplate(builder, stack, {name, id, tags}, baremetal, attachments, asked);
  const configuration: HostConfiguration =
    entry === undefined && baremetal === undefined
      ? {kind: 'unknown', because: {value: 'no roles_data or bare metal file names its networks', origin: builder.at(place)}}
      : composeConfiguration(builder, stack, name, baremetal, place);
  const count = composeCount(builder, stack, name, entry, baremetal);
  const format =
    stack.environment.parameter(`${name}HostnameFormat`)?.text() ?? baremetal?.hostnameFormat?.value ?? entry?.hostnameFormat?.value;
  return {
    id,
    name,
    place,
    hostnameFormat: format ?? defaultHostnameFormat(name),
    ...(entry && {entry}),
    ...(baremetal && {baremetal}),
    role: {
      id,
      name: stack.isOneOfMany ? `${stack.name}/${name}` : name,
      origin: builder.at(place),
      attachments,
      defaultRouteNetworks,
      tags,
      configuration,
      ...(count && {count}),
    },
  };
}

/** `<Role>Count` beats the bare metal file, which beats the role's own default. */
function composeCount(
  builder: CloudBuilder,
  stack: Stack,
  name: string,
  entry: RoleEntry | undefined,
  baremetal: BaremetalRole | undefined,
): Fact<number> | undefined {
  const parameter = stack.environment.parameter(`${name}Count`);
  const count = parameter?.isScalar ? parameter.integer() : undefined;
  if (parameter !== undefined && count !== undefined) return {value: count, origin: builder.at(parameter.place)};
  const written = baremetal?.count ?? entry?.count;
  return written && builder.fact(written);
}

const PROVISIONING: NetworkId = `network:${CONTROL_PLANE.nameLower}`;

/**
 * The networks whose gateways are meant to be the role's default routes.
 *
 * The bare metal file's word counts over roles_data's; where both are silent upstream takes the provisioning network (overcloud.j2.yaml,
 * tripleo_generate_inventory_network_config.py). A NIC template that knows only one default route has the last word.
 */
function composeDefaultRoutes(
  builder: CloudBuilder,
  stack: Stack,
  name: string,
  place: Place,
  entry: RoleEntry | undefined,
  baremetal: BaremetalRole | undefined,
): Fact<NetworkId>[] {
  const written: readonly Located<string>[] | undefined = baremetal?.networkConfig?.defaultRouteNetworks ?? entry?.defaultRouteNetworks;
  if (written === undefined) {
    const near = builder.at(baremetal?.networkConfig?.place ?? place);
    return [{value: PROVISIONING, origin: builder.origins.defaulted('upstream default: the provisioning network', near)}];
  }
  return written.flatMap((network) => {
    const found = builder.findNetwork(network.value);
    if (found !== undefined) return [{value: found.id, origin: builder.at(network.place)}];
    if (builder.networks.size > 1) {
      builder.report.add(segNetworkUnknown, {
        message: `Role "${name}" takes its default route over the network "${network.value}", which is not defined.${suggestion(network.value, [...builder.networks.keys(), ...builder.lowerNames.keys()])}`,
        at: network.place,
        subjects: [roleId(stack, name), `network:${network.value}`],
      });
    }
    return [];
  });
}
