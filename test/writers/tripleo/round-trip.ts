/** Writing and reading again: what the files of TripleO can say of a topology, and whether it came back. */
import type {Topology} from '#src/model/topology.js';
import {readTopology} from '#src/read-topology.js';
import {tripleoFacts} from '#src/shipped.js';
import {Cursor} from '#src/source/cursor.js';
import {type TripleoCloud, tripleoCloud} from '#src/writers/tripleo/cloud.js';
import {tripleoEnvironment} from '#src/writers/tripleo/tripleo-environment.js';
import {type NameOptions, withTripleoNames} from '#src/writers/tripleo/tripleo-names.js';
import type {OutputFile, WriteOptions, WriteReport} from '#src/writers/writer.js';
import {type Comparable, comparable} from '../../support/comparable.js';
import {parseText} from '../../support/read.js';
import {inFolder, type Texts} from '../../support/run.js';

/** What writers said, as `severity id message`. */
export interface CollectedReport extends WriteReport {
  readonly lines: string[];
}

export function collector(): CollectedReport {
  const lines: string[] = [];
  return {lines, add: (law, {message}) => lines.push(`${law.severity} ${law.id} ${message}`)};
}

export function writeOptions(options: Partial<WriteOptions> = {}): WriteOptions {
  return {
    facts: tripleoFacts(),
    release: 'wallaby',
    templates: '/usr/share/openstack-tripleo-heat-templates',
    topology: 'high-availability',
    stack: 'overcloud',
    ...options,
  };
}

export interface RoundTrip {
  readonly files: readonly OutputFile[];
  /** What the writer said. */
  readonly said: readonly string[];
  /** What reading the files said, as `severity code message`. */
  readonly read: readonly string[];
  readonly before: Comparable;
  readonly after: Comparable;
  readonly again: Topology;
}

/**
 * Writes a topology, and reads the folder that comes of it, with environments of the deployer's own beside it. Both are compared as the view
 * shows them.
 */
export function roundTrip(
  topology: Topology,
  options: Partial<WriteOptions> = {},
  own: Texts = {},
  view: (topology: Topology) => Topology = (seen) => seen,
): RoundTrip {
  const report = collector();
  const all = writeOptions(options);
  const files = tripleoEnvironment.write(topology, all, report);
  const {topology: again, diagnostics} = inFolder({...textsOf(files), ...own}, (cwd) => readTopology({inputs: ['.'], cwd}));
  const networkData = all.networkData ?? (all.release === 'train' ? 1 : 2);
  const version = {...all, networkData};
  return {
    files,
    said: report.lines,
    read: diagnostics.map(({severity, code, message}) => `${severity} ${code} ${message}`),
    before: comparable(view(sayable(withTripleoNames(topology, collector(), {networkData}), version)), {without: UNSAID}),
    after: comparable(view(sayable(again, version)), {without: UNSAID}),
    again,
  };
}

export function textsOf(files: readonly OutputFile[]): Texts {
  return Object.fromEntries(files.map(({path, text}) => [path, text]));
}

/**
 * What no file says: questions and assumptions are what a reader makes of its inputs, wishes are for the planner, flows come from tables, a
 * prefix that is only held ready is no part of version 2, and what a former version or a reader's own text has is not written again.
 */
const UNSAID = ['questions', 'assumptions', 'wishes', 'flows', 'alternateSubnets', 'formerNetworks', 'untold'] as const;

/**
 * The topology as far as the files of a release can say it; the same is done to what is read back. Each line is a thing that they cannot
 * say, or say in another way.
 */
export function sayable(topology: Topology, {release, networkData}: Pick<WriteOptions, 'release' | 'networkData'>): Topology {
  const dependencies = new Map(
    topology.dependencies.map((dependency) => [
      JSON.stringify(comparable({...EMPTY, dependencies: [{...dependency, users: ''}]})),
      {...dependency, users: ''},
    ]),
  );
  return {
    ...topology,
    // Sites are the plan's; that a segment is untagged is said by silence. Version 1 knows no physical networks.
    segments: topology.segments.map(({site: _site, isUntagged: _untagged, physicalNetwork, ...segment}) => ({
      ...segment,
      ...(networkData === 2 && physicalNetwork && {physicalNetwork}),
    })),
    // Routers are declared. A port that is deployed is registered with Neutron. Subnets are named for each host of the bare metal file.
    // The count of a role makes hosts, which are nothing but names.
    hosts: topology.hosts
      .filter(({kind, addresses, configuredAs}) => kind !== 'router' && (addresses.length > 0 || configuredAs !== undefined))
      .map(({segments: _segments, ...host}) => ({
        ...host,
        addresses: host.addresses.map(({isReserved: _reserved, ...address}) => address),
      })),
    // Not to translate is what upstream does where nothing is said.
    masquerades: topology.masquerades.filter(({isOn}) => isOn.value),
    // Only vip_data has the names of ports and of the DNS.
    vips: topology.vips.map(({settings, ...vip}) => ({...vip, isReserved: false, ...(networkData === 2 && settings && {settings})})),
    // A server that is told twice is one, and whom it serves is a word for messages.
    dependencies: [...dependencies.values()],
    // Without a template of its own a role gets one that draws its networks as VLANs, unless the release knows none.
    roles: topology.roles.map((role) => {
      const {configuration} = role;
      const hosts = topology.hosts.filter((host) => host.role === role.id).length;
      // A role that does not say how many hosts it has is written with those it has.
      const count = role.count ?? (hosts > 0 ? {value: hosts, origin: role.origin} : undefined);
      const counted = {...role, ...(count && {count})};
      if (configuration.kind === 'unknown') return counted;
      const {template, drawsVlans, leavesOut: _leavesOut, ...rest} = configuration;
      const isUsual = template === undefined || USUAL.test(template.value);
      return {
        ...counted,
        configuration: {
          ...rest,
          leavesOut: [],
          ...(!isUsual && {template}),
          ...(!isUsual && release === 'wallaby' && drawsVlans && {drawsVlans}),
        },
      };
    }),
  };
}

const USUAL = /^templates\/single_nic_vlans\/single_nic_vlans(_storage)?\.j2$|\/network\/config\/single-nic-vlans\/[\w-]+\.yaml$/;

const EMPTY = {
  networks: [],
  segments: [],
  subnets: [],
  roles: [],
  hosts: [],
  vips: [],
  services: [],
  masquerades: [],
  dependencies: [],
  tenantVlanRanges: [],
  flows: [],
  wishes: [],
  alternateSubnets: [],
  formerNetworks: [],
  untold: [],
  questions: [],
  assumptions: [],
} as unknown as Topology;

/** The topology of texts in a folder of their own. */
export function topologyOf(texts: Texts): Topology {
  return inFolder(texts, (cwd) => readTopology({inputs: ['.'], cwd}).topology);
}

/** The cloud of texts, as the writers see it. */
export function cloudOf(texts: Texts, options: NameOptions = {}): TripleoCloud {
  return tripleoCloud(topologyOf(texts), collector(), options);
}

/** Plain data without what is undefined, as YAML would give it back. */
export function parsed(text: string): unknown {
  return plainOf(Cursor.root(parseText(text)[0]!, ({message}) => misread(message)));
}

function plainOf(cursor: Cursor): unknown {
  if (cursor.isMapping) return Object.fromEntries(cursor.entries().map((entry) => [entry.key, plainOf(entry)]));
  return cursor.isSequence ? cursor.items().map(plainOf) : cursor.scalar();
}

function misread(message: string): never {
  throw new Error(message);
}
