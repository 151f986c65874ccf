/**
 * `environments/high-availability.yaml`: services clustered on several hosts, for a release whose own registry has them alone on one.
 *
 * Upstream: tripleo-heat-templates environments/docker-ha.yaml, which a deployment of Train names for it. Later releases are so by
 * themselves.
 */
import type {YamlValue} from '../../text/yaml-text.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import {availabilityEntries} from './availability.js';
import type {TripleoCloud} from './cloud.js';
import {environmentFile} from './legacy-environment.js';

/** Undefined where the release has that form, and where no virtual address moves between hosts. */
export function highAvailability(cloud: TripleoCloud, options: WriteOptions, report: WriteReport): OutputFile | undefined {
  if (options.topology === 'single-node' || options.facts.highAvailability.stock[options.release] === 'clustered') return undefined;
  if (!cloud.topology.vips.some(({kind}) => kind === 'moving')) return undefined;
  const data = highAvailabilityData(cloud, options, report);
  return data === undefined ? undefined : environmentFile('high-availability', data);
}

export function highAvailabilityData(cloud: TripleoCloud, options: WriteOptions, report: WriteReport): YamlValue | undefined {
  const registry = availabilityEntries(cloud, options, 'clustered', report);
  return registry.size === 0 ? undefined : {resource_registry: registry};
}
