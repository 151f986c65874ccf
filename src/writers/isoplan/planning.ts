/** `planning` of a plan: the wishes for the whole cloud, or for one network, with those for a site in it. */
import type {NetworkId, Wish} from '../../model/topology.js';
import {formatAddress} from '../../net/address.js';
import {type AddressRange, formatRange} from '../../net/address-range.js';
import {formatPrefix} from '../../net/prefix.js';
import type {YamlValue} from '../../text/yaml-text.js';
import {oneOrMany, withoutKind} from './known.js';
import {Lines, type PlanValue} from './layout.js';

export function planningLines(wishes: readonly Wish[], network?: NetworkId): Lines | undefined {
  const own = wishes.filter((wish) => wish.network === network);
  if (own.length === 0) return undefined;
  const sites = [...new Set(own.flatMap(({site}) => site ?? []))];
  const bySite = sites.map((site) => [site, new Lines(wishEntries(own.filter((wish) => wish.site === site)))] as const);
  const common = wishEntries(own.filter(({site}) => site === undefined));
  return new Lines([...common, ['sites', bySite.length === 0 ? undefined : new Lines(bySite)]]);
}

function wishEntries(wishes: readonly Wish[]): (readonly [string, PlanValue | undefined])[] {
  const of = <Kind extends Wish['kind']>(kind: Kind) => wishes.filter((wish): wish is Extract<Wish, {kind: Kind}> => wish.kind === kind);
  const lengths = of('prefix-length').map(({family, length}) => [`ipv${family}`, length] as const);
  return [
    ['families', oneOrMany(of('families').flatMap(({families}) => families.map((family) => `ipv${family}`)))],
    ['prefixes', oneOrMany(of('parent').map(({prefix}) => formatPrefix(prefix)))],
    ['prefix-lengths', lengths.length === 0 ? undefined : Object.fromEntries(lengths)],
    ['vlans', vlansValue(of('vlans'))],
    ['reserved-addresses', oneOrMany(of('reserved-addresses').map(({range}) => spanText(range)))],
    ['reserved-vlans', vlansValue(of('reserved-vlans'))],
    ['headroom', headroomValue(of('headroom'))],
    ['tunnels', oneOrMany(of('tunnels').map(({protocol, carriedMtu}) => ({protocol, 'carried-mtu': carriedMtu})))],
  ];
}

function spanText(range: AddressRange): string {
  return range.first === range.last ? formatAddress({family: range.family, value: range.first}) : formatRange(range);
}

interface VlanRange {
  readonly physicalNetwork?: string;
  readonly first: number;
  readonly last: number;
}

/** Ranges by their physical network, and beside them those for all. */
export function vlansValue(ranges: readonly VlanRange[]): YamlValue | undefined {
  const byNetwork = new Map<string, YamlValue[]>();
  const common: YamlValue[] = [];
  for (const {physicalNetwork, first, last} of ranges) {
    const text = first === last ? first : `${first}-${last}`;
    if (physicalNetwork === undefined) common.push(text);
    else byNetwork.set(physicalNetwork, [...(byNetwork.get(physicalNetwork) ?? []), text]);
  }
  const ofNetworks = new Map([...byNetwork].map(([name, texts]) => [name, oneOrMany(texts) as YamlValue]));
  return oneOrMany(ofNetworks.size === 0 ? common : [...common, ofNetworks]);
}

function headroomValue(wishes: readonly Extract<Wish, {kind: 'headroom'}>[]): YamlValue | undefined {
  const common = wishes.flatMap(({hosts, role}) => (role === undefined ? [hosts] : []));
  const ofRoles = new Map(wishes.flatMap(({hosts, role}) => (role === undefined ? [] : [[withoutKind(role), hosts] as const])));
  return oneOrMany<YamlValue>(ofRoles.size === 0 ? common : [...common, ofRoles]);
}
