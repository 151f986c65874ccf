/** `networks` of a plan: each on lines of its own, with its only subnet in itself where the two have one name. */
import {
  DEFAULT_ALLOCATOR,
  DEFAULT_MTU,
  hostsOn,
  likelyHolders,
  ownName,
  prefixQuestion,
  purposeOfName,
  VIP_HOLDERS_ASSUMED,
  vlanQuestion,
} from '../../isoplan/plan-defaults.js';
import type {Network, NetworkId, Segment, Subnet, Vip} from '../../model/topology.js';
import {type Address, formatAddress} from '../../net/address.js';
import type {AddressRange} from '../../net/address-range.js';
import {formatPrefix} from '../../net/prefix.js';
import type {YamlValue} from '../../text/yaml-text.js';
import {type Known, oneOrMany, settingsValue, withoutKind} from './known.js';
import {Lines, type PlanValue} from './layout.js';
import {planningLines} from './planning.js';
import {routedNetworks} from './routed-networks.js';

type Entry = readonly [string, PlanValue | undefined];

export function networksLines(known: Known): Lines {
  const vips = new VipWriter(known);
  const users = new Set(known.topology.networks.map(({id}) => hostsOn(withoutKind(id))));
  const routed = routedNetworks(known);
  const subnets = new SubnetWriter(known, users, routed);
  return new Lines(
    known.topology.networks.map((network): Entry => [withoutKind(network.id), networkLines(network, known, vips, subnets, routed)]),
  );
}

/** Whether somebody's own words about holders are missing for a virtual address of the plan, so that its reader assumes them. */
export function assumesHolders(known: Known): boolean {
  const vips = new VipWriter(known);
  return known.topology.vips.some((vip) => vips.isHeldAsAssumed(vip));
}

function networkLines(network: Network, known: Known, vips: VipWriter, subnets: SubnetWriter, routed: ReadonlySet<NetworkId>): Lines {
  const {id, name, purpose, mtu, dnsDomain} = network;
  const key = withoutKind(id);
  const segments = known.segmentsOf(id);
  const [only] = segments;
  const isItself = segments.length === 1 && only!.name === key && (only!.settings?.length ?? 0) === 0;
  const usualPurpose = purposeOfName(key);
  return new Lines([
    ['name', name === key ? undefined : name],
    ['provisioning', network.isProvisioning || undefined],
    ['purpose', purpose?.value === usualPurpose ? undefined : (purpose?.value ?? false)],
    ['mtu', isDefaultMtu(mtu, known) ? undefined : mtu.value],
    ['dns-domain', dnsDomain?.value],
    ...(isItself ? subnets.entries(network, only!, true) : []),
    ['vip', vips.value(network)],
    ['settings', settingsValue(network.settings)],
    ['planning', planningLines(known.topology.wishes, id)],
    ['routed', routed.has(id) || undefined],
    ['subnets', isItself ? undefined : segments.length === 0 ? false : subnetsLines(network, segments, subnets)],
  ]);
}

/** What nobody asked for the planner may raise; what is written it leaves. */
function isDefaultMtu({value, origin}: Network['mtu'], {topology: {origins}}: Known): boolean {
  return value === DEFAULT_MTU && origins.get(origin).kind === 'default';
}

function subnetsLines(network: Network, segments: readonly Segment[], subnets: SubnetWriter): Lines {
  return new Lines(
    segments.map((segment): Entry => {
      const entries = [...subnets.entries(network, segment, segments.length === 1), ['settings', settingsValue(segment.settings)] as const];
      return [segment.name, new Lines(entries)];
    }),
  );
}

// --- Subnets ---

class SubnetWriter {
  readonly #known: Known;
  /** Whom nameservers of networks serve. */
  readonly #users: ReadonlySet<string>;
  /** Whose derived routes are said already. */
  readonly #routed: ReadonlySet<NetworkId>;

  constructor(known: Known, users: ReadonlySet<string>, routed: ReadonlySet<NetworkId>) {
    this.#known = known;
    this.#users = users;
    this.#routed = routed;
  }

  entries(network: Network, segment: Segment, isOnly: boolean): Entry[] {
    const subnets = this.#known.subnetsOf(segment.id);
    const alternates = this.#known.alternatesOf(segment.id);
    return [
      ['vlan', this.#vlan(network, segment, isOnly)],
      ['physical-network', segment.physicalNetwork?.value],
      ['site', segment.site?.value],
      ...(subnets.length === 0
        ? [['cidr', this.#missingPrefix(network, segment, isOnly)] as const]
        : this.#families(network, subnets, true)),
      ['alternates', alternates.length === 0 ? undefined : Object.fromEntries(this.#families(network, alternates, false))],
    ];
  }

  #vlan(network: Network, {vlan, isUntagged, isVlanUnknown, name}: Segment, isOnly: boolean): YamlValue | undefined {
    if (isVlanUnknown) this.#known.takeQuestions([vlanQuestion(withoutKind(network.id), name, isOnly)]);
    return vlan?.value ?? (isUntagged ? 'untagged' : isVlanUnknown ? 'unknown' : undefined);
  }

  /** Nothing where the reader asks for it, and an empty list where nobody does. */
  #missingPrefix(network: Network, {name}: Segment, isOnly: boolean): YamlValue | undefined {
    return this.#known.takeQuestions([prefixQuestion(withoutKind(network.id), name, isOnly)]) ? undefined : [];
  }

  #families(network: Network, subnets: readonly Subnet[], isDeployed: boolean): [string, YamlValue | undefined][] {
    const pools = subnets.flatMap((subnet) => subnet.pools);
    const isSaid = isDeployed && this.#routed.has(network.id);
    const routes = subnets.flatMap((subnet) => (isSaid ? subnet.routes.filter(({isDerived}) => !isDerived) : subnet.routes));
    return [
      ['cidr', oneOrMany(subnets.map(({prefix}) => formatPrefix(prefix.value)))],
      ['gateway', oneOrMany(subnets.flatMap(({gateway}) => (gateway === undefined ? [] : [formatAddress(gateway.value)])))],
      [
        'pools',
        oneOrMany(
          pools.map(({range, allocator}): YamlValue => {
            const text = rangeText(range);
            return allocator === DEFAULT_ALLOCATOR ? text : {range: text, allocator};
          }),
        ),
      ],
      [
        'routes',
        oneOrMany(
          routes.map(({destination, nextHop, isDerived}): YamlValue => {
            const route = {destination: formatPrefix(destination.value), 'next-hop': formatAddress(nextHop.value)};
            return isDerived ? {...route, derived: true} : route;
          }),
        ),
      ],
      [
        'nameservers',
        oneOrMany(
          subnets.flatMap(({nameservers, prefix}) =>
            nameservers.map(({value}) => this.#nameserver(network.id, value, prefix.value.family, isDeployed)),
          ),
        ),
      ],
    ];
  }

  #nameserver(network: NetworkId, address: Address, family: Subnet['prefix']['value']['family'], isDeployed: boolean): YamlValue {
    const text = formatAddress(address);
    const usual = hostsOn(withoutKind(network));
    // Nobody depends on what is not deployed.
    const users = isDeployed ? (this.#known.takeNameserver(address, usual, this.#users)?.users ?? false) : usual;
    const said = {
      ...(users !== usual && {users}),
      ...(family !== address.family && {family: `ipv${family}`}),
    };
    return Object.keys(said).length === 0 ? text : {address: text, ...said};
  }
}

/** Both ends, be they the same. */
function rangeText({family, first, last}: AddressRange): string {
  return `${formatAddress({family, value: first})}-${formatAddress({family, value: last})}`;
}

// --- Virtual addresses ---

class VipWriter {
  readonly #known: Known;
  readonly #vipsOf = new Map<NetworkId, Vip[]>();
  /** The places whose holders are assumed. */
  readonly #assumed: ReadonlySet<number>;

  constructor(known: Known) {
    this.#known = known;
    for (const vip of known.topology.vips) this.#vipsOf.set(vip.network, [...(this.#vipsOf.get(vip.network) ?? []), vip]);
    this.#assumed = new Set(known.topology.assumptions.flatMap(({id, because}) => (id === VIP_HOLDERS_ASSUMED.id ? because : [])));
  }

  value(network: Network): YamlValue | undefined {
    const vips = this.#vipsOf.get(network.id) ?? [];
    if (vips.length === 0) return network.hasVip.value ? {made: false} : undefined;
    return oneOrMany(vips.map((vip) => this.#vip(network, vip)));
  }

  #vip(network: Network, vip: Vip): YamlValue {
    const key = withoutKind(vip.id);
    const address = vip.address && formatAddress(vip.address.value);
    const said = {
      ...(key !== withoutKind(network.id) && {name: key}),
      ...(address !== undefined && {address}),
      ...this.#subnet(network, vip),
      ...(!this.isHeldAsAssumed(vip) && {roles: vip.holders.length === 1 ? withoutKind(vip.holders[0]!) : vip.holders.map(withoutKind)}),
      ...(vip.kind && {kind: vip.kind}),
      ...(vip.isReserved && {reserved: true}),
      ...((vip.settings?.length ?? 0) > 0 && {settings: settingsValue(vip.settings)}),
      ...(!network.hasVip.value && {wanted: false}),
    };
    const keys = Object.keys(said);
    if (keys.length === 0) return true;
    return keys.length === 1 && address !== undefined ? address : said;
  }

  #subnet(network: Network, {address, segment}: Vip): {subnet?: string | false} {
    const segments = this.#known.segmentsOf(network.id);
    const ofAddress = address && this.#known.segmentOf(network.id, address.value);
    const usual = ofAddress ?? (segments.length === 1 ? segments[0]!.id : undefined);
    if (segment?.value === usual) return {};
    return {subnet: segment === undefined ? false : ownName(withoutKind(segment.value))};
  }

  isHeldAsAssumed(vip: Vip): boolean {
    if (!this.#assumed.has(vip.origin)) return false;
    const likely = likelyHolders(vip.network, this.#known.topology.roles, this.#known.services);
    return likely.length === vip.holders.length && likely.every((role) => vip.holders.includes(role));
  }
}
