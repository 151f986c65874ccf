import {type OriginId, OriginTable} from '#src/model/origin.js';
import {type Address, isAddressProblem, parseAddress} from '#src/net/address.js';
import {addressRange} from '#src/net/address-range.js';
import {isPrefixProblem, type Prefix, parsePrefix} from '#src/net/prefix.js';
import type {OverviewRow} from '#src/planner/overview.js';
import type {PlanToReport} from '#src/reporters/plan/plan-document.js';
import {type PlanDocument, planDocument} from '#src/reporters/plan/plan-document.js';
import type {Result} from '#src/result.js';
import {parseText} from '../../support/read.js';
import {holding, openGateway} from '../results.js';

/** The plan file that the plan below was made of. */
export const CLOUD = `isoplan: 1
networks:
  storage:
    vlan: 30
    cidr: 172.16.1.0/24
  tenant:
`;

/** A plan in which each way to come to a value is taken. */
export function plan(given: {readonly result?: Result; readonly isWritable?: boolean; readonly names?: string} = {}): PlanToReport {
  const origins = new OriginTable();
  const written = (text: string): OriginId => {
    const document = parseText(CLOUD, 'cloud.yaml')[0]!;
    const node = Array.from({length: document.size}, (_, index) => index).find((index) => document.text(index) === text)!;
    return origins.at({document, node});
  };
  const byPlanner = (step: 'prefix' | 'pool' | 'vlan' | 'virtual-address', because: string) => origins.planned(step, because, []);
  const name = given.names ?? 'Tenant';
  const vlan = {value: 30, origin: written('30')};
  const prefix = {value: prefixFrom('172.16.1.0/24'), origin: written('172.16.1.0/24')};
  const pool = byPlanner('pool', 'the upper half of 172.16.1.0/24');
  const chosenPrefix = {value: prefixFrom('fd00:0:0:2::/64'), origin: byPlanner('prefix', 'the next free /64 of fd00::/48')};
  const gateway = {value: address('fd00:0:0:2::1'), origin: origins.declared('--router fd00:0:0:2::1')};
  const rows: OverviewRow[] = [
    {
      ...{network: 'network:storage', networkName: 'Storage', segment: 'segment:storage/storage_subnet', segmentName: 'storage_subnet'},
      isUntagged: false,
      vlan,
      subnet: 'subnet:storage/storage_subnet/4',
      prefix,
      pools: [
        {range: addressRange(address('172.16.1.128'), address('172.16.1.191')), origin: pool, allocator: 'neutron'},
        {range: addressRange(address('172.16.1.192'), address('172.16.1.254')), origin: pool, allocator: 'inspection'},
      ],
      virtualAddresses: [
        {
          vip: 'vip:storage',
          name: 'storage',
          address: {value: address('172.16.1.5'), origin: byPlanner('virtual-address', 'the lowest free address')},
        },
      ],
      used: 4n,
      free: 125n,
    },
    {
      ...{network: 'network:tenant', networkName: name, segment: 'segment:tenant/tenant_subnet', segmentName: 'tenant_subnet'},
      isUntagged: true,
      subnet: 'subnet:tenant/tenant_subnet/6',
      prefix: chosenPrefix,
      gateway,
      pools: [],
      virtualAddresses: [],
      used: 1n,
      free: 2n ** 64n - 3n,
    },
    {
      ...{network: 'network:spare', networkName: 'Spare', segment: 'segment:spare/spare_subnet', segmentName: 'spare_subnet'},
      isUntagged: false,
      pools: [],
      virtualAddresses: [],
      used: 0n,
      free: 0n,
    },
  ];
  const mtu = origins.defaulted('upstream default: 1500', vlan.origin);
  return {
    result: given.result ?? {...holding, findings: [openGateway]},
    topology: {origins},
    isWritable: given.isWritable ?? true,
    overview: {
      rows,
      forecast: [
        {role: 'role:Controller', name: 'Controller', hosts: 3, more: 125n, limitedBy: 'segment:storage/storage_subnet'},
        {role: 'role:Compute', name: 'Compute', hosts: 1, more: 0n, limitedBy: 'segment:storage/storage_subnet'},
        {role: 'role:Spare', name: 'Spare', hosts: 0},
      ],
      values: [
        {subject: 'network:storage', what: 'MTU', value: '1500', origin: mtu},
        {subject: 'segment:storage/storage_subnet', what: 'VLAN', value: '30', origin: vlan.origin},
        {subject: 'subnet:storage/storage_subnet/4', what: 'prefix', value: '172.16.1.0/24', origin: prefix.origin},
        {subject: 'subnet:storage/storage_subnet/4', what: 'pool', value: '172.16.1.128-172.16.1.191', origin: pool},
        {subject: 'subnet:tenant/tenant_subnet/6', what: 'prefix', value: 'fd00:0:0:2::/64', origin: chosenPrefix.origin},
        {subject: 'subnet:tenant/tenant_subnet/6', what: 'gateway', value: 'fd00:0:0:2::1', origin: gateway.origin},
        {
          subject: 'subnet:tenant/tenant_subnet/6',
          what: 'route',
          value: 'fd00:0:0:3::/64 via fd00:0:0:2::1',
          origin: origins.derived('Neutron adds it', [vlan.origin]),
        },
      ],
    },
  };
}

export function document(given: Parameters<typeof plan>[0] = {}, isExplained = false): PlanDocument {
  return planDocument(plan(given), {isExplained});
}

/** Text that means something to terminals, tables, spreadsheets and pages. */
export const EVIL = '=1+1|`a` <b>@all\u001b[31m\u202e,"x"\n| # https://x.invalid';

function address(text: string): Address {
  const parsed = parseAddress(text);
  if (isAddressProblem(parsed)) throw new Error(parsed.reason);
  return parsed;
}

function prefixFrom(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (isPrefixProblem(parsed)) throw new Error(parsed.reason);
  return parsed.prefix;
}
