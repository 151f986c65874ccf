import type {Fact, OriginId} from '../../../model/origin.js';
import type {HostAddress, HostId, NetworkId, SegmentId, Subnet} from '../../../model/topology.js';
import {type Address, formatAddress, isAddressProblem, parseAddress, sameAddress} from '../../../net/address.js';
import {addressRange} from '../../../net/address-range.js';
import {formatPrefix, isPrefixProblem, type ParsedPrefix, parsePrefix, prefixContains, samePrefix} from '../../../net/prefix.js';
import type {Cursor} from '../../../source/cursor.js';
import {readAddress, readNetworkPrefix} from '../../values.js';
import {provAttributesDiffer} from '../checks/prov-attributes-differ.js';
import type {MergedEnvironment} from '../heat/environment.js';
import type {SubnetFamily, UndercloudConf, UndercloudSubnet} from '../inputs.js';
import {UNDERCLOUD_DEFAULTS} from '../undercloud-conf.js';
import {type CloudBuilder, CONTROL_PLANE} from './cloud-builder.js';
import {addSiblingRoutes, composeRoute, composeSubnet} from './networks.js';
import {readRoutes} from './routes.js';

const NETWORK: NetworkId = `network:${CONTROL_PLANE.nameLower}`;
export const UNDERCLOUD: HostId = 'host:undercloud';

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
  const written = environments.flatMap(
    (environment) => environment.parameter('CtlplaneNetworkAttributes')?.get('subnets')?.cursor ?? [],
  )[0];
  const networkOrigin =
    written !== undefined
      ? builder.at(written.keyPlace)
      : configuration !== undefined
        ? builder.at(configuration.localIp?.place ?? {document: configuration.source.document, node: configuration.source.document.root})
        : builder.origins.defaulted('every cloud has a provisioning network');
  builder.addNetwork(CONTROL_PLANE.nameLower, {
    id: NETWORK,
    name: CONTROL_PLANE.nameLower,
    origin: networkOrigin,
    isProvisioning: true,
    hasVip: {value: true, origin: builder.origins.defaulted('the provisioning network always has a virtual address', networkOrigin)},
    mtu: {value: 1500, origin: builder.origins.defaulted('upstream default: 1500', networkOrigin)},
  });
  builder.lowerNames.set(CONTROL_PLANE.name, CONTROL_PLANE.nameLower);
  const pools = configuration?.subnets ?? [];
  if (written !== undefined) fromAttributes(builder, written, pools);
  else if (configuration !== undefined) for (const subnet of pools) fromConfiguration(builder, configuration, subnet);
  else fromParameters(builder, environments);
  addSiblingRoutes(builder, NETWORK);
  if (written !== undefined) for (const subnet of pools) compareWithConfiguration(builder, subnet);
  for (const environment of environments) compareDefaultRoute(builder, environment);
  composeUndercloud(builder, configurations);
  for (const environment of environments) composeMasquerade(builder, environment);
}

function fromAttributes(builder: CloudBuilder, subnets: Cursor, configured: readonly UndercloudSubnet[]): void {
  for (const subnet of subnets.entries()) {
    const prefix = readNetworkPrefix(subnet.get('cidr'), builder.report);
    const segment = segmentNamed(subnet.key, builder.at(subnet.keyPlace));
    if (prefix === undefined) {
      builder.addSegment(segment, []);
      continue;
    }
    const family = prefix.value.prefix.family;
    const gatewayCursor = subnet.get('gateway_ip').optional();
    const isGatewaySet = gatewayCursor.exists && !gatewayCursor.isNull && gatewayCursor.text() !== '';
    const gateway = isGatewaySet ? readAddress(gatewayCursor, builder.report, family) : undefined;
    const nameservers = readNameservers(subnet.get('dns_nameservers').optional(), builder);
    const routes = readRoutes(subnet.get('host_routes').optional(), builder.report);
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
}

function fromConfiguration(builder: CloudBuilder, configuration: UndercloudConf, subnet: UndercloudSubnet): void {
  const near = builder.at(subnet.place ?? subnet.name.place);
  const isDefaultSubnet = subnet.name.value === (configuration.localSubnet?.value ?? UNDERCLOUD_DEFAULTS.subnet);
  const defaulted = (option: keyof typeof UNDERCLOUD_DEFAULTS) =>
    builder.origins.defaulted(`upstream default: ${option} = ${UNDERCLOUD_DEFAULTS[option]}`, near);
  const segment = segmentNamed(subnet.name.value, near);
  const cidr: Fact<ParsedPrefix> | undefined =
    subnet.cidr !== undefined
      ? builder.fact(subnet.cidr)
      : isDefaultSubnet
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
      : isDefaultSubnet && prefix.family === fallback.family && prefixContains(prefix, fallback)
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
  const cursor = environment.parameter('ControlPlaneDefaultRoute')?.cursor;
  const route = cursor === undefined || cursor.text() === '' ? undefined : readAddress(cursor, builder.report);
  if (route === undefined) return;
  const subnets = builder.segmentsOf(NETWORK).flatMap((segment) => builder.subnetsOf(segment.id));
  if (subnets.length === 0 || subnets.some(({gateway}) => gateway !== undefined && sameAddress(gateway.value, route.value))) return;
  builder.report.add(provAttributesDiffer, {
    message: `ControlPlaneDefaultRoute is ${formatAddress(route.value)}, which is the gateway of no provisioning subnet.`,
    at: route.place,
    subjects: subnets.map((subnet) => subnet.id),
    certainty: 'undecided',
  });
}

/** First generation: the subnet is known only through what nodes are told of it. */
function fromParameters(builder: CloudBuilder, environments: readonly MergedEnvironment[]): void {
  for (const environment of environments) {
    const cidr = environment.parameter('ControlPlaneSubnetCidr')?.cursor;
    const route = environment.parameter('ControlPlaneDefaultRoute')?.cursor;
    if (route === undefined || cidr === undefined) continue;
    const gateway = readAddress(route, builder.report);
    const length = Number(cidr.text());
    if (gateway === undefined || !Number.isInteger(length)) continue;
    const parsed = parsePrefix(`${formatAddress(gateway.value)}/${length}`);
    if (isPrefixProblem(parsed)) continue;
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
    return [{range: addressRange(start.value, end.value), origin: builder.at(start.place), allocator: 'neutron'}];
  });
  if (subnet.inspectionRange !== undefined) {
    pools.push({range: subnet.inspectionRange.value, origin: builder.at(subnet.inspectionRange.place), allocator: 'inspection'});
  }
  return pools.filter((pool) => pool.range.family === prefix.prefix.family);
}

/** Where neither the prefix nor a range is written, upstream hands out a short range of its own subnet. */
function defaultPool(defaulted: (option: 'dhcpStart') => OriginId): Subnet['pools'][number] {
  const range = addressRange(defaultAddress(UNDERCLOUD_DEFAULTS.dhcpStart), defaultAddress(UNDERCLOUD_DEFAULTS.dhcpEnd));
  return {range, origin: defaulted('dhcpStart'), allocator: 'neutron'};
}

/**
 * The undercloud's host. What undercloud.conf leaves out is upstream's default, taken only where it lies in the provisioning subnet.
 */
function composeUndercloud(builder: CloudBuilder, configurations: readonly UndercloudConf[]): void {
  const addresses: HostAddress[] = [];
  const place = (address: Address) => {
    const segment = builder.segmentOfAddress(NETWORK, address);
    return segment === undefined ? {} : {segment: segment.id};
  };
  const configuration = configurations[0];
  for (const conf of configurations) {
    if (conf.localIp !== undefined) {
      const address = conf.localIp.value.address;
      addresses.push({address, origin: builder.at(conf.localIp.place), label: 'local_ip', ...place(address)});
    }
    for (const [host, label] of [
      [conf.publicHost, 'undercloud_public_host'],
      [conf.adminHost, 'undercloud_admin_host'],
    ] as const) {
      if (host !== undefined) addresses.push({address: host.value, origin: builder.at(host.place), label, ...place(host.value)});
    }
  }
  const fallback = defaultPrefix(UNDERCLOUD_DEFAULTS.localIp).address;
  const segment = builder.segmentOfAddress(NETWORK, fallback);
  if (addresses.length === 0 && segment !== undefined && builder.declarations.undercloud.length === 0) {
    const near =
      configuration === undefined
        ? builder.subnetsOf(segment.id)[0]!.prefix.origin
        : builder.at({document: configuration.source.document, node: configuration.source.document.root});
    const origin = builder.origins.defaulted(`upstream default: local_ip = ${UNDERCLOUD_DEFAULTS.localIp}`, near);
    addresses.push({address: fallback, origin, label: 'local_ip', segment: segment.id});
    builder.fragment.assumptions.push({
      id: 'undercloud-default-address',
      text: `The undercloud has upstream's default address ${formatAddress(fallback)}, which lies in its provisioning subnet.`,
      because: [origin],
      properties: ['transit-freedom', 'control-dependence'],
    });
  }
  // A minion's configuration says nothing of the undercloud it helps.
  const isWhole = configurations.length === 0 || configurations.some((conf) => conf.subnets.length > 0);
  if (addresses.length > 0) {
    builder.fragment.hosts.push({id: UNDERCLOUD, name: 'undercloud', kind: 'undercloud', origin: addresses[0]!.origin, addresses, ...(isWhole && {hasAllAddresses: true})});
  }
  if (configuration !== undefined) {
    for (const subnet of configuration.subnets) {
      const section = builder.findSegment(NETWORK, subnet.name.value);
      const prefix = section && builder.subnetsOf(section.id)[0]?.prefix.value;
      if (prefix === undefined) continue;
      const near = builder.at(subnet.place ?? subnet.name.place);
      const isOn =
        subnet.masquerade === undefined
          ? {value: false, origin: builder.origins.defaulted('upstream default: masquerade = false', near)}
          : builder.fact(subnet.masquerade);
      builder.fragment.masquerades.push({host: UNDERCLOUD, source: prefix, isOn});
    }
  }
}

/** `MasqueradeNetworks`: source prefixes by which the undercloud's firewall translates. */
function composeMasquerade(builder: CloudBuilder, environment: MergedEnvironment): void {
  const networks = environment.parameter('MasqueradeNetworks')?.cursor;
  if (networks === undefined || !networks.isMapping) return;
  for (const entry of networks.entries()) {
    const parsed = parsePrefix(entry.key);
    if (isPrefixProblem(parsed)) continue;
    builder.fragment.masquerades.push({host: UNDERCLOUD, source: parsed.prefix, isOn: {value: true, origin: builder.at(entry.keyPlace)}});
  }
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
