import type {Fact} from '../../../model/origin.js';
import type {Attachment, HostConfiguration, NetworkId} from '../../../model/topology.js';
import type {Place} from '../../../source/cursor.js';
import {pathFrom} from '../../../source/relative-path.js';
import {joinNames} from '../../../text/names.js';
import {findNicTemplate, type NicTemplate} from '../../../tripleo/facts.js';
import {bmDefaultRouteNotConfigured} from '../checks/bm-default-route-not-configured.js';
import {brRoleNetworkMissing} from '../checks/br-role-network-missing.js';
import {nicTemplateUnusable} from '../checks/nic-template-unusable.js';
import type {BaremetalNetworkConfig} from '../inputs.js';
import {type CloudBuilder, CONTROL_PLANE, nameLowerOf} from './cloud-builder.js';
import {settingsOf} from './networks.js';
import type {Stack} from './stack.js';

/** What `openstack overcloud node provision` takes where a role's network configuration names no template. */
const DEFAULT_TEMPLATE = 'templates/net_config_bridge.j2';

/** Hosts with one network configuration: a role, or some of its hosts. */
export interface HostSettings {
  /** The name of the role. */
  readonly role: string;
  readonly id: string;
  readonly tags: readonly string[];
  readonly place: Place;
  /** What messages call them: `role "Compute"`. */
  readonly words: string;
  /** The role in the bare metal file, where that has it. */
  readonly inBaremetal?: Place;
  /** `network_config` of the bare metal file. */
  readonly config?: BaremetalNetworkConfig;
}

interface NamedTemplate {
  readonly path: string;
  readonly place: Place;
  readonly isDefault: boolean;
}

/**
 * What is known of the configuration of hosts.
 *
 * A stock NIC template is known by its facts. One of the operator's own decides by itself which networks and routes a host gets, so
 * nothing is known until it is rendered. Where no template is named, hosts are taken to carry what the plan assigns, as an assumption.
 */
export function composeConfiguration(builder: CloudBuilder, stack: Stack, hosts: HostSettings): HostConfiguration {
  const settings = settingsOf(builder, [...(hosts.config?.settings?.values() ?? [])]);
  const template = findTemplate(stack, hosts);
  if (template === undefined) {
    const because: Fact<string> = {value: 'no NIC template is named', origin: builder.at(hosts.place)};
    return {kind: 'assigned', because, leavesOut: [], ...settings};
  }
  const because: Fact<string> = {value: `the NIC template "${template.path}"`, origin: builder.at(template.place)};
  const named: Fact<string> = {
    value: template.path,
    origin: template.isDefault ? builder.origins.defaulted(`upstream default: ${DEFAULT_TEMPLATE}`, because.origin) : because.origin,
  };
  const facts = findNicTemplate(template.path, builder.facts);
  if (facts === undefined || facts.defaultRoute === 'own') return {kind: 'unknown', because, template: named, ...settings};
  return {
    kind: 'assigned',
    because,
    leavesOut: [...builder.networks.values()].filter((network) => !configures(facts, network.name)).map(({id}) => id),
    ...(facts.drawsVlans && {drawsVlans: true}),
    template: named,
    ...settings,
  };
}

/** Reports what a stock template cannot do for hosts. */
export function checkTemplate(
  builder: CloudBuilder,
  stack: Stack,
  hosts: HostSettings,
  attachments: readonly Attachment[],
  defaultRoutes: readonly Fact<NetworkId>[],
): void {
  const template = findTemplate(stack, hosts);
  const facts = template && findNicTemplate(template.path, builder.facts);
  if (template === undefined || facts === undefined) return;
  const named = template.isDefault ? `upstream's default NIC template "${template.path}"` : `the NIC template "${template.path}"`;
  const names = attachments.map((attachment) => nameOfNetwork(builder, attachment.network));
  const lacking = [...builder.networks.values()].find((network) => !network.isProvisioning && !names.includes(network.name));
  const failsForTag = facts.failsForTag !== undefined && hosts.tags.includes(facts.failsForTag) && lacking !== undefined;
  const failsWithout = facts.failsWithout !== undefined && !names.some((name) => name.startsWith(facts.failsWithout!));
  const because =
    facts.unusableBecause ??
    (failsForTag
      ? `it asks for "${lacking.name}", which the role lacks`
      : failsWithout
        ? `it asks for a network whose name begins with "${facts.failsWithout}"`
        : undefined);
  if (because !== undefined) {
    builder.report.add(nicTemplateUnusable, {
      message: `${capital(named)} cannot be rendered for ${hosts.words}: ${because}.`,
      at: template.place,
      subjects: [hosts.id],
    });
    return;
  }
  const leftOut = attachments.filter(
    (attachment) =>
      attachment.isConfigured &&
      !isProvisioning(builder, attachment.network) &&
      !configures(facts, nameOfNetwork(builder, attachment.network)),
  );
  const lost = builder.describesNetworks
    ? defaultRoutes.map(({value}) => value).filter((wanted) => leftOut.some((attachment) => attachment.network === wanted))
    : lostByName(facts, hosts.config);
  for (const wanted of lost) {
    builder.report.add(bmDefaultRouteNotConfigured, {
      message: `${capital(hosts.words)} takes its default route over "${nameOfNetwork(builder, wanted)}", which ${named} does not configure.`,
      at: template.place,
      subjects: [hosts.id, wanted],
    });
  }
  const others = leftOut.filter((attachment) => !lost.includes(attachment.network));
  if (others.length > 0) {
    builder.report.add(brRoleNetworkMissing, {
      message: `${capital(hosts.words)} lists ${joinNames(others.map((attachment) => nameOfNetwork(builder, attachment.network)))}, which ${named} does not configure.`,
      at: template.place,
      subjects: [hosts.id, ...others.map((attachment) => attachment.network)],
    });
  }
}

/** Where no input describes networks, a template that configures none still leaves out every one that is named. */
function lostByName(facts: NicTemplate, config: BaremetalNetworkConfig | undefined): NetworkId[] {
  if (facts.networks.kind !== 'none') return [];
  const written = config?.defaultRouteNetworks ?? [];
  return written.filter(({value}) => value !== CONTROL_PLANE.nameLower).map(({value}): NetworkId => `network:${value}`);
}

/** Whether the default route is the provisioning network's whatever the role says: DHCP, or a template that knows no other. */
export function forcesProvisioningRoute(builder: CloudBuilder, stack: Stack, hosts: HostSettings): Fact<string> | undefined {
  const template = findTemplate(stack, hosts);
  const facts = template && findNicTemplate(template.path, builder.facts);
  if (template === undefined || facts === undefined || (facts.defaultRoute !== 'ctlplane' && facts.defaultRoute !== 'dhcp'))
    return undefined;
  return {value: `the NIC template "${template.path}"`, origin: builder.at(template.place)};
}

function findTemplate(stack: Stack, {role, config, inBaremetal}: HostSettings): NamedTemplate | undefined {
  if (config?.template !== undefined && config.template.value !== '')
    return {path: config.template.value, place: config.template.place, isDefault: false};
  const parameter = stack.environment.text(`${role}NetworkConfigTemplate`);
  const path = parameter?.text();
  if (parameter !== undefined && path !== undefined && path !== '') return {path, place: parameter.place, isDefault: false};
  const registered = stack.environment.lookup(`OS::TripleO::${role}::Net::SoftwareConfig`);
  if (registered !== undefined && registered.target !== 'OS::Heat::None')
    return {path: stockPath(stack, registered.target, registered.place), place: registered.place, isDefault: false};
  if (config !== undefined) return {path: DEFAULT_TEMPLATE, place: config.template?.place ?? config.place, isDefault: true};
  if (inBaremetal === undefined || !isDeployedByScript(stack)) return undefined;
  return {path: DEFAULT_TEMPLATE, place: inBaremetal, isDefault: true};
}

/**
 * A template by its path from the root of the stock templates, where it lies below them: a registry names templates from its own file, as
 * in `../network/config/single-nic-vlans/controller.yaml`.
 */
function stockPath({templates}: Stack, target: string, {document}: Place): string {
  if (!/^\.\.?\//.test(target)) return target;
  const path = pathFrom(document.source.name, target);
  const root = templates?.replace(/\/+$/, '');
  return root !== undefined && path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

/** Whether a deploy script says what is deployed: a template that no file of its names is then named nowhere. */
function isDeployedByScript({networkData, vipData, rolesData, baremetal}: Stack): boolean {
  return [networkData, vipData, rolesData, baremetal].flat().some(({source}) => source.stack !== undefined);
}

function configures(facts: NicTemplate, network: string): boolean {
  if (network === 'ctlplane') return true;
  switch (facts.networks.kind) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'only':
      return facts.networks.names.includes(network);
    case 'except':
      return !facts.networks.names.includes(network);
  }
}

function nameOfNetwork(builder: CloudBuilder, id: NetworkId): string {
  const nameLower = nameLowerOf(id);
  return builder.networks.get(nameLower)?.name ?? nameLower;
}

function isProvisioning(builder: CloudBuilder, id: NetworkId): boolean {
  return builder.networks.get(nameLowerOf(id))?.isProvisioning ?? false;
}

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}
