import {describe, expect, it} from '@jest/globals';
import {formatAddress} from '#src/net/address.js';
import {formatRange} from '#src/net/address-range.js';
import {formatPrefix} from '#src/net/prefix.js';
import {overview} from '#src/planner/overview.js';
import {planOf} from './planning.js';

const CLOUD = `
  undercloud: 10.0.0.1
  networks:
    ctlplane: {provisioning: true, cidr: 10.0.0.0/24, pools: [10.0.0.10-10.0.0.19, {range: 10.0.0.30-10.0.0.39, allocator: inspection}]}
    storage:
      vip: true
      subnets:
        leaf0: {vlan: 20, cidr: [10.1.0.0/24, 'fd00::/64'], gateway: 10.1.0.1}
        leaf1: {vlan: untagged, cidr: 10.1.1.0/28}
  roles:
    ctl: {count: 2, networks: [ctlplane, {network: storage, subnet: leaf0}]}
    ceph: {count: 1, networks: [ctlplane, {network: storage, subnet: leaf1}]}
    nowhere: {count: 4, networks: []}
`;

describe('an overview', () => {
  const {topology} = planOf(CLOUD.replace('networks: []', 'services: []'));
  const {rows, forecast, values} = overview(topology);

  it('has a row for each subnet', () => {
    expect(
      rows.map(({networkName, segmentName, vlan, isUntagged, prefix, gateway, pools, virtualAddresses, used, free}) =>
        [
          networkName,
          segmentName,
          isUntagged ? 'untagged' : (vlan?.value ?? '-'),
          prefix && formatPrefix(prefix.value),
          gateway ? formatAddress(gateway.value) : '-',
          pools.map(({range, allocator}) => `${formatRange(range)} of ${allocator}`).join(', '),
          virtualAddresses.map(({name, address}) => `${name} ${formatAddress(address.value)}`).join(', '),
          `${used} used, ${free} free`,
        ].join(' | '),
      ),
    ).toEqual([
      'ctlplane | ctlplane | - | 10.0.0.0/24 | - | 10.0.0.10-10.0.0.19 of neutron, 10.0.0.30-10.0.0.39 of inspection |  | 8 used, 3 free',
      'storage | leaf0 | 20 | 10.1.0.0/24 | 10.1.0.1 | 10.1.0.10-10.1.0.254 of neutron | storage 10.1.0.2 | 4 used, 243 free',
      'storage | leaf0 | 20 | fd00::/64 | fd00::1 | fd00::10-fd00::ffff:ffff:ffff:ffff of neutron |  | 3 used, 18446744073709551598 free',
      'storage | leaf1 | untagged | 10.1.1.0/28 | 10.1.1.1 | 10.1.1.4-10.1.1.14 of neutron |  | 2 used, 10 free',
    ]);
  });

  it('says how many more hosts of each role fit, and where it ends', () => {
    expect(forecast).toEqual([
      {role: 'role:ctl', name: 'ctl', hosts: 2, more: 3n, limitedBy: 'segment:ctlplane/ctlplane'},
      {role: 'role:ceph', name: 'ceph', hosts: 1, more: 3n, limitedBy: 'segment:ctlplane/ctlplane'},
      {role: 'role:nowhere', name: 'nowhere', hosts: 4, more: 3n, limitedBy: 'segment:ctlplane/ctlplane'},
    ]);
  });

  it('says of every value who chose it', () => {
    const kinds = new Map<string, string[]>();
    for (const {what, value, origin} of values) {
      const {kind} = topology.origins.get(origin);
      kinds.set(what, [...(kinds.get(what) ?? []), `${kind} ${value}`]);
    }
    expect([...kinds.keys()].sort()).toEqual(['MTU', 'VLAN', 'address', 'gateway', 'host', 'number of hosts', 'pool', 'prefix', 'segment']);
    expect(kinds.get('MTU')).toEqual(['default 1500', 'default 1500']);
    expect(kinds.get('gateway')).toEqual(['text 10.1.0.1', 'planned fd00::1', 'planned 10.1.1.1']);
    expect(kinds.get('host')).toContain('planned ctl-0');
  });
});

describe('the forecast', () => {
  const forecastOf = (text: string) =>
    overview(planOf(text).topology).forecast.map(({name, more, limitedBy}) => `${name} ${more ?? 'open'} ${limitedBy ?? '-'}`);

  it('ends where a subnet has no room for a pool', () => {
    const text = (networks: string) => `
      networks: {ctlplane: {provisioning: true, cidr: 10.0.0.0/32}, storage: {vlan: 10, cidr: 10.0.1.0/24}}
      roles: {ctl: {networks: ${networks}}}
    `;
    expect(forecastOf(text('[storage]'))).toEqual(['ctl 0 segment:ctlplane/ctlplane']);
    expect(forecastOf(text('[storage, {network: ctlplane, joined: false}]'))).toEqual(['ctl 245 segment:storage/storage']);
  });

  it('is open where no segment has addresses', () => {
    expect(forecastOf('\nnetworks: {storage: {vlan: 10, cidr: []}}\nroles: {ctl: {networks: [storage]}}')).toEqual(['ctl open -']);
  });

  it('is what planning accepts, headroom or not', () => {
    const text = (count: number) => `
      planning: {headroom: 5}
      networks: {storage: {vlan: 10, cidr: 10.0.0.0/24, pools: 10.0.0.10-10.0.0.19}}
      roles: {ctl: {count: ${count}, networks: [storage]}}
    `;
    expect(forecastOf(text(4))).toEqual(['ctl 6 segment:storage/storage']);
    expect(planOf(text(10)).diagnostics.map(({severity}) => severity)).toEqual(['warning']);
    expect(planOf(text(11)).diagnostics.map(({severity}) => severity)).toEqual(['error']);
  });
});
