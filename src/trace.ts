import type {Trace} from './diagnostics/trace.js';
import type {HostClass} from './forwarding/host-class.js';
import type {Network} from './forwarding/network.js';
import {type Destination, outsideOf, tracePacket} from './forwarding/trace.js';
import type {Host, Subnet} from './model/topology.js';
import {type Address, formatAddress, isAddressProblem, parseAddress} from './net/address.js';
import {prefixContains, usableRange} from './net/prefix.js';
import {count} from './text/count.js';
import {suggestion} from './text/did-you-mean.js';
import {UsageError} from './usage-error.js';

/** Where packets start: classes of hosts, one host of them where it was named, and an address where one was. */
export interface Source {
  readonly classes: readonly HostClass[];
  readonly host?: Host;
  readonly address?: Address;
  /** Hosts of the role whose routes are not known. */
  readonly unknown?: readonly Host[];
}

/**
 * The origin a user means: a host, a role, or an address of a host.
 *
 * @throws UsageError when the name is none of these, the address is not the sender's, or nothing is known of the host's configuration
 */
export function findSource(network: Network, name: string, fromAddress?: string): Source {
  const given = fromAddress === undefined ? undefined : requireAddress(fromAddress);
  const parsed = parseAddress(name);
  const host = isAddressProblem(parsed)
    ? network.topology.hosts.find((candidate) => candidate.name === name)
    : network.owners.of(parsed).find((owner) => owner.host !== undefined)?.host;
  if (host !== undefined) {
    const hostClass = network.classOf(host);
    if (hostClass === undefined) throw new UsageError(`The routes of "${host.name}" are not known from these files.`);
    const address = given ?? (isAddressProblem(parsed) ? undefined : parsed);
    if (given !== undefined && !hasAddress(network, hostClass, given, host)) throw notOwned(given, `"${host.name}"`);
    return {classes: [hostClass], host, ...(address && {address})};
  }
  const role = network.topology.roles.find((candidate) => candidate.name === name);
  if (role !== undefined) {
    const classes = network.classes.filter((candidate) => candidate.role === role);
    if (classes.length === 0) throw new UsageError(`The routes of the role "${name}" are not known from these files.`);
    const unknown = network.hostsByRole.get(role.id)?.filter((candidate) => network.classOf(candidate) === undefined) ?? [];
    if (given === undefined) return {classes, unknown};
    const senders = classes.filter((hostClass) => hasAddress(network, hostClass, given));
    if (senders.length === 0) throw notOwned(given, `any host of the role "${name}"`);
    return {classes: senders, address: given};
  }
  if (!isAddressProblem(parsed)) throw new UsageError(`No host of these files owns ${name}.`);
  const known = [
    ...network.topology.roles.map((candidate) => candidate.name),
    ...network.topology.hosts.map((candidate) => candidate.name),
  ];
  throw new UsageError(`"${name}" is no role, host or address of these files.${suggestion(name, known)}`);
}

/**
 * The ways a packet may take, for every class of the source and every address of the destination.
 *
 * @throws UsageError when the destination is no address, host, role, virtual address, network or `outside`
 */
export function traceBetween(network: Network, source: Source, to: string): Trace[] {
  const destinations = findDestinations(network, to);
  const from = source.host === undefined && source.address === undefined ? undefined : source;
  const reached = destinations.filter(({address}) => source.address === undefined || source.address.family === address.family);
  return [
    ...source.classes.flatMap((hostClass) => reached.flatMap((destination) => tracePacket(network, hostClass, destination, from))),
    ...reached.flatMap((destination) => unknownTraces(source.unknown ?? [], destination)),
  ];
}

/** The way of hosts whose routes are not known: none, said once for all of them. */
function unknownTraces([host, ...others]: readonly Host[], {address, label}: Destination): Trace[] {
  if (host === undefined) return [];
  const destination = formatAddress(address);
  const who = others.length === 0 ? 'has' : `and ${count(others.length, 'other host')} have`;
  return [
    {
      from: host.name,
      to: label === '' ? destination : `${destination} (${label})`,
      packet: {source: 'unspecified', destination},
      hops: [{device: host.name, action: `${who} routes that are not known from these files`}],
      outcome: 'unknown',
    },
  ];
}

function findDestinations(network: Network, name: string): Destination[] {
  const parsed = parseAddress(name);
  if (!isAddressProblem(parsed)) return [{address: parsed, label: ''}];
  const {topology} = network;
  if (name === 'outside') {
    const families = new Set(topology.subnets.map((subnet) => subnet.prefix.value.family));
    return ([4, 6] as const).filter((family) => families.has(family)).map((family) => outsideOf(network, family));
  }
  const host = topology.hosts.find((candidate) => candidate.name === name);
  if (host !== undefined) return host.addresses.map(({address}) => ({address, label: name}));
  const role = topology.roles.find((candidate) => candidate.name === name);
  const first = role && network.hostsByRole.get(role.id)?.[0];
  if (first !== undefined) return first.addresses.map(({address}) => ({address, label: first.name}));
  const element = topology.networks.find((candidate) => candidate.name === name || candidate.id === `network:${name}`);
  if (element !== undefined) {
    const vip = topology.vips.find((candidate) => candidate.network === element.id && candidate.address !== undefined);
    if (vip !== undefined) return [{address: vip.address!.value, label: `virtual address of ${name}`}];
    return network.subnetsOfNetwork(element.id).map((subnet) => {
      const {family, last} = usableRange(subnet.prefix.value);
      return {address: {family, value: last}, label: `on ${name}`};
    });
  }
  const known = [...topology.networks, ...topology.hosts, ...topology.roles].map((candidate) => candidate.name);
  throw new UsageError(
    `"${name}" is no address, host, network or role with known addresses, nor "outside".${suggestion(name, ['outside', ...known])}`,
  );
}

/**
 * Whether a host of a class may send from an address: it is its own, a virtual one that it may hold, or one that nobody is known to have on
 * a segment where its own address is not known.
 */
function hasAddress(network: Network, {role, hosts, segments}: HostClass, address: Address, host?: Host): boolean {
  const owners = network.owners.of(address);
  const senders = host === undefined ? hosts : [host];
  if (owners.length > 0)
    return owners.some((owner) => owner.vip?.holders.includes(role.id) || senders.some((sender) => sender === owner.host));
  const subnets = segments.flatMap(({segment}) => network.subnetsOf(segment)).filter(({prefix}) => prefixContains(prefix.value, address));
  const isKnownOn = (subnet: Subnet, sender: Host): boolean =>
    sender.addresses.some((own) => prefixContains(subnet.prefix.value, own.address));
  return subnets.some((subnet) => senders.length === 0 || senders.some((sender) => !isKnownOn(subnet, sender)));
}

function notOwned(address: Address, who: string): UsageError {
  return new UsageError(`--from-address "${formatAddress(address)}" is no address of ${who}.`);
}

function requireAddress(text: string): Address {
  const address = parseAddress(text);
  if (isAddressProblem(address)) throw new UsageError(`--from-address "${text}" ${address.reason}.`);
  return address;
}
