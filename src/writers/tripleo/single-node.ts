/**
 * `environments/single-node.yaml`: every service that could be clustered in its form for one host, and how many hosts there are.
 *
 * Upstream: tripleo-heat-templates environments/nonha-arch.yaml, which forgets the message bus: its alias is none that roles list.
 */
import type {YamlValue} from '../../text/yaml-text.js';
import {writeSingleNodeLeaf} from '../checks/write-single-node-leaf.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import {availabilityEntries} from './availability.js';
import type {TripleoCloud} from './cloud.js';
import {environmentFile, type YamlEntries} from './legacy-environment.js';

/** Undefined for a cloud on several hosts. It stands behind every other environment. */
export function singleNode(cloud: TripleoCloud, options: WriteOptions, report: WriteReport): OutputFile | undefined {
  if (options.topology !== 'single-node') return undefined;
  reportLeaves(cloud, report);
  return environmentFile('single-node', singleNodeData(cloud, options, report));
}

export function singleNodeData(cloud: TripleoCloud, options: WriteOptions, report: WriteReport): YamlValue {
  const counts: YamlEntries = new Map();
  for (const {name, count} of cloud.roles) if (count !== undefined) counts.set(`${name}Count`, count.value);
  const registry = availabilityEntries(cloud, options, 'single', report);
  return {...(registry.size > 0 && {resource_registry: registry}), ...(counts.size > 0 && {parameter_defaults: counts})};
}

/** Reports segments on which hosts of other roles would have stood, and the one host does not. */
function reportLeaves({roles, topology}: TripleoCloud, report: WriteReport): void {
  const [target] = roles.filter(({count}) => count?.value !== 0);
  if (target === undefined) return;
  const segmentOf = new Map(target.attachments.map(({network, segment}) => [network, segment]));
  const names = new Map(topology.segments.map(({id, name}) => [id, name]));
  for (const role of roles) {
    if (role === target) continue;
    for (const {network, segment} of role.attachments) {
      const own = segmentOf.get(network);
      if (own === undefined || own === segment) continue;
      report.add(writeSingleNodeLeaf, {
        message: `The one host stands on "${names.get(own)}", and role "${role.name}" would have stood on "${names.get(segment)}".`,
        subjects: [target.id, role.id, segment],
        at: role.origin,
      });
    }
  }
}
