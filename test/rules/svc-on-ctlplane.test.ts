import {describe, expect, it} from '@jest/globals';
import {Network} from '#src/forwarding/network.js';
import {svcOnCtlplane} from '#src/rules/svc-on-ctlplane.js';
import {expectFindings, findingsOf, readNetwork} from '../support/network.js';

describe('svc-on-ctlplane', () => {
  it('takes services that belong there, and those that run nowhere', () => {
    expectFindings(
      svcOnCtlplane,
      `
networks:
  ctlplane: {provisioning: true}
  internal: {cidr: 172.16.2.0/24}
services:
  ironic: {network: ctlplane, belongs-on-provisioning: true}
  mysql: internal
  unused: ctlplane
roles:
  controller: {networks: [internal], services: [ironic, mysql]}
`,
    ).toEqual([]);
  });

  it('finds services that are bound to it, once', () => {
    expectFindings(
      svcOnCtlplane,
      `
networks:
  ctlplane: {provisioning: true}
  internal: {cidr: 172.16.2.0/24}
services:
  mysql: ctlplane
  redis: internal
roles:
  controller: {networks: [internal], services: [mysql, {service: redis, network: ctlplane}]}
  database: {networks: [internal], services: [mysql, redis]}
`,
    ).toEqual(['6:10 "mysql" and "redis" are bound to the provisioning network "ctlplane".', '  note 9:82 "redis" is bound to it here.']);
  });

  it('finds services whose network is not there, once for each network', () => {
    const {topology} = readNetwork(`
networks:
  ctlplane: {provisioning: true}
  internal: {cidr: 172.16.2.0/24}
services:
  swift: ctlplane
  ceph: ctlplane
  designate: ctlplane
roles:
  controller: {networks: [internal], services: [swift, ceph, designate]}
`);
    const missing = new Map([
      ['swift', 'storage_mgmt'],
      ['ceph', 'storage_mgmt'],
      ['designate', 'external'],
    ]);
    const services = topology.services.map((service) => ({
      ...service,
      missingNetwork: {value: missing.get(service.name)!, origin: service.network.origin},
    }));
    expect(findingsOf(svcOnCtlplane, new Network({...topology, services}))).toMatchObject([
      {
        message: 'No network serves as "storage_mgmt", so "swift" and "ceph" are on the provisioning network "ctlplane".',
        subjects: ['network:ctlplane', 'service:swift', 'service:ceph'],
        location: {start: {line: 6, column: 10}},
      },
      {
        message: 'No network serves as "external", so "designate" is on the provisioning network "ctlplane".',
        subjects: ['network:ctlplane', 'service:designate'],
        location: {start: {line: 8, column: 14}},
      },
    ]);
  });

  it('says in one finding that nothing is isolated', () => {
    expectFindings(
      svcOnCtlplane,
      `
networks:
  ctlplane: {provisioning: true}
services:
  mysql: ctlplane
  keystone: ctlplane
  ironic: {network: ctlplane, belongs-on-provisioning: true}
roles:
  controller: {services: [mysql, keystone, ironic]}
`,
    ).toEqual(['5:10 No network is isolated: 2 services of this cloud share "ctlplane", on which its hosts are provisioned.']);
  });
});
