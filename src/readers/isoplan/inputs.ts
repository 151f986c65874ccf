/** What a plan says, in its own words, before names are looked up: docs/schemas/plan.schema.json is the same as a schema. */
import type {Assumption, Dependency, HostKind, PropertyId, Setting, TenantVlanRange, Vip, Wish} from '../../model/topology.js';
import type {Address, Family} from '../../net/address.js';
import type {AddressRange} from '../../net/address-range.js';
import type {Prefix} from '../../net/prefix.js';
import type {Place} from '../../source/cursor.js';
import type {Located} from '../reader.js';
import type {PlanFlow} from './flows.js';

export interface PlanInputs {
  readonly plans: Plan[];
}

export interface Plan {
  readonly underclouds: readonly PlanUndercloud[];
  readonly routers: readonly PlanHost[];
  /** Hosts of no role. */
  readonly hosts: readonly PlanHost[];
  readonly networks: readonly PlanNetwork[];
  readonly roles: readonly PlanRole[];
  readonly services: readonly PlanService[];
  readonly flows: readonly PlanFlow[];
  readonly dependencies: readonly PlanDependency[];
  readonly masquerades: readonly PlanMasquerade[];
  readonly tenantVlans: readonly PlanTenantVlans[];
  /** Wishes for the whole cloud. */
  readonly planning: readonly PlanWish[];
  readonly questions: readonly PlanQuestion[];
  readonly assumptions: readonly PlanAssumption[];
  /** Names of policy files. */
  readonly policies: readonly Located<string>[];
}

// --- Networks ---

export interface PlanNetwork {
  readonly key: Located<string>;
  /** Set where its users call it otherwise. */
  readonly name?: Located<string>;
  readonly provisioning?: Located<boolean>;
  /** False where it has none, whatever its name says. */
  readonly purpose?: Located<string> | false;
  readonly mtu?: Located<number>;
  readonly dnsDomain?: Located<string>;
  readonly wantsVip?: Located<boolean>;
  readonly vips: readonly PlanVip[];
  readonly settings: readonly PlanSetting[];
  readonly planning: readonly PlanWish[];
  /** Those under `subnets`, or the network itself as its only one; none where it is known by name alone. */
  readonly subnets: readonly PlanSubnet[];
  /** Whether its subnets have routes to each other over their gateways, which nobody writes. */
  readonly isRouted?: Located<boolean>;
}

export interface PlanSetting {
  readonly place: Place;
  readonly key: string;
  readonly value: Setting['value'];
}

export interface PlanSubnet {
  readonly name: Located<string>;
  readonly vlan?: Located<number | 'untagged' | 'unknown'>;
  readonly physicalNetwork?: Located<string>;
  readonly site?: Located<string>;
  readonly settings: readonly PlanSetting[];
  readonly families: readonly PlanFamily[];
  /** What is written of it and not deployed. */
  readonly alternates: readonly PlanFamily[];
  /** Whether its `cidr` is left to the planner, rather than written and not readable. */
  readonly isOpen: boolean;
}

/** The IPv4 or the IPv6 half of a subnet. */
export interface PlanFamily {
  readonly prefix: Located<Prefix>;
  readonly gateway?: Located<Address>;
  readonly pools: readonly PlanPool[];
  readonly routes: readonly PlanRoute[];
  readonly nameservers: readonly PlanNameserver[];
}

export interface PlanPool {
  readonly place: Place;
  readonly range: AddressRange;
  readonly allocator: string;
}

export interface PlanRoute {
  readonly place: Place;
  readonly destination: Located<Prefix>;
  readonly nextHop: Located<Address>;
  readonly isDerived: boolean;
}

export interface PlanNameserver {
  readonly address: Located<Address>;
  /** Whom it serves where that is not the hosts on its network; false where nobody depends on it. */
  readonly users?: string | false;
  /** The half of the subnet whose hosts get it, where that is not the one of its own family. */
  readonly family?: Family;
}

export interface PlanVip {
  readonly place: Place;
  /** Set where it is not the one of its network. */
  readonly name?: string;
  readonly address?: Located<Address>;
  /** False where it is on none that is known. */
  readonly subnet?: Located<string> | false;
  /** Roles whose hosts hold it; absent where the plan leaves that to the services. */
  readonly roles?: readonly Located<string>[];
  readonly kind?: NonNullable<Vip['kind']>;
  readonly isReserved: boolean;
  readonly settings: readonly PlanSetting[];
}

// --- Roles and hosts ---

/** How hosts are configured: what a role says of its hosts, and what a host may say for itself. */
export interface HostSettings {
  readonly networks?: readonly PlanAttachment[];
  readonly defaultRoutes?: readonly Located<string>[];
  readonly configuration?: PlanConfiguration;
}

export interface PlanRole extends HostSettings {
  readonly name: Located<string>;
  readonly count?: Located<number>;
  readonly hostnameFormat?: Located<string>;
  readonly services: readonly PlanRoleService[];
  readonly tags: readonly string[];
  readonly components?: readonly Located<string>[];
  /** Components that are switched off. */
  readonly idle: readonly string[];
  readonly settings: readonly PlanSetting[];
  readonly hosts: readonly PlanHost[];
}

export interface PlanAttachment {
  readonly place: Place;
  readonly network: Located<string>;
  readonly subnet?: Located<string>;
  /** False where hosts are not on a network on which they are provisioned. */
  readonly isJoined: boolean;
  readonly isConfigured: boolean;
  /** Why its address is really one of the provisioning network. */
  readonly fallsBack?: Located<string>;
}

export interface PlanConfiguration {
  readonly place: Place;
  readonly template?: Located<string>;
  readonly drawsVlans?: boolean;
  readonly leavesOut?: readonly Located<string>[];
  readonly because?: Located<string>;
  /** Why it is not known what it sets up. */
  readonly unknown?: Located<string>;
  /** False where what it leaves open is asked for elsewhere. */
  readonly asks: boolean;
  readonly settings: readonly PlanSetting[];
}

export interface PlanRoleService {
  readonly service: Located<string>;
  /** Set where this role binds it elsewhere than `services` does. */
  readonly network?: Located<string>;
}

export interface PlanHost extends HostSettings {
  readonly place: Place;
  /** Without the `host:` before it. */
  readonly id: string;
  readonly name: string;
  readonly kind: HostKind;
  readonly addresses: readonly PlanHostAddress[];
  /** Whether its addresses are registered with the allocators of their subnets; as hosts of its kind are where it is absent. */
  readonly isReserved?: boolean;
  readonly standsOn: readonly SegmentName[];
  readonly hasAllAddresses: boolean;
  readonly settings?: readonly PlanSetting[];
}

export interface PlanHostAddress {
  readonly address: Located<Address>;
  /** A network or one of its subnets, whatever segment has its prefix, or none. */
  readonly on: SegmentName | 'its-prefix' | 'nothing';
  readonly label?: string;
  /** As the host says of all its addresses where it is absent. */
  readonly isReserved?: boolean;
}

/** `network` or `network/subnet`. */
export interface SegmentName {
  readonly network: Located<string>;
  readonly subnet?: Located<string>;
}

export interface PlanUndercloud extends PlanHost {
  /** Whether it translates for the networks on which hosts are provisioned. */
  readonly masquerade?: Located<boolean>;
}

// --- The rest ---

export interface PlanService {
  readonly name: Located<string>;
  readonly network: Located<string>;
  readonly missingNetwork?: Located<string>;
  readonly isLoadBalanced?: boolean;
  readonly belongsOnProvisioning: boolean;
}

export interface PlanDependency {
  readonly kind: Dependency['kind'];
  readonly phase: Dependency['phase'];
  readonly address: Located<Address>;
  readonly users: string;
}

export interface PlanMasquerade {
  readonly host: string;
  readonly source: Located<Prefix>;
  readonly isOn: Located<boolean>;
}

export interface PlanTenantVlans extends Omit<TenantVlanRange, 'origin'> {
  readonly place: Place;
}

export interface PlanQuestion {
  readonly place: Place;
  readonly properties: readonly PropertyId[];
  readonly needs: string;
  readonly about?: SegmentName;
}

export interface PlanAssumption extends Omit<Assumption, 'because'> {
  readonly place: Place;
}

/** What the planner is asked to keep to, without the network it is for. */
export type PlanWish = {readonly place: Place; readonly site?: Located<string>} & (
  | Of<'families'>
  | Of<'parent'>
  | Of<'prefix-length'>
  | Of<'vlans'>
  | Of<'reserved-addresses'>
  | Of<'reserved-vlans'>
  | {readonly kind: 'headroom'; readonly hosts: number; readonly role?: Located<string>}
  | Of<'tunnels'>
);

type Of<Kind extends Wish['kind']> = Omit<Extract<Wish, {kind: Kind}>, 'origin' | 'network' | 'site'>;
