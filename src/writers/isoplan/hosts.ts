/** Hosts of a plan, one line each: those of roles and others, the undercloud, and routers. */
import {isReservedByDefault, ownName} from '../../isoplan/plan-defaults.js';
import type {Attachment, Host, HostAddress, Masquerade, NetworkId, Role} from '../../model/topology.js';
import {formatAddress} from '../../net/address.js';
import {formatPrefix, samePrefix} from '../../net/prefix.js';
import type {YamlValue} from '../../text/yaml-text.js';
import {type Known, oneOrMany, settingsValue, withoutKind} from './known.js';
import {Items, Lines, type PlanValue} from './layout.js';
import type {SettingsWriter} from './settings.js';

/** One address stands under `address`, so that a mapping which says more of it is not taken for one of networks. */
type AddressEntry = {readonly address?: YamlValue; readonly addresses?: YamlValue};

export class HostWriter {
  readonly #known: Known;
  readonly #settings: SettingsWriter;
  readonly #ofRole = new Map<string, Host[]>();
  readonly #underclouds: Host[] = [];
  readonly #routers: Host[] = [];
  readonly #others: Host[] = [];
  /** Translation that stands with the undercloud. */
  readonly #said = new Set<Masquerade>();

  constructor(known: Known, settings: SettingsWriter) {
    this.#known = known;
    this.#settings = settings;
    const roles = new Set<string>(known.topology.roles.map(({id}) => id));
    for (const host of known.topology.hosts) {
      const isPlain = host.configuredAs === undefined && host.addresses.length > 0;
      if (host.role !== undefined && roles.has(host.role)) {
        const group = this.#ofRole.get(host.role);
        if (group === undefined) this.#ofRole.set(host.role, [host]);
        else group.push(host);
      } else if (host.kind === 'undercloud' && isPlain) this.#underclouds.push(host);
      else if (host.kind === 'router' && isPlain && !host.hasAllAddresses && host.settings === undefined) this.#routers.push(host);
      else this.#others.push(host);
    }
  }

  /** Those of a role, or those of none that are neither the undercloud nor routers. */
  lines(role?: Role): Lines | undefined {
    const hosts = role === undefined ? this.#others : (this.#ofRole.get(role.id) ?? []);
    if (hosts.length === 0) return undefined;
    return new Lines(hosts.map((host) => [withoutKind(host.id), this.#host(host, role)] as const));
  }

  undercloud(): PlanValue | undefined {
    const [first] = this.#underclouds;
    if (first === undefined) return undefined;
    if (this.#underclouds.length > 1) return new Items(this.#underclouds.map((host) => Object.fromEntries(this.#undercloudEntries(host))));
    const entries = this.#undercloudEntries(first).filter(([, value]) => value !== undefined);
    const [[key, value] = ['', undefined], ...more] = entries;
    const isShort = more.length === 0 && (key === 'address' || key === 'addresses');
    return isShort && isText(value) ? value : new Lines(entries);
  }

  routers(): PlanValue | undefined {
    if (this.#routers.length === 0) return undefined;
    const [only, ...more] = this.#routers.map((host) => this.#router(host));
    return more.length === 0 && typeof only === 'string' ? only : new Items([only!, ...more]);
  }

  /** What does not stand with the undercloud. */
  masquerades(): PlanValue | undefined {
    const others = this.#known.topology.masquerades.filter((masquerade) => !this.#said.has(masquerade));
    if (others.length === 0) return undefined;
    return new Items(
      others.map(({host, source, isOn}) => {
        const text = formatPrefix(source);
        const said = {...(host !== 'host:undercloud' && {host: withoutKind(host)}), ...(!isOn.value && {enabled: false})};
        return Object.keys(said).length === 0 ? text : {source: text, ...said};
      }),
    );
  }

  // --- A node ---

  #host(host: Host, role: Role | undefined): YamlValue {
    const {kind, name, addresses, configuredAs} = host;
    const usual = isReservedByDefault(kind);
    const isOtherwise = addresses.length > 0 && addresses.every(({isReserved = false}) => isReserved !== usual);
    const isReserved = isOtherwise ? !usual : usual;
    const attachments = (configuredAs ?? role)?.attachments ?? [];
    const isComplete = host.hasAllAddresses ?? false;
    return {
      kind: kind === 'node' ? undefined : kind,
      name: name === ownName(withoutKind(host.id)) ? undefined : name,
      ...this.#addresses(addresses, isReserved, attachments),
      reserved: isOtherwise ? isReserved : undefined,
      'stands-on': this.#standsOn(host),
      complete: isComplete === (kind === 'undercloud') ? undefined : isComplete,
      settings: settingsValue(host.settings),
      ...(configuredAs && this.#settings.ofHost(configuredAs, host, role)),
    };
  }

  #standsOn({segments = []}: Host): YamlValue | undefined {
    return oneOrMany(segments.map((segment) => this.#known.segmentName(segment)));
  }

  /** By network where each stands on one, as a list else. */
  #addresses(addresses: readonly HostAddress[], isReserved: boolean, attachments: readonly Attachment[]): AddressEntry {
    if (addresses.length === 0) return {};
    if (addresses.some(({segment}) => segment === undefined)) return this.#addressList(addresses, isReserved, attachments);
    const byNetwork = new Map<string, YamlValue>();
    for (const address of addresses) {
      const [network, subnet] = this.#place(address, attachments);
      const key = subnet === undefined ? network : `${network}/${subnet}`;
      const value = addressValue(address, isReserved);
      const known = byNetwork.get(key);
      if (known === undefined) byNetwork.set(key, value);
      else if (Array.isArray(known)) known.push(value);
      else byNetwork.set(key, [known, value]);
    }
    return {addresses: byNetwork};
  }

  #addressList(addresses: readonly HostAddress[], isReserved: boolean, attachments: readonly Attachment[]): AddressEntry {
    const [first, ...more] = addresses.map((address) => addressValue(address, isReserved, this.#placeInList(address, attachments)));
    return more.length === 0 ? {address: first!} : {addresses: [first!, ...more]};
  }

  /** Nothing where the prefix of the segment says it. */
  #placeInList(address: HostAddress, attachments: readonly Attachment[]): {network?: string | false; subnet?: string} {
    if (this.#known.segmentAnywhere(address.address) === address.segment) return {};
    if (address.segment === undefined) return {network: false};
    const [network, subnet] = this.#place(address, attachments);
    return {network, ...(subnet !== undefined && {subnet})};
  }

  /** The network an address stands on, and the subnet where neither its prefix nor the host's attachment says which. */
  #place({address, segment}: HostAddress, attachments: readonly Attachment[]): [network: string, subnet: string | undefined] {
    const name = withoutKind(segment!);
    const slash = name.indexOf('/');
    const network = name.slice(0, slash);
    const id: NetworkId = `network:${network}`;
    const segments = this.#known.segmentsOf(id);
    const usual =
      segments.length === 1
        ? segments[0]!.id
        : (this.#known.segmentOf(id, address) ?? attachments.find((attachment) => attachment.network === id)?.segment);
    return [network, usual === segment ? undefined : name.slice(slash + 1)];
  }

  // --- The undercloud and routers ---

  #undercloudEntries(host: Host): [string, YamlValue | undefined][] {
    const {name, hasAllAddresses} = host;
    return [
      ['name', name === 'undercloud' ? undefined : name],
      ...this.#commonEntries(host),
      ['complete', hasAllAddresses ? undefined : false],
      ['masquerade', this.#masquerade(host)],
      ['settings', settingsValue(host.settings)],
    ];
  }

  #router(host: Host): YamlValue {
    const entries = this.#commonEntries(host);
    const isNamedByAddress = host.name === formatAddress(host.addresses[0]!.address);
    const value = Object.fromEntries([['name', isNamedByAddress ? undefined : host.name], ...entries]) as Record<
      string,
      YamlValue | undefined
    >;
    const keys = Object.keys(value).filter((key) => value[key] !== undefined);
    return keys.length === 1 && typeof value.address === 'string' ? value.address : value;
  }

  #commonEntries(host: Host): [string, YamlValue | undefined][] {
    const id = withoutKind(host.id);
    return [
      ['id', id === host.name ? undefined : id],
      ...Object.entries(this.#addressList(host.addresses, false, [])),
      ['stands-on', this.#standsOn(host)],
    ];
  }

  /** Whether it translates for the provisioning networks, where it is the same for all of them. */
  #masquerade(host: Host): boolean | undefined {
    const {provisioning, topology} = this.#known;
    const left = new Set(topology.masquerades.filter((masquerade) => masquerade.host === host.id));
    if (left.size === 0) return this.#known.takeMasqueradeQuestion() || undefined;
    const value = [...left][0]!.isOn.value;
    const prefixes = provisioning
      .flatMap(({id}) => this.#known.segmentsOf(id))
      .flatMap(({id}) => this.#known.subnetsOf(id).map(({prefix}) => prefix.value));
    const said = prefixes.map((prefix) => {
      const found = [...left].find(({source, isOn}) => isOn.value === value && samePrefix(source, prefix));
      if (found !== undefined) left.delete(found);
      return found;
    });
    if (said.length === 0 || !said.every((masquerade) => masquerade !== undefined)) return undefined;
    for (const masquerade of said) this.#said.add(masquerade);
    return value;
  }
}

function addressValue(
  {address, label, isReserved = false}: HostAddress,
  usual: boolean,
  place: {network?: string | false; subnet?: string} = {},
): YamlValue {
  const text = formatAddress(address);
  if (label === undefined && isReserved === usual && place.network === undefined) return text;
  return {
    address: text,
    label,
    reserved: isReserved === usual ? undefined : isReserved,
    ...place,
  };
}

function isText(value: PlanValue | undefined): value is YamlValue {
  return typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
}
