import type {Fact} from '../../../model/origin.js';
import type {Attachment, HostConfiguration, NetworkId} from '../../../model/topology.js';
import type {Place} from '../../../source/cursor.js';
import {joinNames} from '../../../text/names.js';
import {bmDefaultRouteNotConfigured} from '../checks/bm-default-route-not-configured.js';
import {brRoleNetworkMissing} from '../checks/br-role-network-missing.js';
import {nicTemplateUnusable} from '../checks/nic-template-unusable.js';
import {findNicTemplate, type NicTemplate} from '../facts.js';
import type {BaremetalRole} from '../inputs.js';
import {type CloudBuilder, CONTROL_PLANE} from './cloud-builder.js';
import type {Stack} from './stack.js';

/** What `openstack overcloud node provision` takes where a role's network configuration names no template. */
const DEFAULT_TEMPLATE = 'templates/net_config_bridge.j2';

interface NamedTemplate {
  readonly path: string;
  readonly place: Place;
  readonly isDefault: boolean;
}

/**
 * What is known of the host configuration of a role.
 *
 * A stock NIC template is known by its facts. One of the operator's own decides by itself which networks and routes a host gets, so
 * nothing is known until it is rendered. Where no template is named, hosts are taken to carry what the plan assigns, as an assumption.
 */
export function composeConfiguration(
  builder: CloudBuilder,
  stack: Stack,
  role: string,
  baremetal: BaremetalRole | undefined,
  near: Place,
): HostConfiguration {
  const template = findTemplate(stack, role, baremetal);
  if (template === undefined) {
    return {kind: 'assigned', because: {value: 'no NIC template is named', origin: builder.at(near)}, leavesOut: [], isAssumed: true};
  }
  const because: Fact<string> = {value: `the NIC template "${template.path}"`, origin: builder.at(template.place)};
  const facts = findNicTemplate(template.path, builder.facts);
  if (facts === undefined || facts.defaultRoute === 'own') return {kind: 'unknown', because};
  return {
    kind: 'assigned',
    because,
    leavesOut: [...builder.networks.values()].filter((network) => !configures(facts, network.name)).map(({id}) => id),
    isAssumed: true,
    ...(facts.drawsVlans && {drawsVlans: true}),
  };
}

/** Reports what a stock template cannot do for a role. */
export function checkTemplate(
  builder: CloudBuilder,
  stack: Stack,
  role: {readonly name: string; readonly id: string; readonly tags: readonly string[]},
  baremetal: BaremetalRole | undefined,
  attachments: readonly Attachment[],
  defaultRoutes: readonly Fact<NetworkId>[],
): void {
  const template = findTemplate(stack, role.name, baremetal);
  const facts = template && findNicTemplate(template.path, builder.facts);
  if (template === undefined || facts === undefined) return;
  const named = template.isDefault ? `upstream's default NIC template "${template.path}"` : `the NIC template "${template.path}"`;
  const names = attachments.map((attachment) => nameOfNetwork(builder, attachment.network));
  const lacking = [...builder.networks.values()].find((network) => !network.isProvisioning && !names.includes(network.name));
  const failsForTag = facts.failsForTag !== undefined && role.tags.includes(facts.failsForTag) && lacking !== undefined;
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
      message: `${capital(named)} cannot be rendered for role "${role.name}": ${because}.`,
      at: template.place,
      subjects: [role.id],
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
    : lostByName(facts, baremetal);
  for (const wanted of lost) {
    builder.report.add(bmDefaultRouteNotConfigured, {
      message: `Role "${role.name}" takes its default route over "${nameOfNetwork(builder, wanted)}", which ${named} does not configure.`,
      at: template.place,
      subjects: [role.id, wanted],
    });
  }
  const others = leftOut.filter((attachment) => !lost.includes(attachment.network));
  if (others.length > 0) {
    builder.report.add(brRoleNetworkMissing, {
      message: `Role "${role.name}" lists ${joinNames(others.map((attachment) => nameOfNetwork(builder, attachment.network)))}, which ${named} does not configure.`,
      at: template.place,
      subjects: [role.id, ...others.map((attachment) => attachment.network)],
    });
  }
}

/** Where no input describes networks, a template that configures none still leaves out every one that is named. */
function lostByName(facts: NicTemplate, baremetal: BaremetalRole | undefined): NetworkId[] {
  if (facts.networks.kind !== 'none') return [];
  const written = baremetal?.networkConfig?.defaultRouteNetworks ?? [];
  return written.filter(({value}) => value !== CONTROL_PLANE.nameLower).map(({value}): NetworkId => `network:${value}`);
}

/** Whether the default route is the provisioning network's whatever the role says: DHCP, or a template that knows no other. */
export function forcesProvisioningRoute(
  builder: CloudBuilder,
  stack: Stack,
  role: string,
  baremetal: BaremetalRole | undefined,
): Fact<string> | undefined {
  const template = findTemplate(stack, role, baremetal);
  const facts = template && findNicTemplate(template.path, builder.facts);
  if (template === undefined || facts === undefined || (facts.defaultRoute !== 'ctlplane' && facts.defaultRoute !== 'dhcp'))
    return undefined;
  return {value: `the NIC template "${template.path}"`, origin: builder.at(template.place)};
}

function findTemplate(stack: Stack, role: string, baremetal: BaremetalRole | undefined): NamedTemplate | undefined {
  const config = baremetal?.networkConfig;
  if (config?.template !== undefined && config.template.value !== '')
    return {path: config.template.value, place: config.template.place, isDefault: false};
  const parameter = stack.environment.parameter(`${role}NetworkConfigTemplate`);
  const path = parameter?.isScalar ? parameter.text() : undefined;
  if (parameter !== undefined && path !== undefined && path !== '') return {path, place: parameter.place, isDefault: false};
  const registered = stack.environment.lookup(`OS::TripleO::${role}::Net::SoftwareConfig`);
  if (registered !== undefined && registered.target !== 'OS::Heat::None')
    return {path: registered.target, place: registered.place, isDefault: false};
  if (config !== undefined) return {path: DEFAULT_TEMPLATE, place: config.template?.place ?? config.place, isDefault: true};
  return undefined;
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
  const nameLower = id.slice('network:'.length);
  return builder.networks.get(nameLower)?.name ?? nameLower;
}

function isProvisioning(builder: CloudBuilder, id: NetworkId): boolean {
  return builder.networks.get(id.slice('network:'.length))?.isProvisioning ?? false;
}

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}
