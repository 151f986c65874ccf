import type {Hop, Outcome, Trace} from '../diagnostics/trace.js';
import {nameOf} from '../model/names.js';
import type {OriginId} from '../model/origin.js';
import type {Host, Subnet, Vip} from '../model/topology.js';
import {type Address, type Family, formatAddress, parseAddress, sameAddress} from '../net/address.js';
import {formatPrefix, prefixContains, usableRange} from '../net/prefix.js';
import type {FibEntry} from './fib.js';
import type {HostClass} from './host-class.js';
import type {Network} from './network.js';
import {describeOwner} from './owners.js';
import type {Step, Transit} from './transit.js';

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

/** Every way a packet from a class to a destination may take, hop by hop. */
export function tracePacket(
  network: Network,
  origin: HostClass,
  destination: Destination,
  from?: {readonly address?: Address; readonly host?: Host},
): Trace[] {
  const traces: Trace[] = [];
  const finish = (steps: readonly Step[], last: readonly Hop[], outcome: Outcome, egress?: FibEntry): void => {
    const entry = steps[0]?.entry ?? egress;
    const source = from?.address ?? (entry === undefined ? undefined : sourceAddress(network, origin, entry, from?.host));
    traces.push({
      from: from?.host === undefined ? describeClass(origin) : from.host.name,
      to: describeDestination(destination),
      packet: {source: source === undefined ? 'unspecified' : formatAddress(source), destination: formatAddress(destination.address)},
      hops: [...hopsOf(network, steps, destination, from?.host), ...last],
      outcome,
    });
  };
  const walk = (hostClass: HostClass, steps: readonly Step[], seen: ReadonlySet<HostClass>): void => {
    const device = steps.length === 0 && from?.host !== undefined ? from.host.name : describeClass(hostClass);
    if (owns(network, hostClass, destination.address)) {
      finish(steps, [{device, action: `delivers ${formatAddress(destination.address)}, its own address`}], 'delivered');
      return;
    }
    const entries = network.fib(hostClass).lookup(destination.address);
    if (entries.length === 0) {
      const action = `has no route to ${formatAddress(destination.address)} and drops the packet`;
      finish(steps, [{device, action, ...placeOf(network, hostClass.role.origin)}], 'dropped');
      return;
    }
    for (const entry of entries) {
      if (entry.nextHop === undefined) {
        const segment = nameOf(entry.subnet.segment);
        const action = `reaches ${formatPrefix(entry.prefix)} directly`;
        const hop: Hop = {device, segment, action, ...placeOf(network, entry.origin)};
        finish(steps, [hop, ...onLinkHop(network, entry, destination)], 'delivered', entry);
        continue;
      }
      for (const receiver of network.receivers(entry.nextHop)) {
        const step: Step = {hostClass, entry, receiver};
        const taken = [...steps, step];
        const segment = nameOf(entry.subnet.segment);
        if (receiver.kind === 'class') {
          if (seen.has(receiver.hostClass))
            finish(taken, [{device: describeClass(receiver.hostClass), segment, action: 'sends it round in a loop'}], 'dropped');
          else walk(receiver.hostClass, taken, new Set(seen).add(receiver.hostClass));
        } else if (receiver.kind === 'router') {
          const device = receiver.owner?.host?.name ?? formatAddress(entry.nextHop);
          const origin = receiver.owner?.origin ?? entry.origin;
          const action = 'is a router, and forwards the packet on (assumed: not through the undercloud)';
          finish(
            taken,
            [{device, segment, action, ...placeOf(network, origin)}],
            network.subnetOf(destination.address) === undefined ? 'left-the-cloud' : 'delivered',
          );
        } else if (receiver.kind === 'undercloud') {
          const isMeant = network.owners.of(destination.address).some((owner) => owner.host === receiver.host);
          const hop = undercloudHop(network, taken, receiver.owner.origin, destination, isMeant);
          finish(taken, [hop], isMeant ? 'delivered' : 'unknown');
        } else {
          finish(taken, [unknownHop(network, entry)], 'unknown');
        }
      }
    }
  };
  walk(origin, [], new Set([origin]));
  return traces;
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

function exampleDestination(network: Network, transit: Transit): Destination {
  const takes = (address: Address): boolean =>
    transit.atoms.some((atom) => atom.family === address.family && atom.first <= address.value && address.value <= atom.last);
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
