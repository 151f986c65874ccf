import {describe, expect, test} from '@jest/globals';
import {human, refusalText} from '#src/reporters/human.js';
import {PLAIN} from '#src/reporters/reporter.js';
import type {Result} from '#src/result.js';
import {expectGolden} from '../cli/golden.js';
import {holding, openGateway, place, sourceLine, transit, transitFound, undecided, unusedNetwork, violated, vlanClash} from './results.js';

const options = {...PLAIN, sourceLine};

describe('the whole report', () => {
  test('of a network that holds', () => {
    expectGolden('reporters/holds.txt', human.render(holding, options));
  });

  test('of a network that is violated', () => {
    expectGolden('reporters/violated.txt', human.render(violated, options));
  });

  test('of a network that is violated, verbose', () => {
    expectGolden('reporters/violated-verbose.txt', human.render(violated, {...options, verbose: true}));
  });

  test('of a network that is violated, quiet', () => {
    expectGolden('reporters/violated-quiet.txt', human.render(violated, {...options, quiet: true}));
  });

  test('of what is undecided', () => {
    expectGolden('reporters/undecided.txt', human.render(undecided, options));
  });

  test('in colours', () => {
    expectGolden('reporters/violated-colour.txt', human.render(violated, {...options, colour: true}));
  });
});

test('a cloud that is not written is not judged by properties', () => {
  const text = refusalText(violated, options);
  expect(text).not.toContain('Properties:');
  const [before, properties] = human.render(violated, options).split(/(?<=\n\n)Properties:\n/);
  expect(text).toBe(before! + properties!.replace(/^.*?\n\n/s, ''));
});

describe('the last lines', () => {
  const lastLines = (result: Result, count: number) => human.render(result, PLAIN).trimEnd().split('\n').slice(-count);

  test('the verdict is the very last', () => {
    expect(lastLines(violated, 1)).toEqual(['Verdict: violated']);
    expect(lastLines(holding, 1)).toEqual(['Verdict: holds']);
    expect(lastLines(undecided, 1)).toEqual(['Verdict: undecided']);
  });

  test('warnings below the threshold are not hidden behind a verdict that holds', () => {
    const warned: Result = {...holding, findings: [{...openGateway, certainty: 'violated'}]};
    expect(lastLines(warned, 2)).toEqual(['Findings: 1 warning.', 'Verdict: holds (1 warning below --fail-on error)']);
  });

  test('a verdict that --fail-on never lets pass says so', () => {
    expect(lastLines({...violated, failOn: 'never'}, 1)).toEqual(['Verdict: violated (passes: --fail-on never)']);
  });

  test('an undecided finding without a need is the next step', () => {
    const open: Result = {...holding, verdict: 'undecided', failOn: 'warning', findings: [openGateway]};
    expect(lastLines(open, 3)).toEqual([
      'Findings: 1 warning (undecided).',
      'Next: clear up gateway-owner-known at deploy/network_data.yaml:5:18; "isoplan rules gateway-owner-known" says why it matters.',
      'Verdict: undecided',
    ]);
  });

  test('of findings of both kinds, the undecided ones are counted', () => {
    const both: Result = {...violated, findings: [vlanClash, {...openGateway, severity: 'error'}]};
    expect(human.render(both, PLAIN)).toContain('\nFindings: 2 errors (1 undecided).\n');
  });

  test('what was assumed is the next step of a verdict that holds', () => {
    const assuming: Result = {...holding, assumptions: violated.assumptions};
    expect(lastLines(assuming, 2)).toEqual(['Next: make sure that what is assumed above is so.', 'Verdict: holds']);
  });
});

describe('assumptions', () => {
  const of = (...ids: string[]): Result => ({...holding, assumptions: ids.map((id) => ({id, text: `${id} is so.`, because: []}))});

  test('of one kind are shown three times, and counted', () => {
    expect(human.render(of('router:1', 'router:2', 'hosts', 'router:3', 'router:4', 'router:5'), PLAIN)).toMatch(
      /^Assumed without proof:\n {2}- router:1 is so\.\n {2}- router:2 is so\.\n {2}- router:3 is so\.\n {2}- and 2 more like these \(shown with --verbose\)\n {2}- hosts is so\.\n\n/,
    );
  });

  test('are all shown with --verbose', () => {
    const shown = human.render(of('router:1', 'router:2', 'router:3', 'router:4'), {...PLAIN, verbose: true});
    expect(shown.match(/^ {2}- router/gm)).toHaveLength(4);
    expect(shown).not.toContain('more like');
  });
});

describe('a finding', () => {
  const render = (finding: Result['findings'][number]) => human.render({...violated, findings: [finding]}, options);

  test('without a place starts with its severity', () => {
    const shown = human.render({...violated, findings: [unusedNetwork]}, {...options, verbose: true});
    expect(shown).toMatch(/^info {2}network-unused\n {2}No role is on network "Storage"\.\n\n/);
  });

  test('shows at most three paths and counts the others', () => {
    expect(render(transitFound).match(/path from /g)).toHaveLength(3);
    expect(render(transitFound)).toContain('\n  and 2 more paths\n');
    expect(render({...transitFound, evidence: ['10.0.0.1', '10.0.0.2', '10.0.0.3'].map(transit)})).not.toContain('more path');
    expect(render({...transitFound, evidence: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'].map(transit)})).toContain(
      'and 1 more path\n',
    );
  });

  test('cannot make a terminal obey: names, places and lines are escaped', () => {
    const evil = '\u001b[31m\u202e\n::error::';
    const shown = human.render(
      {
        ...violated,
        findings: [
          {
            ...vlanClash,
            code: `x${evil}`,
            message: `Segment "${evil}" is odd.`,
            location: place(`${evil}.yaml`, 1, 1),
            notes: [{message: evil, location: place(evil, 1, 1)}],
            fix: evil,
            evidence: [
              {...transit(evil), from: evil, to: evil, hops: [{device: evil, segment: evil, action: evil, location: place(evil, 1, 1)}]},
            ],
          },
        ],
        assumptions: [{id: 'x', text: evil, because: [{text: evil, location: place(evil, 1, 1)}]}],
        inputs: [{file: evil, formats: [evil], stack: evil}],
        ignored: [{file: evil, reason: evil}],
        properties: [{id: 'x', title: evil, verdict: 'undecided', needs: [{text: evil, location: place(evil, 1, 1)}]}],
      },
      {...PLAIN, verbose: true, sourceLine: () => `key: ${evil.replace('\n', '')}`},
    );
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(shown).not.toMatch(/^::error/m);
    expect(shown).toContain('\\x1b[31m\\u202e\\x0a::error::');
  });

  test('never shows the value of a secret key, even when it points into one', () => {
    const leaky = (line: string, pointer: string) =>
      human.render(
        {...violated, findings: [{...vlanClash, location: place('deploy/env.yaml', 1, 5, pointer)}]},
        {...PLAIN, sourceLine: () => line},
      );
    expect(leaky('  AdminPassword: hunter2, really', '/parameter_defaults/Other')).toContain('1 |   AdminPassword: ***\n');
    expect(leaky('    MIIEpAIBAAKCAQEA', '/parameter_defaults/SSLKey')).not.toContain('MIIE');
    expect(leaky('    MIIEpAIBAAKCAQEA', '/parameter_defaults/SSLKey/0')).not.toContain('MIIE');
  });
});
