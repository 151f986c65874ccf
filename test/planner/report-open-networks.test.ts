import {describe, expect, it} from '@jest/globals';
import {planCloud} from '#src/pipeline.js';
import {inFolder, refusalOf, type Texts} from '../support/run.js';

const STORAGE = '- name: Storage\n  name_lower: storage\n  subnets: {storage_subnet: {ip_subnet: 172.16.1.0/24}}\n';
const ROLES = '- name: Compute\n  CountDefault: 1\n  networks: {Storage: {subnet: storage_subnet}}\n';

describe('a provisioning network of which nothing is known', () => {
  const findingsOf = (texts: Texts) =>
    inFolder(texts, (cwd) => planCloud({cwd, inputs: ['.']}).result.findings).filter(({code}) => code === 'plan-network-open');

  it('is told where hosts stand on it', () => {
    expect(
      findingsOf({'network_data.yaml': STORAGE, 'roles_data.yaml': ROLES}).map(({severity, message}) => `${severity} ${message}`),
    ).toEqual(['warning No input describes a segment of "ctlplane", so nothing is chosen there and hosts get no address on it.']);
  });

  it('is known by undercloud.conf, and concerns nobody without roles', () => {
    expect(
      findingsOf({'network_data.yaml': STORAGE, 'roles_data.yaml': ROLES, 'undercloud.conf': '[DEFAULT]\nlocal_ip = 192.168.24.1/24\n'}),
    ).toEqual([]);
    expect(findingsOf({'network_data.yaml': STORAGE})).toEqual([]);
  });

  it('is nothing to plan where it is all there is', () => {
    const refusal = inFolder({'cloud.yaml': 'parameter_defaults: {NtpServer: [pool.example]}\n'}, (cwd) =>
      refusalOf(() => planCloud({cwd, inputs: ['cloud.yaml']})),
    );
    expect(refusal).toEqual({
      message: 'These inputs describe no segment of any network, so there is nothing to plan.',
      problems: ['cloud.yaml is read as heat-environment'],
    });
  });
});
