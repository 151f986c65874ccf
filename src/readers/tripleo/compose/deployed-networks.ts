import type {Pool, Route, SegmentId, Subnet} from '../../../model/topology.js';
import {formatPrefix, samePrefix} from '../../../net/prefix.js';
import {isVlanId} from '../../../net/vlan-id.js';
import type {Cursor} from '../../../source/cursor.js';
import {readAddress, readNetworkPrefix} from '../../values.js';
import {netDeployedDiffers} from '../checks/net-deployed-differs.js';
import type {Stack} from './stack.js';
import type {CloudBuilder} from './cloud-builder.js';
import {composeRoute} from './networks.js';
import {readRoutes} from './routes.js';

/**
 * `DeployedNetworkEnvironment`: the networks as `openstack overcloud network provision` wrote them down after making them.
 *
 * Where network_data is there too, the two must agree; the deployed one then adds only what Neutron added. Alone it is the source.
 */
export function composeDeployedNetworks(builder: CloudBuilder, stack: Stack): void {
  const attributes = stack.environment.parameter('DeployedNetworkEnvironment')?.get('net_attributes_map')?.cursor;
  if (attributes === undefined || !attributes.isMapping) return;
  for (const network of attributes.entries()) {
    const known = builder.networks.get(network.key);
    if (known === undefined) addNetwork(builder, network);
    else for (const subnet of network.get('subnets').optional().isMapping ? network.get('subnets').entries() : []) compare(builder, network.key, known.name, subnet);
  }
}

function addNetwork(builder: CloudBuilder, network: Cursor): void {
  const attributes = network.get('network').optional();
  const tags = attributes.get('tags').optional();
  const tag = (name: string): string | undefined =>
    (tags.isSequence ? tags.items() : []).map((item) => item.text() ?? '').find((text) => text.startsWith(`${name}=`))?.slice(name.length + 1);
  const origin = builder.at(network.keyPlace);
  const tagOrigin = builder.at(tags.place);
  const mtu = attributes.get('mtu').optional().integer();
  const domain = attributes.get('dns_domain').optional();
  const replaces = tag('tripleo_service_net_map_replace');
  const id = `network:${network.key}` as const;
  builder.addNetwork(network.key, {
    id,
    name: tag('tripleo_network_name') ?? network.key,
    origin,
    isProvisioning: false,
    hasVip: {value: tag('tripleo_vip') === 'true', origin: tagOrigin},
    mtu: {value: mtu ?? 1500, origin},
    ...(domain.exists && !domain.isNull && {dnsDomain: {value: domain.text() ?? '', origin: builder.at(domain.place)}}),
    purpose: {value: replaces ?? network.key, origin: replaces === undefined ? origin : tagOrigin},
  });
  const subnets = network.get('subnets').optional();
  for (const subnet of subnets.isMapping ? subnets.entries() : []) addSubnet(builder, network.key, subnet);
}

function addSubnet(builder: CloudBuilder, nameLower: string, subnet: Cursor): void {
  const id: SegmentId = `segment:${nameLower}/${subnet.key}`;
  const prefix = readNetworkPrefix(subnet.get('cidr'), builder.report);
  const tags = subnet.get('tags').optional();
  const vlanTag = (tags.isSequence ? tags.items() : []).find((item) => /^tripleo_vlan_id=\d+$/.test(item.text() ?? ''));
  const vlan = vlanTag === undefined ? undefined : Number(vlanTag.text()!.slice('tripleo_vlan_id='.length));
  const gatewayCursor = subnet.get('gateway_ip').optional();
  const isGatewaySet = gatewayCursor.exists && !gatewayCursor.isNull && gatewayCursor.text() !== '';
  const family = prefix?.value.prefix.family;
  const gateway = isGatewaySet && family !== undefined ? readAddress(gatewayCursor, builder.report, family) : undefined;
  const pools: Pool[] = [];
  const routes: Route[] = readRoutes(subnet.get('host_routes').optional(), builder.report).map((route) => composeRoute(builder, route));
  const composed: Subnet[] =
    prefix === undefined
      ? []
      : [{id: `subnet:${nameLower}/${subnet.key}/${prefix.value.prefix.family}`, segment: id, prefix: {value: prefix.value.prefix, origin: builder.at(prefix.place)}, ...(gateway && {gateway: builder.fact(gateway)}), pools, routes, nameservers: []}];
  builder.addSegment(
    {id, network: `network:${nameLower}`, name: subnet.key, origin: builder.at(subnet.keyPlace), ...(vlan !== undefined && isVlanId(vlan) && {vlan: {value: vlan, origin: builder.at(vlanTag!.place)}})},
    composed,
  );
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
  if (prefix === undefined || described === undefined || samePrefix(described.prefix.value, prefix.value.prefix)) return;
  const location = builder.origins.get(described.prefix.origin);
  builder.report.add(netDeployedDiffers, {
    message: `The subnet "${deployed.key}" of "${name}" was deployed as ${formatPrefix(prefix.value.prefix)}, and the network data says ${formatPrefix(described.prefix.value)}.`,
    at: prefix.place,
    subjects: [described.id],
    ...(location.kind === 'text' && {notes: [{message: `The network data says it at ${location.location.source}:${location.location.start.line}:${location.location.start.column}.`}]}),
  });
}
