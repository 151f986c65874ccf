/** How hosts are configured: what a plan says of a role, and of a host that differs from it. */
import {configurationQuestions, planGives} from '../../isoplan/plan-defaults.js';
import type {Attachment, ConfiguredAs, Host, HostConfiguration, NetworkId, Role} from '../../model/topology.js';
import type {YamlValue} from '../../text/yaml-text.js';
import {type Known, oneOrMany, settingsValue, withoutKind} from './known.js';

type Settings = Record<'networks' | 'default-route' | 'configuration', YamlValue | undefined>;

export class SettingsWriter {
  readonly #known: Known;
  /** Hosts that are configured alike share one value. */
  readonly #ofHosts = new Map<ConfiguredAs, Partial<Settings>>();
  readonly #asked = new Set<string>();

  constructor(known: Known) {
    this.#known = known;
  }

  ofRole({name, attachments, defaultRouteNetworks, configuration}: Role): Settings {
    return {
      networks: oneOrMany(this.#networks(attachments)),
      'default-route': oneOrMany(defaultRouteNetworks.map(({value}) => withoutKind(value))),
      configuration: this.#configuration(configuration, name, attachments),
    };
  }

  /** Only what differs; where nothing does its default route, so that it has a configuration of its own. */
  ofHost(own: ConfiguredAs, host: Host, role: Role | undefined): Partial<Settings> {
    const known = role && this.#ofHosts.get(own);
    if (known !== undefined) return known;
    const name = role?.name ?? host.name;
    const networks = this.#networks(own.attachments);
    const routes = own.defaultRouteNetworks.map(({value}) => withoutKind(value));
    const configuration = this.#configuration(own.configuration, name, own.attachments) ?? {};
    const usual = role && {
      networks: this.#networks(role.attachments),
      routes: role.defaultRouteNetworks.map(({value}) => withoutKind(value)),
      configuration: this.#configuration(role.configuration, name, role.attachments) ?? {},
    };
    const hasOtherNetworks = !isSame(networks, usual?.networks ?? []);
    // What a configuration leaves out is that of other networks where these differ.
    const isOther = !isSame(configuration, usual?.configuration ?? {}) || !isSameConfiguration(own, role);
    const said = {
      ...(hasOtherNetworks && {networks: oneOrMany(networks) ?? []}),
      ...(isOther && {configuration}),
    };
    const hasOtherRoutes = !isSame(routes, usual?.routes ?? []);
    const settings = hasOtherRoutes || Object.keys(said).length === 0 ? {...said, 'default-route': oneOrMany(routes) ?? []} : said;
    this.#ofHosts.set(own, settings);
    return settings;
  }

  /** Those of which the reader would not know by itself that hosts are on them, and those on which they are not. */
  #networks(attachments: readonly Attachment[]): YamlValue[] {
    const listed = attachments.flatMap((attachment): YamlValue[] => {
      const {network, segment, isConfigured, fallsBackBecause} = attachment;
      const isOnly = this.#known.segmentsOf(network).length === 1;
      const said = {
        ...(!isOnly && {subnet: withoutKind(segment).slice(withoutKind(network).length + 1)}),
        ...(!isConfigured && {configured: false}),
        ...(fallsBackBecause && {'falls-back': fallsBackBecause.value}),
      };
      if (Object.keys(said).length > 0) return [{network: withoutKind(network), ...said}];
      return this.#known.network(network)?.isProvisioning ? [] : [withoutKind(network)];
    });
    const missing = this.#known.provisioning.filter(
      ({id}) => this.#known.segmentsOf(id).length > 0 && !attachments.some(({network}) => network === id),
    );
    return [...listed, ...missing.map(({id}) => ({network: withoutKind(id), joined: false}))];
  }

  #configuration(configuration: HostConfiguration, role: string, attachments: readonly Attachment[]): YamlValue | undefined {
    const {because, template} = configuration;
    const said: Record<string, YamlValue> = template === undefined ? {} : {template: template.value};
    const settings = settingsValue(configuration.settings);
    if (settings !== undefined) said.settings = settings;
    if (configuration.kind === 'unknown') {
      said.unknown = because.value;
      if (!this.#isAsked(role, because.value)) said.asks = false;
      return said;
    }
    if (configuration.drawsVlans !== undefined) said.wire = configuration.drawsVlans ? 'shared' : 'separate';
    const usual = new Set<NetworkId>(attachments.flatMap(({network, isConfigured}) => (isConfigured ? [] : [network])));
    const {leavesOut} = configuration;
    const isUsual = usual.size === new Set(leavesOut).size && leavesOut.every((network) => usual.has(network));
    if (!isUsual) said['leaves-out'] = leavesOut.map(withoutKind);
    if (because.value !== planGives(role)) said.because = because.value;
    return Object.keys(said).length === 0 ? undefined : said;
  }

  /** Whether what is open of hosts is what the reader asks for: once, of however many hosts it says so. */
  #isAsked(role: string, because: string): boolean {
    const questions = configurationQuestions(role, because);
    const key = questions[0]!.needs;
    if (this.#asked.has(key)) return true;
    if (!this.#known.takeQuestions(questions)) return false;
    this.#asked.add(key);
    return true;
  }
}

/** Whether two configurations mean the same, of whatever networks. */
function isSameConfiguration({configuration}: ConfiguredAs, role: Role | undefined): boolean {
  if (role === undefined) return true;
  const other = role.configuration;
  if (configuration.kind !== 'assigned' || other.kind !== 'assigned') return true;
  return isSame([...configuration.leavesOut].sort(), [...other.leavesOut].sort());
}

function isSame(left: YamlValue, right: YamlValue): boolean {
  return JSON.stringify(left, withEntries) === JSON.stringify(right, withEntries);
}

/** Of a map JSON would show nothing. */
function withEntries(_key: string, value: unknown): unknown {
  return value instanceof Map ? [...value] : value;
}
