/** What the environments have in common that TripleO renders from its own templates. */
import type {Network, Subnet} from '../../model/topology.js';
import {type YamlValue, yamlText} from '../../text/yaml-text.js';
import {writeLegacyVersion} from '../checks/write-legacy-version.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import type {TripleoNetwork, TripleoSegment} from './cloud.js';
import {networkDataVersion} from './network-data.js';

/** A mapping in the making; in its order it is written. */
export type YamlEntries = Map<string, YamlValue>;

/**
 * Which family the networks have.
 *
 * *v4*: the one that is deployed. *v6*: the other form of each, but for tenants' tunnels; *v6-all*: with these.
 */
export type FamilyVariant = 'v4' | 'v6' | 'v6-all';

export function environmentFile(name: string, environment: YamlValue, flowDepth = 2): OutputFile {
  return {path: `environments/${name}.yaml`, text: yamlText(environment, flowDepth)};
}

/** `network-isolation`, `network-isolation-v6`, `network-isolation-v6-all`. */
export function variantName(name: string, variant: FamilyVariant): string {
  return variant === 'v4' ? name : `${name}-${variant}`;
}

/** A stock template by its path below the root of all. */
export function templatePath({templates}: Pick<WriteOptions, 'templates'>, below: string): string {
  return `${templates.replace(/\/+$/, '')}/${below}`;
}

/** Whether network data of version 1 is what the environments stand beside; reports where it is not. */
export function standsBesideVersion1(options: WriteOptions, name: string, report: WriteReport): boolean {
  if (networkDataVersion(options) === 1) return true;
  report.add(writeLegacyVersion, {
    message: `"${name}" is not written: it must not be used with network data of version 2.`,
    subjects: [`file:environments/${name}.yaml`],
  });
  return false;
}

/** The network whose traffic is that of tenants, inside of tunnels. */
export function isTunnelNetwork({name, purpose}: Network): boolean {
  return name === 'Tenant' || purpose?.value === 'tenant';
}

/**
 * The subnet of a segment of the first generation, whose networks have one family: IPv4 where the plan has both, which the writer of
 * network_data reports.
 */
export function writtenSubnet(network: TripleoNetwork, segment: TripleoSegment, variant: FamilyVariant = 'v4'): Subnet | undefined {
  const deployed = segment.subnets[0];
  if (variant === 'v4' || (variant === 'v6' && isTunnelNetwork(network.network))) return deployed;
  return [...segment.subnets, ...segment.alternates].find(({prefix}) => prefix.value.family === 6) ?? deployed;
}

/** The family of a network's subnets; IPv4 where it has none. */
export function writtenFamily(network: TripleoNetwork, variant: FamilyVariant = 'v4'): 4 | 6 {
  for (const segment of network.segments) {
    const subnet = writtenSubnet(network, segment, variant);
    if (subnet !== undefined) return subnet.prefix.value.family;
  }
  return 4;
}
