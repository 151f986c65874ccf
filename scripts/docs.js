/**
 * Writes what the code says of itself: docs/rules, docs/formats, and the outputs shown in pages that people write.
 *
 * `npm run docs` writes them and removes the pages of laws that are gone; test/registry.test.ts fails where they are not up to date.
 */
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {catalogue} from '../dist/judge.js';
import {plannerLaws} from '../dist/planner/laws.js';
import {readChecks} from '../dist/readers/checks.js';
import {families} from '../dist/readers/index.js';
import {PROPERTY_TITLES} from '../dist/result.js';
import {rules} from '../dist/rules/index.js';
import {WRITERS} from '../dist/writers/index.js';

const ROOT = new URL('..', import.meta.url);
/** The folders in which nothing but generated pages stands. */
export const FOLDERS = ['docs/formats', 'docs/rules'];
/** Pages that show what a command prints, in the block below a comment `<!-- output of: isoplan ... -->`. */
const SHOWING = ['README.md', 'docs/guides/planning.md', 'docs/guides/undercloud-is-my-gateway.md'];
const NOTICE = '<!-- Written by "npm run docs"; change the source instead. -->';

/** Every page by its path, in order. */
export function pages() {
  const laws = catalogue();
  return new Map([
    ['docs/formats/README.md', formatsPage()],
    ['docs/rules/README.md', rulesPage(laws)],
    ...laws.map((law) => [`docs/rules/${law.id}.md`, lawPage(law, laws)]),
    ...SHOWING.map((path) => [path, withOutputs(readFileSync(new URL(path, ROOT), 'utf8'))]),
  ]);
}

function withOutputs(text) {
  return text.replace(
    /(<!-- output of: isoplan (.+) -->\n\n```\n)[^`]*(```\n)/g,
    (_, head, command, tail) => `${head}${output(command)}${tail}`,
  );
}

/** What a command prints. What it writes goes to a folder that is thrown away. */
function output(command) {
  const folder = `${mkdtempSync(join(tmpdir(), 'isoplan-docs-'))}/`;
  try {
    const {stdout, stderr} = spawnSync(process.execPath, ['bin/run.js', ...command.replace('--out ', `--out ${folder}`).split(' ')], {
      cwd: fileURLToPath(ROOT),
      encoding: 'utf8',
      env: {PATH: process.env.PATH, NO_COLOR: '1'},
    });
    if (stderr !== '') throw new Error(stderr);
    return stdout.replaceAll(folder, '');
  } finally {
    rmSync(folder, {recursive: true});
  }
}

function lawPage(law, laws) {
  const explained = (law.explains ?? []).map((id) => link(id, laws));
  const explainers = laws.filter(({explains}) => explains?.includes(law.id)).map(({id}) => link(id, laws));
  return page([
    `# ${law.id}`,
    law.summary,
    table([
      ['severity', 'property', 'kind'],
      [law.severity, `${law.property}: ${PROPERTY_TITLES[law.property]}`, kindOf(law)],
    ]),
    `## Why\n\n${law.why}`,
    `## Fix\n\n${law.fix}`,
    ...(explained.length + explainers.length === 0 ? [] : ['## One fault, one finding']),
    ...(explained.length === 0
      ? []
      : [`On a subject they share, a finding of this law takes these along as notes: ${explained.join(', ')}.`]),
    ...(explainers.length === 0 ? [] : [`On a subject they share, a finding of this law becomes a note of: ${explainers.join(', ')}.`]),
  ]);
}

function kindOf(law) {
  if (rules.includes(law)) return 'rule: judges the network';
  if (readChecks.includes(law)) return 'read check: judges what is written, while it is read';
  if (plannerLaws.includes(law)) return 'planner: says what cannot be chosen';
  return 'writer: says what a written file leaves out';
}

function rulesPage(laws) {
  const sections = Object.entries(PROPERTY_TITLES).map(([property, title]) => {
    const own = laws.filter((law) => law.property === property);
    const rows = own.map(({id, severity, summary}) => [link(id, laws), severity, summary]);
    return `## ${title}\n\nThe property \`${property}\`.\n\n${own.length === 0 ? 'No law yet.' : table([['id', 'severity', 'law'], ...rows])}`;
  });
  return page([
    '# What is checked',
    `${laws.length} laws, each a sentence that is true of a sound network. \`isoplan rules\` lists them, \`isoplan rules ID\` explains one.`,
    'A law of severity `error` fails the gate, one of severity `warning` denies its property without failing it, and `info` informs.',
    ...sections,
  ]);
}

function formatsPage() {
  const rows = families.flatMap(({name: family, readers}) => readers.map(({name, summary}) => [`\`${name}\``, family, summary]));
  return page([
    '# What can be read and written',
    'Files are recognised by what they hold, not by their names. `--as FORMAT=FILE` overrules that; `isoplan formats` prints this table.',
    'YAML is read as PyYAML reads it, `*.json` as JSON, `*.conf` and `*.ini` as oslo.config reads them. A deploy script is no format: it is given with `--deploy-command` and names files of these.',
    'The formats of one family compose one cloud.',
    table([['format', 'family', 'holds'], ...rows]),
    '## What can be written',
    '`isoplan generate WRITER INPUT... --out DIR` writes these from any inputs, gaps filled. What a format cannot say is a finding.',
    table([['writer', 'writes'], ...WRITERS.map(({name, summary}) => [`\`${name}\``, summary])]),
  ]);
}

function page(blocks) {
  const [title, ...rest] = blocks;
  return `${[title, NOTICE, ...rest].join('\n\n')}\n`;
}

function table([head, ...rows]) {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

/** A law that does not exist gets no link; the test of the registry says so of its source. */
function link(id, laws) {
  return laws.some((law) => law.id === id) ? `[${id}](${id}.md)` : id;
}

function write() {
  const all = pages();
  for (const folder of FOLDERS) {
    mkdirSync(new URL(folder, ROOT), {recursive: true});
    for (const name of readdirSync(new URL(folder, ROOT))) {
      if (!all.has(`${folder}/${name}`)) rmSync(new URL(`${folder}/${name}`, ROOT), {recursive: true});
    }
  }
  for (const [path, text] of all) {
    mkdirSync(dirname(fileURLToPath(new URL(path, ROOT))), {recursive: true});
    writeFileSync(new URL(path, ROOT), text);
  }
  process.stdout.write(`${all.size} pages.\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) write();
