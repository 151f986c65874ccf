import {describe, expect, it} from '@jest/globals';
import type {Diagnostic} from '#src/diagnostics/diagnostic.js';
import {foldExplained} from '#src/diagnostics/explain.js';

function finding(code: string, subjects: string[], more: Partial<Diagnostic> = {}): Diagnostic {
  return {code, severity: 'error', certainty: 'violated', message: `${code}.`, subjects, notes: [], ...more};
}

const LAWS = new Map([
  ['cause', ['effect']],
  ['effect', ['symptom']],
]);

/** Codes with the notes below them. */
function folded(...findings: Diagnostic[]): string[] {
  return foldExplained(findings, LAWS).map(({code, notes}) => [code, ...notes.map(({message}) => message)].join(' < '));
}

describe('a finding that another explains', () => {
  it('becomes its note where they share a subject', () => {
    expect(folded(finding('effect', ['a', 'b']), finding('cause', ['b']))).toEqual(['cause < effect. (effect)']);
  });

  it('takes along what it explains itself', () => {
    expect(folded(finding('cause', ['a']), finding('effect', ['a', 'b']), finding('symptom', ['b']))).toEqual([
      'cause < effect. (effect) < symptom. (symptom)',
    ]);
  });

  it('stands alone on another subject', () => {
    expect(folded(finding('cause', ['a']), finding('effect', ['b']))).toEqual(['cause', 'effect']);
  });

  it('is no note of a lesser one, nor certain below what is open', () => {
    expect(folded(finding('cause', ['a'], {severity: 'warning'}), finding('effect', ['a']))).toEqual(['cause', 'effect']);
    expect(folded(finding('cause', ['a'], {certainty: 'undecided'}), finding('effect', ['a']))).toEqual(['cause', 'effect']);
    expect(folded(finding('cause', ['a'], {certainty: 'undecided'}), finding('effect', ['a'], {certainty: 'undecided'}))).toEqual([
      'cause < effect. (effect)',
    ]);
  });
});
