import type {YamlValue} from '../../text/yaml-text.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import type {TripleoCloud} from './cloud.js';
import {fixedAddressesData} from './fixed-addresses.js';
import {environmentFile, type YamlEntries} from './legacy-environment.js';
import {networkIsolation, networkIsolationData} from './network-isolation.js';

/**
 * The networks and ports that Heat makes in Train, and their fixed addresses, as two environments that may come in any order.
 *
 * Upstream's own come one after the other, and the second maps again the ports that look into a list of addresses. Here such a port is
 * mapped once, where the other ports are.
 */
export function trainPorts(cloud: TripleoCloud, options: WriteOptions, report: WriteReport): readonly OutputFile[] {
  const isolation = networkIsolation(cloud, options, report);
  if (isolation === undefined) return [];
  const {resource_registry: registry, ...rest} = networkIsolationData(cloud, options) as Record<string, YamlValue> & {
    readonly resource_registry: YamlEntries;
  };
  const fixed = fixedAddressesData(cloud, options, report);
  const ports = new Map([...registry, ...fixed.resource_registry]);
  const own = environmentFile('network-isolation', {resource_registry: ports, ...rest});
  return fixed.parameter_defaults.size === 0
    ? [own]
    : [own, environmentFile('fixed-addresses', {parameter_defaults: fixed.parameter_defaults}, 3)];
}
