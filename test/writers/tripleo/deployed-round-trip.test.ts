/** What the environments of a deployed cloud say, our own reader of environments reads back. */
import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import type {Topology} from '#src/model/topology.js';
import {networkParameters} from '#src/writers/tripleo/network-parameters.js';
import {networksDeployed} from '#src/writers/tripleo/networks-deployed.js';
import {nodesDeployed} from '#src/writers/tripleo/nodes-deployed.js';
import {undercloudConf} from '#src/writers/tripleo/undercloud-conf.js';
import {vipsDeployed} from '#src/writers/tripleo/vips-deployed.js';
import {comparable} from '../../support/comparable.js';
import {runTexts, type Texts} from '../../support/run.js';
import {hostFacts, networkFacts, vipFacts} from '../../support/topology-facts.js';
import {cloudOf, Findings, OPTIONS} from './deployed-cloud.js';
import {LEAVES, SIX} from './deployed-networks.js';

/** undercloud.conf is among them: where it is written, it says what of the provisioning subnets no environment then does. */
const WRITERS = [networksDeployed, vipsDeployed, nodesDeployed, networkParameters, undercloudConf];

/** What was read, what the environments of it say when they are read alone, and what the writers said. */
function roundTrip(texts: Texts) {
  const {topology} = runTexts(texts).run;
  const cloud = cloudOf(topology);
  const report = new Findings();
  const files = WRITERS.flatMap((write) => write(cloud, OPTIONS, report) ?? []);
  const {run, findings} = runTexts(Object.fromEntries(files.map(({path, text}) => [path, text])));
  const said = report.lines.filter((line) => !line.startsWith('write-undercloud-incomplete'));
  return {before: facts(topology), after: facts(run.topology), said, findings};
}

function facts(topology: Topology) {
  const {vips, networks, segments, subnets, tenantVlanRanges} = topology;
  const provisioning = networks.find(({isProvisioning}) => isProvisioning)!;
  const ofProvisioning = new Set(segments.filter(({network}) => network === provisioning.id).map(({id}) => id));
  return {
    networks: networkFacts(topology, {derivedRoutes: true}),
    provisioning: subnets
      .filter(({segment}) => ofProvisioning.has(segment))
      // Neutron's pools are undercloud.conf's to say.
      .map((subnet) => comparable({...topology, subnets: [{...subnet, pools: []}]}, {without: WITHOUT_SUBNETS})),
    vips: vipFacts(topology),
    vipKeys: vips.map(({id}) => id).sort(),
    hosts: hostFacts(topology),
    tenantVlanRanges: tenantVlanRanges.map(({physicalNetwork, first, last}) => `${physicalNetwork} ${first}-${last}`),
  };
}

const WITHOUT_SUBNETS = [
  'networks',
  'segments',
  'roles',
  'hosts',
  'vips',
  'services',
  'masquerades',
  'dependencies',
  'tenantVlanRanges',
  'flows',
  'wishes',
  'alternateSubnets',
  'questions',
  'assumptions',
] as const;

describe('the environments of a deployed cloud', () => {
  it('read back as the cloud: routed leaves', () => {
    const {before, after, said, findings} = roundTrip({...LEAVES, 'vip_data.yaml': '- {network: storage, ip_address: 172.16.1.5}\n'});
    expect(after).toEqual(before);
    expect(said).toEqual([]);
    expect(findings.filter((line) => / error /.test(line))).toEqual([]);
    expect(Object.keys(before.hosts)).toHaveLength(3);
  });

  it('read back as the cloud: IPv6', () => {
    const networks = SIX['network_data.yaml']!.replace(" ipv6_subnet: 'fd00:5::/64',", '');
    const {before, after, said} = roundTrip({...SIX, 'network_data.yaml': networks});
    expect(after).toEqual(before);
    expect(said).toEqual([]);
    expect(before.vips).toEqual({ctlplane: 'fd00:24::5', internal_api: 'fd00:2::5'});
  });

  it('read back without the family that they have no room for, and say so', () => {
    const {before, after, said} = roundTrip(SIX);
    expect(before.networks.both!.segments.both_subnet).toEqual(['vlan 50', '172.16.5.0/24', 'fd00:5::/64']);
    expect(after.networks.both!.segments.both_subnet).toEqual(['vlan 50', '172.16.5.0/24']);
    expect(said).toHaveLength(1);
  });

  it('read back as any cloud', () => {
    fc.assert(
      fc.property(clouds, (texts) => {
        const {before, after, said} = roundTrip(texts);
        expect(after).toEqual(before);
        expect(said).toEqual([]);
      }),
      {numRuns: 60},
    );
  });
});

interface RandomNetwork {
  readonly family: 4 | 6;
  readonly leaves: number;
  readonly hasGateways: boolean;
  readonly vlan: number | undefined;
  readonly replaces: boolean;
  readonly hasVip: boolean;
}

/** Clouds with up to four networks of one to three leaves, a role for each leaf, and hosts under names of their own or generated ones. */
const clouds: fc.Arbitrary<Texts> = fc
  .record({
    networks: fc.array(
      fc.record<RandomNetwork>({
        family: fc.constantFrom(4, 6),
        leaves: fc.integer({min: 1, max: 3}),
        hasGateways: fc.boolean(),
        vlan: fc.option(fc.integer({min: 2, max: 4000}), {nil: undefined}),
        replaces: fc.boolean(),
        hasVip: fc.boolean(),
      }),
      {minLength: 1, maxLength: 4},
    ),
    hosts: fc.array(fc.integer({min: 0, max: 3}), {minLength: 3, maxLength: 3}),
    ownNames: fc.boolean(),
  })
  .map(({networks, hosts, ownNames}) => {
    const subnet = (index: number, leaf: number, family: 4 | 6) => (family === 4 ? `10.${index}.${leaf}.` : `fd00:${index}:${leaf}::`);
    const length = (family: 4 | 6) => (family === 4 ? '0/24' : '/64');
    const networkData = networks.map(({family, leaves, hasGateways, vlan, replaces, hasVip}, index) => {
      const [prefix, gateway] = family === 4 ? ['ip_subnet', 'gateway_ip'] : ['ipv6_subnet', 'gateway_ipv6'];
      const subnets = Array.from({length: leaves}, (_, leaf) => {
        const start = subnet(index, leaf, family);
        const written = [
          `${prefix}: '${start}${length(family)}'`,
          ...(hasGateways ? [`${gateway}: '${start}1'`] : []),
          ...(vlan === undefined ? [] : [`vlan: ${vlan + leaf}`]),
        ];
        return `    leaf${leaf}: {${written.join(', ')}}\n`;
      });
      const replaced = replaces && index === 0 ? '  service_net_map_replace: internal_api\n' : '';
      return `- name: Net${index}\n  name_lower: net_${index}\n  vip: ${hasVip}\n${replaced}  subnets:\n${subnets.join('')}`;
    });
    const roles = hosts.map((count, leaf) => {
      const instances = Array.from({length: count}, (_, host) => {
        const ports = networks.map(({family, leaves}, index) => {
          const on = Math.min(leaf, leaves - 1);
          return `        - {network: net_${index}, subnet: leaf${on}, fixed_ip: '${subnet(index, on, family)}${leaf + 1}${host}'}\n`;
        });
        const name = ownNames ? `rack-${leaf}-${host}` : `overcloud-leaf${leaf}-${count - 1 - host}`;
        return `    - hostname: ${name}\n      networks:\n        - {network: ctlplane, fixed_ip: 198.51.100.${leaf + 1}${host}}\n${ports.join('')}`;
      });
      return instances.length === 0 ? '' : `- name: Leaf${leaf}\n  count: ${count}\n  instances:\n${instances.join('')}`;
    });
    const vips = networks.flatMap(({hasVip, family}, index) =>
      hasVip ? [`- {network: net_${index}, ip_address: '${subnet(index, 0, family)}5'}\n`] : [],
    );
    return {
      'network_data.yaml': networkData.join(''),
      ...(roles.join('') !== '' && {'baremetal_deployment.yaml': roles.join('')}),
      'vip_data.yaml': ['- {network: ctlplane, ip_address: 198.51.100.5}\n', ...vips].join(''),
      'environment.yaml':
        'parameter_defaults: {CtlplaneNetworkAttributes: {subnets: {ctlplane-subnet: {cidr: 198.51.100.0/24, gateway_ip: 198.51.100.254}}}}\n',
    };
  });
