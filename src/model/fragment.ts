import type {Topology} from './topology.js';

/** What one family of readers knows of a topology. Its origins lie in the run's one origin table. */
export type Fragment = Omit<Topology, 'origins'>;

/** A fragment in the making. */
export type MutableFragment = {-readonly [Part in keyof Fragment]: Fragment[Part] extends readonly (infer Element)[] ? Element[] : never};

export function emptyFragment(): MutableFragment {
  return {
    networks: [],
    segments: [],
    subnets: [],
    roles: [],
    hosts: [],
    vips: [],
    services: [],
    masquerades: [],
    dependencies: [],
    tenantVlanRanges: [],
    flows: [],
    policies: [],
    wishes: [],
    alternateSubnets: [],
    formerNetworks: [],
    untold: [],
    questions: [],
    assumptions: [],
  };
}
