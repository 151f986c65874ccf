/**
 * The flows of a cloud, from a table of what services say to each other.
 *
 * In this file: the table; the flows of a topology; who runs what; where a server answers.
 */
import type {OriginId} from './origin.js';
import type {Flow, NetworkId, Role, RoleId, Service, ServiceId, Topology} from './topology.js';

/** Which services talk to which, before it is known what runs where. */
export interface FlowTable {
  /** By the name that rows use. */
  readonly ends: ReadonlyMap<string, FlowEnd>;
  readonly rows: readonly FlowRow[];
}

/** A service that opens connections or answers them. */
export interface FlowEnd {
  /** What it is called among the components of a role. */
  readonly components: readonly string[];
  /** The service of the model that it is and nothing else is. */
  readonly service?: string;
  /** Services of the model, by name, on whose networks it listens. */
  readonly listens: readonly string[];
  /** The service beside which it is taken to run where components and its own service are not known, or `VIP_HOLDERS`. */
  readonly besides?: string;
}

/** Whatever runs where virtual addresses are held. */
export const VIP_HOLDERS = 'virtual addresses';

export interface FlowRow {
  /** Names of ends, or `ON_NETWORK`. */
  readonly clients: readonly string[];
  readonly server: string;
  readonly protocol: Flow['protocol'];
  readonly ports: Flow['ports'];
  /** The service of the model that decides on the network, `{role}` in its name standing for any role; the server's own where absent. */
  readonly at?: string;
  /** The purpose of the network, where no service decides. */
  readonly network?: string;
  /** Whether the client meets a virtual address, where there is a load balancer. */
  readonly isBalanced: boolean;
  /** The row counts only where this end runs nowhere. */
  readonly unless?: string;
  /** Why it is taken for true though nothing upstream says so. */
  readonly assumed?: string;
  /** Where it is written: `policies/flows/data.yaml:12`. */
  readonly place: string;
}

/** The client that is whoever is on the network where the server answers. */
export const ON_NETWORK = 'network';

/**
 * The topology's own flows, and those of the table whose client and server both run in this cloud.
 *
 * A server answers on the network to which its role binds it, and under a virtual address on the network of the service. The services of a
 * stack talk to each other; what a stack lacks is looked for in the others.
 */
export function flowsOf(topology: Topology, table: FlowTable): readonly Flow[] {
  const cloud = new Cloud(topology, table);
  const flows = new Map<string, Flow>();
  const add = (flow: Flow): void => {
    const {client, server, serverRoles, protocol, ports, network, isBalanced} = flow;
    const key = JSON.stringify([client, server, serverRoles, protocol, ports, network, isBalanced]);
    const known = flows.get(key);
    if (known === undefined || (known.isAssumed && !flow.isAssumed)) flows.set(key, flow);
  };
  for (const flow of topology.flows) add(flow);
  for (const row of table.rows) for (const flow of cloud.flowsOf(row)) add(flow);
  return [...flows.values()];
}

/** Hosts that answer, and on which network. */
interface Answer {
  readonly server: ServiceId;
  readonly network: NetworkId;
  readonly roles: readonly Role[];
  readonly isBalanced: boolean;
  /** Set where these roles are not all that run the service. */
  readonly isPart: boolean;
  readonly isAssumed: boolean;
  readonly because: OriginId;
}

/** Roles that run an end. */
interface Running {
  readonly roles: readonly Role[];
  readonly isAssumed: boolean;
}

const NOWHERE: Running = {roles: [], isAssumed: false};

class Cloud {
  readonly #topology: Topology;
  readonly #table: FlowTable;
  readonly #stacks = new Map<string, Stack>();

  constructor(topology: Topology, table: FlowTable) {
    this.#topology = topology;
    this.#table = table;
    const holders = new Set(topology.vips.flatMap((vip) => vip.holders));
    const stack = (id: string): Stack => {
      const name = stackOf(id);
      const known = this.#stacks.get(name) ?? new Stack(table, holders);
      this.#stacks.set(name, known);
      return known;
    };
    for (const service of topology.services) stack(service.id).addService(service);
    for (const role of topology.roles) stack(role.id).addRole(role);
  }

  *flowsOf(row: FlowRow): Iterable<Flow> {
    const {protocol, ports, clients, server, place, assumed} = row;
    const serving = [...this.#stacks.values()].filter((stack) => stack.running(server).roles.length > 0);
    const answers = new Map(serving.map((stack) => [stack, this.#answers(stack, row)]));
    const flow = (client: Flow['client'], answer: Answer, isAssumed: boolean): Flow => ({
      client,
      server: answer.server,
      ...(answer.isPart && {serverRoles: answer.roles.map(({id}) => id)}),
      protocol,
      ports,
      network: answer.network,
      isBalanced: answer.isBalanced,
      isAssumed: isAssumed || answer.isAssumed || assumed !== undefined,
      origin: this.#topology.origins.derived(`${place}${assumed === undefined ? '' : `, assumed: ${assumed}`}`, [answer.because]),
    });
    for (const name of clients) {
      if (name === ON_NETWORK) {
        for (const answer of [...answers.values()].flat()) yield flow(answer.network, answer, false);
        continue;
      }
      for (const stack of this.#stacks.values()) {
        const {isAssumed} = stack.running(name);
        for (const client of stack.clientsOf(name)) {
          const reached = answers.get(stack) ?? [...answers.values()].flat();
          for (const answer of reached) yield flow(client, answer, isAssumed);
        }
      }
    }
  }

  /** Where the server of a row answers in a stack; nowhere where it does not run or another one stands in for it. */
  #answers(stack: Stack, row: FlowRow): readonly Answer[] {
    const {server, network, unless} = row;
    if (unless !== undefined && stack.running(unless).roles.length > 0) return [];
    const running = stack.running(server);
    if (network !== undefined) return this.#answersOn(network, server, running);
    const end = this.#table.ends.get(server)!;
    const name = row.at ?? end.service ?? end.listens[0];
    if (name === undefined) return [];
    if (name.startsWith(ANY_ROLE)) return stack.answersOfRoles(name, running);
    const service = stack.service(name);
    if (service === undefined) return [];
    const isOwn = end.listens.includes(name);
    const own = isOwn ? service : (stack.firstService(end.listens) ?? service);
    if (row.isBalanced && own.isLoadBalanced)
      return [answer(own, service.network.value, running, stack.isPart(own, running.roles), true, service.network.origin)];
    // Without a balancer nothing answers where only balancers would, and the rest is met at the hosts.
    return row.isBalanced && !isOwn ? [] : stack.answersAt(service, own, running);
  }

  /** Every host on a network, whatever it is bound to. */
  #answersOn(purpose: string, server: string, running: Running): readonly Answer[] {
    return this.#topology.networks
      .filter((network) => (purpose === 'ctlplane' ? network.isProvisioning : network.purpose?.value === purpose))
      .flatMap((network): Answer[] => {
        const roles = running.roles.filter(({attachments}) => attachments.some((attachment) => attachment.network === network.id));
        if (roles.length === 0) return [];
        const {isAssumed} = running;
        return [
          {server: `service:${server}`, network: network.id, roles, isBalanced: false, isPart: true, isAssumed, because: network.origin},
        ];
      });
  }
}

/** The services and roles that are deployed together. */
class Stack {
  readonly #table: FlowTable;
  readonly #holders: ReadonlySet<RoleId>;
  readonly #services = new Map<string, Service>();
  readonly #roles: Role[] = [];
  readonly #running = new Map<string, Running>();

  constructor(table: FlowTable, holders: ReadonlySet<RoleId>) {
    this.#table = table;
    this.#holders = holders;
  }

  addService(service: Service): void {
    this.#services.set(service.name, service);
  }

  addRole(role: Role): void {
    this.#roles.push(role);
  }

  service(name: string): Service | undefined {
    return this.#services.get(name);
  }

  firstService(names: readonly string[]): Service | undefined {
    return names.map((name) => this.#services.get(name)).find((service) => service !== undefined);
  }

  /** The roles that run an end, by their components where these are known, else by their services. */
  running(name: string): Running {
    let found = this.#running.get(name);
    if (found === undefined) {
      found = this.#findRunning(this.#table.ends.get(name)!);
      this.#running.set(name, found);
    }
    return found;
  }

  #findRunning(end: FlowEnd): Running {
    const own = this.#services.get(end.service ?? '');
    let isAssumed = false;
    const roles = this.#roles.filter((role) => {
      if (role.components !== undefined) return this.#hasComponent(role, end);
      if (own !== undefined) return runs(role, own);
      if (!this.#isBeside(role, end)) return false;
      isAssumed = true;
      return true;
    });
    return roles.length === 0 ? NOWHERE : {roles, isAssumed};
  }

  /** A component that listens runs only where a role has one of the services that it brings. */
  #hasComponent(role: Role, {components, listens}: FlowEnd): boolean {
    const {components: listed = [], idle = []} = role;
    if (!listed.some(({value}) => components.includes(value) && !idle.includes(value))) return false;
    if (listens.length === 0 || role.services.length === 0) return true;
    return listens.some((name) => [...this.#services.values()].some((service) => isNamed(service, name) && runs(role, service)));
  }

  #isBeside(role: Role, {besides}: FlowEnd): boolean {
    if (besides === VIP_HOLDERS) return this.#holders.has(role.id);
    const service = this.#services.get(besides ?? '');
    return service !== undefined && runs(role, service);
  }

  /** A client by its service, where that is what runs on just these roles; else by its roles. */
  clientsOf(name: string): readonly (ServiceId | RoleId)[] {
    const {roles} = this.running(name);
    const service = this.#services.get(this.#table.ends.get(name)!.service ?? '');
    if (roles.length === 0) return [];
    return service !== undefined && !this.isPart(service, roles) ? [service.id] : roles.map(({id}) => id);
  }

  /** Whether a service runs on other roles than these. */
  isPart(service: Service, roles: readonly Role[]): boolean {
    const all = this.#roles.filter((role) => runs(role, service));
    return all.length !== roles.length || all.some((role) => !roles.includes(role));
  }

  /** The networks to which the roles bind a service, each with its roles. */
  answersAt(service: Service, own: Service, running: Running): readonly Answer[] {
    const byNetwork = new Map<NetworkId, {roles: Role[]; because: OriginId}>();
    for (const role of running.roles) {
      const {value, origin} = service.networkOfRole.get(role.id) ?? service.network;
      const known = byNetwork.get(value);
      if (known === undefined) byNetwork.set(value, {roles: [role], because: origin});
      else known.roles.push(role);
    }
    return [...byNetwork].map(([network, {roles, because}]) =>
      answer(own, network, {...running, roles}, this.isPart(own, roles), false, because),
    );
  }

  /** Where each role has a service of its own, such as `controller_metrics_qdr`. */
  answersOfRoles(name: string, running: Running): readonly Answer[] {
    const answers = new Map<Service, readonly Answer[]>();
    for (const service of this.#services.values()) {
      if (!isNamed(service, name)) continue;
      const roles = running.roles.filter((role) => runs(role, service));
      if (roles.length > 0) answers.set(service, this.answersAt(service, service, {...running, roles}));
    }
    return [...answers.values()].flat();
  }
}

function answer(
  own: Service,
  network: NetworkId,
  {roles, isAssumed}: Running,
  isPart: boolean,
  isBalanced: boolean,
  because: OriginId,
): Answer {
  return {server: own.id, network, roles, isBalanced, isPart, isAssumed, because};
}

const ANY_ROLE = '{role}';

/** Whether this is the service of a name, in which any role's name may be left open. */
function isNamed(service: Service, name: string): boolean {
  return name.startsWith(ANY_ROLE) ? service.name.endsWith(name.slice(ANY_ROLE.length)) : service.name === name;
}

function runs(role: Role, {id}: Service): boolean {
  return role.services.some(({service}) => service === id);
}

/** The stack in an id, where there are several: `central` in `role:central/Controller`. */
function stackOf(id: string): string {
  const start = id.indexOf(':') + 1;
  return id.slice(start, Math.max(start, id.lastIndexOf('/')));
}
