import {readFileSync} from 'node:fs';
import {expect, it} from '@jest/globals';
import {load} from 'js-yaml';
import type {Diagnostic} from '#src/diagnostics/diagnostic.js';
import {knownFiles} from '../support/known-files.js';
import {refusalOf, runFiles} from '../support/run.js';
import {describeWithShared} from '../support/shared.js';

interface KnownFinding {
  readonly file: string;
  readonly code: string;
  readonly pointer: string;
  readonly reason: string;
}

const KNOWN = load(readFileSync(new URL('../../../test/golden/known-findings.yaml', import.meta.url), 'utf8')) as readonly KnownFinding[];

/** Files beside the inputs of a scenario that describe no network: what Ceph makes of its disks, and our own digest of the scenario. */
const NO_NETWORK = [
  'tripleo/data-plane-adoption/hci/osd_spec.yaml',
  'tripleo/data-plane-adoption/hci/scenario.derived.yaml',
  'tripleo/data-plane-adoption/uni01alpha/scenario.derived.yaml',
  'tripleo/data-plane-adoption/uni02beta/osd_spec.yaml',
  'tripleo/data-plane-adoption/uni02beta/scenario.derived.yaml',
];

describeWithShared("upstream's own files, one by one", (folder) => {
  const files = knownFiles(folder);

  it('are many', () => {
    expect(files.length).toBeGreaterThan(80);
  });

  it('describe a network, or are named as files that do not', () => {
    for (const file of NO_NETWORK) {
      expect(refusalOf(() => runFiles([file], {cwd: folder}))).toEqual({
        message: expect.stringMatching(/^One file was read, and none is an input\./),
        problems: expect.arrayContaining([`${file} describes no network`]),
      });
    }
  });

  const findings: {readonly file: string; readonly finding: Diagnostic}[] = [];
  const formats = new Map<string, readonly string[]>();

  it.each(files.filter((file) => !NO_NETWORK.includes(file)))('%s holds nothing that is not known', (file) => {
    const {run} = runFiles([file], {cwd: folder});
    formats.set(
      file,
      run.result.inputs.flatMap((input) => input.formats),
    );
    const found = run.result.findings.map((finding) => ({file, finding}));
    findings.push(...found);
    expect(found.filter((one) => !KNOWN.some((known) => isMeant(known, one))).map(describe)).toEqual([]);
    expect(run.result.verdict).not.toBe('holds');
  });

  it('are read as what they are', () => {
    const wrong = [...formats].filter(([file, names]) => names.length !== 1 || names[0] !== formatOf(file));
    expect(wrong).toEqual([]);
    expect([...new Set([...formats.values()].flat())].sort()).toEqual([
      'baremetal-deployment',
      'heat-environment',
      'network-data',
      'roles-data',
      'vip-data',
    ]);
  });

  it('have every finding that is listed', () => {
    expect(KNOWN.filter((known) => !findings.some((one) => isMeant(known, one)))).toEqual([]);
  });

  it('have a reason for every finding that is listed', () => {
    expect(KNOWN.filter(({reason}) => !/^\S.{20,}\.$/.test(reason))).toEqual([]);
  });
});

function isMeant(known: KnownFinding, {file, finding}: {readonly file: string; readonly finding: Diagnostic}): boolean {
  return known.file === file && known.code === finding.code && known.pointer === finding.location?.pointer;
}

function describe({file, finding}: {readonly file: string; readonly finding: Diagnostic}): string {
  return `${file} ${finding.code} ${finding.location?.pointer} ${finding.message}`;
}

/** By upstream's habit of naming files. */
function formatOf(file: string): string {
  if (/baremetal/.test(file)) return 'baremetal-deployment';
  if (/\/(vips?_data|vip-data)/.test(file)) return 'vip-data';
  if (/\/roles?\/|\/roles(_data)?(_undercloud)?\.yaml$/.test(file)) return 'roles-data';
  return /\/network_data|\/network-data-samples\//.test(file) ? 'network-data' : 'heat-environment';
}
