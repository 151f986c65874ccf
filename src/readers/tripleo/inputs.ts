/**
 * What the TripleO formats say, each in its own words, before it is one cloud.
 *
 * Every format has one reader that fills one part of this; compose.ts makes the fragment. Names here are upstream's.
 */
import type {Address, Family} from '../../net/address.js';
import type {AddressRange} from '../../net/address-range.js';
import type {ParsedPrefix} from '../../net/prefix.js';
import type {Place} from '../../source/cursor.js';
import type {SourceDocument} from '../../source/source-document.js';
import type {Located} from '../reader.js';

export interface TripleoInputs {
  readonly networkData: NetworkData[];
  readonly vipData: VipData[];
  readonly rolesData: RolesData[];
  readonly environments: EnvironmentFile[];
  readonly baremetal: BaremetalDeployment[];
  readonly underclouds: UndercloudConf[];
}

/** Where a part belongs: its file, and the stack that a deploy script gave it to. */
export interface PartSource {
  readonly document: SourceDocument;
  readonly isOrdered: boolean;
  readonly stack?: string;
}

// --- network_data.yaml ---

export interface NetworkData {
  readonly source: PartSource;
  readonly version: 1 | 2;
  /** Enabled networks in file order. */
  readonly networks: readonly NetworkEntry[];
  /** Names of networks that are switched off. */
  readonly disabled: readonly Located<string>[];
}

export interface NetworkEntry {
  readonly place: Place;
  readonly name: Located<string>;
  /** `name_lower`, or the lower-cased name at the place of the name. */
  readonly nameLower: Located<string>;
  readonly isNameLowerWritten: boolean;
  /** `service_net_map_replace`: the standard network this one stands in for. */
  readonly replaces?: Located<string>;
  readonly vip?: Located<boolean>;
  readonly mtu?: Located<number>;
  readonly dnsDomain?: Located<string>;
  /** `ipv6: true`: IPv6 is what a dual-stack network counts as. */
  readonly ipv6?: Located<boolean>;
  readonly subnets: readonly SubnetEntry[];
  readonly settings: readonly SettingEntry[];
}

/** A key that does not touch isolation, with its value as it stands. */
export interface SettingEntry extends Located<string | number | boolean> {
  readonly key: string;
}

export interface SubnetEntry {
  readonly place: Place;
  readonly name: string;
  readonly vlan?: Located<number>;
  readonly physicalNetwork?: Located<string>;
  readonly families: readonly SubnetFamily[];
  /** In version 1, the family that is written for templates of the other kind and not deployed. */
  readonly alternate?: SubnetFamily;
  /** In version 1, what is written of a family whose prefix the parameters are to give. */
  readonly withoutPrefix?: SubnetRest;
  readonly settings: readonly SettingEntry[];
  /** Keys that are written and not usable as they stand, each reported there: upstream's default does not count for them. */
  readonly unreadable?: ReadonlySet<string>;
}

/** The IPv4 or the IPv6 half of a subnet. */
export interface SubnetFamily extends Pick<SubnetRest, 'gateway' | 'pools' | 'routes'> {
  readonly prefix: Located<ParsedPrefix>;
}

/** All of that but its prefix. */
export interface SubnetRest {
  readonly family: Family;
  readonly gateway?: Located<Address>;
  readonly pools: readonly Located<AddressRange>[];
  readonly routes: readonly RouteEntry[];
  /** The keys that say it. */
  readonly keys: readonly Located<string>[];
}

export interface RouteEntry {
  readonly place: Place;
  readonly destination: Located<ParsedPrefix>;
  readonly nextHop: Located<Address>;
}

// --- vip_data.yaml ---

export interface VipData {
  readonly source: PartSource;
  readonly vips: readonly VipEntry[];
}

export interface VipEntry {
  readonly place: Place;
  /** A `name_lower`, or `ctlplane`. */
  readonly network: Located<string>;
  readonly name?: Located<string>;
  readonly address?: Located<Address>;
  readonly subnet?: Located<string>;
  readonly dnsName?: Located<string>;
  /** Keys that are written and not usable as they stand, each reported there. */
  readonly unreadable?: ReadonlySet<string>;
}

// --- roles_data.yaml ---

export interface RolesData {
  readonly source: PartSource;
  readonly roles: readonly RoleEntry[];
}

export interface RoleEntry {
  readonly place: Place;
  readonly name: Located<string>;
  readonly count?: Located<number>;
  readonly hostnameFormat?: Located<string>;
  /** By network name (`InternalApi`), in file order; the subnet where one is named. */
  readonly networks: readonly {readonly name: Located<string>; readonly subnet?: Located<string>}[];
  readonly networksSkipConfig: readonly Located<string>[];
  /** Absent where not written: upstream then takes `ControlPlane`. */
  readonly defaultRouteNetworks?: readonly Located<string>[];
  readonly tags: readonly Located<string>[];
  /** `OS::TripleO::Services::X`, as `X`. */
  readonly services: readonly Located<string>[];
  /** The same as they are written; absent where no list is. */
  readonly components?: readonly Located<string>[];
  readonly settings: readonly SettingEntry[];
  /** Keys that say nothing of networks and services, each at its place. */
  readonly passedOver: readonly Located<string>[];
}

// --- Heat environments ---

/** One environment file; heat-environment.ts merges them in order. */
export interface EnvironmentFile {
  readonly source: PartSource;
}

// --- baremetal_deployment.yaml ---

export interface BaremetalDeployment {
  readonly source: PartSource;
  readonly roles: readonly BaremetalRole[];
}

export interface BaremetalRole {
  readonly place: Place;
  readonly name: Located<string>;
  readonly hostnameFormat?: Located<string>;
  /** Upstream's default is 1. */
  readonly count: Located<number>;
  readonly networkConfig?: BaremetalNetworkConfig;
  /** `defaults.networks`. */
  readonly networks: readonly BaremetalNetwork[];
  /** Expanded as upstream does: written instances first, then the rest by index; networks merged by name, the instance's wins. */
  readonly instances: readonly BaremetalInstance[];
  /** Keys that say nothing of networks, each at the first place where the role has it. */
  readonly passedOver: readonly Located<string>[];
}

export interface BaremetalNetworkConfig {
  readonly place: Place;
  readonly template?: Located<string>;
  readonly defaultRouteNetworks?: readonly Located<string>[];
  readonly networksSkipConfig?: readonly Located<string>[];
  /** By key, so that a host's own come before those of its role. */
  readonly settings?: ReadonlyMap<string, SettingEntry>;
}

export interface BaremetalInstance {
  readonly place: Place;
  /** Where an instance names none, upstream's format with the index filled in and `overcloud` for the stack. */
  readonly hostname: Located<string>;
  /** `name`: the node of Ironic that it is deployed on. */
  readonly node?: Located<string>;
  readonly networks: readonly BaremetalNetwork[];
  readonly networkConfig?: BaremetalNetworkConfig;
}

export interface BaremetalNetwork {
  readonly place: Place;
  /** A `name_lower`, or `ctlplane`. */
  readonly network: Located<string>;
  readonly subnet?: Located<string>;
  readonly fixedIp?: Located<Address>;
}

// --- undercloud.conf ---

export interface UndercloudConf {
  readonly source: PartSource;
  /** `local_ip` with its prefix; absent where not written. */
  readonly localIp?: Located<ParsedPrefix>;
  readonly publicHost?: Located<Address>;
  readonly adminHost?: Located<Address>;
  readonly nameservers: readonly Located<Address>[];
  readonly ntpServers: readonly Located<string>[];
  /** `subnets`, upstream's default `ctlplane-subnet`. */
  readonly subnets: readonly UndercloudSubnet[];
  readonly localSubnet?: Located<string>;
  readonly localMtu?: Located<number>;
  /** `overcloud_domain_name`. */
  readonly domain?: Located<string>;
  readonly enableRoutedNetworks?: Located<boolean>;
  /** `generate_service_certificate` or a certificate: the public and admin addresses are then HAProxy's. */
  readonly isTlsOn?: Located<boolean>;
  /** Addresses of which the file says nothing, so that upstream's default counts; the public and the admin one with TLS only. */
  readonly defaulted: readonly ('local_ip' | 'undercloud_public_host' | 'undercloud_admin_host')[];
  readonly settings: readonly SettingEntry[];
  /** Options that say nothing of networks, each at its place. */
  readonly passedOver: readonly Located<string>[];
  /** Options that tell the undercloud's addresses and are not usable as they stand, each reported there. */
  readonly unreadable: readonly Located<string>[];
}

export interface UndercloudSubnet {
  readonly name: Located<string>;
  /** Its section; absent where the file has none and upstream's defaults count. */
  readonly place?: Place;
  readonly cidr?: Located<ParsedPrefix>;
  readonly gateway?: Located<Address>;
  readonly dhcpStart: readonly Located<Address>[];
  readonly dhcpEnd: readonly Located<Address>[];
  readonly inspectionRange?: Located<AddressRange>;
  readonly masquerade?: Located<boolean>;
  readonly nameservers: readonly Located<Address>[];
  readonly hostRoutes: readonly RouteEntry[];
  /** Options that tell its prefix and its routes and are not usable as they stand, each reported there. */
  readonly unreadable: readonly Located<string>[];
}
