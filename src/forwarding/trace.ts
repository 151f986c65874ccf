import type {Hop, Outcome, Trace} from '../diagnostics/trace.js';
import {nameOf} from '../model/names.js';
import type {OriginId} from '../model/origin.js';
import type {Host, Subnet, Vip} from '../model/topology.js';
import {type Address, compareAddresses, type Family, formatAddress, parseAddress, sameAddress} from '../net/address.js';
import {formatPrefix, prefixContains, usableRange} from '../net/prefix.js';
import type {Atom} from './atoms.js';
import type {FibEntry} from './fib.js';
import type {HostClass} from './host-class.js';
import type {Network, Receiver} from './network.js';
import {describeOwner} from './owners.js';
import type {Transit} from './transit.js';
import {type Step, type StepsOf, shortestLoop, shortestWays, stepKey, stepsTowards} from './ways.js';

/** Destinations worth showing first: what a reader recognises. */
export interface Destination {
  readonly address: Address;
  readonly label: string;
}

/** Addresses that belong to nobody (RFC 5737, RFC 3849), and should these be in use, public ones; the last of each may be anybody's. */
const STRANGERS: Readonly<Record<Family, readonly string[]>> = {
  4: ['203.0.113.9', '198.51.100.9', '192.0.2.9', '8.8.8.8', '1.1.1.1', '9.9.9.9'],
  6: ['2001:db8:ffff::9', '2001:4860:4860::8888', '2606:4700:4700::1111'],
};

/** A destination outside of the cloud: in none of its subnets. */
export function outsideOf(network: Network, family: Family): Destination {
  const addresses = STRANGERS[family].map((text) => parseAddress(text) as Address);
  return {address: addresses.find((address) => network.subnetOf(address) === undefined) ?? addresses[0]!, label: 'outside'};
}

/** The packet that shows a transit best: to a virtual address, to a subnet of the cloud, else to the outside. */
export function traceTransit(network: Network, transit: Transit): Trace {
  const destination = exampleDestination(network, transit);
  const source = sourceAddress(network, transit.origin, transit.steps[0]!.entry);
  const hops = [...hopsOf(network, transit.steps, destination), endHop(network, transit, destination)];
  return {
    from: describeClass(transit.origin),
    to: describeDestination(destination),
    packet: {source: formatAddress(source), destination: formatAddress(destination.address)},
    hops,
    outcome: 'unknown',
    ...(transit.origin.count === undefined ? {} : {affectedHosts: transit.origin.count}),
  };
}

/** At most this many ways are listed. */
const MOST_LISTED = 16;

/** At most this many beginnings of ways are followed to list them all; their number grows with the factorial of the number of classes. */
const MOST_FOLLOWED = 1024;

/**
 * The ways a packet from a class to a destination may take, hop by hop, the shortest first.
 *
 * Where there are too many to list, every way of ending is among those listed, and the last says that there are more.
 */
export function tracePacket(network: Network, origin: HostClass, destination: Destination, from?: Sender): Trace[] {
  const {ways, isCut} = findWays(network, origin, destination.address);
  const isAssumed = network.topology.assumptions.some(({properties}) => properties.includes('transit-freedom'));
  return ways.map(({steps, end}, index) => {
    const entry = steps[0]?.entry ?? (end.kind === 'link' ? end.entry : undefined);
    const source = from?.address ?? (entry === undefined ? undefined : sourceAddress(network, origin, entry, from?.host));
    const {hops, outcome} = describeEnd(network, destination, steps, end, from?.host);
    return {
      from: from?.host === undefined ? describeClass(origin) : from.host.name,
      to: describeDestination(destination),
      packet: {source: source === undefined ? 'unspecified' : formatAddress(source), destination: formatAddress(destination.address)},
      hops: [...hopsOf(network, steps, destination, from?.host), ...hops],
      outcome,
      ...((isAssumed || (end.kind === 'receiver' && end.receiver.kind === 'router')) && {isAssumed: true}),
      ...(isCut && index === ways.length - 1 && {hasMoreBehind: true}),
    };
  });
}

/** One host of a class, and one of its addresses. */
export interface Sender {
  readonly address?: Address;
  readonly host?: Host;
}

/** How a way ends: at the destination, without a route, on the destination's segment, at somebody else, or where it has been before. */
type WayEnd =
  | {readonly kind: 'own'; readonly hostClass: HostClass}
  | {readonly kind: 'no-route'; readonly hostClass: HostClass}
  | {readonly kind: 'link'; readonly hostClass: HostClass; readonly entry: FibEntry}
  | {readonly kind: 'receiver'; readonly receiver: Exclude<Receiver, {kind: 'class'}>}
  | {readonly kind: 'loop'; readonly receiver: Extract<Receiver, {kind: 'class'}>};

interface Way {
  readonly steps: readonly Step[];
  readonly end: WayEnd;
}

function findWays(network: Network, origin: HostClass, address: Address): {ways: readonly Way[]; isCut: boolean} {
  const towards = stepsTowards(network, address);
  const stepsOf: StepsOf = (hostClass) => (owns(network, hostClass, address) ? [] : towards(hostClass));
  const endsOf = (hostClass: HostClass, way: readonly Step[]): Way[] => {
    if (owns(network, hostClass, address)) return [{steps: way, end: {kind: 'own', hostClass}}];
    const entries = network.fib(hostClass).lookup(address);
    if (entries.length === 0) return [{steps: way, end: {kind: 'no-route', hostClass}}];
    const onLink = entries.filter((entry) => entry.nextHop === undefined);
    return [
      ...onLink.map((entry): Way => ({steps: way, end: {kind: 'link', hostClass, entry}})),
      ...stepsOf(hostClass).flatMap((step): Way[] =>
        step.receiver.kind === 'class' ? [] : [{steps: [...way, step], end: {kind: 'receiver', receiver: step.receiver}}],
      ),
    ];
  };
  const ways: Way[] = [];
  const begun: {hostClass: HostClass; way: readonly Step[]}[] = [{hostClass: origin, way: []}];
  for (const {hostClass, way} of begun) {
    ways.push(...endsOf(hostClass, way));
    for (const step of stepsOf(hostClass)) {
      if (step.receiver.kind !== 'class') continue;
      const next = step.receiver.hostClass;
      const steps = [...way, step];
      if (next === hostClass || way.some((passed) => passed.hostClass === next))
        ways.push({steps, end: {kind: 'loop', receiver: step.receiver}});
      else begun.push({hostClass: next, way: steps});
    }
    if (ways.length > MOST_LISTED || begun.length > MOST_FOLLOWED)
      return {ways: cutWays(ways, shortestOfAll(origin, stepsOf, endsOf), (way) => kindOf(network, address, way)), isCut: true};
  }
  return {ways: ways.sort(byLength), isCut: false};
}

/** One of the shortest ways to every end there is, and a loop where there is one. */
function shortestOfAll(origin: HostClass, stepsOf: StepsOf, endsOf: (hostClass: HostClass, way: readonly Step[]) => readonly Way[]): Way[] {
  const ways = [...shortestWays(origin, stepsOf)].flatMap(([hostClass, way]) => endsOf(hostClass, way));
  const loop = shortestLoop(origin, stepsOf);
  const receiver = loop?.at(-1)?.receiver;
  return receiver?.kind === 'class' ? [...ways, {steps: loop!, end: {kind: 'loop', receiver}}] : ways;
}

/** As many ways as are listed: a shortest one for every kind of end, then those that were found first. */
function cutWays(found: readonly Way[], shortest: readonly Way[], kind: (way: Way) => string): readonly Way[] {
  const ofKind = new Map([...shortest].sort((left, right) => byLength(right, left)).map((way) => [kind(way), way]));
  const listed = new Map<string, Way>();
  for (const way of [...ofKind.values(), ...[...found].sort(byLength), ...shortest]) {
    if (listed.size < MOST_LISTED) listed.set(keyOf(way), way);
  }
  return [...listed.values()].sort(byLength);
}

/** What sets the ends of ways apart for whoever asks whether a way is allowed. */
function kindOf(network: Network, address: Address, {end}: Way): string {
  if (end.kind !== 'receiver') return end.kind;
  const isMeant = end.receiver.kind === 'undercloud' && isOwner(network, end.receiver.host, address);
  return isMeant ? 'meant' : end.receiver.kind;
}

function byLength(left: Way, right: Way): number {
  return left.steps.length - right.steps.length;
}

function keyOf({steps, end}: Way): string {
  const last = end.kind === 'link' ? end.entry.subnet.id : '';
  return [...steps.map(stepKey), end.kind, last].join(' ');
}

function describeEnd(
  network: Network,
  destination: Destination,
  steps: readonly Step[],
  end: WayEnd,
  first: Host | undefined,
): {hops: readonly Hop[]; outcome: Outcome} {
  const address = formatAddress(destination.address);
  const deviceOf = (hostClass: HostClass): string => (steps.length === 0 && first !== undefined ? first.name : describeClass(hostClass));
  if (end.kind === 'own')
    return {hops: [{device: deviceOf(end.hostClass), action: `delivers ${address}, its own address`}], outcome: 'delivered'};
  if (end.kind === 'no-route') {
    const action = `has no route to ${address} and drops the packet`;
    return {hops: [{device: deviceOf(end.hostClass), action, ...placeOf(network, end.hostClass.role.origin)}], outcome: 'dropped'};
  }
  if (end.kind === 'link') {
    const {entry} = end;
    const segment = nameOf(entry.subnet.segment);
    const action = `reaches ${formatPrefix(entry.prefix)} directly`;
    const hop: Hop = {device: deviceOf(end.hostClass), segment, action, ...placeOf(network, entry.origin)};
    return {hops: [hop, ...onLinkHop(network, entry, destination)], outcome: 'delivered'};
  }
  const {receiver} = end;
  const {entry} = steps.at(-1)!;
  const segment = nameOf(entry.subnet.segment);
  if (receiver.kind === 'class') {
    const {hostClass, owner} = receiver;
    const action = `has ${formatAddress(entry.nextHop!)}, and sends the packet round in a loop`;
    return {
      hops: [{device: owner.host?.name ?? describeClass(hostClass), segment, action, ...placeOf(network, owner.origin), isForbidden: true}],
      outcome: 'dropped',
    };
  }
  if (receiver.kind === 'router') {
    const device = receiver.owner?.host?.name ?? formatAddress(entry.nextHop!);
    const action = 'is a router, and forwards the packet on (assumed: not through the undercloud)';
    return {
      hops: [{device, segment, action, ...placeOf(network, receiver.owner?.origin ?? entry.origin)}],
      outcome: network.subnetOf(destination.address) === undefined ? 'left-the-cloud' : 'delivered',
    };
  }
  if (receiver.kind === 'undercloud') {
    const isMeant = isOwner(network, receiver.host, destination.address);
    return {
      hops: [undercloudHop(network, steps, receiver.owner.origin, destination, isMeant)],
      outcome: isMeant ? 'delivered' : 'unknown',
    };
  }
  return {hops: [unknownHop(network, entry)], outcome: 'unknown'};
}

export function describeClass(hostClass: HostClass): string {
  return hostClass.name;
}

/** An address of the class on the subnet it sends from: a listed host's, else one its pool would give. */
export function sourceAddress(network: Network, hostClass: HostClass, entry: FibEntry, only?: Host): Address {
  const subnet = entry.subnet;
  const host = only ?? hostClass.hosts[0];
  const own = host?.addresses.find(
    ({address}) => address.family === subnet.prefix.value.family && prefixContains(subnet.prefix.value, address),
  );
  if (own !== undefined) return own.address;
  const {family} = subnet.prefix.value;
  const pool = subnet.pools.find((candidate) => candidate.range.family === family);
  const start = pool?.range.first ?? usableRange(subnet.prefix.value).first;
  for (let value = start; ; value++)
    if (network.owners.of({family, value}).length === 0 && !isGateway(subnet, {family, value})) return {family, value};
}

function isGateway(subnet: Subnet, address: Address): boolean {
  return subnet.gateway !== undefined && sameAddress(subnet.gateway.value, address);
}

function owns(network: Network, hostClass: HostClass, address: Address): boolean {
  return network.owners.of(address).some((owner) => owner.host !== undefined && network.classOf(owner.host) === hostClass);
}

function isOwner(network: Network, host: Host, address: Address): boolean {
  return network.owners.of(address).some((owner) => owner.host === host);
}

function hopsOf(network: Network, steps: readonly Step[], destination: Destination, first?: Host): Hop[] {
  return steps.map(({hostClass, entry}, index) => ({
    device: index === 0 && first !== undefined ? first.name : describeClass(hostClass),
    ...(index === 0 ? {} : {segment: nameOf(steps[index - 1]!.entry.subnet.segment)}),
    action: `${describeEntry(entry)} for ${formatAddress(destination.address)}`,
    ...placeOf(network, entry.origin),
  }));
}

function describeEntry(entry: FibEntry): string {
  const nextHop = formatAddress(entry.nextHop!);
  const on = `on "${nameOf(entry.subnet.segment)}"`;
  if (entry.kind === 'default') return `takes its default route via ${nextHop} ${on}`;
  const derived = entry.route?.isDerived ? ', a route that Neutron adds by itself,' : '';
  return `takes the route to ${formatPrefix(entry.prefix)}${derived} via ${nextHop} ${on}`;
}

function endHop(network: Network, transit: Transit, destination: Destination): Hop {
  const last = transit.steps.at(-1)!;
  if (transit.end.kind === 'unknown') return unknownHop(network, last.entry);
  return undercloudHop(network, transit.steps, transit.end.owner.origin, destination, false);
}

function undercloudHop(network: Network, steps: readonly Step[], origin: OriginId, destination: Destination, isMeant: boolean): Hop {
  const last = steps.at(-1)!;
  const receiver = last.receiver.kind === 'undercloud' ? last.receiver : undefined;
  const nextHop = formatAddress(last.entry.nextHop!);
  const label = receiver?.owner.label === undefined ? '' : ` ("${receiver.owner.label}")`;
  const action = isMeant
    ? `is meant: it owns ${formatAddress(destination.address)}`
    : `owns ${nextHop}${label}, does not own ${formatAddress(destination.address)}, and would have to forward`;
  return {
    device: receiver?.host.name ?? 'undercloud',
    segment: nameOf(last.entry.subnet.segment),
    action,
    ...placeOf(network, origin),
    ...(isMeant ? {} : {isForbidden: true}),
  };
}

function unknownHop(network: Network, entry: FibEntry): Hop {
  const action = 'may be the undercloud: no input says who owns this address';
  return {device: formatAddress(entry.nextHop!), segment: nameOf(entry.subnet.segment), action, ...placeOf(network, entry.origin)};
}

function onLinkHop(network: Network, entry: FibEntry, destination: Destination): Hop[] {
  const owner = network.owners.of(destination.address)[0];
  const segment = nameOf(entry.subnet.segment);
  if (owner === undefined) return [];
  return [
    {
      device: describeOwner(owner).replaceAll('"', ''),
      segment,
      action: `owns ${formatAddress(destination.address)}`,
      ...placeOf(network, owner.origin),
    },
  ];
}

function placeOf(network: Network, origin: OriginId): {location?: NonNullable<Hop['location']>} {
  const location = network.topology.origins.location(origin);
  return location === undefined ? {} : {location};
}

function describeDestination({address, label}: Destination): string {
  return label === '' ? formatAddress(address) : `${formatAddress(address)} (${label})`;
}

/** Whether one of the atoms, which are in ascending order, holds the address. */
function isAmong(atoms: readonly Atom[], address: Address): boolean {
  let low = 0;
  let high = atoms.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const {family, last} = atoms[middle]!;
    if (compareAddresses({family, value: last}, address) < 0) low = middle + 1;
    else high = middle;
  }
  const atom = atoms[low];
  return atom !== undefined && atom.family === address.family && atom.first <= address.value;
}

function exampleDestination(network: Network, transit: Transit): Destination {
  const takes = (address: Address): boolean => isAmong(transit.atoms, address);
  const isPublic = (vip: Vip): boolean => network.networkById.get(vip.network)?.purpose?.value === 'external';
  for (const vip of [...network.topology.vips.filter(isPublic), ...network.topology.vips]) {
    if (vip.address !== undefined && takes(vip.address.value))
      return {address: vip.address.value, label: `virtual address of ${nameOf(vip.network)}`};
  }
  for (const subnet of network.topology.subnets) {
    const address = {family: subnet.prefix.value.family, value: usableRange(subnet.prefix.value).last};
    if (takes(address)) return {address, label: `on ${network.networkOf(subnet).name}`};
  }
  const family = transit.atoms[0]!.family;
  const outside = outsideOf(network, family);
  if (takes(outside.address)) return outside;
  const atom = transit.atoms[0]!;
  return {address: {family, value: atom.first}, label: ''};
}
