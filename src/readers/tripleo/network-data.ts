/**
 * network_data.yaml: the networks of the overcloud, in version 1 (up to Victoria) or version 2 (from Wallaby on).
 *
 * See docs/formats/network-data.md
 */
import {Cursor} from '../../source/cursor.js';
import {NodeKind, type SourceDocument} from '../../source/source-document.js';
import {PROVISIONING} from '../../tripleo/network-names.js';
import {segNameDuplicate} from '../checks/seg-name-duplicate.js';
import type {Located, ReadDocument, Reader, ReadReport} from '../reader.js';
import {netVersionMixed} from './checks/net-version-mixed.js';
import {segSchema} from './checks/seg-schema.js';
import type {NetworkData, NetworkEntry, PartSource, TripleoInputs} from './inputs.js';
import {readNames} from './network-data-fields.js';
import {NETWORK_KEYS_V1, readNetworkV1, SUBNET_KEYS_V1} from './network-data-v1.js';
import {readNetworkV2} from './network-data-v2.js';

export const networkDataReader: Reader<TripleoInputs> = {
  name: 'network-data',
  summary: 'network_data.yaml, versions 1 and 2: networks, subnets, VLANs, pools and routes of the overcloud',
  claims: looksLikeNetworkData,
  read(documents, inputs, report) {
    for (const document of documents) inputs.networkData.push(readNetworkData(document, report));
  },
};

/** Judges a document by the schema of version 2, whatever version it looks like: what `openstack overcloud network provision` would say. */
export function validateNetworkDataV2(document: SourceDocument, report: ReadReport): void {
  readVersion2(networkCursors(document, report), report);
}

/** An empty list is upstream's own default: no network beside the one for provisioning. */
function looksLikeNetworkData(document: SourceDocument): boolean {
  if (document.kind(document.root) !== NodeKind.sequence) return false;
  const count = document.childCount(document.root);
  for (let index = 0; index < count; index++)
    if (looksLikeNetwork(document, document.resolve(document.child(document.root, index)))) return true;
  return count === 0;
}

/** Two keys that no other format has in the items of a list, or one beside a name. */
function looksLikeNetwork(document: SourceDocument, item: number): boolean {
  if (document.kind(item) !== NodeKind.mapping) return false;
  const keys = document.entries(item).map(({key}) => key);
  return keys.filter((key) => TELLING_KEYS.has(key)).length + (keys.includes('name') ? 1 : 0) >= 2;
}

/** Not the routes: host network configurations are lists of things with names and routes too. */
const TELLING_KEYS: ReadonlySet<string> = new Set([
  ...['subnets', 'name_lower', 'vip', 'service_net_map_replace', 'compat_name'],
  ...SUBNET_KEYS_V1.filter((key) => !key.startsWith('routes')),
]);

function readNetworkData(read: ReadDocument, report: ReadReport): NetworkData {
  const {document, isOrdered, stack} = read;
  const source: PartSource = {document, isOrdered, ...(stack === undefined ? {} : {stack})};
  const cursors = networkCursors(document, report);
  const hasVersion1Key = cursors.some((network) => version1Key(network) !== undefined);
  const isVersion1 = hasVersion1Key || (cursors.length > 0 && cursors.every((network) => !network.has('subnets')));
  const networks = isVersion1 ? readVersion1(cursors, report) : readVersion2(cursors, report);
  return {source, version: isVersion1 ? 1 : 2, networks, disabled: isVersion1 ? disabledNames(cursors) : []};
}

/** Of a network with `enabled: false` nothing is deployed, so nothing is read. */
function readVersion1(cursors: readonly Cursor[], report: ReadReport): NetworkEntry[] {
  reportMixedVersions(cursors, report);
  const enabled = cursors.filter((network) => !isDisabled(network));
  const networks = enabled.map((network) =>
    isWrittenAsVersion2(network) ? readNetworkV2(network, report, NETWORK_KEYS_V1) : readNetworkV1(network, report),
  );
  return withoutDuplicates(networks, report);
}

function isDisabled(network: Cursor): boolean {
  return network.get('enabled').scalar() === false;
}

/** `name_lower` of the networks that are switched off. */
function disabledNames(cursors: readonly Cursor[]): Located<string>[] {
  return cursors.filter(isDisabled).flatMap((network) => {
    const names = readNames(new Cursor(network.document, network.node, network.key, () => {}), new Set());
    return names === undefined ? [] : [names.nameLower];
  });
}

function readVersion2(cursors: readonly Cursor[], report: ReadReport): NetworkEntry[] {
  return withoutDuplicates(
    cursors.map((network) => readNetworkV2(network, report)),
    report,
  );
}

/** One cursor per network, named after it, so that messages say `Storage.mtu` and not `0.mtu`. */
function networkCursors(document: SourceDocument, report: ReadReport): Cursor[] {
  const problems = report.problems(segSchema);
  const root = Cursor.root(document, problems);
  return root.items().map((item, index) => {
    const name = item.get('name').scalar();
    return new Cursor(document, item.node, typeof name === 'string' && name !== '' ? name : `network ${index + 1}`, problems);
  });
}

/** A key that version 1 knows and version 2 does not; the same one however the keys are ordered. */
function version1Key(network: Cursor): string | undefined {
  return [...NETWORK_KEYS_V1, ...SUBNET_KEYS_V1].find((key) => network.has(key));
}

function isWrittenAsVersion2(network: Cursor): boolean {
  return network.has('subnets') && !SUBNET_KEYS_V1.some((key) => network.has(key));
}

/** Points at the networks of the version that fewer of them are written in. */
function reportMixedVersions(cursors: readonly Cursor[], report: ReadReport): void {
  const first = cursors.filter((network) => version1Key(network) !== undefined);
  const second = cursors.filter(isWrittenAsVersion2);
  if (first.length === 0 || second.length === 0) return;
  const areFirstFewer = first.length <= second.length;
  for (const network of areFirstFewer ? first : second) {
    const others = areFirstFewer ? second : first;
    const other = others.find((candidate) => candidate !== network) ?? network;
    const [one, two] = areFirstFewer ? [network, other] : [other, network];
    const key = version1Key(one)!;
    const [keyPlace, subnetsPlace] = [one.get(key).keyPlace, two.get('subnets').keyPlace];
    report.add(netVersionMixed, {
      message: `"${key}" of network "${one.key}" belongs to version 1, and network "${two.key}" is written in version 2.`,
      at: areFirstFewer ? keyPlace : subnetsPlace,
      notes: [
        areFirstFewer ? {message: `"${two.key}" has its "subnets" here.`, at: subnetsPlace} : {message: `"${key}" is here.`, at: keyPlace},
      ],
    });
  }
}

/** The networks whose names no earlier one has, letter case aside, nor the provisioning network. */
function withoutDuplicates(networks: readonly (NetworkEntry | undefined)[], report: ReadReport): NetworkEntry[] {
  const byName = new Map<string, NetworkEntry>();
  const byLowerName = new Map<string, NetworkEntry>();
  for (const network of networks) {
    if (network === undefined) continue;
    const {name, nameLower} = network;
    const sameName = byName.get(name.value.toLowerCase());
    const sameLowerName = byLowerName.get(nameLower.value.toLowerCase());
    if (sameName !== undefined) {
      const fault = sameName.name.value === name.value ? 'is declared twice' : `differs from "${sameName.name.value}" only in letter case`;
      const notes = [{message: `"${sameName.name.value}" is here.`, at: sameName.name.place}];
      report.add(segNameDuplicate, {message: `Network "${name.value}" ${fault}.`, at: name.place, notes});
    } else if (sameLowerName !== undefined) {
      report.add(segNameDuplicate, {
        message: `Network "${name.value}" has the "name_lower" of "${sameLowerName.name.value}", "${sameLowerName.nameLower.value}".`,
        at: nameLower.place,
        notes: [{message: `"${sameLowerName.name.value}" is here.`, at: sameLowerName.nameLower.place}],
      });
    } else if (nameLower.value.toLowerCase() === PROVISIONING) {
      const message = `Network "${name.value}" takes the name "${PROVISIONING}", which the provisioning network has.`;
      report.add(segNameDuplicate, {message, at: nameLower.place});
    } else {
      byName.set(name.value.toLowerCase(), network);
      byLowerName.set(nameLower.value.toLowerCase(), network);
    }
  }
  return [...byName.values()];
}
