import {describe, expect, it} from '@jest/globals';
import {vipsDeployed} from '#src/writers/tripleo/vips-deployed.js';
import {cloudOf, cloudOfTexts, written} from './deployed-cloud.js';
import {LEAVES, SIX} from './deployed-networks.js';

const TEMPLATES = '/usr/share/openstack-tripleo-heat-templates/network/ports';

describe('the environment of deployed virtual addresses', () => {
  it('brackets IPv6 where it stands in a URI', () => {
    const result = written(vipsDeployed, cloudOfTexts(SIX));
    expect(result.file!.path).toBe('environments/vips-deployed.yaml');
    expect(result.findings).toEqual([]);
    expect(result.data).toEqual({
      resource_registry: {
        'OS::TripleO::Network::Ports::InternalApiVipPort': `${TEMPLATES}/deployed_vip_internal_api.yaml`,
        'OS::TripleO::Network::Ports::ControlPlaneVipPort': `${TEMPLATES}/deployed_vip_ctlplane.yaml`,
      },
      parameter_defaults: {
        VipPortMap: {internal_api: {ip_address: 'fd00:2::5', ip_address_uri: '[fd00:2::5]', ip_subnet: 'fd00:2::5/64'}},
        ControlPlaneVipData: {
          network: {tags: ['fd00:24::/64']},
          subnets: [{ip_version: 6}],
          fixed_ips: [{ip_address: 'fd00:24::5'}],
          name: 'control_virtual_ip',
        },
      },
    });
  });

  it('calls the port of the provisioning network as vip_data does', () => {
    const texts = {...SIX, 'vip_data.yaml': "- {network: ctlplane, ip_address: 'fd00:24::5', name: front_door}\n"};
    const {file, data} = written(vipsDeployed, cloudOfTexts(texts));
    expect(data!.parameter_defaults!.ControlPlaneVipData).toMatchObject({name: 'front_door'});
    const {'vip_data.yaml': _, ...others} = texts;
    expect(written(vipsDeployed, cloudOfTexts({...others, 'deployed.yaml': file!.text})).data).toEqual(data);
  });

  it('has the prefix length of the leaf that the address lies in', () => {
    const texts = {
      ...LEAVES,
      'network_data.yaml': LEAVES['network_data.yaml']!.replace('172.16.11.0/24', '172.16.11.0/25'),
      'vip_data.yaml': '- {network: storage, ip_address: 172.16.11.5}\n',
    };
    const {data} = written(vipsDeployed, cloudOfTexts(texts));
    expect(data!.parameter_defaults!.VipPortMap).toEqual({
      storage: {ip_address: '172.16.11.5', ip_address_uri: '172.16.11.5', ip_subnet: '172.16.11.5/25'},
    });
  });

  it('leaves out addresses that are not known, and says so', () => {
    const texts = {...LEAVES, 'vip_data.yaml': '- {network: storage, subnet: storage_subnet}\n'};
    expect(written(vipsDeployed, cloudOfTexts(texts))).toMatchObject({
      file: undefined,
      findings: ['write-address-missing The virtual address "storage" on "storage" is not known, so no environment gives it a port.'],
    });
  });

  it('leaves out addresses on subnets that are not known, and says so', () => {
    const texts = {...LEAVES, 'vip_data.yaml': '- {network: storage, ip_address: 203.0.113.9}\n'};
    expect(written(vipsDeployed, cloudOfTexts(texts))).toMatchObject({
      file: undefined,
      findings: [
        'write-address-missing The virtual address "storage" lies on a subnet of "storage" that is not known, so no environment gives it a port. Write the subnet.',
      ],
    });
  });

  it('leaves out the address on a provisioning network of which nothing is known, as the whole folder says once', () => {
    const {'environment.yaml': _, ...texts} = SIX;
    const {data, findings} = written(vipsDeployed, cloudOfTexts(texts));
    expect(Object.keys(data!.resource_registry!)).toEqual(['OS::TripleO::Network::Ports::InternalApiVipPort']);
    expect(findings).toEqual([]);
  });

  it('has one for each network: a second one is reported, and those of Redis and OVN stand elsewhere', () => {
    const {topology} = cloudOfTexts(SIX);
    const [first] = topology.vips;
    const second = {...first!, id: 'vip:second', name: 'second'} as const;
    const redis = {...first!, id: 'vip:redis', name: 'redis'} as const;
    const {data, findings} = written(vipsDeployed, cloudOf({...topology, vips: [redis, first!, second]}));
    expect(Object.keys(data!.parameter_defaults!.VipPortMap as object)).toEqual(['internal_api']);
    expect(findings).toEqual([
      'write-vip-unsaid "internal_api" has the virtual addresses "internal_api" and "second", and only the first is written.',
    ]);
  });

  it('is not there before Wallaby', () => {
    expect(written(vipsDeployed, cloudOfTexts(SIX), {release: 'train'}).file).toBeUndefined();
  });
});
