import type {Host, Role, Topology} from '../model/topology.js';
import {count} from '../text/count.js';
import {planHostNameExhausted} from './checks/plan-host-name-exhausted.js';
import {nodesByRole} from './support/places.js';
import type {PlanReport} from './support/plan-report.js';

/**
 * Names the hosts that only a role's count speaks of.
 *
 * Each takes the lowest number whose name nobody has, so that a host that is listed keeps its name and one that is taken out leaves its
 * number to the next.
 */
export function nameHosts(topology: Topology, report: PlanReport): Topology {
  const nodes = nodesByRole(topology);
  const isShort = ({id, count: wanted}: Role) => wanted !== undefined && wanted.value > (nodes.get(id)?.length ?? 0);
  const short = topology.roles.filter(isShort);
  if (short.length === 0) return topology;
  const taken = new Set(topology.hosts.map(({id, name}) => `${stackOf(id)}${name}`));
  const fresh: Host[] = [];
  for (const role of short) {
    const format = role.hostnameFormat?.value ?? `${role.name.toLowerCase()}-%index%`;
    const missing = role.count!.value - (nodes.get(role.id)?.length ?? 0);
    const from = [role.count!.origin, ...(role.hostnameFormat === undefined ? [] : [role.hostnameFormat.origin])];
    const origin = topology.origins.planned('host', `the lowest free number of "${format}"`, from);
    const hasNumber = format.includes(INDEX);
    const stack = stackOf(role.id);
    let named = 0;
    for (let number = 0; named < missing && (hasNumber || number === 0); number++) {
      const name = format.replaceAll(INDEX, `${number}`);
      const own = `${stack}${name}`;
      if (taken.has(own)) continue;
      taken.add(own);
      named++;
      fresh.push({id: `host:${own}`, name, kind: 'node', role: role.id, origin, addresses: []});
    }
    if (named < missing) reportExhausted(role, format, missing - named, report);
  }
  return {...topology, hosts: [...topology.hosts, ...fresh]};
}

const INDEX = '%index%';

/** `cell1/` of `role:cell1/Compute`: where several stacks are deployed, each has its own names. */
function stackOf(id: string): string {
  return id.slice(id.indexOf(':') + 1, id.lastIndexOf('/') + 1);
}

function reportExhausted(role: Role, format: string, missing: number, report: PlanReport): void {
  report.add(planHostNameExhausted, {
    message: `"${role.name}" has no names for ${count(missing, 'host')}: "${format}" has no "${INDEX}", and its one name is taken.`,
    subjects: [role.id],
    at: role.hostnameFormat?.origin ?? role.origin,
    notes: [{message: 'The number of hosts is here.', at: role.count!.origin}],
  });
}
