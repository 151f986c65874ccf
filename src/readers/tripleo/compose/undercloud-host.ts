import type {OriginId} from '../../../model/origin.js';
import type {HostAddress, HostId, NetworkId} from '../../../model/topology.js';
import {type Address, formatAddress, isAddressProblem, parseAddress, sameAddress} from '../../../net/address.js';
import {isPrefixProblem, type ParsedPrefix, parsePrefix} from '../../../net/prefix.js';
import {joinPhrases} from '../../../text/names.js';
import {UNDERCLOUD_DEFAULTS} from '../../../tripleo/undercloud-defaults.js';
import type {MergedEnvironment} from '../heat/environment.js';
import type {UndercloudConf} from '../inputs.js';
import {type CloudBuilder, CONTROL_PLANE} from './cloud-builder.js';
import {settingsOf} from './networks.js';

const NETWORK: NetworkId = `network:${CONTROL_PLANE.nameLower}`;
const UNDERCLOUD: HostId = 'host:undercloud';

/**
 * The undercloud's host: every address is what is written or, where nothing is, upstream's default.
 *
 * A default is taken only where it lies in the provisioning subnet. Without undercloud.conf it also yields to a router that the user
 * declares, and the public and the admin host count only where packets are sent to them: a node may well have such an address. An address
 * of the undercloud that the user declares says nothing of its others.
 */
export function composeUndercloud(builder: CloudBuilder, configurations: readonly UndercloudConf[]): void {
  const addresses: HostAddress[] = [];
  const add = (address: Address, origin: OriginId, label: string): void => {
    const segment = builder.segmentOfAddress(NETWORK, address);
    addresses.push({address, origin, label, ...(segment !== undefined && {segment: segment.id})});
  };
  const defaults: HostAddress[] = [];
  const addDefault = (option: UndercloudConf['defaulted'][number], near: OriginId | undefined): void => {
    const address = DEFAULT_ADDRESSES[option];
    const segment = builder.segmentOfAddress(NETWORK, address);
    if (segment === undefined || addresses.some((other) => sameAddress(other.address, address))) return;
    const because = `upstream default: ${option} = ${formatAddress(address)}`;
    const origin = builder.origins.defaulted(because, near ?? builder.subnetsOf(segment.id)[0]!.prefix.origin);
    defaults.push({address, origin, label: option, segment: segment.id});
    add(address, origin, option);
  };
  for (const conf of configurations) {
    if (conf.localIp !== undefined) add(conf.localIp.value.address, builder.at(conf.localIp.place), 'local_ip');
    if (conf.publicHost !== undefined) add(conf.publicHost.value, builder.at(conf.publicHost.place), 'undercloud_public_host');
    if (conf.adminHost !== undefined) add(conf.adminHost.value, builder.at(conf.adminHost.place), 'undercloud_admin_host');
    const near = builder.at({document: conf.source.document, node: conf.source.document.root});
    for (const option of conf.defaulted) addDefault(option, near);
  }
  if (configurations.length === 0) {
    for (const option of ['local_ip', 'undercloud_public_host', 'undercloud_admin_host'] as const) {
      const address = DEFAULT_ADDRESSES[option];
      const isRouter = builder.declarations.routers.some((router) => isSameText(router, address));
      if (!isRouter && (option === 'local_ip' || isNextHop(builder, address))) addDefault(option, undefined);
    }
  }
  if (defaults.length > 0) {
    const isOne = defaults.length === 1;
    const list = joinPhrases(defaults.map(({address}) => formatAddress(address)));
    builder.fragment.assumptions.push({
      id: 'undercloud-default-address',
      text: `The undercloud has upstream's default ${isOne ? 'address' : 'addresses'} ${list}, which ${isOne ? 'lies' : 'lie'} in its provisioning subnet.`,
      because: defaults.map(({origin}) => origin),
      properties: ['transit-freedom', 'control-dependence'],
    });
  }
  addresses.push(...routerAddresses(builder, configurations, addresses));
  // A minion's configuration says nothing of the undercloud it helps, and one that cannot be read says not all.
  const isWhole =
    (configurations.length === 0 || configurations.some((conf) => conf.subnets.length > 0)) &&
    configurations.every((conf) => conf.unreadable.length === 0);
  if (addresses.length > 0) {
    builder.fragment.hosts.push({
      id: UNDERCLOUD,
      name: 'undercloud',
      kind: 'undercloud',
      origin: addresses[0]!.origin,
      addresses,
      ...(isWhole && {hasAllAddresses: true}),
      ...settingsOf(builder, configurations[0]?.settings ?? []),
    });
  }
  const configuration = configurations[0];
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
export function composeMasquerade(builder: CloudBuilder, environment: MergedEnvironment): void {
  const networks = environment.mapping('MasqueradeNetworks')?.cursor;
  if (networks === undefined) return;
  for (const entry of networks.entries()) {
    const parsed = parsePrefix(entry.key);
    if (isPrefixProblem(parsed)) continue;
    builder.fragment.masquerades.push({host: UNDERCLOUD, source: parsed.prefix, isOn: {value: true, origin: builder.at(entry.keyPlace)}});
  }
}

/**
 * Gateways that a Neutron router on the undercloud owns.
 *
 * Without routed networks the undercloud makes a router for an IPv6 provisioning subnet, so that somebody advertises it, and that router has
 * the gateway, whatever address it is (extraconfig/post_deploy/undercloud_ctlplane_network.py).
 */
function routerAddresses(builder: CloudBuilder, configurations: readonly UndercloudConf[], known: readonly HostAddress[]): HostAddress[] {
  const main = configurations.find((conf) => conf.subnets.length > 0);
  const isRouted = main?.enableRoutedNetworks?.value ?? UNDERCLOUD_DEFAULTS.enableRoutedNetworks;
  const isUnreadable = main?.unreadable.some(({value}) => value === 'enable_routed_networks') ?? false;
  if (isRouted || isUnreadable) return [];
  const addresses: HostAddress[] = [];
  for (const segment of builder.segmentsOf(NETWORK)) {
    for (const {gateway} of builder.subnetsOf(segment.id)) {
      if (gateway?.value.family !== 6 || known.some(({address}) => sameAddress(address, gateway.value))) continue;
      if (main !== undefined) {
        const how = 'the undercloud\'s Neutron router owns the gateway of an IPv6 provisioning subnet without "enable_routed_networks"';
        const origin = builder.origins.derived(how, [gateway.origin]);
        addresses.push({address: gateway.value, origin, label: 'Neutron router', segment: segment.id, isReserved: true});
      } else if (!builder.declarations.routers.some((router) => isSameText(router, gateway.value))) {
        const whose = `Whether a Neutron router of the undercloud owns ${formatAddress(gateway.value)}, the IPv6 gateway of "${segment.name}"`;
        builder.ask(['transit-freedom'], `${whose}: give undercloud.conf, or declare it with --router.`, gateway.origin);
      }
    }
  }
  return addresses;
}

function isNextHop(builder: CloudBuilder, address: Address): boolean {
  const subnets = builder.segmentsOf(NETWORK).flatMap((segment) => builder.subnetsOf(segment.id));
  return subnets
    .flatMap(({gateway, routes}) => [...(gateway === undefined ? [] : [gateway]), ...routes.map(({nextHop}) => nextHop)])
    .some(({value}) => sameAddress(value, address));
}

function isSameText(text: string, address: Address): boolean {
  const parsed = parseAddress(text);
  return !isAddressProblem(parsed) && sameAddress(parsed, address);
}

const DEFAULT_ADDRESSES: Readonly<Record<UndercloudConf['defaulted'][number], Address>> = {
  local_ip: (parsePrefix(UNDERCLOUD_DEFAULTS.localIp) as ParsedPrefix).address,
  undercloud_public_host: parseAddress(UNDERCLOUD_DEFAULTS.publicHost) as Address,
  undercloud_admin_host: parseAddress(UNDERCLOUD_DEFAULTS.adminHost) as Address,
};
