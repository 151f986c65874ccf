import {DEFAULT_MTU, prefixQuestion, purposeOfName, purposeWritten, vlanQuestion} from '../../isoplan/plan-defaults.js';
import type {Fact, OriginId} from '../../model/origin.js';
import type {Network, Segment, Setting, Subnet} from '../../model/topology.js';
import {siblingsToReach} from '../../net/siblings-to-reach.js';
import {isProvisioning, networkId, type PlanCloud, segmentId} from './cloud.js';
import type {PlanFamily, PlanNetwork, PlanSetting, PlanSubnet} from './inputs.js';

export function composeNetwork(network: PlanNetwork, cloud: PlanCloud): Network {
  const {key, name, mtu, dnsDomain, wantsVip} = network;
  const origin = cloud.at(key.place);
  const purpose = purposeOf(network, cloud, origin);
  return {
    id: networkId(network),
    name: (name ?? key).value,
    origin,
    isProvisioning: isProvisioning(network),
    hasVip: wantsVip === undefined ? defaulted(false, 'no virtual address is asked for', cloud, origin) : cloud.fact(wantsVip),
    mtu: mtu === undefined ? defaulted(DEFAULT_MTU, `the MTU of Ethernet: ${DEFAULT_MTU}`, cloud, origin) : cloud.fact(mtu),
    ...(dnsDomain && {dnsDomain: cloud.fact(dnsDomain)}),
    ...(purpose && {purpose}),
    ...composeDeployerSettings(network.settings, cloud),
  };
}

function defaulted<T>(value: T, because: string, cloud: PlanCloud, near: OriginId): Fact<T> {
  return {value, origin: cloud.origins.defaulted(because, near)};
}

/** The written purpose, or that of the name if it is a standard one. */
function purposeOf({key, purpose}: PlanNetwork, cloud: PlanCloud, origin: OriginId): Fact<string> | undefined {
  if (purpose === false) return undefined;
  if (purpose !== undefined) return {value: purposeWritten(purpose.value), origin: cloud.at(purpose.place)};
  const standard = purposeOfName(key.value);
  return standard === undefined ? undefined : defaulted(standard, 'a network serves the purpose it is named after', cloud, origin);
}

export function composeDeployerSettings(settings: readonly PlanSetting[], cloud: PlanCloud): {settings?: readonly Setting[]} {
  if (settings.length === 0) return {};
  return {settings: settings.map(({key, value, place}) => ({key, value, origin: cloud.at(place)}))};
}

export function composeSegments(network: PlanNetwork, cloud: PlanCloud): Segment[] {
  return network.subnets.map((subnet) => composeSegment(network, subnet, cloud));
}

/** What is open of it is asked for. */
function composeSegment(network: PlanNetwork, subnet: PlanSubnet, cloud: PlanCloud): Segment {
  const {name, vlan, physicalNetwork, site} = subnet;
  const origin = cloud.at(name.place);
  const isOnly = network.subnets.length === 1;
  if (subnet.isOpen) cloud.ask({...prefixQuestion(network.key.value, name.value, isOnly), because: origin});
  if (vlan?.value === 'unknown') cloud.ask({...vlanQuestion(network.key.value, name.value, isOnly), because: cloud.at(vlan.place)});
  return {
    id: segmentId(network, subnet),
    network: networkId(network),
    name: name.value,
    origin,
    ...(typeof vlan?.value === 'number' && {vlan: {value: vlan.value, origin: cloud.at(vlan.place)}}),
    ...(vlan?.value === 'untagged' && {isUntagged: true as const}),
    ...(vlan?.value === 'unknown' && {isVlanUnknown: true as const}),
    ...(physicalNetwork && {physicalNetwork: cloud.fact(physicalNetwork)}),
    ...(site && {site: cloud.fact(site)}),
    ...composeDeployerSettings(subnet.settings, cloud),
  };
}

export function composeSubnets(network: PlanNetwork, cloud: PlanCloud): Subnet[] {
  const subnets = network.subnets.flatMap((subnet) => subnet.families.map((family) => composeSubnet(network, subnet, family, cloud)));
  return network.isRouted?.value ? withSiblingRoutes(subnets, cloud.at(network.isRouted.place), cloud) : subnets;
}

function withSiblingRoutes(subnets: readonly Subnet[], isRouted: OriginId, cloud: PlanCloud): Subnet[] {
  const reached = siblingsToReach(subnets);
  return subnets.map((subnet, at): Subnet => {
    const {gateway, routes} = subnet;
    const siblings = reached[at]!;
    if (siblings.length === 0) return subnet;
    const origin = cloud.origins.derived('the subnets of a routed network have routes to each other over their gateways', [
      gateway!.origin,
      isRouted,
    ]);
    const added = siblings.map((sibling) => ({destination: subnets[sibling]!.prefix, nextHop: gateway!, origin, isDerived: true}));
    return {...subnet, routes: [...routes, ...added]};
  });
}

export function composeAlternates(network: PlanNetwork, cloud: PlanCloud): Subnet[] {
  return network.subnets.flatMap((subnet) => subnet.alternates.map((family) => composeSubnet(network, subnet, family, cloud)));
}

/** A segment has one prefix of each family at most: the id of a subnet says no more than its family. */
function composeSubnet(network: PlanNetwork, subnet: PlanSubnet, family: PlanFamily, cloud: PlanCloud): Subnet {
  const {prefix, gateway, pools, routes, nameservers} = family;
  return {
    id: `subnet:${network.key.value}/${subnet.name.value}/${prefix.value.family}`,
    segment: segmentId(network, subnet),
    prefix: cloud.fact(prefix),
    ...(gateway && {gateway: cloud.fact(gateway)}),
    pools: pools.map(({range, place, allocator}) => ({range, origin: cloud.at(place), allocator})),
    routes: routes.map(({destination, nextHop, place, isDerived}) => ({
      destination: cloud.fact(destination),
      nextHop: cloud.fact(nextHop),
      origin: cloud.at(place),
      isDerived,
    })),
    nameservers: nameservers.map(({address}) => cloud.fact(address)),
  };
}
