/** From texts or files to a cloud, and from a writer's data or file to what a reader of YAML sees. */
import {load} from 'js-yaml';
import type {Topology} from '#src/model/topology.js';
import {tripleoFacts} from '#src/shipped.js';
import {type YamlValue, yamlText} from '#src/text/yaml-text.js';
import {type TripleoCloud, tripleoCloud} from '#src/writers/tripleo/cloud.js';
import type {OutputFile, WriteOptions, WriteReport} from '#src/writers/writer.js';
import {runFiles, runTexts, type Texts} from '../../support/run.js';

export const OPTIONS: WriteOptions = {
  facts: tripleoFacts(),
  release: 'wallaby',
  templates: '/usr/share/openstack-tripleo-heat-templates',
  topology: 'high-availability',
  stack: 'overcloud',
};

/** Collects findings as `id message`, with the fix behind it where it is not the law's. */
export class Findings implements WriteReport {
  readonly lines: string[] = [];

  add(law: Parameters<WriteReport['add']>[0], {message, fix}: Parameters<WriteReport['add']>[1]): void {
    this.lines.push(`${law.id} ${message}${fix === undefined ? '' : ` ${fix}`}`);
  }
}

export function cloudOf(topology: Topology): TripleoCloud {
  return tripleoCloud(topology, new Findings());
}

export function cloudOfTexts(texts: Texts): TripleoCloud {
  return cloudOf(runTexts(texts).run.topology);
}

export function cloudOfFiles(folder: string, ...files: readonly string[]): TripleoCloud {
  return cloudOf(runFiles(files, {cwd: folder}).run.topology);
}

/** The data as another reads it. */
export function asRead(data: YamlValue | undefined): unknown {
  return data === undefined ? undefined : load(yamlText(data));
}

type Write = (cloud: TripleoCloud, options: WriteOptions, report: WriteReport) => OutputFile | undefined;

/** What a writer writes and what it says. */
export function written(write: Write, cloud: TripleoCloud, options: Partial<WriteOptions> = {}) {
  const findings = new Findings();
  const file = write(cloud, {...OPTIONS, ...options}, findings);
  return {file, data: file && (load(file.text) as Record<string, Record<string, unknown>>), findings: findings.lines};
}
