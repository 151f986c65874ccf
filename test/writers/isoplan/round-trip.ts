import {assemble} from '#src/model/assemble.js';
import {OriginTable} from '#src/model/origin.js';
import type {Topology} from '#src/model/topology.js';
import {isoplanFamily} from '#src/readers/isoplan/family.js';
import {ReadCollector} from '#src/readers/read-report.js';
import type {ComposeContext} from '#src/readers/reader.js';
import {tripleoFacts} from '#src/shipped.js';
import {planWriter} from '#src/writers/isoplan/plan.js';
import type {WriteOptions} from '#src/writers/writer.js';
import {findingLines, parseText} from '../../support/read.js';

/** The text of a topology's plan, and what the writer finds. */
export function writePlan(topology: Topology): {readonly text: string; readonly findings: readonly string[]} {
  const findings: string[] = [];
  const options: WriteOptions = {
    facts: tripleoFacts(),
    release: 'wallaby',
    templates: '/usr/share/openstack-tripleo-heat-templates',
    topology: 'high-availability',
    stack: 'overcloud',
  };
  const files = planWriter.write(topology, options, {add: (law, {message}) => findings.push(`${law.id} ${message}`)});
  if (files.length !== 1) throw new Error(`a plan is one file, and these are ${files.length}`);
  return {text: files[0]!.text, findings};
}

/** The topology of a plan's text, and what its reader finds. */
export function readBack(text: string): {readonly topology: Topology; readonly findings: readonly string[]} {
  const report = new ReadCollector();
  const origins = new OriginTable();
  const inputs = isoplanFamily.start();
  const documents = parseText(text, 'isoplan.yaml').map((document) => ({document, isOrdered: false}));
  for (const reader of isoplanFamily.readers) reader.read(documents, inputs, report);
  const context = {origins, declarations: {undercloud: [], routers: []}} as unknown as ComposeContext;
  const {topology, diagnostics} = assemble([isoplanFamily.compose(inputs, context, report)], origins);
  return {topology, findings: findingLines([...report.diagnostics, ...diagnostics])};
}
