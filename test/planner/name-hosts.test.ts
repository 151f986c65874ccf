import {describe, expect, it} from '@jest/globals';
import {expectChosen, expectPlanFindings, planOf} from './planning.js';

describe('a host', () => {
  it('takes the lowest number whose name is free', () => {
    expectChosen(
      `
      roles:
        Controller: {count: 3, hosts: {controller-1: }}
        Compute: {count: 2, hostname-format: 'cmp%index%.cloud', hosts: {other: }}
        Ceph: {hosts: {ceph-7: }}
      `,
      'host',
    ).toEqual([
      'controller-0 host controller-0: the lowest free number of "controller-%index%"',
      'controller-2 host controller-2: the lowest free number of "controller-%index%"',
      'cmp0.cloud host cmp0.cloud: the lowest free number of "cmp%index%.cloud"',
    ]);
  });

  it('keeps its name when another is put in', () => {
    const before = planOf('\nroles: {ctl: {count: 2}}').topology.hosts.map(({name}) => name);
    const after = planOf('\nroles: {ctl: {count: 3, hosts: {ctl-0: , ctl-1: }}}').topology.hosts.map(({name}) => name);
    expect([before, after]).toEqual([
      ['ctl-0', 'ctl-1'],
      ['ctl-0', 'ctl-1', 'ctl-2'],
    ]);
  });

  it('has no name where all of a role are called alike', () => {
    expectPlanFindings(`
      roles:
        ctl:
          count: 3
          hostname-format: controller
    `).toEqual([
      '5:22 plan-host-name-exhausted "ctl" has no names for 2 hosts: "controller" has no "%index%", and its one name is taken.',
      '  note 4:12 The number of hosts is here.',
    ]);
  });
});
