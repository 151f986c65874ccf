import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import type {ValidateRequest} from '#src/pipeline.js';
import {compareText} from '#src/text/code-unit-order.js';
import {BASES, type Base, FAULTS, withMarks} from '../support/faults.js';
import {inFolder, type Report, refusalOf, runFiles, runTexts, type Texts} from '../support/run.js';
import {STOCK_CLOUD, STOCK_UNDERCLOUD} from '../support/stock-cloud.js';

const SEED = 4094;
console.log(`how inputs are cut into files: seed ${SEED}`);

/** Clouds, sound and faulty, each with what is said beside the files. */
interface Cloud {
  readonly name: string;
  readonly texts: Texts;
  readonly options: Partial<ValidateRequest>;
}

/** A template that is not rendered makes the file it stands in unreadable, so there it matters what else is in the file. */
const BOUND_TO_ITS_FILE = new Set(['env-jinja-unrendered']);

const CLOUDS: readonly Cloud[] = [
  {name: 'stock', texts: {...STOCK_CLOUD, 'undercloud.conf': STOCK_UNDERCLOUD}, options: {}},
  ...(Object.keys(BASES) as Base[])
    .filter((base) => BASES[base].options === undefined)
    .map((base) => ({name: base, texts: BASES[base].texts, options: {}})),
  ...FAULTS.filter(
    ({base, code, options}) => BASES[base].options === undefined && !BOUND_TO_ITS_FILE.has(code) && options?.inputs === undefined,
  ).map(({name, base, edits, options = {}}) => ({name, texts: withMarks(BASES[base].texts, edits).texts, options})),
];

describe('cutting, renaming and ordering files', () => {
  it.each(CLOUDS)('changes nothing but the places: $name', ({texts, options}) => {
    const whole = summary(runTexts(texts, options), Object.keys(texts));
    fc.assert(
      fc.property(rearrangements(texts), ({files, order, isFolder}) => {
        inFolder(files, (cwd) => {
          const report = runFiles(isFolder ? ['.'] : order, {cwd, ...options});
          expect(summary(report, order)).toEqual(whole);
        });
      }),
      {seed: SEED, numRuns: 12},
    );
  });
});

describe('two files that say one thing each in its own way', () => {
  const {texts} = CLOUDS.find(({name}) => name === 'three-controllers')!;
  const lists = Object.entries(texts).filter(([, text]) => /^- /m.test(text));
  const copies = fc.constantFrom(
    ...lists.flatMap(([file, text]) => cut(file, text).map(({header, body}) => ({file, copy: header + body}))),
  );
  const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,9}$/);

  it('are refused, and both named', () => {
    fc.assert(
      fc.property(copies, name, fc.boolean(), fc.boolean(), ({file, copy}, name, isFolder, isFirst) => {
        const other = `copy-${name}.yaml`;
        inFolder({...texts, [other]: copy}, (cwd) => {
          const inputs = isFolder ? ['.'] : isFirst ? [other, ...Object.keys(texts)] : [...Object.keys(texts), other];
          const {message, problems} = refusalOf(() => runFiles(inputs, {cwd}));
          expect(message).toBe('No one cloud can be made of these inputs.');
          const [first = ''] = problems;
          expect(first).toMatch(/^\S+:\d+:\d+ "[^"]+" and "[^"]+" both define the /);
          for (const named of [file, other]) {
            expect(first).toContain(`"${named}"`);
            expect(problems).toContainEqual(expect.stringMatching(new RegExp(`^${named}:\\d+:\\d+ `)));
          }
        });
      }),
      {seed: SEED, numRuns: 40},
    );
  });

  it('are refused where both are the undercloud', () => {
    const {message, problems} = refusalOf(() => runTexts({...texts, 'undercloud-old.conf': texts['undercloud.conf']!}));
    expect(message).toBe('No one cloud can be made of these inputs.');
    expect(problems[0]).toMatch(/"undercloud\.conf" and "undercloud-old\.conf" both configure the undercloud\.$/);
  });

  it('are taken in their order where they are environments, and leave it open where they have none', () => {
    const two = {...texts, 'b.yaml': 'parameter_defaults:\n  DnsServers: [192.0.2.1]\n'};
    const inFolderOfNoOrder = runTexts(two);
    expect(inFolderOfNoOrder.verdict).toBe('undecided');
    expect(inFolderOfNoOrder.findings).toContainEqual(expect.stringMatching(/ error\? env-order-unknown .*"DnsServers"/));
    const lastWins = runTexts(two, {inputs: [...Object.keys(texts), 'b.yaml']});
    expect([lastWins.verdict, lastWins.properties['control-dependence']]).toEqual(['holds', 'violated']);
    const firstLoses = runTexts(two, {inputs: ['b.yaml', ...Object.keys(texts)]});
    expect([firstLoses.verdict, firstLoses.properties['control-dependence']]).toEqual(['holds', 'holds']);
  });
});

/** What must not depend on where things are written. Where a message names several things it does so in the order they were read. */
function summary({verdict, properties, needs, assumptions, diagnostics, run}: Report, files: readonly string[]): unknown {
  const unnamed = (text: string): string => files.reduce((rest, file) => rest.replaceAll(file, 'FILE'), text);
  return {
    verdict,
    properties,
    counts: run.result.counts,
    needs: needs.map((need) => need.replace(/ \([^()]*:\d+:\d+\)$/, '')).sort(compareText),
    assumptions: [...assumptions].sort(compareText),
    findings: diagnostics
      .map(({code, severity, certainty, message, notes}) =>
        [code, severity, certainty, ...wordsOf(unnamed(message)), notes.length].join(' '),
      )
      .sort(compareText),
  };
}

/** The words of a message, those in quotes as one, in no order. */
function wordsOf(message: string): string[] {
  return message
    .match(/"[^"]*"|[^\s,;]+/g)!
    .map((word) => word.replace(/\.$/, ''))
    .sort(compareText);
}

interface Rearranged {
  readonly files: Texts;
  readonly order: readonly string[];
  readonly isFolder: boolean;
}

/** The same inputs in other files: lists cut between their items, environments between their parameters. */
function rearrangements(texts: Texts): fc.Arbitrary<Rearranged> {
  const pieces = Object.entries(texts).flatMap(([file, text]) => cut(file, text).map((piece) => ({file, ...piece})));
  return fc
    .record({
      groups: fc.array(fc.nat({max: 2}), {minLength: pieces.length, maxLength: pieces.length}),
      shuffled: fc.shuffledSubarray(
        pieces.map((_, index) => index),
        {minLength: pieces.length, maxLength: pieces.length},
      ),
      names: fc.uniqueArray(fc.stringMatching(/^([a-z]{1,3}\/)?[a-z][a-z0-9_-]{0,9}$/), {
        minLength: pieces.length,
        maxLength: pieces.length,
      }),
      order: fc.infiniteStream(fc.nat()),
      isFolder: fc.boolean(),
    })
    .map(({groups, shuffled, names, order, isFolder}) => {
      const byGroup = new Map<string, {readonly header: string; readonly extension: string; readonly bodies: string[]}>();
      for (const index of shuffled) {
        const {file, header, body, extension} = pieces[index]!;
        const key = `${file} ${groups[index]} ${header}`;
        const group = byGroup.get(key) ?? {header, extension, bodies: []};
        group.bodies.push(body);
        byGroup.set(key, group);
      }
      const files = Object.fromEntries(
        [...byGroup.values()].map(({header, extension, bodies}, index) => [named(names[index]!, extension), header + bodies.join('')]),
      );
      const ranks = new Map(Object.keys(files).map((name) => [name, order.next().value as number]));
      return {files, isFolder, order: Object.keys(files).sort((left, right) => ranks.get(left)! - ranks.get(right)!)};
    });
}

/** Of the files of a folder that end in `.conf`, those that begin like upstream's are read. */
function named(name: string, extension: string): string {
  return extension === '.conf' ? name.replace(/[^/]*$/, 'undercloud-$&.conf') : `${name}${extension}`;
}

/** The smallest parts that mean the same in a file of their own. */
function cut(file: string, text: string): readonly {readonly header: string; readonly body: string; readonly extension: string}[] {
  if (file.endsWith('.conf')) return [{header: '', body: text, extension: '.conf'}];
  const isList = /^- /m.test(text);
  if (isList)
    return text
      .split(/^(?=- )/m)
      .filter((part) => part.startsWith('- '))
      .map((body) => ({header: '---\n', body: ensureNewline(body), extension: '.yaml'}));
  return text
    .split(/^(?=\w+:\n)/m)
    .filter((section) => /^\w+:\n/.test(section))
    .flatMap((section) => {
      const [header = '', ...entries] = section.split(/^(?= {2}\S)/m);
      return entries.map((body) => ({header, body: ensureNewline(body), extension: '.yaml'}));
    });
}

function ensureNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
