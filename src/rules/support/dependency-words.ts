import type {Dependency} from '../../model/topology.js';

/** What a dependency is called in messages. */
export const DEPENDENCY_WORDS: Readonly<Record<Dependency['kind'], string>> = {
  nameserver: 'name server',
  time: 'time server',
  registry: 'image registry',
  proxy: 'proxy',
  metadata: 'metadata service',
  repository: 'package repository',
};
