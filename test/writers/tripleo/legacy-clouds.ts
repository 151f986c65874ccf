/** Clouds of the first generation, in our own words, and what is written of them. */
import {load} from 'js-yaml';
import type {Topology} from '#src/model/topology.js';
import {tripleoFacts} from '#src/shipped.js';
import {type YamlValue, yamlText} from '#src/text/yaml-text.js';
import {type TripleoCloud, tripleoCloud} from '#src/writers/tripleo/cloud.js';
import type {OutputFile, WriteOptions, WriteReport} from '#src/writers/writer.js';
import {runTexts, type Texts} from '../../support/run.js';

/** Two leaves, a cluster, and every kind of parameter. */
export const TWO_LEAVES: Texts = {
  'network_data.yaml': `
- name: InternalApi
  name_lower: internal_api
  vip: true
  vlan: 20
  ip_subnet: 10.20.0.0/24
  allocation_pools: [{start: 10.20.0.100, end: 10.20.0.200}]
  gateway_ip: 10.20.0.1
  routes: [{destination: 10.99.0.0/16, nexthop: 10.20.0.2}]
  ipv6_subnet: fd20::/64
  ipv6_allocation_pools: [{start: fd20::100, end: fd20::ffff}]
  subnets:
    internal_api_leaf1:
      vlan: 21
      ip_subnet: 10.21.0.0/24
      gateway_ip: 10.21.0.1
      allocation_pools: [{start: 10.21.0.100, end: 10.21.0.200}]
- name: Tenant
  name_lower: tenant
  vlan: 30
  mtu: 8950
  ip_subnet: 10.30.0.0/24
  allocation_pools: [{start: 10.30.0.100, end: 10.30.0.200}]
  ipv6_subnet: fd30::/64
  ipv6_allocation_pools: [{start: fd30::100, end: fd30::ffff}]
- name: External
  name_lower: external
  vip: true
  ipv6: true
  vlan: 40
  ipv6_subnet: fd40::/64
  gateway_ipv6: fd40::1
  ipv6_allocation_pools: [{start: fd40::100, end: fd40::ffff}]
`,
  'roles_data.yaml': `
- name: Controller
  tags: [primary, controller]
  CountDefault: 2
  HostnameFormatDefault: '%stackname%-controller-%index%'
  networks:
    InternalApi: {subnet: internal_api_subnet}
    Tenant: {subnet: tenant_subnet}
    External: {subnet: external_subnet}
  default_route_networks: [External]
  ServicesDefault: [OS::TripleO::Services::HAproxy, OS::TripleO::Services::MySQL]
- name: Leaf
  CountDefault: 2
  HostnameFormatDefault: '%stackname%-leaf-%index%'
  networks:
    InternalApi: {subnet: internal_api_leaf1}
  ServicesDefault: [OS::TripleO::Services::NovaCompute]
`,
};

export function topologyOf(texts: Texts): Topology {
  return runTexts(texts).run.topology;
}

export function cloudOf(topology: Topology): TripleoCloud {
  return tripleoCloud(topology, collected().report);
}

/** Paths as the templates themselves have them, relative to the folder of environments. */
export function optionsFor(release: WriteOptions['release'], given: Partial<WriteOptions> = {}): WriteOptions {
  return {facts: tripleoFacts(), release, networkData: 1, templates: '..', topology: 'high-availability', stack: 'overcloud', ...given};
}

/** A report whose findings are lines: `code: message`. */
export function collected(): {readonly report: WriteReport; readonly lines: string[]} {
  const lines: string[] = [];
  return {report: {add: ({id}, {message}) => lines.push(`${id}: ${message}`)}, lines};
}

/** What a reader of YAML finds in data that was written. */
export function asRead(data: YamlValue): unknown {
  return load(yamlText(data, 2));
}

export function parsed(file: OutputFile | undefined): {
  readonly resource_registry?: Readonly<Record<string, string>>;
  readonly parameter_defaults?: Readonly<Record<string, unknown>>;
} {
  if (file === undefined) throw new Error('nothing was written');
  return load(file.text) as ReturnType<typeof parsed>;
}
