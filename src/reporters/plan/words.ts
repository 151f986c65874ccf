/** A plan in words that every report takes, not escaped for any. */
import {NEUTRON} from '../../model/allocators.js';
import {formatPlace} from '../../source/location.js';
import type {Chooser, PlannedSubnet, RoleGrowth} from './plan-document.js';

/** What the table of a plan shows, one cell for each, in words that need no other column. */
export const COLUMNS = ['network', 'segment', 'VLAN', 'CIDR', 'gateway', 'pool', 'VIP', 'used', 'free', 'why'] as const;

/** The cells of a row; `several` joins what a cell holds more than one of. */
export function cellsOf(row: PlannedSubnet, number: (value: bigint) => string, several: string): string[] {
  const hasSubnet = row.cidr !== undefined;
  return [
    row.network,
    row.segment,
    row.isUntagged ? 'untagged' : (row.vlan?.value.toString() ?? ''),
    row.cidr?.value ?? '',
    row.gateway?.value ?? '',
    row.pools.map(({value, allocator}) => (allocator === NEUTRON ? value : `${value} (${allocator})`)).join(several),
    row.virtualAddresses.map(({value}) => value).join(several),
    hasSubnet ? number(row.used) : '',
    hasSubnet ? number(row.free) : '',
    whyOf(row),
  ];
}

/** Who chose what of a row, in short: one word where one did all of it. */
export function whyOf({vlan, cidr, gateway, pools, virtualAddresses}: PlannedSubnet): string {
  const named: [string, Chooser | undefined][] = [
    ['VLAN', vlan],
    ['CIDR', cidr],
    ['gateway', gateway],
    ...pools.map((pool): [string, Chooser] => ['pool', pool]),
    ...virtualAddresses.map((vip): [string, Chooser] => ['VIP', vip]),
  ];
  const things = new Map<Chooser['by'], Set<string>>();
  for (const [thing, chooser] of named) {
    if (chooser !== undefined) things.set(chooser.by, (things.get(chooser.by) ?? new Set()).add(thing));
  }
  if (things.size === 1) return [...things.keys()][0]!;
  // What is written speaks for itself.
  return BY.flatMap((by) => {
    const chosen = things.get(by);
    if (chosen === undefined) return [];
    return by === 'written' ? [by] : [`${by} ${[...chosen].join(' and ')}`];
  }).join(', ');
}

const BY: readonly Chooser['by'][] = ['written', 'declared', 'default', 'derived', 'planned'];

/** A number for people: of an IPv6 subnet nobody reads twenty digits. */
export function shortNumber(value: bigint): string {
  if (value < 2n ** 32n) return value.toString();
  return `~2^${(value - 1n).toString(2).length}`;
}

/** How many more hosts of a role fit, and what is full first. */
export function roomOf({more, limitedBy}: RoleGrowth): string {
  if (more === undefined) return 'no pool says how many more';
  const segment = limitedBy === undefined ? '' : `"${limitedBy.replace(/^segment:/, '')}" is full`;
  if (more === 0n) return `no room for another${segment === '' ? '' : `: ${segment}`}`;
  return `room for ${shortNumber(more)} more${segment === '' ? '' : `, then ${segment}`}`;
}

/** `cloud.yaml:3:5`, or who chose in the place of a file, why, and the text behind it. */
export function chooserText({by, because, location}: Chooser): string {
  const place = location === undefined ? undefined : formatPlace(location);
  if (by === 'written') return place ?? by;
  const words = because === undefined || /\bdefault\b/.test(because) ? (because ?? by) : `${by}: ${because}`;
  return place === undefined ? words : `${words} (${place})`;
}
