import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from '@jest/globals';
import type {Diagnostic} from '#src/diagnostics/diagnostic.js';
import {catalogue} from '#src/pipeline.js';
import {runFiles} from '../support/run.js';
import {describeWithShared} from '../support/shared.js';

/** Which law finds what an audit of upstream's files found, and the words of its detail that the finding must have. */
interface Expectation {
  readonly code: string;
  readonly severity: Diagnostic['severity'];
  /** What of the audit's detail must stand in the finding: in its message, its notes or its pointer. */
  readonly names: (detail: string) => readonly string[];
}

const LAWS: Readonly<Record<string, Expectation>> = {
  service_vip_not_on_service_network: {code: 'vip-outside-subnet', severity: 'warning', names: addresses},
  registry_port_key_role_lacks_network: {code: 'env-port-without-network', severity: 'warning', names: (detail) => [detail]},
  standard_network_absent: {code: 'svc-on-ctlplane', severity: 'warning', names: (detail) => [`No network serves as "${detail}"`]},
  vip_subnet_not_in_network: {code: 'vip-subnet-unknown', severity: 'error', names: (detail) => detail.match(/\w+_subnet01/g)!},
  fixed_ip_outside_subnet: {
    code: 'addr-static-outside-subnet',
    severity: 'error',
    names: () => ['172.20.12.80', '172.20.12.81', '172.20.12.82', '172.20.12.90', '172.20.12.91', '172.20.12.92', '10.0.0.0/24'],
  },
  default_route_network_not_rendered: {
    code: 'bm-default-route-not-configured',
    severity: 'error',
    names: () => ['"Controller"', '"external"', 'templates/net_config_bridge.j2'],
  },
  duplicate_ip: {code: 'vip-duplicate', severity: 'error', names: addresses},
  // Of host addresses and of virtual ones alike; where Neutron makes the port of a virtual address itself it is only bad manners.
  static_ip_in_allocation_pool: {code: 'addr-static-in-pool', severity: 'error', names: addresses},
};

const VIPS_IN_POOL: Expectation = {
  code: 'vip-in-pool',
  severity: 'error',
  names: () => ['10.0.0.240', '172.16.2.240', '172.16.1.240', '172.16.3.240', '172.16.2.241', '172.16.2.242'],
};

interface AuditFinding {
  readonly category: string;
  readonly detail: string;
}

describeWithShared('what an audit found in the adoption scenarios', (folder) => {
  const {findings} = readJson<{findings: Record<string, AuditFinding[]>}>(folder, 'adoption-findings.json');

  describe.each(Object.entries(findings))('%s', (scenario, audited) => {
    const {diagnostics} = runFiles([scenario], {cwd: join(folder, 'tripleo/data-plane-adoption')});

    it.each(audited)('$category: $detail', ({category, detail}) => {
      const expectation = LAWS[category]!;
      const found = diagnostics.filter((finding) => isMeant(finding, expectation, detail));
      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject({severity: expectation.severity, certainty: 'violated'});
      expect(found[0]!.location?.source).toMatch(new RegExp(`^${scenario}/`));
    });

    it('gives no finding of these laws that the audit did not', () => {
      const codes = new Set(Object.values(LAWS).map(({code}) => code));
      const surplus = diagnostics.filter(
        (finding) => codes.has(finding.code) && !audited.some(({category, detail}) => isMeant(finding, LAWS[category]!, detail)),
      );
      expect(surplus.map(({message}) => message)).toEqual([]);
    });
  });
});

describeWithShared("what an audit found in upstream's samples", (folder) => {
  const {findings} = readJson<{findings: (AuditFinding & {inputs: string[]})[]}>(folder, 'sample-findings.json');
  const read = (inputs: readonly string[]) => runFiles(inputs, {cwd: join(folder, 'tripleo')}).diagnostics;
  const faults = findings.filter(({category}) => category !== 'none');

  it.each(faults)('$category in $inputs', ({category, inputs, detail}) => {
    const expectation = inputs.some((input) => input.includes('fixed-ip-vips')) ? VIPS_IN_POOL : LAWS[category]!;
    const found = read(inputs).filter(({code}) => code === expectation.code);
    const text = found.map(textOf).join('\n');
    for (const name of expectation.names(detail)) expect(text).toContain(name);
    for (const finding of found) {
      expect(finding).toMatchObject({severity: expectation.severity, certainty: 'violated'});
      // Nothing but what the audit names.
      expect(expectation.names(detail).some((name) => textOf(finding).includes(name))).toBe(true);
    }
  });

  it.each(findings.filter(({category}) => category === 'none'))('nothing in $inputs', ({inputs}) => {
    expect(read(inputs).filter(({severity}) => severity !== 'info')).toEqual([]);
  });

  it('takes in every category of both audits', () => {
    const adoption = readJson<{findings: Record<string, AuditFinding[]>}>(folder, 'adoption-findings.json').findings;
    const categories = [...findings, ...Object.values(adoption).flat()].map(({category}) => category);
    expect([...new Set(categories)].filter((category) => category !== 'none').sort()).toEqual(Object.keys(LAWS).sort());
    const ids = catalogue().map(({id}) => id);
    for (const {code} of [...Object.values(LAWS), VIPS_IN_POOL]) expect(ids).toContain(code);
  });
});

function isMeant(finding: Diagnostic, {code, names}: Expectation, detail: string): boolean {
  return finding.code === code && names(detail).every((name) => textOf(finding).includes(name));
}

function textOf({message, notes, location}: Diagnostic): string {
  return [message, ...notes.map((note) => note.message), location?.pointer ?? ''].join('\n');
}

/** The addresses in a detail, the prefixes left out. */
function addresses(detail: string): string[] {
  return detail.match(/\b\d+\.\d+\.\d+\.\d+\b(?!\/)/g)!;
}

function readJson<T>(folder: string, name: string): T {
  return JSON.parse(readFileSync(join(folder, 'tripleo/golden', name), 'utf8'));
}
