/**
 * undercloud.conf: the undercloud's addresses and the provisioning subnets it serves.
 *
 * In this file: the file; what it must have; the undercloud's addresses; the subnets; what the file cannot say. The options are those of
 * python-tripleoclient config/undercloud.py. What nobody said is not written, and where the installer would stop at that, nothing is.
 */
import {NEUTRON} from '../../model/allocators.js';
import {nameOf} from '../../model/names.js';
import type {OriginId} from '../../model/origin.js';
import type {HostAddress, Pool, Subnet} from '../../model/topology.js';
import {type Address, formatAddress, parseAddress} from '../../net/address.js';
import {type AddressRange, addressRange, formatRange, rangesOverlap} from '../../net/address-range.js';
import {formatPrefix, type ParsedPrefix, parsePrefix, prefixContains, samePrefix} from '../../net/prefix.js';
import {joinNames} from '../../text/names.js';
import {PROVISIONING} from '../../tripleo/network-names.js';
import {UNDERCLOUD_DEFAULTS} from '../../tripleo/undercloud-defaults.js';
import {writeLeftOut} from '../checks/write-left-out.js';
import {writeUndercloudIncomplete} from '../checks/write-undercloud-incomplete.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import type {TripleoCloud, TripleoSegment} from './cloud.js';

/** Undefined where no provisioning subnet is described, or no address of the undercloud is known. */
export function undercloudConf(cloud: TripleoCloud, _options: WriteOptions, report: WriteReport): OutputFile | undefined {
  const sections = undercloudConfData(cloud, report);
  if (sections === undefined) return undefined;
  const text = [...sections]
    .map(([section, options]) => [`[${section}]`, ...[...options].map(([key, value]) => `${key} = ${value}`)].join('\n'))
    .join('\n\n');
  return {path: 'undercloud.conf', text: `${text}\n`};
}

const USUAL_MTU = 1500;

/** Options by section, in the order they are written. */
export type IniSections = ReadonlyMap<string, ReadonlyMap<string, string>>;

export function undercloudConfData(cloud: TripleoCloud, report: WriteReport): IniSections | undefined {
  const segments = (cloud.provisioning?.segments ?? []).filter(({subnets}) => subnets.length > 0);
  if (segments.length === 0) return undefined;
  const own = ownAddresses(cloud, segments);
  if (own.localIp === undefined) {
    report.add(writeUndercloudIncomplete, {
      message: 'No address of the undercloud in a provisioning subnet is known, so undercloud.conf is not written.',
      subjects: [`network:${PROVISIONING}`],
      at: segments[0]!.segment.origin,
    });
    return undefined;
  }
  const local = segments.find(({segment}) => segment.id === own.localIp!.segment.segment.id)!;
  const assumed = assumedFault(cloud, own.localIp.address);
  const faults = assumed === undefined ? [...subnetFaults(segments, local), ...hostFaults(cloud, own, local)] : [assumed];
  for (const {because, fix, ...where} of faults)
    report.add(writeUndercloudIncomplete, {message: `${because}, so undercloud.conf is not written.`, fix, ...where});
  if (faults.length > 0) return undefined;
  reportUnsaidAddresses(cloud, own, report);
  const nameservers = sharedNameservers(segments);
  const settings = new Map(cloud.undercloud.flatMap((host) => (host.settings ?? []).map(({key, value}) => [key, String(value)])));
  const {mtu, dnsDomain} = cloud.provisioning!.network;
  const [, domain] = /^ctlplane\.(.+?)\.?$/.exec(dnsDomain?.value ?? '') ?? [];
  const defaults = entries([
    ['local_ip', `${formatAddress(own.localIp.address.address)}/${own.localIp.subnet.prefix.value.length}`],
    ['local_interface', settings.get('local_interface')],
    ['local_mtu', mtu.value === USUAL_MTU ? undefined : String(mtu.value)],
    ['undercloud_public_host', own.publicHost && formatAddress(own.publicHost.address)],
    ['undercloud_admin_host', own.adminHost && formatAddress(own.adminHost.address)],
    ['generate_service_certificate', isWithoutHosts(cloud, own) ? 'false' : undefined],
    ['undercloud_nameservers', nameservers && addressList(nameservers)],
    ['undercloud_ntp_servers', settings.get('undercloud_ntp_servers')],
    ['overcloud_domain_name', domain],
    ['enable_routed_networks', isRouted(segments, own) ? 'true' : undefined],
    ['local_subnet', local.segment.name],
    ['subnets', segments.map(({segment}) => segment.name).join(',')],
  ]);
  const sections = segments.map(
    (segment) => [segment.segment.name, subnetSection(cloud, segment, nameservers === undefined, report)] as const,
  );
  reportMasquerades(cloud, segments, report);
  return new Map([['DEFAULT', defaults], ...sections]);
}

function entries(pairs: readonly (readonly [string, string | undefined])[]): ReadonlyMap<string, string> {
  return new Map(pairs.flatMap(([key, value]) => (value === undefined || value === '' ? [] : [[key, value] as const])));
}

// --- What it must have ---

/** Why there can be no file. */
interface Fault {
  readonly because: string;
  readonly fix: string;
  readonly subjects: readonly string[];
  readonly at: OriginId;
}

/** Only the local subnet has defaults, and they must fit what is written. Name servers are for all subnets or for none. */
function subnetFaults(segments: readonly TripleoSegment[], local: TripleoSegment): Fault[] {
  const servers = segments.map(({subnets}) => addressList(subnets[0]!.nameservers));
  return segments.flatMap((segment, index): Fault[] => {
    const {id, name, origin} = segment.segment;
    const subnet = segment.subnets[0]!;
    const [inspection] = subnet.pools.filter(({allocator}) => allocator !== NEUTRON);
    const fault = (because: string, fix: string): Fault => ({
      because: `Provisioning subnet "${name}" ${because}`,
      fix,
      subjects: [id],
      at: origin,
    });
    const lacking = [...(subnet.gateway === undefined ? ['gateway'] : []), ...(inspection === undefined ? ['inspection_iprange'] : [])];
    const crossed = inspection === undefined ? crossedByDefault(subnet) : undefined;
    return [
      ...(segment !== local && lacking.length > 0
        ? [
            fault(
              `lacks ${joinNames(lacking)}, and only the local subnet has defaults`,
              'Give the subnet a gateway, and a pool for inspection.',
            ),
          ]
        : []),
      ...(segment === local && crossed !== undefined
        ? [
            fault(
              `lacks "inspection_iprange", and upstream's own ${formatRange(DEFAULT_INSPECTION)} overlaps its pool ${formatRange(crossed.range)}`,
              'Give the subnet a pool for inspection, apart from the others.',
            ),
          ]
        : []),
      ...(servers[index] === '' && servers.some((text) => text !== '')
        ? [fault('has no name servers, and others have', 'Give name servers to all provisioning subnets, or to none.')]
        : []),
    ];
  });
}

/** The pool that upstream's own range for inspection overlaps, which it takes in its own subnet. */
function crossedByDefault({prefix, pools}: Subnet): Pool | undefined {
  if (!samePrefix(prefix.value, (parsePrefix(UNDERCLOUD_DEFAULTS.cidr) as ParsedPrefix).prefix)) return undefined;
  return pools.find(({range, allocator}) => allocator === NEUTRON && rangesOverlap(range, DEFAULT_INSPECTION));
}

const DEFAULT_INSPECTION: AddressRange = (() => {
  const [first, last] = UNDERCLOUD_DEFAULTS.inspectionRange.split(',').map((text) => parseAddress(text) as Address);
  return addressRange(first!, last!);
})();

/** An undercloud of which nobody said anything, so that upstream's default is taken for its address. */
function assumedFault({topology, undercloud}: TripleoCloud, {address, origin}: HostAddress): Fault | undefined {
  const subjects = undercloud.map(({id}) => id);
  const isSaid = ({origin: said}: HostAddress) => topology.origins.get(said).kind !== 'default';
  if (topology.masquerades.some(({host}) => subjects.includes(host)) || undercloud.some(({addresses}) => addresses.some(isSaid)))
    return undefined;
  const because = `The address ${formatAddress(address)} of the undercloud is only assumed`;
  return {because, fix: 'Describe the undercloud, or leave undercloud.conf as it is.', subjects, at: origin};
}

/** Upstream's own admin host, where none is known, must lie in the local subnet. */
function hostFaults(cloud: TripleoCloud, own: OwnAddresses, local: TripleoSegment): Fault[] {
  const {prefix} = local.subnets[0]!;
  const {adminHost} = UNDERCLOUD_DEFAULTS;
  if (own.adminHost !== undefined || isWithoutHosts(cloud, own) || prefixContains(prefix.value, parseAddress(adminHost) as Address))
    return [];
  return [
    {
      because: `The admin host of the undercloud is not known, and upstream's own ${adminHost} lies outside of ${formatPrefix(prefix.value)}`,
      fix: 'Give the undercloud three addresses: its own, the public host and the admin host.',
      subjects: cloud.undercloud.map(({id}) => id),
      at: own.localIp!.address.origin,
    },
  ];
}

// --- The undercloud's addresses ---

interface OwnAddresses {
  readonly localIp: {readonly address: HostAddress; readonly segment: TripleoSegment; readonly subnet: Subnet} | undefined;
  readonly publicHost: HostAddress | undefined;
  readonly adminHost: HostAddress | undefined;
  /** Addresses for which the file has no option. */
  readonly others: readonly HostAddress[];
  /** Whether a Neutron router of the undercloud owns the gateway: it follows from the file and is not written there. */
  readonly hasRouter: boolean;
}

const LOCAL_IP = 'local_ip';
const PUBLIC_HOST = 'undercloud_public_host';
const ADMIN_HOST = 'undercloud_admin_host';
const ROUTER = 'Neutron router';

/** What is called like an option is its value. Of addresses without a name, the first in a provisioning subnet is the undercloud's own. */
function ownAddresses({undercloud}: TripleoCloud, segments: readonly TripleoSegment[]): OwnAddresses {
  const all = undercloud.flatMap(({addresses}) => addresses);
  const open = all.filter(({label}) => label !== ROUTER);
  const take = (fits: (address: HostAddress) => boolean): HostAddress | undefined => {
    const index = open.findIndex(fits);
    return index < 0 ? undefined : open.splice(index, 1)[0];
  };
  const labelled = (option: string) => take(({label}) => label === option);
  const unlabelled = (fits: (address: HostAddress) => boolean) =>
    take((address) => (address.label === undefined || !OPTIONS.includes(address.label)) && fits(address));
  const place = ({address}: HostAddress) => subnetOf(address, segments);
  const [named, publicNamed, adminNamed] = [labelled(LOCAL_IP), labelled(PUBLIC_HOST), labelled(ADMIN_HOST)];
  const localIp = named ?? unlabelled((address) => place(address) !== undefined);
  const publicHost = publicNamed ?? unlabelled(() => true);
  const adminHost = adminNamed ?? unlabelled((address) => place(address) !== undefined);
  const found = localIp && place(localIp);
  return {
    localIp: localIp && found && {address: localIp, ...found},
    publicHost,
    adminHost,
    others: open,
    hasRouter: all.some(({label}) => label === ROUTER),
  };
}

const OPTIONS: readonly string[] = [LOCAL_IP, PUBLIC_HOST, ADMIN_HOST];

function subnetOf(
  address: Address,
  segments: readonly TripleoSegment[],
): {readonly segment: TripleoSegment; readonly subnet: Subnet} | undefined {
  for (const segment of segments) {
    const subnet = segment.subnets[0]!;
    if (prefixContains(subnet.prefix.value, address)) return {segment, subnet};
  }
  return undefined;
}

/** Without TLS nothing listens on the public and the admin host; with it upstream takes its own addresses where none are written. */
function isWithoutHosts({undercloud}: TripleoCloud, {publicHost, adminHost}: OwnAddresses): boolean {
  return publicHost === undefined && adminHost === undefined && undercloud.some(({hasAllAddresses}) => hasAllAddresses === true);
}

/** Without it there is one subnet, and a Neutron router of the undercloud takes the gateway of an IPv6 one. */
function isRouted(segments: readonly TripleoSegment[], {hasRouter}: OwnAddresses): boolean {
  const isIPv6 = segments.some(({subnets}) => subnets[0]!.prefix.value.family === 6 && subnets[0]!.gateway !== undefined);
  return segments.length > 1 || (isIPv6 && !hasRouter);
}

function reportUnsaidAddresses(cloud: TripleoCloud, own: OwnAddresses, report: WriteReport): void {
  const [host] = cloud.undercloud;
  const subjects = host === undefined ? [] : [host.id];
  for (const {address, origin} of own.others) {
    const message = `undercloud.conf has no option for ${formatAddress(address)}, a further address of the undercloud, and it is left out.`;
    report.add(writeLeftOut, {message, subjects, at: origin, fix: 'Declare it with --undercloud when the files are checked.'});
  }
  const incomplete = (message: string, fix: string) =>
    report.add(writeUndercloudIncomplete, {message, subjects, at: own.localIp!.address.origin, fix});
  if (isWithoutHosts(cloud, own)) {
    incomplete(
      'The undercloud has no public and no admin host, so undercloud.conf switches TLS off.',
      'Give the undercloud three addresses to have TLS: its own, the public host and the admin host.',
    );
  } else if (own.publicHost === undefined || own.adminHost === undefined) {
    const lacking = [own.publicHost === undefined ? 'public host' : '', own.adminHost === undefined ? 'admin host' : ''].filter(
      (name) => name !== '',
    );
    incomplete(
      `The ${lacking.join(' and the ')} of the undercloud ${lacking.length === 1 ? 'is' : 'are'} not known, and upstream takes its own in 192.168.24.0/24.`,
      'Give the undercloud three addresses: its own, the public host and the admin host.',
    );
  }
}

// --- The subnets ---

/** The name servers that all subnets have; undefined where they differ or there are none. */
function sharedNameservers(segments: readonly TripleoSegment[]): Subnet['nameservers'] | undefined {
  const [first, ...others] = segments.map(({subnets}) => subnets[0]!.nameservers);
  const text = addressList(first!);
  return text !== '' && first!.length <= MOST_SHARED_NAMESERVERS && others.every((servers) => addressList(servers) === text)
    ? first
    : undefined;
}

/** The installer takes no more of them for all subnets. */
const MOST_SHARED_NAMESERVERS = 5;

function addressList(addresses: Subnet['nameservers']): string {
  return addresses.map(({value}) => formatAddress(value)).join(',');
}

function subnetSection(
  {topology, undercloud}: TripleoCloud,
  segment: TripleoSegment,
  hasOwnNameservers: boolean,
  report: WriteReport,
): ReadonlyMap<string, string> {
  const [subnet, other] = segment.subnets as readonly [Subnet, ...Subnet[]];
  const {prefix, gateway, pools, routes} = subnet;
  const name = segment.segment.name;
  const hosts = new Set(undercloud.map(({id}) => id));
  const masquerade = topology.masquerades.find(({host, source}) => hosts.has(host) && samePrefix(source, prefix.value));
  const handed = pools.filter(({allocator}) => allocator === NEUTRON);
  const [inspection, ...further] = pools.filter(({allocator}) => allocator !== NEUTRON);
  const written = routes.filter(({isDerived}) => !isDerived);
  for (const pool of further) reportPool(pool, segment, report);
  if (other !== undefined) {
    const message = `Provisioning subnet "${name}" has one prefix in undercloud.conf, and ${formatPrefix(other.prefix.value)} is left out.`;
    report.add(writeLeftOut, {message, subjects: [other.id], at: other.prefix.origin});
  }
  const end = (pool: Pool, which: 'first' | 'last') => formatAddress({family: pool.range.family, value: pool.range[which]});
  return entries([
    ['cidr', formatPrefix(prefix.value)],
    ['gateway', gateway && formatAddress(gateway.value)],
    ['dhcp_start', handed.map((pool) => end(pool, 'first')).join(',')],
    ['dhcp_end', handed.map((pool) => end(pool, 'last')).join(',')],
    ['inspection_iprange', inspection && `${end(inspection, 'first')},${end(inspection, 'last')}`],
    ['masquerade', masquerade && String(masquerade.isOn.value)],
    ['dns_nameservers', hasOwnNameservers ? addressList(subnet.nameservers) : undefined],
    [
      'host_routes',
      written.length === 0
        ? undefined
        : `[${written.map(({destination, nextHop}) => `{destination: ${formatPrefix(destination.value)}, nexthop: ${formatAddress(nextHop.value)}}`).join(', ')}]`,
    ],
  ]);
}

// --- What the file cannot say ---

function reportPool({range, allocator, origin}: Pool, {segment}: TripleoSegment, report: WriteReport): void {
  const first = formatAddress({family: range.family, value: range.first});
  const message = `Provisioning subnet "${segment.name}" has a second pool for "${allocator}", from ${first}, and undercloud.conf has room for one.`;
  report.add(writeLeftOut, {message, subjects: [segment.id], at: origin});
}

function reportMasquerades({topology}: TripleoCloud, segments: readonly TripleoSegment[], report: WriteReport): void {
  const prefixes = segments.map(({subnets}) => subnets[0]!.prefix.value);
  for (const {host, source, isOn} of topology.masquerades) {
    if (!isOn.value || prefixes.some((prefix) => samePrefix(prefix, source))) continue;
    const message = `"${nameOf(host)}" translates for ${formatPrefix(source)}, which is no provisioning subnet, and undercloud.conf has no word for it.`;
    report.add(writeLeftOut, {message, subjects: [host], at: isOn.origin});
  }
}
