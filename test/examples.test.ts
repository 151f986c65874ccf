/** What we ship is what we say it is: examples, network sets and policies. */
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from '@jest/globals';
import {isAtLeast} from '#src/diagnostics/diagnostic.js';
import {catalogue, planCloud, type Run, type ValidateRequest, validate} from '#src/pipeline.js';
import {readPolicy} from '#src/policy/policy.js';
import {formatPlace} from '#src/source/location.js';
import {readShipped} from '#src/source/shipped.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What each example ends with; the errors as `place code`. */
const EXAMPLES: Readonly<Record<string, {verdict: string; errors: readonly string[]}>> = {
  minimal: {verdict: 'holds', errors: []},
  'spine-leaf': {verdict: 'holds', errors: []},
  'three-controllers': {verdict: 'holds', errors: []},
  'undercloud-in-path': {verdict: 'violated', errors: ['examples/undercloud-in-path/undercloud.conf:13:11 uc-gateway-is-undercloud']},
};

/** Those that are plans with gaps. */
const OPEN = ['planned-cloud'];

describe('the examples', () => {
  it('are all listed here', () => {
    expect(foldersIn('examples')).toEqual([...Object.keys(EXAMPLES), ...OPEN].sort());
  });

  it.each(OPEN)('%s is undecided as it is, and holds as it is planned', (name) => {
    const open = run({inputs: [`examples/${name}`]});
    expect([open.result.verdict, weighty(open.result, 'error')]).toEqual(['undecided', []]);
    const {result, isWritable, planFile} = planCloud({cwd: ROOT, inputs: [`examples/${name}`]});
    expect([result.verdict, weighty(result, 'warning'), isWritable]).toEqual(['holds', [], true]);
    const planned = run({inputs: ['-'], stdin: () => planFile!.text});
    expect([planned.result.verdict, weighty(planned.result, 'warning')]).toEqual(['holds', []]);
  });

  it.each(Object.entries(EXAMPLES))('%s says what it is to show', (name, {verdict, errors}) => {
    const {result, topology} = run({inputs: [`examples/${name}`]});
    expect(topology.roles.length).toBeGreaterThanOrEqual(2);
    expect(weighty(result, 'error')).toEqual(errors);
    expect(weighty(result, 'warning')).toEqual(errors);
    expect(result.verdict).toBe(verdict);
    expect(result.properties.flatMap(({needs}) => needs)).toEqual([]);
  });

  it.each(Object.keys(EXAMPLES).filter((name) => readdirSync(join(ROOT, 'examples', name)).includes('overcloud-deploy.sh')))(
    '%s says the same of its deploy script',
    (name) => {
      const {result} = run({inputs: [`examples/${name}/undercloud.conf`], deployCommands: [`examples/${name}/overcloud-deploy.sh`]});
      const {verdict, errors} = EXAMPLES[name]!;
      expect([result.verdict, weighty(result, 'warning')]).toEqual([verdict, errors]);
      expect(result.inputs.map(({file}) => file)).toEqual(
        expect.arrayContaining([`examples/${name}/roles_data.yaml`, `examples/${name}/undercloud.conf`]),
      );
    },
  );

  it('undercloud-in-path is three-controllers but for the gateway', () => {
    const linesOf = (name: string) =>
      readFileSync(join(ROOT, 'examples', name, 'undercloud.conf'), 'utf8')
        .split('\n')
        .slice(1);
    const broken = linesOf('undercloud-in-path');
    expect(linesOf('three-controllers').flatMap((line, index) => (line === broken[index] ? [] : [[line, broken[index]]]))).toEqual([
      ['gateway = 192.0.2.254', 'gateway = 192.0.2.1'],
    ]);
  });

  it.each([...Object.keys(EXAMPLES), ...OPEN])('%s has a README with its command', (name) => {
    expect(readFileSync(join(ROOT, 'examples', name, 'README.md'), 'utf8')).toContain(`isoplan validate examples/${name}`);
  });
});

/** What a network set is shipped with knowingly. */
const KNOWN_WARNINGS: Readonly<Record<string, readonly string[]>> = {'no-isolation.yaml': ['svc-on-ctlplane']};

describe('the network sets', () => {
  const names = readdirSync(join(ROOT, 'networks')).filter((file) => file.endsWith('.yaml'));

  it('are there', () => {
    expect(names).toEqual(expect.arrayContaining(['no-isolation.yaml', 'routed-leaves.yaml', 'tripleo-default.yaml', 'tripleo-ipv6.yaml']));
  });

  it.each(names)('%s is a plan in which nothing is found', (name) => {
    const {result, topology} = run({inputs: [`networks/${name}`]});
    expect(result.findings.map(({code}) => code)).toEqual(KNOWN_WARNINGS[name] ?? []);
    expect(weighty(result, 'error')).toEqual([]);
    expect(result.inputs).toEqual([{file: `networks/${name}`, formats: ['plan']}]);
    expect(topology.networks.filter(({isProvisioning}) => isProvisioning)).toHaveLength(1);
    expect(topology.hosts.map(({kind}) => kind).sort()).toEqual(expect.arrayContaining(['router', 'undercloud']));
  });

  it.each(names)('%s holds', (name) => {
    const {result} = run({inputs: [`networks/${name}`]});
    expect(result.properties.flatMap(({needs}) => needs.map(({text}) => text))).toEqual([]);
    expect(result.verdict).toBe('holds');
  });

  it('is violated with the gateway that TripleO has out of the box', () => {
    const text = readFileSync(join(ROOT, 'networks/tripleo-default.yaml'), 'utf8').replace(
      'gateway: 192.168.24.254',
      'gateway: 192.168.24.1',
    );
    const {result} = run({inputs: ['-'], stdin: () => text});
    expect([result.verdict, weighty(result, 'error')]).toEqual(['violated', ['<stdin>:23:14 uc-gateway-is-undercloud']]);
  });

  it.each(names)('%s says in its first line what it is for', (name) => {
    expect(readFileSync(join(ROOT, 'networks', name), 'utf8')).toMatch(/^# [A-Z].*\.\n/);
  });
});

describe('the policies', () => {
  const names = readdirSync(join(ROOT, 'policies')).filter((file) => file.endsWith('.yaml'));

  it.each(names)('%s is read without a problem, under its name', (name) => {
    const {policy, problems} = readPolicy(readShipped(`policies/${name}`), catalogue());
    expect(problems).toEqual([]);
    expect(`${policy.name}.yaml`).toBe(name);
    expect(policy.summary).toMatch(/^[A-Z].*\.$/);
  });
});

function run(request: Partial<ValidateRequest>): Run {
  return validate({
    cwd: ROOT,
    ...request,
  });
}

/** The findings at or above a severity, as `place code`. */
function weighty({findings}: Run['result'], threshold: 'error' | 'warning'): string[] {
  return findings
    .filter(({severity}) => isAtLeast(severity, threshold))
    .map(({location, code}) => `${location === undefined ? '-' : formatPlace(location)} ${code}`);
}

function foldersIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), {withFileTypes: true})
    .filter((entry) => entry.isDirectory())
    .map(({name}) => name)
    .sort();
}
