import type {Topology} from '../../model/topology.js';
import type {WriteReport} from '../writer.js';

/** The topology under the names that TripleO's files can carry and its readers give back. */
export function withTripleoNames(topology: Topology, report: WriteReport): Topology {
  void report;
  return topology;
}
