/** What a plan says, in its own words, before names are looked up: docs/schemas/plan.schema.json is the same as a schema. */
import type {Dependency} from '../../model/topology.js';
import type {Address} from '../../net/address.js';
import type {AddressRange} from '../../net/address-range.js';
import type {Prefix} from '../../net/prefix.js';
import type {Place} from '../../source/cursor.js';
import type {Located} from '../reader.js';

export interface PlanInputs {
  readonly plans: Plan[];
}

export interface Plan {
  readonly undercloud?: PlanUndercloud;
  readonly routers: readonly PlanHost[];
  readonly networks: readonly PlanNetwork[];
  readonly roles: readonly PlanRole[];
  readonly services: readonly PlanService[];
  readonly dependencies: readonly PlanDependency[];
  /** Names of policy files. */
  readonly policies: readonly Located<string>[];
}

export interface PlanHost {
  readonly place: Place;
  readonly name: string;
  readonly addresses: readonly Located<Address>[];
}

export interface PlanUndercloud extends PlanHost {
  readonly masquerade?: Located<boolean>;
}

export interface PlanNetwork {
  readonly name: Located<string>;
  readonly provisioning?: Located<boolean>;
  readonly purpose?: Located<string>;
  readonly mtu?: Located<number>;
  readonly dnsDomain?: Located<string>;
  readonly vip?: PlanVip;
  /** Those under `subnets`, or the network itself as its only one. */
  readonly subnets: readonly PlanSubnet[];
}

export interface PlanSubnet {
  readonly name: Located<string>;
  readonly vlan?: Located<number>;
  readonly physicalNetwork?: Located<string>;
  readonly families: readonly PlanFamily[];
  /** Whether its `cidr` is left to the planner, rather than written and not readable. */
  readonly isOpen: boolean;
}

/** The IPv4 or the IPv6 half of a subnet. */
export interface PlanFamily {
  readonly prefix: Located<Prefix>;
  readonly gateway?: Located<Address>;
  readonly pools: readonly PlanPool[];
  readonly routes: readonly PlanRoute[];
  readonly nameservers: readonly Located<Address>[];
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
}

export interface PlanVip {
  readonly place: Place;
  readonly isWanted: boolean;
  readonly address?: Located<Address>;
  readonly subnet?: Located<string>;
  /** Roles whose hosts hold it; absent where the plan leaves that to the services. */
  readonly roles?: readonly Located<string>[];
}

export interface PlanRole {
  readonly name: Located<string>;
  readonly count?: Located<number>;
  readonly networks: readonly PlanAttachment[];
  readonly defaultRoutes: readonly Located<string>[];
  readonly services: readonly PlanRoleService[];
  readonly tags: readonly string[];
}

export interface PlanAttachment {
  readonly place: Place;
  readonly network: Located<string>;
  readonly subnet?: Located<string>;
  readonly isConfigured: boolean;
}

export interface PlanRoleService {
  readonly service: Located<string>;
  /** Set where this role binds it elsewhere than `services` does. */
  readonly network?: Located<string>;
}

export interface PlanService {
  readonly name: Located<string>;
  readonly network: Located<string>;
  readonly isLoadBalanced?: boolean;
  readonly belongsOnProvisioning: boolean;
}

export interface PlanDependency {
  readonly kind: Dependency['kind'];
  readonly phase: Dependency['phase'];
  readonly address: Located<Address>;
}
