import type {Fact} from '../../../model/origin.js';
import type {Attachment, ConfiguredAs, HostConfiguration, NetworkId, PropertyId, Role} from '../../../model/topology.js';
import type {Place} from '../../../source/cursor.js';
import {suggestion} from '../../../text/did-you-mean.js';
import {defaultHostnameFormat, generatedHostnameFormat} from '../../../tripleo/stock-roles.js';
import {segNetworkUnknown} from '../../checks/seg-network-unknown.js';
import type {Located} from '../../reader.js';
import type {BaremetalNetworkConfig, BaremetalRole, RoleEntry} from '../inputs.js';
import {composeAttachments} from './attachments.js';
import {reportDisagreement} from './baremetal-agreement.js';
import {type CloudBuilder, CONTROL_PLANE} from './cloud-builder.js';
import {checkTemplate, composeConfiguration, forcesProvisioningRoute, type HostSettings} from './host-configuration.js';
import type {HostedRole} from './hosts.js';
import {settingsOf} from './networks.js';
import {roleId, type Stack} from './stack.js';

/** A role with all that its several files say of it. */
export interface ComposedRole extends HostedRole {
  readonly entry?: RoleEntry;
  readonly place: Place;
  readonly role: Omit<Role, 'services'>;
  /** Hosts that the bare metal file configures otherwise than the role, by the name they have there. */
  readonly deviating: ReadonlyMap<string, ConfiguredAs>;
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
  const hosts = hostsByConfig(baremetal);
  // A file that gives each host its own leaves nothing to its defaults: the first host then speaks for the role.
  const [config] = hosts.has(baremetal?.networkConfig) || hosts.size === 0 ? [baremetal?.networkConfig] : hosts.keys();
  const attachments = entry === undefined && baremetal === undefined ? [] : composeAttachments(builder, stack, name, entry, baremetal);
  const tags = entry?.tags.map((tag) => tag.value) ?? [];
  const settings = {role: name, id, tags, place, words: `role "${name}"`, ...(baremetal && {inBaremetal: baremetal.name.place})};
  if (entry !== undefined && baremetal !== undefined) reportDisagreement(builder, id, entry, baremetal);
  const ofRole: ConfiguredAs =
    entry === undefined && baremetal === undefined
      ? {
          attachments,
          defaultRouteNetworks: composeDefaultRoutes(builder, settings, entry),
          configuration: {
            kind: 'unknown',
            because: {value: 'no roles_data or bare metal file names its networks', origin: builder.at(place)},
          },
        }
      : configure(builder, stack, {...settings, ...(config && {config})}, entry, attachments);
  const deviating = new Map<string, ConfiguredAs>();
  for (const [own, names] of hosts) {
    if (own === config) continue;
    const others = names.length === 1 ? '' : ` (as ${names.length - 1} others)`;
    const words = `host "${hostnameIn(stack, names[0]!)}"${others} of role "${name}"`;
    const configuredAs = configure(builder, stack, {...settings, words, ...(own && {config: own})}, entry, attachments);
    sayOfHosts(builder, `${id}/${names[0]}`, words, configuredAs.configuration, ofRole.configuration);
    for (const host of names) deviating.set(hostnameIn(stack, host), configuredAs);
  }
  const count = composeCount(builder, stack, name, entry, baremetal);
  const format = composeHostnameFormat(builder, stack, name, place, entry, baremetal);
  return {
    id,
    name,
    place,
    hostnameFormat: format.value,
    ...(entry && {entry}),
    ...(baremetal && {baremetal}),
    role: {
      id,
      name: stack.isOneOfMany ? `${stack.name}/${name}` : name,
      origin: builder.at(place),
      tags,
      ...ofRole,
      ...(count && {count}),
      hostnameFormat: {value: hostnameIn(stack, format.value), origin: format.origin},
      ...(entry?.components && {components: entry.components.map((component) => builder.fact(component))}),
      ...settingsOf(builder, entry?.settings ?? []),
    },
    deviating,
  };
}

/** The hosts of the bare metal file by what they are configured with: the same text, or the same words. */
function hostsByConfig(baremetal: BaremetalRole | undefined): Map<BaremetalNetworkConfig | undefined, string[]> {
  const hosts = new Map<BaremetalNetworkConfig | undefined, string[]>();
  const byWords = new Map([[wordsOf(baremetal?.networkConfig), baremetal?.networkConfig]]);
  const known = new Map<BaremetalNetworkConfig | undefined, BaremetalNetworkConfig | undefined>([
    [baremetal?.networkConfig, baremetal?.networkConfig],
  ]);
  for (const {hostname, networkConfig} of baremetal?.instances ?? []) {
    if (!known.has(networkConfig)) {
      const words = wordsOf(networkConfig);
      if (!byWords.has(words)) byWords.set(words, networkConfig);
      known.set(networkConfig, byWords.get(words));
    }
    const config = known.get(networkConfig);
    const names = hosts.get(config);
    if (names === undefined) hosts.set(config, [hostname.value]);
    else names.push(hostname.value);
  }
  return hosts;
}

function wordsOf(config: BaremetalNetworkConfig | undefined): string {
  const valuesOf = (list: readonly Located<string>[] | undefined): readonly string[] | null => list?.map(({value}) => value) ?? null;
  return JSON.stringify([
    config !== undefined,
    config?.template?.value ?? '',
    valuesOf(config?.defaultRouteNetworks),
    valuesOf(config?.networksSkipConfig) ?? [],
    [...(config?.settings?.values() ?? [])].map(({key, value}) => [key, value]),
  ]);
}

/** What hosts with one network configuration set up, with a report of what its template cannot do for them. */
function configure(
  builder: CloudBuilder,
  stack: Stack,
  settings: HostSettings,
  entry: RoleEntry | undefined,
  ofRole: readonly Attachment[],
): ConfiguredAs {
  const skipped = [...(entry?.networksSkipConfig ?? []), ...(settings.config?.networksSkipConfig ?? [])];
  const isSkipped = new Set(skipped.map(({value}) => builder.findNetwork(value)?.id));
  const attachments = ofRole.map((attachment) =>
    attachment.network === PROVISIONING ? attachment : {...attachment, isConfigured: !isSkipped.has(attachment.network)},
  );
  const asked = composeDefaultRoutes(builder, settings, entry);
  const forced = forcesProvisioningRoute(builder, stack, settings);
  checkTemplate(builder, stack, settings, attachments, asked);
  return {
    attachments,
    defaultRouteNetworks: forced === undefined ? asked : [{value: PROVISIONING, origin: forced.origin}],
    configuration: composeConfiguration(builder, stack, settings),
  };
}

/** What is open, or taken for true, of hosts that are configured otherwise than their role; of the role itself it is said once for all. */
function sayOfHosts(builder: CloudBuilder, id: string, words: string, own: HostConfiguration, ofRole: HostConfiguration): void {
  const {value, origin} = own.because;
  if (own.kind === ofRole.kind && value === ofRole.because.value) return;
  if (own.kind === 'unknown') {
    const needs = `What ${words} configures: ${value}; it is not known what that sets up.`;
    for (const property of PATHS_AND_SEGMENTS) builder.fragment.questions.push({property, needs, because: origin});
    return;
  }
  builder.fragment.assumptions.push({
    id: `nic-template:${id}`,
    text: `${words[0]!.toUpperCase()}${words.slice(1)} is configured as ${value} of the stock release does it.`,
    because: [origin],
    properties: PATHS_AND_SEGMENTS,
  });
}

const PATHS_AND_SEGMENTS: readonly PropertyId[] = ['transit-freedom', 'segment-isolation'];

function hostnameIn(stack: Stack, name: string): string {
  return name.replace('%stackname%', stack.name);
}

/** Gives the hosts that were composed what their own description says in the place of the role's. */
export function configureHosts(builder: CloudBuilder, roles: readonly ComposedRole[]): void {
  const deviating = new Map(roles.filter((role) => role.deviating.size > 0).map((role) => [role.id, role.deviating]));
  if (deviating.size === 0) return;
  const {hosts} = builder.fragment;
  hosts.forEach((host, index) => {
    const configuredAs = host.role && deviating.get(host.role)?.get(host.name);
    if (configuredAs !== undefined) hosts[index] = {...host, configuredAs};
  });
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

/**
 * How hosts are called: `<Role>HostnameFormat`, which node provisioning writes from the bare metal file, beats the role's own default.
 *
 * See tripleo-ansible module_utils/baremetal_deploy.py and overcloud.j2.yaml for what counts where none of them says it.
 */
function composeHostnameFormat(
  builder: CloudBuilder,
  stack: Stack,
  name: string,
  place: Place,
  entry: RoleEntry | undefined,
  baremetal: BaremetalRole | undefined,
): Fact<string> {
  const parameter = stack.environment.parameter(`${name}HostnameFormat`);
  const text = parameter?.text();
  if (parameter !== undefined && text !== undefined) return {value: text, origin: builder.at(parameter.place)};
  const written = baremetal === undefined ? entry?.hostnameFormat : baremetal.hostnameFormat;
  if (written !== undefined) return builder.fact(written);
  const value = baremetal === undefined ? defaultHostnameFormat(name) : generatedHostnameFormat(name);
  const origin = builder.origins.defaulted(`upstream default: ${value}`, builder.at(baremetal?.name.place ?? place));
  return {value, origin};
}

const PROVISIONING: NetworkId = `network:${CONTROL_PLANE.nameLower}`;

/**
 * The networks whose gateways are meant to be the default routes of hosts.
 *
 * Where the bare metal file has the role its word counts, and roles_data's elsewhere. Where the one that counts is silent upstream takes the
 * provisioning network (overcloud.j2.yaml, tripleo_generate_inventory_network_config.py). A NIC template that knows only one default route
 * has the last word.
 */
function composeDefaultRoutes(
  builder: CloudBuilder,
  {config, inBaremetal, ...settings}: HostSettings,
  entry: RoleEntry | undefined,
): Fact<NetworkId>[] {
  const written = inBaremetal === undefined ? entry?.defaultRouteNetworks : config?.defaultRouteNetworks;
  if (written !== undefined) return findDefaultRoutes(builder, settings, written);
  const near = builder.at(config?.place ?? inBaremetal ?? settings.place);
  return [{value: PROVISIONING, origin: builder.origins.defaulted('upstream default: the provisioning network', near)}];
}

function findDefaultRoutes(
  builder: CloudBuilder,
  {role, id}: Pick<HostSettings, 'role' | 'id'>,
  written: readonly Located<string>[],
): Fact<NetworkId>[] {
  return written.flatMap((network) => {
    const found = builder.findNetwork(network.value);
    if (found !== undefined) return [{value: found.id, origin: builder.at(network.place)}];
    if (builder.networks.size > 1) {
      builder.report.add(segNetworkUnknown, {
        message: `Role "${role}" takes its default route over the network "${network.value}", which is not defined.${suggestion(network.value, [...builder.networks.keys(), ...builder.lowerNames.keys()])}`,
        at: network.place,
        subjects: [id, `network:${network.value}`],
      });
    }
    return [];
  });
}
