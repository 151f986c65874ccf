/**
 * What a plan takes for granted where it is silent: its reader fills it in and its writer leaves it out.
 *
 * In this file: versions and plain defaults; purposes; who holds a virtual address; where servers answer; what stays open.
 */
import {NEUTRON} from '../model/allocators.js';
import type {Assumption, Dependency, HostKind, NetworkId, OpenQuestion, Role, RoleId, Service, ServiceId} from '../model/topology.js';

export const PLAN_VERSION = 1;

/** The MTU of Ethernet. */
export const DEFAULT_MTU = 1500;
export const DEFAULT_ALLOCATOR = NEUTRON;

/** What there is to depend on, and when it usually is needed. */
export const DEPENDENCY_PHASES: ReadonlyMap<Dependency['kind'], Dependency['phase']> = new Map([
  ['nameserver', 'run'],
  ['time', 'run'],
  ['registry', 'deploy'],
  ['proxy', 'run'],
  ['metadata', 'run'],
  ['repository', 'deploy'],
]);

/** Whom a dependency serves that a plan lists. */
export const EVERY_HOST = 'every host';

/** Whom the nameservers of a network's subnets serve. */
export function hostsOn(network: string): string {
  return `hosts on network "${network}"`;
}

/** The ports of nodes are made with the addresses that are planned; nobody makes those of the undercloud and of routers. */
export function isReservedByDefault(kind: HostKind): boolean {
  return kind === 'node';
}

/** What is behind the configuration of hosts about which a plan says nothing else. */
export function planGives(role: string): string {
  return `the plan gives the hosts of role "${role}" their addresses and routes`;
}

/** The own name of what stands in one stack of several: `nova_api` of `cell1/nova_api`. */
export function ownName(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}

// --- Purposes ---

/** The networks of TripleO's default isolation (network-data-samples/default-network-isolation.yaml, ganesha.yaml). */
const STANDARD_PURPOSES: ReadonlySet<string> = new Set([
  'external',
  'internal_api',
  'management',
  'storage',
  'storage_mgmt',
  'storage_nfs',
  'tenant',
]);

/** The purpose of a network that is named after a standard one. */
export function purposeOfName(name: string): string | undefined {
  const standard = name.replaceAll('-', '_');
  return STANDARD_PURPOSES.has(standard) ? standard : undefined;
}

/** A written purpose; that of Ceph's dashboard is upstream's as well (network-data-samples/ of the dashboard network). */
export function purposeWritten(text: string): string {
  const standard = text.replaceAll('-', '_');
  return STANDARD_PURPOSES.has(standard) || standard === 'storage_dashboard' ? standard : text;
}

// --- Virtual addresses ---

export const VIP_HOLDERS_ASSUMED: Omit<Assumption, 'because'> = {
  id: 'plan-vip-holders',
  text: 'A virtual address whose roles are not named is held by the roles on its network that run a load-balanced service bound to it, or else any such service, or else by all of them.',
  properties: ['transit-freedom', 'segment-isolation'],
};

/** The roles on a network that run a load-balanced service bound to it; where none does, those that run any; else all roles on it. */
export function likelyHolders(network: NetworkId, roles: readonly Role[], services: ReadonlyMap<ServiceId, Service>): RoleId[] {
  const attached = roles.filter((role) => role.attachments.some((attachment) => attachment.network === network));
  const balancedOn = (role: Role): NetworkId[] =>
    role.services.flatMap(({service}) => {
      const known = services.get(service);
      return known?.isLoadBalanced ? [(known.networkOfRole.get(role.id) ?? known.network).value] : [];
    });
  const serving = attached.filter((role) => balancedOn(role).includes(network));
  const balancing = attached.filter((role) => balancedOn(role).length > 0);
  return [serving, balancing, attached].find((holders) => holders.length > 0)?.map(({id}) => id) ?? [];
}

// --- Flows ---

/** Where a server answers to flows that name no network, with the roles of each network where these are not all that run it. */
export function answersOf(
  service: Service,
  roles: readonly Role[],
  isBalanced: boolean,
): readonly {readonly network: NetworkId; readonly serverRoles?: readonly RoleId[]}[] {
  const byNetwork = new Map<NetworkId, RoleId[]>();
  for (const role of roles) {
    if (!role.services.some(({service: id}) => id === service.id)) continue;
    const {value} = service.networkOfRole.get(role.id) ?? service.network;
    byNetwork.set(value, [...(byNetwork.get(value) ?? []), role.id]);
  }
  if (isBalanced || byNetwork.size === 0) return [{network: service.network.value}];
  if (byNetwork.size === 1) return [...byNetwork.keys()].map((network) => ({network}));
  return [...byNetwork].map(([network, serverRoles]) => ({network, serverRoles}));
}

// --- What stays open ---

type Question = Pick<OpenQuestion, 'property' | 'needs' | 'about'>;

/** A segment without a prefix, which the planner may give it. */
export function prefixQuestion(network: string, subnet: string, isOnly: boolean): Question {
  return {
    property: 'address-facts',
    needs: `the addresses of ${subnetWords(network, subnet, isOnly)}; write its "cidr"`,
    about: `segment:${network}/${subnet}`,
  };
}

/** A segment of which somebody knows that it has a VLAN id, and not which. */
export function vlanQuestion(network: string, subnet: string, isOnly: boolean): Question {
  return {property: 'segment-isolation', needs: `the VLAN id of ${subnetWords(network, subnet, isOnly)}; write its "vlan"`};
}

function subnetWords(network: string, subnet: string, isOnly: boolean): string {
  return isOnly ? `network "${network}"` : `subnet "${subnet}" of network "${network}"`;
}

/** Hosts whose configuration somebody else decides. */
export function configurationQuestions(role: string, because: string): readonly Question[] {
  const needs = `What hosts of role "${role}" configure: ${because}; it is not known what that sets up.`;
  return [
    {property: 'transit-freedom', needs},
    {property: 'segment-isolation', needs},
  ];
}

/** An undercloud that translates for networks whose prefixes are not known. */
export const MASQUERADE_QUESTION: Question = {
  property: 'transit-freedom',
  needs: 'the addresses for which the undercloud translates; write the "cidr" of the network with "provisioning: true"',
};
