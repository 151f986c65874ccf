/**
 * What a network is, as plain readonly data. Formats end at the readers: nothing here knows a TripleO or Kubernetes spelling.
 *
 * Ids are text with a prefix that says what they name (`network:`, `segment:`, `subnet:`, `role:`, `host:`, `vip:`, `service:`), so that
 * no user's name can be taken for another thing and findings keep their identity when files move.
 */
import type {Address, Family} from '../net/address.js';
import type {AddressRange} from '../net/address-range.js';
import type {Prefix} from '../net/prefix.js';
import type {Fact, OriginId, OriginTable} from './origin.js';

export type NetworkId = `network:${string}`;
export type SegmentId = `segment:${string}`;
export type SubnetId = `subnet:${string}`;
export type RoleId = `role:${string}`;
export type HostId = `host:${string}`;
export type VipId = `vip:${string}`;
export type ServiceId = `service:${string}`;

/** A network: one or more segments with one purpose. */
export interface Network {
  readonly id: NetworkId;
  /** The name its users write, such as `InternalApi`. */
  readonly name: string;
  readonly origin: OriginId;
  /** The network on which hosts are provisioned. */
  readonly isProvisioning: boolean;
  /** Whether virtual addresses are wanted here. */
  readonly hasVip: Fact<boolean>;
  readonly mtu: Fact<number>;
  readonly dnsDomain?: Fact<string>;
  /** The standard purpose this network serves: `internal_api`, `storage`, `storage_mgmt`, `tenant`, `external`, ... */
  readonly purpose?: Fact<string>;
  readonly settings?: readonly Setting[];
}

/** Something its deployer is told of an element that does not touch isolation: kept, so that it is written again. */
export interface Setting {
  readonly key: string;
  readonly value: string | number | boolean;
  readonly origin: OriginId;
}

/** One broadcast domain of a network. */
export interface Segment {
  readonly id: SegmentId;
  readonly network: NetworkId;
  readonly name: string;
  readonly origin: OriginId;
  /** VLAN id (IEEE 802.1Q, 1 to 4094), absent on an untagged segment and on one for which none was chosen. */
  readonly vlan?: Fact<number>;
  /** Set where the text says that there is no VLAN, so that none is chosen. */
  readonly isUntagged?: true;
  /** Set where a VLAN id is written and not understood: the segment is neither untagged nor on a VLAN we know. */
  readonly isVlanUnknown?: true;
  readonly physicalNetwork?: Fact<string>;
  /** The place its wires are in: a rack, a leaf, a data centre. Segments of different sites never share a wire. */
  readonly site?: Fact<string>;
  readonly settings?: readonly Setting[];
}

/** One prefix of one family on a segment. */
export interface Subnet {
  readonly id: SubnetId;
  readonly segment: SegmentId;
  readonly prefix: Fact<Prefix>;
  readonly gateway?: Fact<Address>;
  readonly pools: readonly Pool[];
  /** Routes its hosts receive, declared and derived. */
  readonly routes: readonly Route[];
  readonly nameservers: readonly Fact<Address>[];
}

/** Addresses that one allocator hands out. */
export interface Pool {
  readonly range: AddressRange;
  readonly origin: OriginId;
  /** Who hands them out: `neutron`, `inspection`, ... */
  readonly allocator: string;
}

export interface Route {
  readonly destination: Fact<Prefix>;
  readonly nextHop: Fact<Address>;
  readonly origin: OriginId;
  /** Set when nobody wrote it: another system adds it by itself. */
  readonly isDerived: boolean;
}

/** How hosts of a role join a network. */
export interface Attachment {
  readonly network: NetworkId;
  readonly segment: SegmentId;
  readonly origin: OriginId;
  /** False where the host has an address there but its configuration leaves the interface out. */
  readonly isConfigured: boolean;
  /** Set when the attachment's address is really one of the provisioning network; names why. */
  readonly fallsBackBecause?: Fact<string>;
}

/** A template of hosts. */
export interface Role {
  readonly id: RoleId;
  readonly name: string;
  readonly origin: OriginId;
  readonly attachments: readonly Attachment[];
  /** Networks whose gateway is the default route. */
  readonly defaultRouteNetworks: readonly Fact<NetworkId>[];
  readonly count?: Fact<number>;
  /** How its hosts are called, with `%index%` for their number from 0. */
  readonly hostnameFormat?: Fact<string>;
  readonly tags: readonly string[];
  readonly services: readonly RoleService[];
  /** Everything that its deployer puts on its hosts, in the deployer's own names, such as `OS::TripleO::Services::NovaApi`. */
  readonly components?: readonly Fact<string>[];
  /** Those of its components that its deployer has switched off, so that they run nowhere. */
  readonly idle?: readonly string[];
  readonly settings?: readonly Setting[];
  /** What is known of the host configuration of this role. */
  readonly configuration: HostConfiguration;
}

/** A service that runs on a role, with the network it is bound to there. */
export interface RoleService {
  readonly service: ServiceId;
  readonly origin: OriginId;
}

/**
 * *assigned*: hosts carry the addresses and routes the plan gives them. *unknown*: a template decides, and it was not read.
 *
 * The template is the one that its deployer names, in the deployer's words.
 */
export type HostConfiguration =
  | {
      readonly kind: 'assigned';
      readonly because: Fact<string>;
      readonly leavesOut: readonly NetworkId[];
      /** Set where its networks are known to be VLANs on one wire. */
      readonly drawsVlans?: boolean;
      readonly template?: Fact<string>;
      readonly settings?: readonly Setting[];
    }
  | {readonly kind: 'unknown'; readonly because: Fact<string>; readonly template?: Fact<string>; readonly settings?: readonly Setting[]};

export type HostKind = 'node' | 'undercloud' | 'router';

export interface Host {
  readonly id: HostId;
  readonly name: string;
  readonly kind: HostKind;
  readonly role?: RoleId;
  readonly origin: OriginId;
  readonly addresses: readonly HostAddress[];
  /** Of the undercloud: whether these are all its addresses, so that any other is somebody else's. */
  readonly hasAllAddresses?: boolean;
  /** Segments on which it stands by its own description, with an address or without one. */
  readonly segments?: readonly SegmentId[];
  /** Set where it is configured otherwise than the other hosts of its role. Hosts that are configured alike share one value. */
  readonly configuredAs?: ConfiguredAs;
  readonly settings?: readonly Setting[];
}

/** What a host's own description says in the place of its role's. */
export type ConfiguredAs = Pick<Role, 'attachments' | 'defaultRouteNetworks' | 'configuration'>;

export interface HostAddress {
  readonly address: Address;
  readonly origin: OriginId;
  /** The segment it stands on, where known. */
  readonly segment?: SegmentId;
  /** What the address is called where it is written: `local_ip`, `undercloud_public_host`, `--undercloud`, ... */
  readonly label?: string;
  /** Set when the allocator of the subnet knows the address, so that no pool of its gives it away. */
  readonly isReserved?: boolean;
}

/** A virtual address. */
export interface Vip {
  readonly id: VipId;
  readonly name: string;
  /** *moving*: a cluster moves it between its holders. *standing*: it stays on one host. Absent where nothing says which. */
  readonly kind?: 'moving' | 'standing';
  readonly origin: OriginId;
  readonly network: NetworkId;
  readonly segment?: Fact<SegmentId>;
  readonly address?: Fact<Address>;
  /** Roles whose hosts may hold it. */
  readonly holders: readonly RoleId[];
  /** Whether the address is registered with the allocator of its subnet, so that no pool gives it away. */
  readonly isReserved: boolean;
  readonly settings?: readonly Setting[];
}

/** A service and the network it is bound to. */
export interface Service {
  readonly id: ServiceId;
  readonly name: string;
  /** The network it ends on. */
  readonly network: Fact<NetworkId>;
  /** Set for a role whose own map binds it elsewhere. */
  readonly networkOfRole: ReadonlyMap<RoleId, Fact<NetworkId>>;
  /** The network that was asked for and is not there, so that the service fell back. */
  readonly missingNetwork?: Fact<string>;
  /** Whether a load balancer serves it under a virtual address. */
  readonly isLoadBalanced: boolean;
  /** Whether the provisioning network is its usual place. */
  readonly belongsOnProvisioning: boolean;
}

/** Address translation that a host does for what it forwards. */
export interface Masquerade {
  readonly host: HostId;
  readonly source: Prefix;
  readonly isOn: Fact<boolean>;
}

/** VLAN ids that tenants' networks may take on a physical network. */
export interface TenantVlanRange {
  readonly physicalNetwork: string;
  readonly first: number;
  readonly last: number;
  readonly origin: OriginId;
}

/** Something hosts need from an address at run time or to deploy. */
export interface Dependency {
  readonly kind: 'nameserver' | 'time' | 'registry' | 'proxy' | 'metadata' | 'repository';
  readonly phase: 'deploy' | 'run';
  readonly address: Fact<Address>;
  /** Whom it serves, for messages. */
  readonly users: string;
}

/** Traffic between services that the cloud needs. */
export interface Flow {
  /** Who opens it: a service, or `role:` and `network:` ends where no service does. */
  readonly client: ServiceId | RoleId | NetworkId;
  readonly server: ServiceId;
  /** The roles whose hosts answer, where these are not all that run the service, or where it is none that is bound to a network. */
  readonly serverRoles?: readonly RoleId[];
  readonly protocol: 'tcp' | 'udp' | 'sctp' | 'icmp' | 'gre' | 'vrrp' | 'esp' | 'ah';
  /** Of the server, both ends included; empty where the protocol has none. */
  readonly ports: readonly {readonly first: number; readonly last: number}[];
  readonly network: NetworkId;
  /** Whether it ends on a virtual address, from where a load balancer goes on to the hosts of the server. */
  readonly isBalanced: boolean;
  /** Set where upstream does not declare it. */
  readonly isAssumed: boolean;
  readonly origin: OriginId;
}

/**
 * What the planner is asked to keep to when it chooses.
 *
 * A wish without `network` or `site` is for all of them; the narrower one counts where several speak.
 */
export type Wish = {readonly origin: OriginId; readonly network?: NetworkId; readonly site?: string} & (
  | {readonly kind: 'families'; readonly families: readonly Family[]}
  /** Where prefixes of subnets are taken from. */
  | {readonly kind: 'parent'; readonly prefix: Prefix}
  | {readonly kind: 'prefix-length'; readonly family: Family; readonly length: number}
  /** Which VLAN ids may be chosen. */
  | {readonly kind: 'vlans'; readonly physicalNetwork?: string; readonly first: number; readonly last: number}
  /** Addresses that are never chosen, in whatever subnet they lie. */
  | {readonly kind: 'reserved-addresses'; readonly range: AddressRange}
  | {readonly kind: 'reserved-vlans'; readonly physicalNetwork?: string; readonly first: number; readonly last: number}
  /** Room for so many more hosts of a role, or of every role. */
  | {readonly kind: 'headroom'; readonly hosts: number; readonly role?: RoleId}
  /** Tunnels run here, and what they carry has this MTU. */
  | {readonly kind: 'tunnels'; readonly protocol: 'geneve' | 'vxlan' | 'gre'; readonly carriedMtu: number}
);

/** Something that a reader saw and the model has no place for: it is lost when the file is written again. */
export interface Untold {
  /** The reader's name. */
  readonly format: string;
  /** The key, in the format's own words. */
  readonly what: string;
  readonly origin: OriginId;
}

/** Something that was not said and without which a property stays open. */
export interface OpenQuestion {
  readonly property: PropertyId;
  /** Set where a prefix of this segment would answer it. */
  readonly about?: SegmentId;
  /** What would have to be known, in words that say how to tell it. */
  readonly needs: string;
  readonly because?: OriginId;
}

/** Something taken for true without proof, listed in every result. */
export interface Assumption {
  readonly id: string;
  readonly text: string;
  readonly because: readonly OriginId[];
  /** The properties that rest on it. */
  readonly properties: readonly PropertyId[];
}

export type PropertyId = 'closed-world' | 'address-facts' | 'transit-freedom' | 'control-dependence' | 'segment-isolation';

export interface Topology {
  readonly origins: OriginTable;
  readonly networks: readonly Network[];
  readonly segments: readonly Segment[];
  readonly subnets: readonly Subnet[];
  readonly roles: readonly Role[];
  readonly hosts: readonly Host[];
  readonly vips: readonly Vip[];
  readonly services: readonly Service[];
  readonly masquerades: readonly Masquerade[];
  readonly dependencies: readonly Dependency[];
  readonly tenantVlanRanges: readonly TenantVlanRange[];
  readonly flows: readonly Flow[];
  /** Names of policies that must hold. */
  readonly policies: readonly Fact<string>[];
  readonly wishes: readonly Wish[];
  /** Subnets that are written and not deployed, such as the IPv6 form of a network that is IPv4. Nothing is checked of them. */
  readonly alternateSubnets: readonly Subnet[];
  /**
   * Networks that are described in a former version of their format, where the same words mean something else. Those that are switched off
   * there are named as well, and are no networks of the cloud.
   */
  readonly formerNetworks: readonly Fact<NetworkId>[];
  readonly untold: readonly Untold[];
  readonly questions: readonly OpenQuestion[];
  readonly assumptions: readonly Assumption[];
}
