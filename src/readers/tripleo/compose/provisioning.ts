import {INSPECTION, NEUTRON} from '../../../model/allocators.js';
import type {Fact, OriginId} from '../../../model/origin.js';
import type {Network, NetworkId, Route, SegmentId, Subnet} from '../../../model/topology.js';
import {type Address, formatAddress, isAddressProblem, parseAddress, sameAddress} from '../../../net/address.js';
import {addressRange} from '../../../net/address-range.js';
import {formatPrefix, isPrefixProblem, type ParsedPrefix, parsePrefix, prefixContains, samePrefix} from '../../../net/prefix.js';
import type {Cursor, Place} from '../../../source/cursor.js';
import {UNDERCLOUD_DEFAULTS} from '../../../tripleo/undercloud-defaults.js';
import type {Located} from '../../reader.js';
import {readAddress, readNetworkPrefix} from '../../values.js';
import {provAttributesDiffer} from '../checks/prov-attributes-differ.js';
import type {MergedEnvironment} from '../heat/environment.js';
import type {RouteEntry, SubnetFamily, UndercloudConf, UndercloudSubnet} from '../inputs.js';
import {type CloudBuilder, CONTROL_PLANE} from './cloud-builder.js';
import {addSiblingRoutes, composeRoute, composeSubnet, markSiblingRoutes} from './networks.js';
import {readRoutes} from './routes.js';
import {composeMasquerade, composeUndercloud} from './undercloud-host.js';

const NETWORK: NetworkId = `network:${CONTROL_PLANE.nameLower}`;

/**
 * The provisioning network and the undercloud on it.
 *
 * Nodes get their provisioning subnet from the parameter `CtlplaneNetworkAttributes`, which the client fills from the undercloud's Neutron
 * and deployers of prepared servers write by hand; undercloud.conf is where it comes from, with upstream's defaults for what it leaves out.
 * Where neither is given, nothing is known of it: upstream's default subnet is not taken for anybody's.
 */
export function composeProvisioning(
  builder: CloudBuilder,
  environments: readonly MergedEnvironment[],
  configurations: readonly UndercloudConf[],
): void {
  const configuration = configurations[0];
  const told = attributesOf(environments);
  const networkOrigin =
    told[0] !== undefined
      ? builder.at(told[0].keyPlace)
      : configuration !== undefined
        ? builder.at(configuration.localIp?.place ?? {document: configuration.source.document, node: configuration.source.document.root})
        : builder.origins.defaulted('every cloud has a provisioning network');
  builder.addNetwork(CONTROL_PLANE.nameLower, {
    id: NETWORK,
    name: CONTROL_PLANE.nameLower,
    origin: networkOrigin,
    isProvisioning: true,
    hasVip: {value: true, origin: builder.origins.defaulted('the provisioning network always has a virtual address', networkOrigin)},
    ...networkAttributes(builder, environments, configuration, networkOrigin),
  });
  builder.lowerNames.set(CONTROL_PLANE.name, CONTROL_PLANE.nameLower);
  const pools = configuration?.subnets ?? [];
  if (told.length > 0) fromAttributes(builder, told, pools);
  else if (configuration !== undefined) for (const subnet of pools) fromConfiguration(builder, configuration, subnet);
  else fromParameters(builder, environments);
  addSiblingRoutes(builder, NETWORK);
  if (told.length > 0) for (const subnet of pools) compareWithConfiguration(builder, subnet);
  for (const environment of environments) {
    compareDefaultRoute(builder, environment);
    addStaticRoutes(builder, environment);
  }
  composeUndercloud(builder, configurations);
  for (const environment of environments) composeMasquerade(builder, environment);
}

/** What nodes are told of the network as a whole, or what undercloud.conf makes of it. */
function networkAttributes(
  builder: CloudBuilder,
  environments: readonly MergedEnvironment[],
  configuration: UndercloudConf | undefined,
  near: OriginId,
): Pick<Network, 'mtu' | 'dnsDomain'> {
  const told = environments.flatMap((environment) => environment.mapping('CtlplaneNetworkAttributes')?.get('network')?.cursor ?? []);
  const [mtu] = told.flatMap((network) => {
    const cursor = network.get('mtu').optional();
    const value = cursor.integer({min: 68, max: 65535});
    return value === undefined ? [] : [{value, place: cursor.place}];
  });
  const [domain] = told.flatMap((network) => {
    const cursor = network.get('dns_domain').optional();
    const value = cursor.string();
    return value === undefined || value === '' ? [] : [builder.fact({value, place: cursor.place})];
  });
  const writtenMtu = mtu ?? configuration?.localMtu;
  const dnsDomain = domain ?? (configuration?.domain && domainOf(builder, configuration.domain));
  return {
    mtu:
      writtenMtu === undefined
        ? {value: 1500, origin: builder.origins.defaulted('upstream default: 1500', near)}
        : builder.fact(writtenMtu),
    ...(dnsDomain && {dnsDomain}),
  };
}

/** `ctlplane.<overcloud_domain_name>.`: the domain that the undercloud gives the network. */
function domainOf(builder: CloudBuilder, {value, place}: Located<string>): Fact<string> {
  return builder.fact({value: `${CONTROL_PLANE.nameLower}.${value.replace(/\.$/, '')}.`, place});
}

/** What each stack is told, in their order; an environment that several stacks share once. */
function attributesOf(environments: readonly MergedEnvironment[]): Cursor[] {
  const found: Cursor[] = [];
  for (const environment of environments) {
    const cursor = environment.mapping('CtlplaneNetworkAttributes')?.get('subnets')?.cursor;
    const isKnown = found.some((other) => other.document === cursor?.document && other.node === cursor.node);
    if (cursor !== undefined && !isKnown) found.push(cursor);
  }
  return found;
}

/** The subnets nodes are told of. There is one provisioning network, so stacks that are told different things of a subnet are not understood. */
function fromAttributes(builder: CloudBuilder, told: readonly Cursor[], configured: readonly UndercloudSubnet[]): void {
  const first = new Map<string, ToldSubnet>();
  for (const subnet of told.flatMap((subnets) => subnets.entries())) {
    const read = readToldSubnet(builder, subnet);
    const known = first.get(subnet.key);
    if (known !== undefined) {
      compareStacks(builder, read, known);
      continue;
    }
    first.set(subnet.key, read);
    const {prefix, gateway, routes, nameservers} = read;
    const segment = segmentNamed(subnet.key, builder.at(subnet.keyPlace));
    if (prefix === undefined) {
      builder.addSegment(segment, []);
      continue;
    }
    const pools = configured.find((other) => other.name.value === subnet.key);
    const composed = composeSubnet(
      builder,
      segment.id,
      `${CONTROL_PLANE.nameLower}/${subnet.key}`,
      {prefix, ...(gateway && {gateway}), pools: [], routes},
      nameservers,
    );
    builder.addSegment(segment, [pools === undefined ? composed : {...composed, pools: poolsOf(builder, pools, prefix.value)}]);
    addNameservers(builder, nameservers);
  }
  markSiblingRoutes(builder, NETWORK);
}

/** One entry of `CtlplaneNetworkAttributes`. */
interface ToldSubnet {
  readonly name: string;
  readonly place: Place;
  readonly prefix: Located<ParsedPrefix> | undefined;
  readonly gateway: Located<Address> | undefined;
  readonly routes: readonly RouteEntry[];
  readonly nameservers: readonly Fact<Address>[];
}

function readToldSubnet(builder: CloudBuilder, subnet: Cursor): ToldSubnet {
  const prefix = readNetworkPrefix(subnet.get('cidr'), builder.report);
  if (prefix === undefined && subnet.has('cidr')) askWhat(builder, subnet.get('cidr'), subnet.key);
  const gatewayCursor = subnet.get('gateway_ip').optional();
  const isGatewaySet = gatewayCursor.exists && !gatewayCursor.isNull && !(gatewayCursor.isScalar && gatewayCursor.text() === '');
  const gateway = isGatewaySet ? readAddress(gatewayCursor, builder.report, prefix?.value.prefix.family) : undefined;
  if (isGatewaySet && gateway === undefined) askWhat(builder, gatewayCursor, subnet.key);
  return {
    name: subnet.key,
    place: subnet.keyPlace,
    prefix,
    gateway,
    routes: readWholeRoutes(builder, subnet.get('host_routes').optional(), subnet.key),
    nameservers: readNameservers(subnet.get('dns_nameservers').optional(), builder),
  };
}

/** Routes, and a question where one of them could not be read: it may lead through the undercloud. */
function readWholeRoutes(builder: CloudBuilder, cursor: Cursor, subnet: string): RouteEntry[] {
  const routes = readRoutes(cursor, builder.report);
  const isEmpty = !cursor.exists || cursor.isNull || (cursor.isScalar && ['', '[]'].includes(cursor.text()?.trim() ?? ''));
  const isWhole = cursor.isSequence ? routes.length === cursor.items().length : isEmpty || routes.length > 0;
  if (!isWhole) askWhat(builder, cursor, subnet);
  return routes;
}

function askWhat(builder: CloudBuilder, value: Cursor, subnet: string): void {
  const needs = `What "${value.key}" of provisioning subnet "${subnet}" is: write it so that it can be read.`;
  builder.ask(['transit-freedom'], needs, builder.at(value.place));
}

function compareStacks(builder: CloudBuilder, here: ToldSubnet, other: ToldSubnet): void {
  const differ = (what: string, hereText: string, otherText: string, at: Place, otherAt: Place): void => {
    builder.report.add(provAttributesDiffer, {
      message: `CtlplaneNetworkAttributes gives "${here.name}" ${what} ${hereText}, and for another stack ${otherText}.`,
      at,
      subjects: [`segment:${CONTROL_PLANE.nameLower}/${here.name}`],
      certainty: 'undecided',
      notes: [{message: 'What the other stack is told is here.', at: otherAt}],
    });
  };
  // What could not be read is asked for already.
  if (here.prefix === undefined || other.prefix === undefined) return;
  const [herePrefix, otherPrefix] = [here.prefix.value.prefix, other.prefix.value.prefix];
  if (!samePrefix(herePrefix, otherPrefix)) {
    differ('the prefix', formatPrefix(herePrefix), formatPrefix(otherPrefix), here.prefix.place, other.prefix.place);
    return;
  }
  const [hereGateway, otherGateway] = [here, other].map(({gateway}) => (gateway === undefined ? 'none' : formatAddress(gateway.value)));
  if (hereGateway !== otherGateway) {
    differ('the gateway', hereGateway!, otherGateway!, here.gateway?.place ?? here.place, other.gateway?.place ?? other.place);
  }
  const [hereRoutes, otherRoutes] = [here, other].map(({routes}) => routes.map(routeText).sort().join(', ') || 'none');
  if (hereRoutes !== otherRoutes) {
    differ('the host routes', hereRoutes!, otherRoutes!, here.routes[0]?.place ?? here.place, other.routes[0]?.place ?? other.place);
  }
  const isKnown = (server: Fact<Address>) => other.nameservers.some((known) => sameAddress(known.value, server.value));
  addNameservers(
    builder,
    here.nameservers.filter((server) => !isKnown(server)),
  );
}

function routeText({destination, nextHop}: RouteEntry): string {
  return `${formatPrefix(destination.value.prefix)} via ${formatAddress(nextHop.value)}`;
}

function fromConfiguration(builder: CloudBuilder, configuration: UndercloudConf, subnet: UndercloudSubnet): void {
  const near = builder.at(subnet.place ?? subnet.name.place);
  const isDefaultSubnet = subnet.name.value === (configuration.localSubnet?.value ?? UNDERCLOUD_DEFAULTS.subnet);
  const defaulted = (option: keyof typeof UNDERCLOUD_DEFAULTS) =>
    builder.origins.defaulted(`upstream default: ${option} = ${UNDERCLOUD_DEFAULTS[option]}`, near);
  const segment = segmentNamed(subnet.name.value, near);
  const isUnreadable = (...options: readonly string[]) => subnet.unreadable.some(({value}) => options.includes(value));
  const cidr: Fact<ParsedPrefix> | undefined =
    subnet.cidr !== undefined
      ? builder.fact(subnet.cidr)
      : isDefaultSubnet && !isUnreadable('cidr', 'network_cidr')
        ? {value: defaultPrefix(UNDERCLOUD_DEFAULTS.cidr), origin: defaulted('cidr')}
        : undefined;
  if (cidr === undefined) {
    builder.addSegment(segment, []);
    return;
  }
  const prefix = cidr.value.prefix;
  const fallback = defaultAddress(UNDERCLOUD_DEFAULTS.gateway);
  const gateway: Fact<Address> | undefined =
    subnet.gateway !== undefined
      ? builder.fact(subnet.gateway)
      : isDefaultSubnet && !isUnreadable('gateway', 'network_gateway') && prefixContains(prefix, fallback)
        ? {value: fallback, origin: defaulted('gateway')}
        : undefined;
  const nameservers = (subnet.nameservers.length > 0 ? subnet.nameservers : configuration.nameservers).map((server) =>
    builder.fact(server),
  );
  builder.addSegment(segment, [
    {
      id: `subnet:${CONTROL_PLANE.nameLower}/${subnet.name.value}/${prefix.family}`,
      segment: segment.id,
      prefix: {value: prefix, origin: cidr.origin},
      ...(gateway && {gateway}),
      pools:
        isDefaultSubnet && subnet.cidr === undefined && subnet.dhcpStart.length === 0
          ? [defaultPool(defaulted)]
          : poolsOf(builder, subnet, cidr.value),
      routes: subnet.hostRoutes.map((route) => composeRoute(builder, route)),
      nameservers,
    },
  ]);
  addNameservers(builder, nameservers);
}

/** What nodes are told by CtlplaneNetworkAttributes against what undercloud.conf makes of the subnet. */
function compareWithConfiguration(builder: CloudBuilder, configured: UndercloudSubnet): void {
  const segment = builder.findSegment(NETWORK, configured.name.value);
  const told = segment && builder.subnetsOf(segment.id)[0];
  if (told === undefined) return;
  const {cidr, gateway} = configured;
  if (cidr !== undefined && !samePrefix(cidr.value.prefix, told.prefix.value)) {
    builder.report.add(provAttributesDiffer, {
      message: `undercloud.conf makes "${configured.name.value}" ${formatPrefix(cidr.value.prefix)}, and CtlplaneNetworkAttributes says ${formatPrefix(told.prefix.value)}.`,
      at: cidr.place,
      subjects: [told.id],
      certainty: 'undecided',
    });
  } else if (gateway !== undefined && told.gateway !== undefined && !sameAddress(gateway.value, told.gateway.value)) {
    builder.report.add(provAttributesDiffer, {
      message: `undercloud.conf makes ${formatAddress(gateway.value)} the gateway of "${configured.name.value}", and CtlplaneNetworkAttributes says ${formatAddress(told.gateway.value)}.`,
      at: gateway.place,
      subjects: [told.id],
      certainty: 'undecided',
    });
  }
}

/** ControlPlaneDefaultRoute, which the NIC templates of older releases use, against the gateway of the provisioning subnet that holds it. */
function compareDefaultRoute(builder: CloudBuilder, environment: MergedEnvironment): void {
  const cursor = environment.text('ControlPlaneDefaultRoute')?.cursor;
  if (cursor === undefined || (cursor.isScalar && cursor.text() === '')) return;
  const route = readAddress(cursor, builder.report);
  if (route === undefined) {
    askWhat(builder, cursor, CONTROL_PLANE.subnet);
    return;
  }
  const subnets = builder.segmentsOf(NETWORK).flatMap((segment) => builder.subnetsOf(segment.id));
  if (subnets.length === 0 || subnets.some(({gateway}) => gateway !== undefined && sameAddress(gateway.value, route.value))) return;
  builder.report.add(provAttributesDiffer, {
    message: `ControlPlaneDefaultRoute is ${formatAddress(route.value)}, which is the gateway of no provisioning subnet.`,
    at: route.place,
    subjects: subnets.map((subnet) => subnet.id),
    certainty: 'undecided',
  });
}

/** ControlPlaneStaticRoutes: what the nodes of a stack are given for the provisioning network beside the subnet's own host routes. */
function addStaticRoutes(builder: CloudBuilder, environment: MergedEnvironment): void {
  const cursor = environment.list('ControlPlaneStaticRoutes')?.cursor;
  if (cursor === undefined) return;
  const subnets = builder.segmentsOf(NETWORK).flatMap((segment) => builder.subnetsOf(segment.id));
  for (const entry of readWholeRoutes(builder, cursor, CONTROL_PLANE.nameLower)) {
    const route = composeRoute(builder, entry);
    const near = subnets.filter(({prefix}) => prefixContains(prefix.value, route.nextHop.value));
    // A next hop that lies in none of them is the same mistake on all.
    const told = near.length > 0 ? near : subnets.filter(({prefix}) => prefix.value.family === route.nextHop.value.family);
    for (const subnet of told) {
      const isThere = subnet.routes.some(
        (other) => samePrefix(other.destination.value, route.destination.value) && sameAddress(other.nextHop.value, route.nextHop.value),
      );
      if (!isThere) (subnet.routes as Route[]).push(route);
    }
  }
}

/** First generation: the subnet is known only through what nodes are told of it. */
function fromParameters(builder: CloudBuilder, environments: readonly MergedEnvironment[]): void {
  for (const environment of environments) {
    const cidr = environment.text('ControlPlaneSubnetCidr')?.cursor;
    const route = environment.text('ControlPlaneDefaultRoute')?.cursor;
    if (route === undefined || cidr === undefined || cidr.text() === '' || route.text() === '') continue;
    const gateway = readAddress(route, builder.report);
    if (gateway === undefined) continue;
    const parsed = parsePrefix(`${formatAddress(gateway.value)}/${cidr.text()}`);
    if (isPrefixProblem(parsed)) {
      askWhat(builder, cidr, CONTROL_PLANE.subnet);
      continue;
    }
    const segment = segmentNamed(CONTROL_PLANE.subnet, builder.at(route.place));
    const family: SubnetFamily = {prefix: {value: parsed, place: route.place}, gateway, pools: [], routes: []};
    builder.addSegment(segment, [composeSubnet(builder, segment.id, `${CONTROL_PLANE.nameLower}/${CONTROL_PLANE.subnet}`, family)]);
    return;
  }
}

function segmentNamed(name: string, origin: Fact<unknown>['origin']) {
  const id: SegmentId = `segment:${CONTROL_PLANE.nameLower}/${name}`;
  return {id, network: NETWORK, name, origin};
}

function poolsOf(builder: CloudBuilder, subnet: UndercloudSubnet, prefix: ParsedPrefix): Subnet['pools'] {
  const pools = subnet.dhcpStart.flatMap((start, index) => {
    const end = subnet.dhcpEnd[index];
    if (end === undefined || start.value.family !== end.value.family || start.value.value > end.value.value) return [];
    return [{range: addressRange(start.value, end.value), origin: builder.at(start.place), allocator: NEUTRON}];
  });
  if (subnet.inspectionRange !== undefined) {
    pools.push({range: subnet.inspectionRange.value, origin: builder.at(subnet.inspectionRange.place), allocator: INSPECTION});
  }
  return pools.filter((pool) => pool.range.family === prefix.prefix.family);
}

/** Where neither the prefix nor a range is written, upstream hands out a short range of its own subnet. */
function defaultPool(defaulted: (option: 'dhcpStart') => OriginId): Subnet['pools'][number] {
  const range = addressRange(defaultAddress(UNDERCLOUD_DEFAULTS.dhcpStart), defaultAddress(UNDERCLOUD_DEFAULTS.dhcpEnd));
  return {range, origin: defaulted('dhcpStart'), allocator: NEUTRON};
}

function readNameservers(cursor: Cursor, builder: CloudBuilder): Fact<Address>[] {
  if (!cursor.exists || cursor.isNull) return [];
  const items = cursor.isSequence ? cursor.items() : [cursor];
  return items.flatMap((item) => {
    const text = item.text() ?? '';
    if (text.includes(',')) {
      return text.split(',').flatMap((part) => {
        const address = parseAddress(part.trim());
        return isAddressProblem(address) ? [] : [{value: address, origin: builder.at(item.place)}];
      });
    }
    if (text === '') return [];
    const server = readAddress(item, builder.report);
    return server === undefined ? [] : [builder.fact(server)];
  });
}

function addNameservers(builder: CloudBuilder, nameservers: readonly Fact<Address>[]): void {
  for (const address of nameservers) {
    builder.fragment.dependencies.push({kind: 'nameserver', phase: 'run', address, users: 'every node'});
  }
}

function defaultPrefix(text: string): ParsedPrefix {
  return parsePrefix(text) as ParsedPrefix;
}

function defaultAddress(text: string): Address {
  return parseAddress(text) as Address;
}
