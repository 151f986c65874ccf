import {ReadCollector} from '#src/readers/read-report.js';
import {type MergedEnvironment, type MergeOptions, mergeEnvironments} from '#src/readers/tripleo/heat/environment.js';
import type {EnvironmentFile} from '#src/readers/tripleo/inputs.js';
import {findingLines, parseText} from '../../../support/read.js';

export interface MergedTexts {
  readonly environment: MergedEnvironment;
  /** `file:line:column code message`, in the order of report. */
  readonly findings: string[];
  readonly report: ReadCollector;
}

/** Environments `1.yaml`, `2.yaml`, ... as if a deploy command named them in this order. */
export function environmentFiles(texts: readonly string[], source: {isOrdered?: boolean; stack?: string} = {}): EnvironmentFile[] {
  return texts.map((text, index) => {
    const [document] = parseText(text, `${index + 1}.yaml`);
    return {source: {document: document!, isOrdered: true, ...source}};
  });
}

export function mergeTexts(texts: readonly string[], options?: MergeOptions): MergedTexts {
  return mergeFiles(environmentFiles(texts), options);
}

export function mergeFiles(files: readonly EnvironmentFile[], options?: MergeOptions): MergedTexts {
  const report = new ReadCollector();
  const environment = mergeEnvironments(files, report, options);
  return {
    environment,
    findings: report.diagnostics.map((diagnostic) => {
      const [line] = findingLines([diagnostic]);
      return `${diagnostic.location?.source.replace('.yaml', '') ?? ''}:${line}`;
    }),
    report,
  };
}

/** Plain data without the null prototypes, for comparing. */
export function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
