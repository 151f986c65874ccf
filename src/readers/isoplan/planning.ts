/** `planning`: what the planner is asked to keep to, for the whole cloud, for one network, or at one site. */
import type {Family} from '../../net/address.js';
import {formatPrefix} from '../../net/prefix.js';
import type {Cursor, Place} from '../../source/cursor.js';
import {mtuOutOfRange} from '../checks/mtu-out-of-range.js';
import type {ReadReport} from '../reader.js';
import {planWishesContradict} from './checks/plan-wishes-contradict.js';
import type {PlanWish} from './inputs.js';
import {expectMapping, itemsOf, lowered, readAddressSpan, readPrefix, readVlanRange, readWord} from './values.js';

export const WISH_KEYS = [
  'families',
  'prefixes',
  'prefix-lengths',
  'vlans',
  'reserved-addresses',
  'reserved-vlans',
  'headroom',
  'tunnels',
] as const;
export const PLANNING_KEYS = [...WISH_KEYS, 'sites'] as const;
export const TUNNEL_KEYS = ['protocol', 'carried-mtu'] as const;
export const TUNNEL_PROTOCOLS = ['geneve', 'vxlan', 'gre'] as const;
export const FAMILY_WORDS: ReadonlyMap<'ipv4' | 'ipv6', Family> = new Map([
  ['ipv4', 4],
  ['ipv6', 6],
]);

/** @param what begins a sentence */
export function readPlanning(planning: Cursor, what: string, report: ReadReport): readonly PlanWish[] {
  if (!planning.exists || !expectMapping(planning, PLANNING_KEYS, what)) return [];
  const sites = planning.get('sites');
  return [
    ...readWishes(planning, what, report),
    ...(sites.exists && !sites.isNull ? sites.entries() : []).flatMap((site) => {
      const whatOfSite = `Site "${site.key}" of ${lowered(what)}`;
      if (!expectMapping(site, WISH_KEYS, whatOfSite)) return [];
      const located = {value: site.key, place: site.keyPlace};
      return readWishes(site, whatOfSite, report).map((wish): PlanWish => ({...wish, site: located}));
    }),
  ];
}

export function readFamily(cursor: Cursor): Family | undefined {
  const word = readWord(cursor, [...FAMILY_WORDS.keys()]);
  return word && FAMILY_WORDS.get(word);
}

/** Wishes of one place. */
type LocalWish = PlanWish & {readonly site?: never};

function readWishes(cursor: Cursor, what: string, report: ReadReport): readonly LocalWish[] {
  const families = readFamilies(cursor.get('families'));
  const parents = itemsOf(cursor.get('prefixes')).flatMap((item): LocalWish[] => {
    const prefix = readPrefix(item, 'prefixes', report);
    return prefix === undefined ? [] : [{kind: 'parent', place: prefix.place, prefix: prefix.value}];
  });
  const lengths = readPrefixLengths(cursor.get('prefix-lengths'));
  const vlans = readVlans(cursor.get('vlans'), 'vlans', report);
  const reservedVlans = readVlans(cursor.get('reserved-vlans'), 'reserved-vlans', report);
  const reserved = itemsOf(cursor.get('reserved-addresses')).flatMap((item): LocalWish[] => {
    const range = readAddressSpan(item, 'reserved-addresses', report);
    return range === undefined ? [] : [{kind: 'reserved-addresses', place: item.place, range}];
  });
  const wishes = [
    ...families,
    ...parents,
    ...lengths,
    ...vlans,
    ...reserved,
    ...reservedVlans,
    ...readHeadroom(cursor.get('headroom')),
    ...itemsOf(cursor.get('tunnels')).flatMap((item) => readTunnels(item, what, report)),
  ];
  reportContradictions(wishes, what, report);
  return wishes;
}

function readFamilies(cursor: Cursor): readonly LocalWish[] {
  if (!cursor.exists) return [];
  const families = itemsOf(cursor).flatMap((item) => readFamily(item) ?? []);
  if (families.length === 0 && cursor.isSequence) cursor.problem('range', `"${cursor.path}" names neither "ipv4" nor "ipv6".`);
  return families.length === 0 ? [] : [{kind: 'families', place: cursor.place, families: [...new Set(families)]}];
}

/** `{ipv4: 24, ipv6: 64}` */
function readPrefixLengths(cursor: Cursor): readonly LocalWish[] {
  if (!cursor.exists || !expectMapping(cursor, [...FAMILY_WORDS.keys()], `"${cursor.path}"`)) return [];
  return [...FAMILY_WORDS].flatMap(([word, family]): LocalWish[] => {
    const length = cursor
      .get(word)
      .optional()
      .integer({min: 1, max: family === 4 ? 32 : 128});
    return length === undefined ? [] : [{kind: 'prefix-length', place: cursor.get(word).place, family, length}];
  });
}

/** Ranges, or ranges by the physical network they are for. */
function readVlans(cursor: Cursor, kind: 'vlans' | 'reserved-vlans', report: ReadReport): readonly LocalWish[] {
  const ranges = (list: Cursor, physicalNetwork?: string): LocalWish[] =>
    itemsOf(list).flatMap((item) => {
      const range = readVlanRange(item, report);
      return range === undefined ? [] : [{kind, place: item.place, ...range, ...(physicalNetwork !== undefined && {physicalNetwork})}];
    });
  return itemsOf(cursor).flatMap((item) => (item.isMapping ? item.entries().flatMap((entry) => ranges(entry, entry.key)) : ranges(item)));
}

/** So many hosts of every role, or by role. */
function readHeadroom(cursor: Cursor): readonly LocalWish[] {
  const hosts = (item: Cursor): number | undefined => item.integer({min: 0, max: MAX_HEADROOM});
  return itemsOf(cursor).flatMap((item): LocalWish[] => {
    if (!item.isMapping) {
      const value = hosts(item);
      return value === undefined ? [] : [{kind: 'headroom', place: item.place, hosts: value}];
    }
    return item.entries().flatMap((entry): LocalWish[] => {
      const value = hosts(entry);
      return value === undefined
        ? []
        : [{kind: 'headroom', place: entry.place, hosts: value, role: {value: entry.key, place: entry.keyPlace}}];
    });
  });
}

/** As many as a role may have hosts. */
const MAX_HEADROOM = 100_000;

function readTunnels(item: Cursor, what: string, report: ReadReport): readonly LocalWish[] {
  if (!item.isMapping) item.problem('type', `"${item.path}" must be a mapping of "protocol" and "carried-mtu".`);
  if (!item.isMapping || !expectMapping(item, TUNNEL_KEYS, `A tunnel of ${lowered(what)}`)) return [];
  for (const key of TUNNEL_KEYS) if (!item.has(key)) item.problem('missing', `"${item.path}" has no "${key}".`);
  const protocol = readWord(item.get('protocol'), TUNNEL_PROTOCOLS);
  const carriedMtu = item.get('carried-mtu').optional().integer();
  if (protocol === undefined || carriedMtu === undefined) return [];
  if (carriedMtu >= MIN_MTU && carriedMtu <= MAX_MTU) return [{kind: 'tunnels', place: item.place, protocol, carriedMtu}];
  const message = `The MTU ${carriedMtu} that tunnels of ${lowered(what)} carry is outside ${MIN_MTU} to ${MAX_MTU}.`;
  report.add(mtuOutOfRange, {message, at: item.get('carried-mtu').place});
  return [];
}

const MIN_MTU = 68;
const MAX_MTU = 65535;

// --- What cannot be kept to whatever is chosen ---

function reportContradictions(wishes: readonly LocalWish[], what: string, report: ReadReport): void {
  const contradict = (message: string, at: Place, note: string, other: Place): void =>
    report.add(planWishesContradict, {message, at, notes: [{message: note, at: other}]});
  for (const wish of wishes) {
    if (wish.kind === 'families') {
      const parents = wishes.filter((other) => other.kind === 'parent');
      for (const family of wish.families) {
        if (parents.length === 0 || parents.some(({prefix}) => prefix.family === family)) continue;
        const message = `${what} wishes for IPv${family}, and its "prefixes" have none of that.`;
        contradict(message, wish.place, 'The prefixes are here.', parents[0]!.place);
      }
    }
    if (wish.kind === 'prefix-length') {
      const parents = wishes.filter((other) => other.kind === 'parent').filter(({prefix}) => prefix.family === wish.family);
      if (parents.length === 0 || parents.some(({prefix}) => prefix.length <= wish.length)) continue;
      const message = `${what} wishes for IPv${wish.family} prefixes of the length ${wish.length}, for which ${formatPrefix(parents[0]!.prefix)} has no room.`;
      contradict(message, wish.place, 'The prefix is here.', parents[0]!.place);
    }
    if (wish.kind === 'vlans') {
      const taken = wishes.find(
        (other) =>
          other.kind === 'reserved-vlans' &&
          (other.physicalNetwork === undefined || other.physicalNetwork === wish.physicalNetwork) &&
          other.first <= wish.first &&
          other.last >= wish.last,
      );
      if (taken === undefined) continue;
      const ids = wish.first === wish.last ? `VLAN id ${wish.first}` : `VLAN ids ${wish.first} to ${wish.last}`;
      contradict(`${what} wishes for the ${ids}, and reserves all of them.`, wish.place, 'They are reserved here.', taken.place);
    }
  }
}
