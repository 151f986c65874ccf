import type {Fact} from '../../../model/origin.js';
import type {Network, NetworkId, Pool, Route, SegmentId, Subnet} from '../../../model/topology.js';
import type {Address} from '../../../net/address.js';
import {prefixCovers, samePrefix} from '../../../net/prefix.js';
import {isVlanId} from '../../../net/vlan-id.js';
import {didYouMean} from '../../../text/did-you-mean.js';
import type {Located} from '../../reader.js';
import {readAddress, readNetworkPrefix, readPools} from '../../values.js';
import {inputAlternatives} from '../checks/input-alternatives.js';
import type {MergedEnvironment} from '../heat/environment.js';
import type {NetworkData, NetworkEntry, RouteEntry, SubnetEntry, SubnetFamily} from '../inputs.js';
import type {CloudBuilder} from './cloud-builder.js';
import {readRoutes} from './routes.js';

/** Networks with a purpose of their own in upstream's service map. */
export const STANDARD_PURPOSES = [
  'internal_api',
  'storage',
  'storage_mgmt',
  'tenant',
  'external',
  'storage_nfs',
  'storage_dashboard',
  'management',
];
/** What Neutron gives a network without `mtu` (tripleo_composable_network.py). */
const DEFAULT_MTU = 1500;

/** The networks of network_data files; an environment's parameters override those of the first generation. */
export function composeNetworkData(
  builder: CloudBuilder,
  files: readonly NetworkData[],
  environmentOf: (file: NetworkData) => MergedEnvironment,
): void {
  const first = new Map<string, {entry: NetworkEntry; file: NetworkData}>();
  for (const file of files) {
    for (const entry of file.networks) {
      const known = first.get(entry.nameLower.value) ?? [...first.values()].find((other) => other.entry.name.value === entry.name.value);
      if (known === undefined) {
        first.set(entry.nameLower.value, {entry, file});
        composeNetwork(builder, entry, file.version === 1 ? environmentOf(file) : undefined);
      } else if (known.file !== file) {
        builder.report.add(inputAlternatives, {
          message: `"${file.source.document.source.name}" and "${known.file.source.document.source.name}" both define the network "${entry.name.value}".`,
          at: entry.name.place,
          subjects: [`network:${entry.nameLower.value}`],
          notes: [{message: 'The other definition is here.', at: known.entry.name.place}],
        });
      }
    }
  }
}

function composeNetwork(builder: CloudBuilder, entry: NetworkEntry, environment: MergedEnvironment | undefined): void {
  const nameLower = entry.nameLower.value;
  const id: NetworkId = `network:${nameLower}`;
  const nameOrigin = builder.at(entry.name.place);
  const purpose = entry.replaces ?? (STANDARD_PURPOSES.includes(nameLower) ? entry.nameLower : undefined);
  const network: Network = {
    id,
    name: entry.name.value,
    origin: nameOrigin,
    isProvisioning: false,
    hasVip:
      entry.vip === undefined
        ? {value: false, origin: builder.origins.defaulted('upstream default: no virtual address', nameOrigin)}
        : builder.fact(entry.vip),
    mtu:
      entry.mtu === undefined
        ? {value: DEFAULT_MTU, origin: builder.origins.defaulted(`upstream default: ${DEFAULT_MTU}`, nameOrigin)}
        : builder.fact(entry.mtu),
    ...(entry.dnsDomain && {dnsDomain: builder.fact(entry.dnsDomain)}),
    ...(purpose && {purpose: builder.fact(purpose)}),
  };
  builder.addNetwork(nameLower, network);
  const subnets = entry.subnets.map((subnet, index) =>
    index === 0 && environment !== undefined ? overridden(builder, entry, subnet, environment) : subnet,
  );
  for (const subnet of subnets) composeSegment(builder, network.id, nameLower, subnet);
  addSiblingRoutes(builder, network.id);
}

function composeSegment(builder: CloudBuilder, network: NetworkId, nameLower: string, entry: SubnetEntry): void {
  const id: SegmentId = `segment:${nameLower}/${entry.name}`;
  const hasVlan = entry.vlan !== undefined && isVlanId(entry.vlan.value);
  const isWritten = entry.vlan !== undefined || entry.unreadable?.has('vlan') === true;
  builder.addSegment(
    {
      id,
      network,
      name: entry.name,
      origin: builder.at(entry.place),
      ...(hasVlan ? {vlan: builder.fact(entry.vlan!)} : isWritten && {isVlanUnknown: true}),
      ...(entry.physicalNetwork && {physicalNetwork: builder.fact(entry.physicalNetwork)}),
    },
    entry.families.map((family) => composeSubnet(builder, id, `${nameLower}/${entry.name}`, family)),
  );
}

export function composeSubnet(
  builder: CloudBuilder,
  segment: SegmentId,
  name: string,
  family: SubnetFamily,
  nameservers: readonly Fact<Address>[] = [],
  allocator = 'neutron',
): Subnet {
  return {
    id: `subnet:${name}/${family.prefix.value.prefix.family}`,
    segment,
    prefix: {value: family.prefix.value.prefix, origin: builder.at(family.prefix.place)},
    ...(family.gateway && {gateway: builder.fact(family.gateway)}),
    pools: family.pools.map((pool): Pool => ({range: pool.value, origin: builder.at(pool.place), allocator})),
    routes: family.routes.map((route) => composeRoute(builder, route)),
    nameservers,
  };
}

export function composeRoute(builder: CloudBuilder, route: RouteEntry): Route {
  return {
    destination: {value: route.destination.value.prefix, origin: builder.at(route.destination.place)},
    nextHop: builder.fact(route.nextHop),
    origin: builder.at(route.place),
    isDerived: false,
  };
}

/**
 * The routes Neutron adds between the segments of one network.
 *
 * Where subnets have segments and gateways, Neutron's segments plugin gives each a route to every sibling of its family over its own gateway,
 * unless a route of the subnet covers the sibling already (neutron/services/segments/plugin.py, SegmentHostRoutes).
 */
export function addSiblingRoutes(builder: CloudBuilder, network: NetworkId): void {
  const subnets = builder.segmentsOf(network).flatMap((segment) => builder.subnetsOf(segment.id));
  for (const subnet of subnets) {
    if (subnet.gateway === undefined) continue;
    const routes = subnet.routes as Route[];
    const written = [...routes];
    for (const sibling of subnets) {
      const isSibling = sibling.segment !== subnet.segment && sibling.prefix.value.family === subnet.prefix.value.family;
      if (
        !isSibling ||
        sibling.gateway === undefined ||
        written.some((route) => prefixCovers(route.destination.value, sibling.prefix.value))
      )
        continue;
      routes.push({
        destination: sibling.prefix,
        nextHop: subnet.gateway,
        origin: builder.origins.derived('Neutron adds a route to every sibling segment over the own gateway', [
          subnet.gateway.origin,
          sibling.prefix.origin,
        ]),
        isDerived: true,
      });
    }
  }
}

/** `<Name>NetCidr` and its kin: of the first generation, the environment's word beats the file's. */
function overridden(builder: CloudBuilder, network: NetworkEntry, subnet: SubnetEntry, environment: MergedEnvironment): SubnetEntry {
  const cursor = (suffix: string) => environment.parameter(`${network.name.value}${suffix}`)?.cursor;
  const written = subnet.families[0];
  const cidr = cursor('NetCidr');
  const prefix = cidr === undefined || cidr.text() === '' ? written?.prefix : readNetworkPrefix(cidr, builder.report);
  if (prefix === undefined) return subnet;
  const family = prefix.value.prefix.family;
  const isSame = written !== undefined && samePrefix(written.prefix.value.prefix, prefix.value.prefix);
  const gatewayCursor = cursor('InterfaceDefaultRoute');
  const gateway =
    gatewayCursor === undefined || gatewayCursor.text() === ''
      ? isSame
        ? written.gateway
        : undefined
      : readAddress(gatewayCursor, builder.report, family);
  const poolCursor = cursor('AllocationPools');
  const pools = poolCursor === undefined ? (isSame ? written.pools : []) : readPools(poolCursor, builder.report, family);
  const routeCursor = cursor('Routes');
  const routes = routeCursor === undefined ? (isSame ? written.routes : []) : readRoutes(routeCursor, builder.report);
  const vlanCursor = cursor('NetworkVlanID');
  const vlan: Located<number> | undefined =
    vlanCursor === undefined ? subnet.vlan : {value: Number(vlanCursor.text()), place: vlanCursor.place};
  return {
    place: subnet.place,
    name: subnet.name,
    ...(subnet.physicalNetwork && {physicalNetwork: subnet.physicalNetwork}),
    ...(vlan && {vlan}),
    families: [{prefix, ...(gateway && {gateway}), pools, routes}],
  };
}

/** `"storge" is no network; did you mean "storage"?` as the tail of a message. */
export function nearestNetwork(builder: CloudBuilder, name: string): string {
  const nearest = didYouMean(name, [...builder.networks.keys(), ...builder.lowerNames.keys()]);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}
