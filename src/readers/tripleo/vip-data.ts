/**
 * vip_data.yaml: the virtual addresses of the overcloud (tripleo-ansible, modules/tripleo_overcloud_network_vip_provision.py).
 *
 * See docs/formats/vip-data.md
 */
import {Cursor} from '../../source/cursor.js';
import {NodeKind, type SourceDocument} from '../../source/source-document.js';
import {didYouMean} from '../../text/did-you-mean.js';
import type {ReadDocument, Reader, ReadReport} from '../reader.js';
import {readAddress} from '../values.js';
import {segSchema} from './checks/seg-schema.js';
import type {TripleoInputs, VipData, VipEntry} from './inputs.js';
import {expected, expectKnownKeys, readName, readString} from './network-data-fields.js';

export const vipDataReader: Reader<TripleoInputs> = {
  name: 'vip-data',
  summary: 'vip_data.yaml: virtual addresses and the networks they are on',
  claims: looksLikeVipData,
  read(documents, inputs, report) {
    for (const document of documents) inputs.vipData.push(readVipData(document, report));
  },
};

const KEYS = ['network', 'name', 'ip_address', 'subnet', 'dns_name'];

/** A list of mappings that name a `network`; one that lacks it is let in by what only a virtual address has. */
function looksLikeVipData(document: SourceDocument): boolean {
  if (document.kind(document.root) !== NodeKind.sequence) return false;
  const items = Array.from({length: document.childCount(document.root)}, (_, index) =>
    document.resolve(document.child(document.root, index)),
  );
  return items.some((item) => keysOf(document, item).includes('network')) && items.every((item) => looksLikeVip(keysOf(document, item)));
}

/** More keys of a virtual address, misspelled ones among them, than foreign ones. */
function looksLikeVip(keys: readonly string[]): boolean {
  const foreign = keys.filter((key) => didYouMean(key, KEYS) === undefined).length;
  return !keys.includes('subnets') && keys.some((key) => TELLING_KEYS.includes(key)) && keys.length > 2 * foreign;
}

const TELLING_KEYS = ['network', 'ip_address', 'dns_name'];

function keysOf(document: SourceDocument, item: number): string[] {
  return document.kind(item) === NodeKind.mapping ? document.entries(item).map(({key}) => key) : [];
}

function readVipData(read: ReadDocument, report: ReadReport): VipData {
  const {document, isOrdered, stack} = read;
  const problems = report.problems(segSchema);
  const vips: VipEntry[] = [];
  for (const [index, item] of Cursor.root(document, problems).items().entries()) {
    const vip = readVip(new Cursor(document, item.node, labelOf(item, index), problems), report);
    if (vip !== undefined) vips.push(vip);
  }
  return {source: {document, isOrdered, ...(stack === undefined ? {} : {stack})}, vips};
}

/** Upstream reads past unknown keys, and takes an empty value for none. */
function readVip(vip: Cursor, report: ReadReport): VipEntry | undefined {
  const meant = expectKnownKeys(vip, KEYS, report, true);
  if (!vip.isMapping) return undefined;
  const network = readName(expected(vip, 'network', meant));
  const name = readOptional(vip, 'name');
  const subnet = readOptional(vip, 'subnet');
  const dnsName = readOptional(vip, 'dns_name');
  const hasAddress = !isEmpty(vip.get('ip_address'));
  const address = hasAddress ? readAddress(vip.get('ip_address'), report) : undefined;
  return (
    network && {
      place: vip.place,
      network,
      ...(name && {name}),
      ...(address && {address}),
      ...(subnet && {subnet}),
      ...(dnsName && {dnsName}),
      ...(hasAddress && address === undefined && {unreadable: new Set(['ip_address'])}),
    }
  );
}

function readOptional(vip: Cursor, key: string): VipEntry['name'] {
  return isEmpty(vip.get(key)) ? undefined : readString(vip.get(key));
}

function isEmpty(cursor: Cursor): boolean {
  return !cursor.exists || cursor.isNull || cursor.scalar() === '';
}

function labelOf(item: Cursor, index: number): string {
  const name = item.get('name').scalar() ?? item.get('network').scalar();
  return typeof name === 'string' && name !== '' ? name : `VIP ${index + 1}`;
}
