import type {Network} from '../../forwarding/network.js';
import type {Fact, OriginId} from '../../model/origin.js';
import type {NetworkId, Role, Service, ServiceId} from '../../model/topology.js';

/** A service as a role runs it. */
export interface ServiceBinding {
  readonly role: Role;
  readonly service: Service;
  /** The network it is bound to on this role. */
  readonly network: Fact<NetworkId>;
  /** Where the role lists it. */
  readonly origin: OriginId;
}

/** Every service that runs, role by role; a role's own word for a service counts over that for all. */
export function serviceBindings(network: Network): ServiceBinding[] {
  const services = new Map<ServiceId, Service>(network.topology.services.map((service) => [service.id, service]));
  return network.topology.roles.flatMap((role) =>
    role.services.flatMap(({service: id, origin}) => {
      const service = services.get(id);
      return service === undefined ? [] : [{role, service, network: service.networkOfRole.get(role.id) ?? service.network, origin}];
    }),
  );
}

/** Where a service is bound to its network, for a note; a default says so. */
export function bindingNote(
  {topology: {origins}}: Network,
  {service, network}: ServiceBinding,
  name: string,
): {message: string; at: OriginId} {
  const words = origins.describe(network.origin);
  const where = words === undefined ? 'here' : `(${words})`;
  return {message: `"${service.name}" is bound to "${name}" ${where}.`, at: network.origin};
}

/** The names of their services, each once. */
export function serviceNames(bindings: readonly ServiceBinding[]): string[] {
  return [...new Set(bindings.map(({service}) => service.name))];
}

/** The ids of their services, each once. */
export function serviceIds(bindings: readonly ServiceBinding[]): ServiceId[] {
  return [...new Set(bindings.map(({service}) => service.id))];
}
