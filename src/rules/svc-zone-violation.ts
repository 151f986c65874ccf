import type {Network} from '../forwarding/network.js';
import type {Network as NetworkElement} from '../model/topology.js';
import {joinNames} from '../text/names.js';
import type {Finding, Rule} from './rule.js';
import {groupBy} from './support/route-groups.js';
import {type ServiceBinding, serviceBindings, serviceIds, serviceNames} from './support/service-bindings.js';
import {SERVICE_ZONES, type ServiceZone} from './support/service-zones.js';

/**
 * A service stays in its zone.
 *
 * Databases, message queues and storage are not bound to the network that users come from, nor to the one of tenants' traffic. The interfaces
 * that users call are reached from outside through a virtual address; on the external network itself they are only a warning.
 *
 * See docs/rules/svc-zone-violation.md
 */
export const svcZoneViolation: Rule = {
  id: 'svc-zone-violation',
  summary: 'A service stays in its zone.',
  why: 'Firewall rules open ports on every network of a host, so only the address a service is bound to keeps others away from it.',
  fix: 'Bind the service to the network of its zone.',
  severity: 'error',
  property: 'segment-isolation',
  *check(network: Network): Iterable<Finding> {
    const astray = serviceBindings(network).flatMap((binding) => astrayFrom(network, binding) ?? []);
    for (const same of groupBy(astray, ({binding, zone}) => `${binding.network.value} ${zone.name} ${zone.facesUsers}`).values()) {
      yield outOfZone(same);
    }
  },
};

interface Astray {
  readonly binding: ServiceBinding;
  readonly element: NetworkElement;
  readonly zone: ServiceZone;
}

function astrayFrom(network: Network, binding: ServiceBinding): Astray | undefined {
  const zone = SERVICE_ZONES.get(binding.service.name);
  const element = network.networkById.get(binding.network.value);
  const isForeign = element?.purpose !== undefined && FOREIGN_ZONES.has(element.purpose.value);
  return zone === undefined || !isForeign ? undefined : {binding, element, zone};
}

/** Networks by purpose that others than the cloud's own services use. */
const FOREIGN_ZONES: ReadonlyMap<string, string> = new Map([
  ['external', "users' requests"],
  ['tenant', "tenants' traffic"],
]);

/** How many services a message names. */
const MOST_NAMED = 3;

function outOfZone(same: readonly Astray[]): Finding {
  const [{element, zone, binding}] = same as [Astray];
  const bindings = same.map((astray) => astray.binding);
  const names = serviceNames(bindings);
  const purpose = element.purpose!;
  const others = [...new Map(bindings.map((other) => [other.service.name, other])).values()].slice(1, MOST_NAMED);
  const isReachable = zone.facesUsers && purpose.value === 'external';
  return {
    message: `${joinNames(names, MOST_NAMED)} of the ${zone.name} zone ${names.length === 1 ? 'is' : 'are'} bound to "${element.name}", the network of ${FOREIGN_ZONES.get(purpose.value)}.`,
    subjects: [element.id, ...serviceIds(bindings)],
    at: binding.network.origin,
    notes: [
      ...others.map(({service, network: bound}) => ({message: `"${service.name}" is bound to it here.`, at: bound.origin})),
      ...(element.name === purpose.value ? [] : [{message: `"${element.name}" serves as "${purpose.value}".`, at: purpose.origin}]),
    ],
    ...(isReachable && {severity: 'warning'}),
  };
}
