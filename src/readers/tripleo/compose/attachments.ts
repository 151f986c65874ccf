import type {Fact} from '../../../model/origin.js';
import type {Attachment, Network, Segment} from '../../../model/topology.js';
import type {Place} from '../../../source/cursor.js';
import {suggestion} from '../../../text/did-you-mean.js';
import {segNetworkUnknown} from '../../checks/seg-network-unknown.js';
import type {Located} from '../../reader.js';
import {envPortWithoutNetwork} from '../checks/env-port-without-network.js';
import type {BaremetalNetwork, BaremetalRole, RoleEntry} from '../inputs.js';
import {type CloudBuilder, CONTROL_PLANE, nameLowerOf} from './cloud-builder.js';
import {isNoPort} from './no-port.js';
import {roleId, type Stack} from './stack.js';

/** A network that a role names, found, with the segment it means. */
interface NamedNetwork {
  readonly network: Network;
  readonly segment: Segment;
  readonly place: Place;
}

/**
 * How hosts of a role join networks: as roles_data lists them, and as the bare metal file does where it does; the provisioning network always.
 */
export function composeAttachments(
  builder: CloudBuilder,
  stack: Stack,
  name: string,
  entry: RoleEntry | undefined,
  baremetal: BaremetalRole | undefined,
): Attachment[] {
  const attachments: Attachment[] = [];
  const provisioning = builder.networks.get(CONTROL_PLANE.nameLower)!;
  const segment = provisioningSegment(builder, stack, name, baremetal, provisioning);
  if (segment !== undefined) {
    attachments.push({
      network: provisioning.id,
      segment: segment.id,
      origin: builder.at((entry ?? baremetal)!.name.place),
      isConfigured: true,
    });
  }
  const named =
    baremetal !== undefined && baremetal.networks.length + baremetal.instances.length > 0
      ? baremetalNetworks(builder, stack, baremetal)
      : [];
  const listed =
    entry === undefined ? [] : entry.networks.flatMap(({name, subnet}) => findNamed(builder, stack, entry.name.value, name, subnet) ?? []);
  const skipped = new Set(entry?.networksSkipConfig.map((skip) => builder.findNetwork(skip.value)?.id));
  for (const skip of baremetal?.networkConfig?.networksSkipConfig ?? []) skipped.add(builder.findNetwork(skip.value)?.id);
  for (const found of [...named, ...listed]) {
    if (found.network.isProvisioning || attachments.some((attachment) => attachment.network === found.network.id)) continue;
    const fallsBackBecause = portFallback(builder, stack, name, found, named, entry, baremetal);
    attachments.push({
      network: found.network.id,
      segment: found.segment.id,
      origin: builder.at(found.place),
      isConfigured: !skipped.has(found.network.id),
      ...(fallsBackBecause && {fallsBackBecause}),
    });
  }
  reportPortsWithoutNetwork(builder, stack, name, entry, baremetal);
  return attachments;
}

/** Reports ports in the registry on networks that the role, whose name is known, does not list. */
function reportPortsWithoutNetwork(
  builder: CloudBuilder,
  stack: Stack,
  role: string,
  entry: RoleEntry | undefined,
  baremetal: BaremetalRole | undefined,
): void {
  const listed = [
    ...(entry?.networks ?? []).map(({name}) => name),
    ...[baremetal, ...(baremetal?.instances ?? [])].flatMap((part) => (part?.networks ?? []).map(({network}) => network)),
  ];
  const known = new Set(listed.map(({value}) => builder.findNetwork(value)));
  for (const network of builder.networks.values()) {
    const type = portType(role, network.name);
    const place = stack.environment.registry.keyPlace(type);
    const match = stack.environment.lookup(type);
    if (network.isProvisioning || known.has(network) || place === undefined || match === undefined || isNoPort(match)) continue;
    builder.report.add(envPortWithoutNetwork, {
      message: `The resource registry has a port of role "${role}" on "${network.name}", a network the role does not have.`,
      at: place,
      subjects: [roleId(stack, role), network.id],
      notes: [{message: `The networks of "${role}" are listed here.`, at: (entry ?? baremetal)!.name.place}],
    });
  }
}

function portType(role: string, network: string): string {
  return `OS::TripleO::${role}::Ports::${network}Port`;
}

function provisioningSegment(
  builder: CloudBuilder,
  stack: Stack,
  role: string,
  baremetal: BaremetalRole | undefined,
  provisioning: Network,
): Segment | undefined {
  const parameter = stack.environment.parameter(`${role}ControlPlaneSubnet`);
  const ofBaremetal = baremetal?.networks.find((network) => network.network.value === CONTROL_PLANE.nameLower)?.subnet;
  const written: Located<string> | undefined = ofBaremetal ?? (parameter && {value: parameter.text() ?? '', place: parameter.place});
  const wanted = written?.value ?? CONTROL_PLANE.subnet;
  const segments = builder.segmentsOf(provisioning.id);
  const segment = builder.findSegment(provisioning.id, wanted);
  if (segment !== undefined || segments.length === 0) return segment;
  const names = segments.map((candidate) => candidate.name);
  if (written !== undefined) {
    builder.report.add(segNetworkUnknown, {
      message: `Role "${role}" is on the provisioning subnet "${wanted}", which does not exist.${suggestion(wanted, names)}`,
      at: written.place,
      subjects: [roleId(stack, role), provisioning.id],
      fix: `Name one of ${names.map((name) => `"${name}"`).join(', ')}.`,
    });
  }
  // Upstream's name for it is only a default; a provisioning network with one subnet, however it is called, leaves no doubt.
  return segments[0];
}

function baremetalNetworks(builder: CloudBuilder, stack: Stack, role: BaremetalRole): NamedNetwork[] {
  const found = new Map<string, NamedNetwork>();
  // Hosts share the text of the defaults: what is wrong there is said once.
  const sought = new Set<BaremetalNetwork>();
  for (const written of [role, ...role.instances].flatMap(({networks}) => networks)) {
    const {network, subnet} = written;
    if (found.has(network.value) || network.value === CONTROL_PLANE.nameLower || sought.has(written)) continue;
    sought.add(written);
    const named = findNamed(builder, stack, role.name.value, network, subnet);
    if (named !== undefined) found.set(network.value, named);
  }
  return [...found.values()];
}

function findNamed(
  builder: CloudBuilder,
  stack: Stack,
  role: string,
  name: Located<string>,
  subnet: Located<string> | undefined,
): NamedNetwork | undefined {
  // Without any network data nothing can be said of a name; with an empty list every service is on the provisioning network, and a rule says so once.
  const hasNetworks = builder.networks.size > 1;
  const network = builder.findNetwork(name.value);
  if (network === undefined) {
    if (hasNetworks) {
      builder.report.add(segNetworkUnknown, {
        message: `Role "${role}" lists the network "${name.value}", which is not defined.${suggestion(name.value, [...builder.networks.keys(), ...builder.lowerNames.keys()])}`,
        at: name.place,
        subjects: [roleId(stack, role), `network:${name.value}`],
      });
    }
    return undefined;
  }
  const segments = builder.segmentsOf(network.id);
  const nameLower = nameLowerOf(network.id);
  if (subnet === undefined) {
    const segment = builder.findSegment(network.id, `${nameLower}_subnet`) ?? (segments.length === 1 ? segments[0] : undefined);
    if (segment === undefined && segments.length > 1) {
      const names = segments.map((candidate) => `"${candidate.name}"`).join(', ');
      builder.report.add(segNetworkUnknown, {
        message: `Role "${role}" names no subnet of "${network.name}", which has ${names} and no "${nameLower}_subnet".`,
        at: name.place,
        subjects: [roleId(stack, role), network.id],
      });
    }
    return segment && {network, segment, place: name.place};
  }
  const segment = builder.findSegment(network.id, subnet.value);
  if (segment !== undefined) return {network, segment, place: name.place};
  const names = segments.map((candidate) => candidate.name);
  builder.report.add(segNetworkUnknown, {
    message: `Role "${role}" names the subnet "${subnet.value}" of "${network.name}", which does not exist.${suggestion(subnet.value, names)}`,
    at: subnet.place,
    subjects: [roleId(stack, role), network.id],
    fix: `Name one of ${names.map((candidate) => `"${candidate}"`).join(', ')}.`,
  });
  return undefined;
}

/**
 * Why a role's port on a network is none of its own.
 *
 * A pair of role and network without an entry in the resource registry keeps `noop.yaml`, whose address is the role's provisioning one
 * (overcloud-resource-registry-puppet.j2.yaml). Entries come from the client, for the networks that the bare metal file lists, or from
 * environments. "Not mentioned" counts where that file or an environment mentions other ports of the role, and where a deploy command was
 * read whole: then what it does not name makes no ports.
 */
function portFallback(
  builder: CloudBuilder,
  stack: Stack,
  role: string,
  {network}: NamedNetwork,
  provisioned: readonly NamedNetwork[],
  entry: RoleEntry | undefined,
  baremetal: BaremetalRole | undefined,
): Fact<string> | undefined {
  const made = stack.environment.lookup(`OS::TripleO::Network::${network.name}`);
  if (made?.target === 'OS::Heat::None') return {value: `the network is mapped to "${made.target}"`, origin: builder.at(made.place)};
  const found = stack.environment.lookup(portType(role, network.name));
  if (found !== undefined) {
    return isNoPort(found) ? {value: `its port there is mapped to "${found.target}"`, origin: builder.at(found.place)} : undefined;
  }
  const closed = mayHaveHosts(stack, role, entry, baremetal) ? builder.closedStacks.get(stack.name) : undefined;
  if (closed !== undefined && !closed.takesProvisionedPorts) {
    const value = 'no environment that the deploy command takes makes its port there, and no provisioning does';
    return {value, origin: builder.at(closed.place)};
  }
  if (provisioned.some((other) => other.network === network)) return undefined;
  const [first] = provisioned;
  if (first !== undefined) {
    return {
      value: `the bare metal file gives it a port on "${first.network.name}" and none on "${network.name}"`,
      origin: builder.at(first.place),
    };
  }
  for (const other of builder.networks.values()) {
    const match = other.isProvisioning ? undefined : stack.environment.lookup(portType(role, other.name));
    if (match === undefined || isNoPort(match)) continue;
    return {value: `the resource registry maps its port on "${other.name}" and none on "${network.name}"`, origin: builder.at(match.place)};
  }
  if (closed === undefined) return undefined;
  const where = baremetal === undefined ? builder.at(closed.place) : builder.at(baremetal.name.place);
  return {value: 'neither the bare metal file nor an environment of the deploy command gives it a port there', origin: where};
}

/** Whether hosts of the role are deployed: one that the bare metal file or a count leaves out has none, and no ports to lose. */
function mayHaveHosts(stack: Stack, role: string, entry: RoleEntry | undefined, baremetal: BaremetalRole | undefined): boolean {
  const parameter = stack.environment.parameter(`${role}Count`);
  const written = parameter?.isScalar ? parameter.integer() : undefined;
  if (written !== undefined) return written > 0;
  if (stack.baremetal.length > 0) return (baremetal?.count.value ?? 0) > 0;
  if (entry?.count !== undefined) return entry.count.value > 0;
  // Upstream's default is none; where no role says how many, the file is not one that hosts are deployed by, and all count.
  return !stack.rolesData.some((file) => file.roles.some((other) => other.count !== undefined));
}
