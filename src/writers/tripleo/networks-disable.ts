/**
 * `environments/networks-disable.yaml`: no network is made, for a second stack on the networks of the first.
 *
 * Upstream: tripleo-heat-templates environments/networks-disable.j2.yaml. Never beside the environments that make them.
 */
import type {YamlValue} from '../../text/yaml-text.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import type {TripleoCloud} from './cloud.js';
import {environmentFile, standsBesideVersion1, type YamlEntries} from './legacy-environment.js';

/** Undefined beside network data of version 2: its networks are no part of a stack. */
export function networksDisable(cloud: TripleoCloud, options: WriteOptions, report: WriteReport): OutputFile | undefined {
  if (!standsBesideVersion1(options, 'networks-disable', report)) return undefined;
  return environmentFile('networks-disable', networksDisableData(cloud));
}

export function networksDisableData({networks}: TripleoCloud): YamlValue {
  const registry: YamlEntries = new Map();
  for (const {name} of networks) registry.set(`OS::TripleO::Network::${name}`, 'OS::Heat::None');
  return {resource_registry: registry};
}
