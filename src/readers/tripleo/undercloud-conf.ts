/**
 * undercloud.conf, and minion.conf of its helpers: the undercloud's addresses and the provisioning subnets it serves.
 *
 * In this file: upstream's defaults; the reader; the undercloud; a minion; a provisioning subnet; what the pre-flight checks would say;
 * values. The options are those of python-tripleoclient config/undercloud.py, the checks those of undercloud_preflight.py and
 * undercloud_config.py.
 */
import {
  type Address,
  compareAddresses,
  type Family,
  formatAddress,
  isAddressProblem,
  parseAddress,
  sameAddress,
} from '../../net/address.js';
import {type AddressRange, addressRange, formatRange, rangesOverlap} from '../../net/address-range.js';
import {
  formatPrefix,
  isPrefixProblem,
  type ParsedPrefix,
  type Prefix,
  type PrefixProblem,
  parsePrefix,
  prefixContains,
  samePrefix,
} from '../../net/prefix.js';
import {Cursor, type Place} from '../../source/cursor.js';
import {NodeKind, type SourceDocument} from '../../source/source-document.js';
import {didYouMean, suggestion} from '../../text/did-you-mean.js';
import {UNDERCLOUD_DEFAULTS} from '../../tripleo/undercloud-defaults.js';
import {addrCidrHostBits} from '../checks/addr-cidr-host-bits.js';
import {addrCidrInvalid} from '../checks/addr-cidr-invalid.js';
import {addrFamilyMismatch} from '../checks/addr-family-mismatch.js';
import {addrIpInvalid} from '../checks/addr-ip-invalid.js';
import {addrIpNoncanonical} from '../checks/addr-ip-noncanonical.js';
import type {Located, ReadDocument, Reader, ReadReport} from '../reader.js';
import {ucAddressUnknown} from './checks/uc-address-unknown.js';
import {ucConfInvalid} from './checks/uc-conf-invalid.js';
import {ucDhcpRangeInvalid} from './checks/uc-dhcp-range-invalid.js';
import {ucHostIpDuplicate} from './checks/uc-host-ip-duplicate.js';
import {ucKeyIgnored} from './checks/uc-key-ignored.js';
import type {RouteEntry, TripleoInputs, UndercloudConf, UndercloudSubnet} from './inputs.js';
import {usableMtu} from './network-data-fields.js';

export const undercloudConfReader: Reader<TripleoInputs> = {
  name: 'undercloud-conf',
  summary: 'The addresses and provisioning subnets of the undercloud (undercloud.conf), and the addresses of its minions (minion.conf)',
  claims,
  /** The undercloud before its minions: the first of them is the one whose subnets count. */
  read(documents, inputs, report) {
    const isMinion = new Map(documents.map((document) => [document, isMinionConf(document.document)]));
    for (const document of documents) if (!isMinion.get(document)) inputs.underclouds.push(readUndercloud(document, report));
    for (const document of documents) if (isMinion.get(document)) inputs.underclouds.push(readMinion(document, report));
  },
};

/** Sections of strings of which `[DEFAULT]` has an option of ours, another one describes a subnet, or the file's name is upstream's. */
function claims(document: SourceDocument): boolean {
  if (document.root < 0 || document.kind(document.root) !== NodeKind.mapping) return false;
  const root = Cursor.root(document, () => {});
  const sections = root.entries();
  if (
    !sections.every(
      (section) => section.isMapping && document.entries(section.node).every(({node}) => document.kind(node) === NodeKind.quoted),
    )
  ) {
    return false;
  }
  if (/(^|[/\\])(undercloud|minion)\.conf$/.test(document.source.name)) return true;
  const isOurs = (key: string) => NETWORK_OPTIONS.has(key) || /^(undercloud|minion)_/.test(key);
  return (
    root.get('DEFAULT').keys().some(isOurs) ||
    sections.some((section) => section.has('cidr') && SUBNET_SIGNS.some((key) => section.has(key)))
  );
}

const SUBNET_SIGNS = ['dhcp_start', 'inspection_iprange', 'masquerade'];

/** The options of `[DEFAULT]` that are read here, under the names they have and had. */
const NETWORK_OPTIONS: ReadonlySet<string> = new Set([
  'local_ip',
  'undercloud_public_host',
  'undercloud_admin_host',
  'undercloud_nameservers',
  'undercloud_ntp_servers',
  'subnets',
  'local_subnet',
  'local_mtu',
  'overcloud_domain_name',
  'enable_routed_networks',
  'generate_service_certificate',
  'undercloud_service_certificate',
  'net_config_override',
  'undercloud_public_vip',
  'undercloud_admin_vip',
  'network_cidr',
  'network_gateway',
  'dhcp_start',
  'dhcp_end',
  'inspection_iprange',
  'masquerade_network',
]);

// --- The undercloud ---

function readUndercloud({document, isOrdered, stack}: ReadDocument, report: ReadReport): UndercloudConf {
  const root = Cursor.root(document, () => {});
  const options = root.get('DEFAULT');
  const former = (name: string, old: string) => (options.has(name) ? options.get(name) : options.get(old));
  const localIp = readHostPrefix(options.get('local_ip'), report);
  const isTlsOn = readTls(options, report);
  const isHostUsed = isTlsOn?.value ?? UNDERCLOUD_DEFAULTS.isTlsOn;
  const publicOption = former('undercloud_public_host', 'undercloud_public_vip');
  const adminOption = former('undercloud_admin_host', 'undercloud_admin_vip');
  const publicHost = readHost(publicOption, isHostUsed, report);
  const adminHost = readHost(adminOption, isHostUsed, report);
  const localSubnet = readText(options.get('local_subnet'));
  const localMtu = readMtu(options.get('local_mtu'), report);
  const domain = readText(options.get('overcloud_domain_name'));
  const enableRoutedNetworks = readBoolean(options.get('enable_routed_networks'), report);

  const named = readList(options.get('subnets'));
  const near = options.exists ? options.keyPlace : root.place;
  const names = named.length > 0 ? named : [{value: UNDERCLOUD_DEFAULTS.subnet, place: near}];
  const local = localSubnet?.value ?? UNDERCLOUD_DEFAULTS.subnet;
  const conf: UndercloudConf = {
    source: {document, isOrdered, ...(stack === undefined ? {} : {stack})},
    ...(localIp && {localIp}),
    ...(publicHost && {publicHost}),
    ...(adminHost && {adminHost}),
    nameservers: readAddresses(options.get('undercloud_nameservers'), report),
    ntpServers: readList(options.get('undercloud_ntp_servers')),
    subnets: names.map((name) => readSubnet(root, name, name.value === local, report)),
    ...(localSubnet && {localSubnet}),
    ...(localMtu && {localMtu}),
    ...(domain && {domain}),
    ...(enableRoutedNetworks && {enableRoutedNetworks}),
    ...(isTlsOn && {isTlsOn}),
    settings: CARRIED_OPTIONS.flatMap((key) => {
      const text = readText(options.get(key));
      return text === undefined ? [] : [{key, ...text}];
    }),
    passedOver: passedOver(root, names),
    defaulted: [
      ...(readText(options.get('local_ip')) === undefined ? (['local_ip'] as const) : []),
      ...(isHostUsed && readText(publicOption) === undefined ? (['undercloud_public_host'] as const) : []),
      ...(isHostUsed && readText(adminOption) === undefined ? (['undercloud_admin_host'] as const) : []),
    ],
    unreadable: [
      ...unreadable(options.get('local_ip'), localIp),
      ...unreadable(publicOption, publicHost),
      ...unreadable(adminOption, adminHost),
      ...unreadable(options.get('enable_routed_networks'), enableRoutedNetworks),
    ],
  };

  reportFormerNames(options, local, report);
  reportIgnored(root, conf, report);
  reportOwnConfiguration(options.get('net_config_override'), report);
  checkSubnets(root, conf, local, report);
  checkNameservers(root, conf, report);
  checkAddresses(root, conf, local, near, report);
  for (const subnet of conf.subnets) checkRanges(root, subnet, subnet.name.value === local, report);
  return conf;
}

/** Options of no address that touch networks all the same. */
const CARRIED_OPTIONS: readonly string[] = ['local_interface', 'undercloud_ntp_servers'];

/** Options that are read for what follows from them, and whose value is not kept. */
const LOST_OPTIONS: readonly string[] = ['undercloud_service_certificate', 'net_config_override'];
const KEPT_OPTIONS: ReadonlySet<string> = new Set([...NETWORK_OPTIONS, ...CARRIED_OPTIONS].filter((key) => !LOST_OPTIONS.includes(key)));

/** Options and sections of which nothing is kept. */
function passedOver(root: Cursor, subnets: readonly Located<string>[]): Located<string>[] {
  const names = new Set(subnets.map(({value}) => value));
  return root.entries().flatMap((section) => {
    if (section.key === 'DEFAULT') return keysOf(section, (key) => !KEPT_OPTIONS.has(key));
    if (names.has(section.key)) return keysOf(section, (key) => key === 'dhcp_exclude');
    return [{value: `[${section.key}]`, place: section.keyPlace}];
  });
}

function keysOf(section: Cursor, isWanted: (key: string) => boolean): Located<string>[] {
  return section
    .entries()
    .filter(({key}) => isWanted(key))
    .map(({key, keyPlace}) => ({value: key, place: keyPlace}));
}

/** `local_mtu`: what the provisioning network has too (extraconfig/post_deploy/undercloud_ctlplane_network.py). */
function readMtu(option: Cursor, report: ReadReport): Located<number> | undefined {
  const text = readText(option);
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text.value)) {
    report.add(ucConfInvalid, {message: `"${option.key}" is ${JSON.stringify(text.value)}; it must be a number of bytes.`, at: text.place});
    return undefined;
  }
  return usableMtu({value: Number(text.value), place: text.place}, option, 'ctlplane', 1, false, report);
}

/** On by `generate_service_certificate` or by a certificate; absent where neither is written. */
function readTls(options: Cursor, report: ReadReport): Located<boolean> | undefined {
  const certificate = readText(options.get('undercloud_service_certificate'));
  const generated = readBoolean(options.get('generate_service_certificate'), report);
  if (certificate !== undefined && generated?.value !== true) return {value: true, place: certificate.place};
  return generated;
}

/** `local_ip`: an address with the length of its subnet. Without one it is a host alone, and an address of the undercloud all the same. */
function readHostPrefix(option: Cursor, report: ReadReport): Located<ParsedPrefix> | undefined {
  const text = readText(option);
  if (text === undefined) return undefined;
  const parsed = parsePrefix(text.value, {allowNoLength: true});
  if (isPrefixProblem(parsed)) return reportPrefix(option.key, text, parsed, report);
  const {address, prefix} = parsed;
  const written = `"${option.key}" ${JSON.stringify(text.value)}`;
  if (!parsed.hasLength || prefix.length === (address.family === 4 ? 32 : 128)) {
    const example = address.family === 4 ? 'such as /24' : '/64';
    report.add(ucConfInvalid, {
      message: `${written} is a host without a subnet; give it the length of its subnet, ${example}.`,
      at: text.place,
    });
  } else if (address.family === 6 && prefix.length !== 64) {
    report.add(ucConfInvalid, {
      message: `${written} has the length ${prefix.length}; an IPv6 provisioning subnet is a /64.`,
      at: text.place,
    });
  }
  return {value: parsed, place: text.place};
}

/** `undercloud_public_host` or `undercloud_admin_host`: an address or a DNS name, and used with TLS only. */
function readHost(option: Cursor, isUsed: boolean, report: ReadReport): Located<Address> | undefined {
  const text = readText(option);
  if (text === undefined) return undefined;
  if (!isDnsName(option.key, text.value)) return readAddressText(option.key, text, report);
  if (isUsed) {
    report.add(ucAddressUnknown, {
      message: `"${option.key}" is the name ${JSON.stringify(text.value)}, and the address behind it is not known.`,
      at: text.place,
      certainty: 'undecided',
      fix: 'Write the address instead of the name.',
    });
  }
  return undefined;
}

/** Only the public and the admin host may be names. */
function isDnsName(option: string, text: string): boolean {
  return HOST_OPTION.test(option) && text.length <= LONGEST_DNS_NAME && DNS_NAME.test(text);
}

const HOST_OPTION = /^undercloud_(public|admin)_(host|vip)$/;
const DNS_NAME = /^(?:[a-z0-9_-]+\.)*[a-z0-9_-]*[a-z][a-z0-9_-]*\.?$/i;
const LONGEST_DNS_NAME = 255;

// --- A minion ---

function isMinionConf(document: SourceDocument): boolean {
  const keys = Cursor.root(document, () => {})
    .get('DEFAULT')
    .keys();
  const hasSign = keys.some((key) => key.startsWith('minion_')) || /(^|[/\\])minion\.conf$/.test(document.source.name);
  return hasSign && !keys.includes('local_ip');
}

/** An undercloud without subnets of its own, whose one address is `minion_local_ip`. */
function readMinion({document, isOrdered, stack}: ReadDocument, report: ReadReport): UndercloudConf {
  const options = Cursor.root(document, () => {}).get('DEFAULT');
  const written = options.get('minion_local_ip');
  const fallback = {value: parsePrefix(UNDERCLOUD_DEFAULTS.minionLocalIp) as ParsedPrefix, place: options.keyPlace};
  const localIp = written.exists ? readHostPrefix(written, report) : fallback;
  return {
    source: {document, isOrdered, ...(stack === undefined ? {} : {stack})},
    ...(localIp && {localIp}),
    nameservers: readAddresses(options.get('minion_nameservers'), report),
    ntpServers: readList(options.get('minion_ntp_servers')),
    subnets: [],
    isTlsOn: {value: false, place: options.keyPlace},
    settings: [],
    passedOver: [],
    defaulted: [],
    unreadable: unreadable(written, localIp),
  };
}

// --- A provisioning subnet ---

function readSubnet(root: Cursor, name: Located<string>, isLocal: boolean, report: ReadReport): UndercloudSubnet {
  const section = root.get(name.value);
  const option = (key: string) => subnetOption(root, name.value, key, isLocal);
  const cidr = readCidr(option('cidr'), report);
  const family = cidr?.value.prefix.family;
  const gatewayText = readText(option('gateway'));
  const gateway = gatewayText && readAddressText('gateway', gatewayText, report, family);
  const hostRoutes = readHostRoutes(section.get('host_routes'), report);
  const inspectionRange = readInspectionRange(option('inspection_iprange'), name.value, report, family);
  const masquerade = readMasquerade(section, root.get('DEFAULT'), isLocal, report);
  return {
    name,
    ...(section.exists && {place: section.keyPlace}),
    ...(cidr && {cidr}),
    ...(gateway && {gateway}),
    dhcpStart: readAddresses(option('dhcp_start'), report, family),
    dhcpEnd: readAddresses(option('dhcp_end'), report, family),
    ...(inspectionRange && {inspectionRange}),
    ...(masquerade && {masquerade}),
    nameservers: readAddresses(section.get('dns_nameservers'), report, family),
    hostRoutes: hostRoutes.routes,
    unreadable: [
      ...unreadable(option('cidr'), cidr),
      ...unreadable(option('gateway'), gateway),
      ...(hostRoutes.isWhole ? [] : unreadable(section.get('host_routes'), undefined)),
    ],
  };
}

/** The local subnet still takes what an old file has in `[DEFAULT]`. */
function subnetOption(root: Cursor, subnet: string, key: string, isLocal: boolean): Cursor {
  const own = root.get(subnet).get(key);
  const old = isLocal && !own.exists ? FORMER_SUBNET_OPTIONS.get(key) : undefined;
  return old === undefined ? own : root.get('DEFAULT').get(old);
}

const SUBNET_OPTIONS: ReadonlySet<string> = new Set([
  'cidr',
  'gateway',
  'dhcp_start',
  'dhcp_end',
  'dhcp_exclude',
  'inspection_iprange',
  'masquerade',
  'dns_nameservers',
  'host_routes',
]);

/** Options of a subnet by the names they had when there was one subnet and `[DEFAULT]` described it. */
const FORMER_SUBNET_OPTIONS: ReadonlyMap<string, string> = new Map([
  ['cidr', 'network_cidr'],
  ['gateway', 'network_gateway'],
  ['dhcp_start', 'dhcp_start'],
  ['dhcp_end', 'dhcp_end'],
  ['inspection_iprange', 'inspection_iprange'],
]);

function readCidr(option: Cursor, report: ReadReport): Located<ParsedPrefix> | undefined {
  const text = readText(option);
  if (text === undefined) return undefined;
  const parsed = parsePrefix(text.value);
  if (isPrefixProblem(parsed)) return reportPrefix(option.key, text, parsed, report);
  const written = `"${option.key}" ${JSON.stringify(text.value)}`;
  if (parsed.hasHostBits) report.add(addrCidrHostBits, {message: `${written} has host bits set.`, at: text.place});
  if (parsed.prefix.family === 6 && parsed.prefix.length !== 64) {
    report.add(ucConfInvalid, {
      message: `${written} has the length ${parsed.prefix.length}; an IPv6 provisioning subnet is a /64.`,
      at: text.place,
    });
  }
  return {value: parsed, place: text.place};
}

/** Two addresses with a comma between. */
function readInspectionRange(option: Cursor, subnet: string, report: ReadReport, family?: Family): Located<AddressRange> | undefined {
  const ends = readList(option);
  if (ends.length === 0) return undefined;
  const at = ends[0]!.place;
  if (ends.length !== 2) {
    report.add(ucDhcpRangeInvalid, {message: `"inspection_iprange" of subnet "${subnet}" must be two addresses with a comma between.`, at});
    return undefined;
  }
  const first = readAddressText('inspection_iprange', ends[0]!, report, family);
  const last = readAddressText('inspection_iprange', ends[1]!, report, family ?? first?.value.family);
  if (first === undefined || last === undefined) return undefined;
  if (compareAddresses(first.value, last.value) >= 0) {
    const message = `"inspection_iprange" of subnet "${subnet}" starts at ${formatAddress(first.value)}, which does not come before ${formatAddress(last.value)}.`;
    report.add(ucDhcpRangeInvalid, {message, at});
    return undefined;
  }
  return {value: addressRange(first.value, last.value), place: at};
}

/** `masquerade`; of an old file `masquerade_network`, for which the undercloud translates too where it is still understood. */
function readMasquerade(section: Cursor, options: Cursor, isLocal: boolean, report: ReadReport): Located<boolean> | undefined {
  const written = readBoolean(section.get('masquerade'), report);
  const old = isLocal ? readText(options.get('masquerade_network')) : undefined;
  return written ?? (old && {value: true, place: old.place});
}

/** A list of `{destination: ..., nexthop: ...}`, its words bare or in quotes of either kind. */
function readHostRoutes(option: Cursor, report: ReadReport): {readonly routes: readonly RouteEntry[]; readonly isWhole: boolean} {
  const written = readText(option);
  if (written === undefined) return {routes: [], isWhole: true};
  const {place} = written;
  const text = written.value.replace(/\s+/g, ' ');
  if (/^\[ ?\]$/.test(text)) return {routes: [], isWhole: true};
  if (!/^\[ ?\{[^{}]*\}(?: ?, ?\{[^{}]*\})* ?,? ?\]$/.test(text)) {
    report.add(ucConfInvalid, {
      message: '"host_routes" must be a list such as [{destination: 10.0.0.0/24, nexthop: 192.168.24.254}].',
      at: place,
    });
    return {routes: [], isWhole: false};
  }
  const routes: RouteEntry[] = [];
  const items = [...text.matchAll(/\{([^{}]*)\}/g)];
  for (const [, inside] of items) {
    const pairs = inside!.split(',').map((pair) => /^([^:]*):(.*)$/s.exec(pair)?.slice(1).map(unquoted));
    const route = new Map(pairs.flatMap((pair) => (pair === undefined ? [] : [[pair[0]!, pair[1]!] as const])));
    const [destinationText, nextHopText] = [route.get('destination'), route.get('nexthop')];
    if (destinationText === undefined || nextHopText === undefined) {
      const lacks = destinationText === undefined ? 'destination' : 'nexthop';
      report.add(ucConfInvalid, {message: `Route ${routes.length + 1} of "host_routes" has no "${lacks}".`, at: place});
      continue;
    }
    const destination = parsePrefix(destinationText);
    if (isPrefixProblem(destination)) {
      reportPrefix('destination', {value: destinationText, place}, destination, report);
      continue;
    }
    const nextHop = readAddressText('nexthop', {value: nextHopText, place}, report, destination.prefix.family);
    if (nextHop !== undefined) routes.push({place, destination: {value: destination, place}, nextHop});
  }
  return {routes, isWhole: routes.length === items.length};
}

function unquoted(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/s, '$2');
}

// --- What the pre-flight checks would say ---

/** Old names. Upstream still takes the value of all but `masquerade_network`, at which it stops. */
function reportFormerNames(options: Cursor, local: string, report: ReadReport): void {
  const inSection = `in section "[${local}]"`;
  const names = new Map([...FORMER_SUBNET_OPTIONS].map(([name, old]) => [old, `"${name}" ${inSection}`]));
  names.set('undercloud_public_vip', '"undercloud_public_host"').set('undercloud_admin_vip', '"undercloud_admin_host"');
  for (const [old, name] of names) {
    if (!options.has(old)) continue;
    const fix = `Write ${name}.`;
    report.add(ucConfInvalid, {
      message: `"${old}" in "[DEFAULT]" is the old spelling of ${name}.`,
      at: options.get(old).keyPlace,
      severity: 'warning',
      fix,
    });
  }
  const removed = readText(options.get('masquerade_network'));
  if (removed === undefined) return;
  const message = `"masquerade_network" was removed; it is "masquerade" ${inSection} now.`;
  report.add(ucConfInvalid, {
    message,
    at: options.get('masquerade_network').keyPlace,
    fix: `Write "masquerade" ${inSection}, true or false.`,
  });
}

/** Slips of the pen in options that are read here, and subnets that nothing names. */
function reportIgnored(root: Cursor, conf: UndercloudConf, report: ReadReport): void {
  for (const option of root.has('DEFAULT') ? root.get('DEFAULT').entries() : []) {
    if (NETWORK_OPTIONS.has(option.key) || OTHER_OPTIONS.has(option.key)) continue;
    if (SUBNET_OPTIONS.has(option.key)) {
      const message = `"${option.key}" counts in the section of a subnet, not in "[DEFAULT]".`;
      report.add(ucKeyIgnored, {message, at: option.keyPlace, fix: 'Move the line to the section of its subnet.'});
      continue;
    }
    const meant = didYouMean(option.key, NETWORK_OPTIONS);
    if (meant === undefined) continue;
    report.add(ucKeyIgnored, {
      message: `"${option.key}" is not an option of undercloud.conf. Did you mean "${meant}"?`,
      at: option.keyPlace,
    });
  }
  const named = new Set(conf.subnets.map(({name}) => name.value));
  for (const section of root.entries()) {
    if (section.key === 'DEFAULT') continue;
    if (named.has(section.key)) {
      for (const option of section.entries()) {
        if (SUBNET_OPTIONS.has(option.key)) continue;
        const message = `"${option.key}" is not an option of subnet "${section.key}".${suggestion(option.key, SUBNET_OPTIONS)}`;
        report.add(ucKeyIgnored, {message, at: option.keyPlace});
      }
    } else if (section.keys().some((key) => SUBNET_OPTIONS.has(key))) {
      report.add(ucKeyIgnored, {
        message: `"subnets" does not name "${section.key}", so section "[${section.key}]" counts for nothing.`,
        at: section.keyPlace,
        fix: `Add "${section.key}" to "subnets", or take the section out.`,
      });
    }
  }
}

/** Options that say nothing about networks, of all releases; only here so that none of them is taken for a slip. */
const OTHER_OPTIONS: ReadonlySet<string> = new Set(
  [
    'additional_architectures auth_token_lifetime certificate_generation_ca clean_nodes cleanup container_cli container_healthcheck_disabled',
    'container_images_file container_insecure_registries container_registry_mirror custom_env_files deployment_user',
    'discovery_default_driver discovery_interface discovery_runbench docker_bip docker_insecure_registries docker_registry_mirror',
    'enable_cinder enable_container_images_build enable_frr enable_heat enable_ironic enable_ironic_inspector enable_legacy_ceilometer_api',
    'enable_legacy_ceilometer_collector enable_mistral enable_monitoring enable_neutron enable_node_discovery enable_nova enable_novajoin',
    'enable_swift enable_swift_encryption enable_telemetry enable_tempest enable_ui enable_validations enable_zaqar enabled_drivers',
    'enabled_hardware_types heat_container_image heat_native hieradata_override image_path inspection_enable_uefi inspection_extras',
    'inspection_interface inspection_runbench ipa_otp ipv6_address_mode ipxe_deploy ipxe_enabled ironic_default_network_interface',
    'ironic_enabled_network_interfaces local_interface local_mtu networks_file output_dir overcloud_domain_name roles_file',
    'scheduler_max_attempts service_principal store_events templates undercloud_debug undercloud_enable_paunch undercloud_enable_selinux',
    'undercloud_hostname undercloud_log_file undercloud_timezone undercloud_update_packages',
  ].flatMap((line) => line.split(' ')),
);

function reportOwnConfiguration(option: Cursor, report: ReadReport): void {
  const file = readText(option);
  if (file === undefined) return;
  report.add(ucAddressUnknown, {
    message: `"net_config_override" gives the undercloud the network configuration ${JSON.stringify(file.value)}, whose addresses are not known.`,
    at: file.place,
    certainty: 'undecided',
    fix: 'Declare the further addresses of the undercloud with --undercloud, and waive this finding.',
  });
}

function checkSubnets(root: Cursor, {subnets, localSubnet, enableRoutedNetworks}: UndercloudConf, local: string, report: ReadReport): void {
  const names = subnets.map(({name}) => name.value);
  const isRouted = enableRoutedNetworks?.value ?? UNDERCLOUD_DEFAULTS.enableRoutedNetworks;
  if (subnets.length > 1 && !isRouted) {
    report.add(ucConfInvalid, {
      message: `"subnets" names ${subnets.length} subnets, and "enable_routed_networks" is ${enableRoutedNetworks === undefined ? 'not written' : 'off'}.`,
      at: subnets[0]!.name.place,
      ...(enableRoutedNetworks && {notes: [{message: 'It is switched off here.', at: enableRoutedNetworks.place}]}),
      fix: 'Write "enable_routed_networks = true".',
    });
  }
  if (!names.includes(local)) {
    const message =
      localSubnet === undefined
        ? `"subnets" does not name "${local}", which is the local subnet where "local_subnet" is not written.`
        : `"local_subnet" is "${local}", which "subnets" does not name.${suggestion(local, names)}`;
    report.add(ucConfInvalid, {
      message,
      at: localSubnet?.place ?? subnets[0]!.name.place,
      fix: 'Write "local_subnet" with one of the names in "subnets".',
    });
  }
  const sections = root.keys().filter((key) => key !== 'DEFAULT' && !names.includes(key));
  for (const {name, place} of subnets) {
    if (name.value === local) continue;
    if (place === undefined) {
      const message = `Subnet "${name.value}" has no section, and only the local subnet has defaults.${suggestion(name.value, sections)}`;
      report.add(ucConfInvalid, {message, at: name.place, fix: `Write a section "[${name.value}]".`});
      continue;
    }
    const lacking = ['cidr', 'gateway', 'inspection_iprange'].filter((key) => readText(root.get(name.value).get(key)) === undefined);
    if (lacking.length === 0) continue;
    const list = lacking.map((key) => `"${key}"`).join(' and ');
    report.add(ucConfInvalid, {
      message: `Subnet "${name.value}" lacks ${list}, and only the local subnet has defaults.`,
      at: place,
      fix: `Write ${list}.`,
    });
  }
}

const MOST_NAMESERVERS = 5;

function checkNameservers(root: Cursor, {nameservers, subnets}: UndercloudConf, report: ReadReport): void {
  const count = readList(root.get('DEFAULT').get('undercloud_nameservers')).length;
  if (count > MOST_NAMESERVERS) {
    const at = root.get('DEFAULT').get('undercloud_nameservers').place;
    report.add(ucConfInvalid, {message: `"undercloud_nameservers" has ${count} servers, and there can be ${MOST_NAMESERVERS}.`, at});
  }
  const isServed = ({name}: UndercloudSubnet) => readList(root.get(name.value).get('dns_nameservers')).length > 0;
  const served = subnets.find(isServed);
  for (const subnet of subnets) {
    if (isServed(subnet)) continue;
    if (served !== undefined) {
      report.add(ucConfInvalid, {
        message: `Subnet "${subnet.name.value}" has no "dns_nameservers", and subnet "${served.name.value}" has.`,
        at: subnet.place ?? subnet.name.place,
        notes: [{message: `"${served.name.value}" has them here.`, at: root.get(served.name.value).get('dns_nameservers').place}],
        fix: 'Write "dns_nameservers" for every subnet or for none.',
      });
    }
    const family = subnet.cidr?.value.prefix.family;
    for (const {value, place} of nameservers) {
      if (family === undefined || value.family === family) continue;
      const message = `Nameserver ${formatAddress(value)} is IPv${value.family}, and subnet "${subnet.name.value}" is IPv${family}.`;
      report.add(addrFamilyMismatch, {message, at: place});
    }
  }
}

interface OwnAddress {
  readonly option: string;
  readonly address: Address;
  /** Absent where upstream's default counts. */
  readonly place: Place | undefined;
}

/** The undercloud's own addresses: within the local subnet, and with TLS on three different ones. */
function checkAddresses(root: Cursor, conf: UndercloudConf, local: string, near: Place, report: ReadReport): void {
  const options = root.get('DEFAULT');
  const own = (option: string, former: string, written: Located<Address> | undefined, fallback: string): OwnAddress[] => {
    if (written !== undefined) return [{option, address: written.value, place: written.place}];
    // A name, or what is no address: the default does not stand in for it.
    if (options.has(option) || options.has(former)) return [];
    return [{option, address: parseAddress(fallback) as Address, place: undefined}];
  };
  const {localIp, publicHost, adminHost, subnets} = conf;
  const localAddress = localIp && {value: localIp.value.address, place: localIp.place};
  const addresses = own('local_ip', 'local_ip', localAddress, UNDERCLOUD_DEFAULTS.localIp.replace(/\/.*/, ''));
  if (conf.isTlsOn?.value ?? UNDERCLOUD_DEFAULTS.isTlsOn) {
    addresses.push(...own('undercloud_public_host', 'undercloud_public_vip', publicHost, UNDERCLOUD_DEFAULTS.publicHost));
    addresses.push(...own('undercloud_admin_host', 'undercloud_admin_vip', adminHost, UNDERCLOUD_DEFAULTS.adminHost));
  }
  addresses.forEach((second, index) => {
    const first = addresses.slice(0, index).find((other) => sameAddress(other.address, second.address));
    if (first === undefined) return;
    const [shown, other] = second.place === undefined ? [first, second] : [second, first];
    report.add(ucHostIpDuplicate, {
      message: `"${first.option}" and "${second.option}" are both ${formatAddress(second.address)}.`,
      at: shown.place ?? near,
      notes: [other.place === undefined ? noteOfDefault(other.option) : {message: `"${other.option}" is here.`, at: other.place}],
    });
  });

  const cidr = effectiveCidr(
    root,
    subnets.find(({name}) => name.value === local),
    true,
  );
  if (cidr === undefined) return;
  for (const {option, address, place} of addresses) {
    // The public host may be on another network; upstream only warns of that one.
    if (option === 'undercloud_public_host' || prefixContains(cidr.value, address)) continue;
    const notes = [
      ...(place === undefined ? [noteOfDefault(option)] : []),
      cidr.place === undefined ? noteOfDefault('cidr') : {message: 'The "cidr" is here.', at: cidr.place},
    ];
    report.add(ucConfInvalid, {
      message: `"${option}" ${formatAddress(address)} is outside the local subnet "${local}", which is ${formatPrefix(cidr.value)}.`,
      at: place ?? cidr.place ?? near,
      notes,
      fix: `Write "${option}" with an address of the local subnet.`,
    });
  }
}

/** A value with its place, which is absent where upstream's default counts. */
interface Effective<T> {
  readonly value: T;
  readonly place: Place | undefined;
}

function effectiveCidr(root: Cursor, subnet: UndercloudSubnet | undefined, isLocal: boolean): Effective<Prefix> | undefined {
  if (subnet === undefined) return undefined;
  if (subnet.cidr !== undefined) return {value: subnet.cidr.value.prefix, place: subnet.cidr.place};
  const isWritten = readText(subnetOption(root, subnet.name.value, 'cidr', isLocal)) !== undefined;
  return isLocal && !isWritten ? {value: defaultCidr(), place: undefined} : undefined;
}

/** DHCP and inspection of one subnet, with upstream's defaults where they count. What could not be read takes no part. */
function checkRanges(root: Cursor, subnet: UndercloudSubnet, isLocal: boolean, report: ReadReport): void {
  const whose = `of subnet "${subnet.name.value}"`;
  const cidr = effectiveCidr(root, subnet, isLocal);
  const written = (key: string) => readList(subnetOption(root, subnet.name.value, key, isLocal));
  const [startTexts, endTexts, inspectionTexts] = [written('dhcp_start'), written('dhcp_end'), written('inspection_iprange')];
  const isDefaulted = isLocal && cidr !== undefined && (startTexts.length + endTexts.length > 0 || samePrefix(cidr.value, defaultCidr()));
  const effective = (texts: readonly unknown[], found: readonly Located<Address>[], fallback: string): readonly Effective<Address>[] =>
    texts.length === 0 && isDefaulted
      ? [{value: parseAddress(fallback) as Address, place: undefined}]
      : found.length === texts.length
        ? found
        : [];
  const starts = effective(startTexts, subnet.dhcpStart, UNDERCLOUD_DEFAULTS.dhcpStart);
  const ends = effective(endTexts, subnet.dhcpEnd, UNDERCLOUD_DEFAULTS.dhcpEnd);
  const inspection: Effective<AddressRange> | undefined =
    subnet.inspectionRange ?? (inspectionTexts.length === 0 && isDefaulted ? {value: defaultInspection(), place: undefined} : undefined);

  const counts = [Math.max(startTexts.length, starts.length), Math.max(endTexts.length, ends.length)] as const;
  if (counts[0] !== counts[1] && Math.max(...counts) > 1) {
    const message = `"dhcp_start" ${whose} has ${counts[0]} addresses and "dhcp_end" has ${counts[1]}.`;
    report.add(ucDhcpRangeInvalid, {message, at: (startTexts[0] ?? endTexts[0])!.place, fix: 'Give every start its end.'});
  }
  if (cidr !== undefined) {
    const outside = (option: string, text: string, place: Place) => {
      const notes = cidr.place === undefined ? [noteOfDefault('cidr')] : [];
      report.add(ucDhcpRangeInvalid, {
        message: `"${option}" ${text} ${whose} is outside its ${formatPrefix(cidr.value)}.`,
        at: place,
        notes,
      });
    };
    for (const {value, place} of subnet.dhcpStart)
      if (!prefixContains(cidr.value, value)) outside('dhcp_start', formatAddress(value), place);
    for (const {value, place} of subnet.dhcpEnd) if (!prefixContains(cidr.value, value)) outside('dhcp_end', formatAddress(value), place);
    const {inspectionRange: range} = subnet;
    if (range !== undefined && !isWithin(cidr.value, range.value)) outside('inspection_iprange', formatRange(range.value), range.place);
  }
  starts.slice(0, ends.length).forEach((start, index) => {
    const end = ends[index]!;
    const at = start.place ?? end.place;
    const defaults = [
      ...(start.place === undefined ? [noteOfDefault('dhcp_start')] : []),
      ...(end.place === undefined ? [noteOfDefault('dhcp_end')] : []),
    ];
    if (compareAddresses(start.value, end.value) >= 0) {
      const message = `The DHCP range ${whose} starts at ${formatAddress(start.value)}, which does not come before its end ${formatAddress(end.value)}.`;
      report.add(ucDhcpRangeInvalid, {message, ...(at && {at}), notes: defaults});
      return;
    }
    if (inspection === undefined || start.value.family !== end.value.family) return;
    const range = addressRange(start.value, end.value);
    const place = inspection.place ?? at;
    if (place === undefined || !rangesOverlap(range, inspection.value)) return;
    report.add(ucDhcpRangeInvalid, {
      message: `"inspection_iprange" ${formatRange(inspection.value)} ${whose} overlaps its DHCP range ${formatRange(range)}.`,
      at: place,
      notes:
        inspection.place === undefined
          ? [noteOfDefault('inspection_iprange')]
          : at === undefined
            ? defaults
            : [{message: 'The DHCP range is here.', at}],
    });
  });
}

function noteOfDefault(option: string): {readonly message: string} {
  return {message: `"${option}" is not written and has its default.`};
}

function defaultCidr(): Prefix {
  return (parsePrefix(UNDERCLOUD_DEFAULTS.cidr) as ParsedPrefix).prefix;
}

function defaultInspection(): AddressRange {
  const [first, last] = UNDERCLOUD_DEFAULTS.inspectionRange.split(',').map((text) => parseAddress(text) as Address);
  return addressRange(first!, last!);
}

function isWithin(prefix: Prefix, {family, first, last}: AddressRange): boolean {
  return prefixContains(prefix, {family, value: first}) && prefixContains(prefix, {family, value: last});
}

// --- Values ---

/** What is written; nothing where the option is absent or empty. */
function readText(option: Cursor): Located<string> | undefined {
  const value = option.isScalar ? option.document.text(option.node).trim() : '';
  return value === '' ? undefined : {value, place: option.place};
}

/** The option with its place where it is written and gave nothing. The name of a host is none of these: its address is known by another way. */
function unreadable(option: Cursor, found: unknown): Located<string>[] {
  const text = readText(option);
  if (text === undefined || found !== undefined || isDnsName(option.key, text.value)) return [];
  return [{value: option.key, place: text.place}];
}

/** A comma separated list; its parts have the place of the whole. */
function readList(option: Cursor): Located<string>[] {
  const text = readText(option);
  if (text === undefined) return [];
  const parts = text.value.split(',').map((part) => part.trim());
  return parts.filter((part) => part !== '').map((value) => ({value, place: text.place}));
}

function readAddresses(option: Cursor, report: ReadReport, family?: Family): Located<Address>[] {
  return readList(option).flatMap((text) => readAddressText(option.key, text, report, family) ?? []);
}

function readAddressText(key: string, {value, place}: Located<string>, report: ReadReport, family?: Family): Located<Address> | undefined {
  const address = parseAddress(value);
  if (isAddressProblem(address)) {
    const law = address.problem === 'noncanonical' ? addrIpNoncanonical : addrIpInvalid;
    report.add(law, {message: `"${key}" ${JSON.stringify(value)} ${address.reason}.`, at: place});
    return undefined;
  }
  if (family !== undefined && address.family !== family) {
    report.add(addrFamilyMismatch, {
      message: `"${key}" ${JSON.stringify(value)} is IPv${address.family}, and its subnet is IPv${family}.`,
      at: place,
    });
    return undefined;
  }
  return {value: address, place};
}

function reportPrefix(key: string, {value, place}: Located<string>, problem: PrefixProblem, report: ReadReport): undefined {
  const law = problem.problem === 'noncanonical' ? addrIpNoncanonical : addrCidrInvalid;
  report.add(law, {message: `"${key}" ${JSON.stringify(value)} ${problem.reason}.`, at: place});
}

/** The words of oslo.config, in any letter case. */
function readBoolean(option: Cursor, report: ReadReport): Located<boolean> | undefined {
  const text = readText(option);
  if (text === undefined) return undefined;
  const word = text.value.toLowerCase();
  if (['true', '1', 'on', 'yes'].includes(word)) return {value: true, place: text.place};
  if (['false', '0', 'off', 'no'].includes(word)) return {value: false, place: text.place};
  report.add(ucConfInvalid, {message: `"${option.key}" is ${JSON.stringify(text.value)}; it must be "true" or "false".`, at: text.place});
  return undefined;
}
