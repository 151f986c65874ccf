import {REPORTERS} from '../reporters/index.js';
import type {Reporter} from '../reporters/reporter.js';
import {suggestion} from '../text/did-you-mean.js';
import {UsageError} from '../usage-error.js';
import {splitPair} from './pair.js';

/** A report that is written to a file. */
export interface WantedReport {
  readonly reporter: Reporter;
  readonly file: string;
}

/** The reports of `--report NAME=FILE`. Asked before the work begins, so that a misspelt name costs no time. */
export function wantedReports(pairs: readonly string[]): WantedReport[] {
  const reports = pairs.map((text) => {
    const [name, file] = splitPair('--report', text, 'NAME=FILE');
    if (file === '-') throw new UsageError('--report writes to files; --format says what goes to standard output.');
    return {reporter: reporterNamed(name, '--report'), file};
  });
  const twice = reports.find(({file}, index) => reports.findIndex((other) => other.file === file) < index);
  if (twice !== undefined) throw new UsageError(`Two reports would be written to "${twice.file}"; give each a file of its own.`);
  return reports;
}

export function reporterNamed(name: string, flag: string): Reporter {
  const found = REPORTERS.find((reporter) => reporter.name === name);
  if (found !== undefined) return found;
  const names = REPORTERS.map((reporter) => reporter.name);
  throw new UsageError(`${flag} knows no report "${name}".${suggestion(name, names)} There are ${names.join(', ')}.`);
}
