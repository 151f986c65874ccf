import {afterAll, describe, expect, it} from '@jest/globals';
import {BASES, type Base, FAULTS, runBase, withMarks} from '../support/faults.js';
import type {Report} from '../support/run.js';

describe('the clouds themselves', () => {
  it.each(Object.keys(BASES) as Base[])('%s holds', (base) => {
    const report = runBase(base, BASES[base].texts);
    expect(report.findings.filter((line) => !line.includes(' info '))).toEqual([]);
    expect(report.verdict).toBe('holds');
    expect(new Set(Object.values(report.properties))).toEqual(new Set(['holds']));
  });
});

describe('a cloud with one fault', () => {
  const killed = new Set<string>();

  afterAll(() => console.log(`faults: ${killed.size} of ${FAULTS.length} found`));

  it.each(FAULTS)('$base: $name', (fault) => {
    const {texts, mark} = withMarks(BASES[fault.base].texts, fault.edits);
    const report = runBase(fault.base, texts, fault.options);
    const words = report.lines.join('\n');
    if (fault.code === 'needs') expect(report.needs.join('\n')).toContain(`${fault.property}: `);
    else expect(report.findings.map((line) => line.split(' ')[2])).toContain(fault.code);
    expect(placesOf(report, fault.code)).toContain(mark);
    expect([report.verdict, report.properties[fault.property], words]).toEqual([fault.verdict, fault.denied ?? 'violated', words]);
    killed.add(fault.name);
  });

  it('is one of many, each with a name of its own', () => {
    expect(new Set(FAULTS.map(({name}) => name)).size).toBe(FAULTS.length);
    expect(FAULTS.length).toBeGreaterThanOrEqual(20);
  });
});

/** Where the findings of a code point, with their notes; for what is needed to decide, where the needs do. */
function placesOf({diagnostics, needs}: Report, code: string): string[] {
  if (code === 'needs') return needs.flatMap((need) => /\(([^()]+:\d+:\d+)\)$/.exec(need)?.[1] ?? []);
  return diagnostics
    .filter((finding) => finding.code === code)
    .flatMap((finding) => [finding.location, ...finding.notes.map(({location}) => location)])
    .flatMap((location) => (location === undefined ? [] : [`${location.source}:${location.start.line}:${location.start.column}`]));
}
