import type {OriginId} from '../../../model/origin.js';
import type {Network, Pool, Route, SegmentId, Subnet} from '../../../model/topology.js';
import {type Address, type Family, formatAddress, sameAddress} from '../../../net/address.js';
import {formatPrefix, samePrefix} from '../../../net/prefix.js';
import type {Cursor, Place} from '../../../source/cursor.js';
import type {Located, ReadReport} from '../../reader.js';
import {readAddress, readNetworkPrefix} from '../../values.js';
import {netDeployedDiffers} from '../checks/net-deployed-differs.js';
import {usableVlan} from '../network-data-fields.js';
import type {CloudBuilder} from './cloud-builder.js';
import {composeRoute, markSiblingRoutes, STANDARD_PURPOSES} from './networks.js';
import {readRoutes} from './routes.js';
import type {Stack} from './stack.js';

/**
 * `DeployedNetworkEnvironment`: the networks as `openstack overcloud network provision` wrote them down after making them.
 *
 * Where network_data is there too, the two must agree; the deployed one then adds only what Neutron added. Alone it is the source.
 */
export function composeDeployedNetworks(builder: CloudBuilder, stack: Stack): void {
  const attributes = stack.environment.mapping('DeployedNetworkEnvironment')?.get('net_attributes_map')?.cursor;
  if (attributes === undefined) return;
  const described = [...builder.networks];
  const deployed = attributes.entries();
  for (const network of deployed) {
    if (!network.isMapping) network.entries();
    const known = builder.networks.get(network.key);
    if (known === undefined) addNetwork(builder, network);
    else for (const subnet of subnetsOf(network)) compare(builder, network.key, known.name, subnet);
  }
  if (!attributes.isMapping) return;
  builder.noteDeployedNetworks();
  reportUndeployed(builder, stack, described, attributes, deployed);
}

function subnetsOf(network: Cursor): Cursor[] {
  const subnets = network.get('subnets').optional();
  return subnets.isNull ? [] : subnets.entries();
}

/** Reports networks and subnets of this stack's network data that were not there when the networks were made. */
function reportUndeployed(
  builder: CloudBuilder,
  stack: Stack,
  described: readonly (readonly [string, Network])[],
  attributes: Cursor,
  deployed: readonly Cursor[],
): void {
  const made = new Map(deployed.map((network) => [network.key, network]));
  const ofStack = new Set(stack.networkData.flatMap((file) => file.networks.map((network) => network.nameLower.value)));
  for (const [nameLower, network] of described) {
    if (!ofStack.has(nameLower)) continue;
    const known = made.get(nameLower);
    if (known === undefined) {
      undeployed(
        builder,
        `The network "${network.name}" was not deployed, and the network data has it.`,
        attributes.keyPlace,
        network.origin,
        [network.id],
      );
      continue;
    }
    const names = new Set(subnetsOf(known).map((subnet) => subnet.key));
    for (const segment of builder.segmentsOf(network.id)) {
      if (names.has(segment.name)) continue;
      const message = `The subnet "${segment.name}" of "${network.name}" was not deployed, and the network data has it.`;
      undeployed(builder, message, known.keyPlace, segment.origin, [segment.id]);
    }
  }
}

function undeployed(builder: CloudBuilder, message: string, at: Place, origin: OriginId, subjects: readonly string[]): void {
  const location = builder.origins.location(origin);
  builder.report.add(netDeployedDiffers, {
    message,
    at,
    subjects,
    ...(location && {
      notes: [{message: `The network data says it at ${location.source}:${location.start.line}:${location.start.column}.`}],
    }),
  });
}

function addNetwork(builder: CloudBuilder, network: Cursor): void {
  const attributes = network.get('network').optional();
  const tags = attributes.get('tags').optional();
  const items = tags.isNull ? [] : tags.items();
  const tag = (name: string): string | undefined =>
    items
      .map((item) => item.text() ?? '')
      .find((text) => text.startsWith(`${name}=`))
      ?.slice(name.length + 1);
  const origin = builder.at(network.keyPlace);
  const tagOrigin = builder.at(tags.place);
  const mtu = attributes.get('mtu').optional().integer();
  const domain = attributes.get('dns_domain').optional();
  const replaces = tag('tripleo_service_net_map_replace') ?? (STANDARD_PURPOSES.includes(network.key) ? network.key : undefined);
  const id = `network:${network.key}` as const;
  builder.addNetwork(network.key, {
    id,
    name: tag('tripleo_network_name') ?? network.key,
    origin,
    isProvisioning: false,
    // The command that makes networks writes `true`, the environment for a deployment without it `True`.
    hasVip: {value: tag('tripleo_vip')?.toLowerCase() === 'true', origin: tagOrigin},
    mtu: {value: mtu ?? 1500, origin},
    ...(domain.exists && !domain.isNull && {dnsDomain: {value: domain.text() ?? '', origin: builder.at(domain.place)}}),
    ...(replaces !== undefined && {purpose: {value: replaces, origin: replaces === network.key ? origin : tagOrigin}}),
  });
  for (const subnet of subnetsOf(network)) addSubnet(builder, network.key, subnet);
  markSiblingRoutes(builder, id);
}

function addSubnet(builder: CloudBuilder, nameLower: string, subnet: Cursor): void {
  const id: SegmentId = `segment:${nameLower}/${subnet.key}`;
  const prefix = readNetworkPrefix(subnet.get('cidr'), builder.report);
  const vlan = readVlan(subnet, builder.report);
  const gateway = prefix && readGateway(builder, subnet, prefix.value.prefix.family);
  const pools: Pool[] = [];
  const routes: Route[] = readRoutes(subnet.get('host_routes').optional(), builder.report).map((route) => composeRoute(builder, route));
  const composed: Subnet[] =
    prefix === undefined
      ? []
      : [
          {
            id: `subnet:${nameLower}/${subnet.key}/${prefix.value.prefix.family}`,
            segment: id,
            prefix: {value: prefix.value.prefix, origin: builder.at(prefix.place)},
            ...(gateway && {gateway: builder.fact(gateway)}),
            pools,
            routes,
            nameservers: [],
          },
        ];
  builder.addSegment(
    {id, network: `network:${nameLower}`, name: subnet.key, origin: builder.at(subnet.keyPlace), ...(vlan && {vlan: builder.fact(vlan)})},
    composed,
  );
}

/** The VLAN id of a subnet's tags. Upstream records VLAN 1 where none is written (tripleo_composable_network.py), so 1 says nothing. */
function readVlan(subnet: Cursor, report: ReadReport): Located<number> | undefined {
  const tags = subnet.get('tags').optional();
  const tag = (tags.isNull ? [] : tags.items()).find((item) => /^tripleo_vlan_id=\d+$/.test(item.text() ?? ''));
  const vlan = tag === undefined ? undefined : Number(tag.text()!.slice('tripleo_vlan_id='.length));
  return tag === undefined || vlan === undefined || vlan === 1 ? undefined : usableVlan({value: vlan, place: tag.place}, tag, report);
}

function readGateway(builder: CloudBuilder, subnet: Cursor, family: Family): Located<Address> | undefined {
  const gateway = subnet.get('gateway_ip').optional();
  const isSet = gateway.exists && !gateway.isNull && gateway.scalar() !== '';
  return isSet ? readAddress(gateway, builder.report, family) : undefined;
}

/** Reports where the networks that were made are not the ones that are described now. */
function compare(builder: CloudBuilder, nameLower: string, name: string, deployed: Cursor): void {
  const segment = builder.findSegment(`network:${nameLower}`, deployed.key);
  const prefix = readNetworkPrefix(deployed.get('cidr'), builder.report);
  if (segment === undefined) {
    builder.report.add(netDeployedDiffers, {
      message: `The subnet "${deployed.key}" of "${name}" was deployed, and the network data does not have it.`,
      at: deployed.keyPlace,
      subjects: [`network:${nameLower}`],
    });
    return;
  }
  const described = prefix && builder.subnetsOf(segment.id).find((subnet) => subnet.prefix.value.family === prefix.value.prefix.family);
  if (prefix === undefined || described === undefined) return;
  const differs = (message: string, at: Place, now: OriginId): void => {
    const location = builder.origins.location(now);
    builder.report.add(netDeployedDiffers, {
      message: `The subnet "${deployed.key}" of "${name}" was deployed ${message}`,
      at,
      subjects: [described.id],
      ...(location && {
        notes: [{message: `The network data says it at ${location.source}:${location.start.line}:${location.start.column}.`}],
      }),
    });
  };
  if (!samePrefix(described.prefix.value, prefix.value.prefix)) {
    const [was, is] = [prefix.value.prefix, described.prefix.value].map(formatPrefix);
    differs(`as ${was}, and the network data says ${is}.`, prefix.place, described.prefix.origin);
    return;
  }
  compareGateway(builder, deployed, described, differs);
  const vlan = readVlan(deployed, builder.report);
  if (vlan !== undefined && segment.vlan?.value !== vlan.value) {
    const is = segment.vlan === undefined ? 'no VLAN' : `VLAN ${segment.vlan.value}`;
    differs(`on VLAN ${vlan.value}, and the network data says ${is}.`, vlan.place, segment.vlan?.origin ?? segment.origin);
  }
  for (const {destination, nextHop, place} of readRoutes(deployed.get('host_routes').optional(), builder.report)) {
    const isDescribed = described.routes.some(
      (route) => samePrefix(route.destination.value, destination.value.prefix) && sameAddress(route.nextHop.value, nextHop.value),
    );
    const route = `${formatPrefix(destination.value.prefix)} via ${formatAddress(nextHop.value)}`;
    if (!isDescribed) differs(`with a route to ${route}, which does not follow from the network data.`, place, described.prefix.origin);
  }
}

function compareGateway(
  builder: CloudBuilder,
  deployed: Cursor,
  described: Subnet,
  differs: (message: string, at: Place, now: OriginId) => void,
): void {
  const was = readGateway(builder, deployed, described.prefix.value.family);
  const is = described.gateway;
  if (was === undefined ? is === undefined : is !== undefined && sameAddress(was.value, is.value)) return;
  const words = [was, is].map((gateway) => (gateway === undefined ? 'no gateway' : `the gateway ${formatAddress(gateway.value)}`));
  differs(
    `with ${words[0]}, and the network data says ${words[1]}.`,
    was?.place ?? deployed.keyPlace,
    is?.origin ?? described.prefix.origin,
  );
}
