import {describe, expect, it} from '@jest/globals';
import {ReadCollector} from '#src/readers/read-report.js';
import {reportSpelling} from '#src/readers/spelling.js';
import {findingLines, parseText} from '../support/read.js';

/** What is said of how a text is spelled. */
function spelling(text: string, name = 'a.yaml'): string[] {
  const report = new ReadCollector();
  for (const document of parseText(text, name)) reportSpelling(document, report);
  return findingLines(report.diagnostics);
}

describe('sec-yaml-duplicate-key', () => {
  it('is silent where each key stands once', () => {
    expect(spelling('a: {x: 1}\nb: {x: 1}\n')).toEqual([]);
  });

  it('names both places of a key that stands twice, and says which value is taken', () => {
    const [finding] = (() => {
      const report = new ReadCollector();
      reportSpelling(parseText('vlan: 20\nmtu: 1500\nvlan: 30\n', 'a.yaml')[0]!, report);
      return report.diagnostics;
    })();
    expect(finding?.severity).toBe('error');
    expect(finding?.message).toBe('The key "vlan" stands twice in one mapping; the last value is taken.');
    expect(finding?.location?.start).toEqual({line: 3, column: 1});
    expect(finding?.notes[0]?.location?.start).toEqual({line: 1, column: 1});
  });

  it('only warns where the values are equal', () => {
    expect(spelling('vlan: 20\nvlan: 20\n')).toEqual([
      '2:1 sec-yaml-duplicate-key The key "vlan" stands twice in one mapping, with one value.',
    ]);
  });
});

describe('sec-yaml-ambiguous-scalar', () => {
  it('is silent about values that mean one thing', () => {
    expect(spelling('a: [20, true, 10.0.0.1, "010", text, ~, 10.0.0.0/8, fd00::1]\n')).toEqual([]);
  });

  it('says what each reader takes a value for', () => {
    expect(spelling('vlan: 010\nenabled: yes\nmac: 52:54:00:12:34:56\n')).toEqual([
      '1:7 sec-yaml-ambiguous-scalar "010" is 8 to TripleO (YAML 1.1) and 10 to readers of YAML 1.2.',
      '2:10 sec-yaml-ambiguous-scalar "yes" is true to TripleO (YAML 1.1) and the text "yes" to readers of YAML 1.2.',
      '3:6 sec-yaml-ambiguous-scalar "52:54:00:12:34:56" is 41135085296 to TripleO (YAML 1.1) and the text "52:54:00:12:34:56" to readers of YAML 1.2.',
    ]);
  });

  it('does not repeat the value of a secret', () => {
    expect(spelling('AdminPassword: 0123\n')).toEqual([]);
  });
});
