import type {Topology} from './topology.js';

/** What one family of readers knows of a topology. Its origins lie in the run's one origin table. */
export type Fragment = Omit<Topology, 'origins'>;

export const EMPTY_FRAGMENT: Fragment = {
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
  questions: [],
  assumptions: [],
};
