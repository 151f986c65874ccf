/**
 * Holds every import line of src/ against the tables of docs/architecture.md.
 *
 * In this file: the tests; what breaks which table; the tables as the page has them; the imports of a text.
 */
import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, normalize} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from '@jest/globals';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LAWS = readTables(readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8'));
/** The texts of src/, by their path in it. */
const SOURCES = readSources();

describe('the architecture', () => {
  it('has a table for every kind of law', () => {
    expect(LAWS.rooms.length).toBeGreaterThan(10);
    expect(LAWS.never.length).toBeGreaterThan(5);
    expect(LAWS.doors.map(({what}) => what)).toEqual(expect.arrayContaining(['js-yaml', 'ipaddr.js', '@oclif/core', 'node:fs', 'process']));
  });

  it('is kept by every file', () => {
    expect(SOURCES.size).toBeGreaterThan(100);
    expect(violations(SOURCES)).toEqual([]);
  });

  it('has no circle of imports', () => {
    expect(circles(SOURCES)).toEqual([]);
  });

  it('permits nothing that nobody does', () => {
    const targets = [...SOURCES].flatMap(([path, text]) => ownImportsOf(path, text).map(({target}) => ({path, target})));
    const unused = LAWS.rooms.flatMap((room) =>
      room.mayImport
        .filter(({name}) => !targets.some(({path, target}) => isIn(path, room.name) && isIn(target, name)))
        .map(({name}) => `"${room.name}" may import "${name}" and does not.`),
    );
    const empty = LAWS.rooms
      .filter(({name}) => ![...SOURCES.keys()].some((path) => isIn(path, name)))
      .map(({name}) => `There is no "${name}".`);
    expect([...unused, ...empty]).toEqual([]);
  });
});

describe('a file that breaks the architecture', () => {
  const brokenBy = (path: string, ...lines: string[]) => violations(new Map([[path, lines.join('\n')]]));

  it('is told what must never be', () => {
    expect(brokenBy('rules/made-up.ts', '/** A law. */', "import {networkDataReader} from '../readers/tripleo/network-data.js';")).toEqual([
      'src/rules/made-up.ts:2 imports readers/tripleo/network-data.ts: A law that knows TripleO is not a law about networks.',
    ]);
    expect(brokenBy('reporters/made-up.ts', 'import type {Rule} from "../rules/rule.js";')).toEqual([
      'src/reporters/made-up.ts:1 imports rules/rule.ts: Any report can be made again from a saved Result.',
    ]);
    expect(brokenBy('readers/isoplan/made-up.ts', "export * from '../tripleo/network-data.js';")).toEqual([
      'src/readers/isoplan/made-up.ts:1 imports readers/tripleo/network-data.ts: A family that knows another cannot be read without it.',
    ]);
  });

  it('is told what it may import', () => {
    expect(brokenBy('text/made-up.ts', 'import {', '  parseAddress,', "} from '../net/address.js';")).toEqual([
      'src/text/made-up.ts:1 imports net/address.ts, and "text/" imports nothing of ours.',
    ]);
    expect(brokenBy('model/made-up.ts', "import {parseYaml} from '../source/yaml.js';")).toEqual([
      'src/model/made-up.ts:1 imports source/yaml.ts, and "model/" may import only "net/" (types), "source/" (types).',
    ]);
    expect(brokenBy('model/made-up.ts', "import {type Law} from '../diagnostics/law.js';")).toHaveLength(1);
    expect(brokenBy('model/assemble.ts', "import {type Law} from '../diagnostics/law.js';")).toEqual([
      'src/model/assemble.ts:1 imports diagnostics/law.ts, and "model/assemble.ts" may import only "net/" (types), "source/" (types), "diagnostics/" (types).',
    ]);
    expect(brokenBy('model/assemble.ts', "import type {Law} from '../diagnostics/law.js';")).toEqual([]);
    expect(brokenBy('made-up/idea.ts', 'export const idea = 1;')).toEqual(['src/made-up/idea.ts has no room in docs/architecture.md.']);
  });

  it('is sent to the door', () => {
    expect(brokenBy('readers/made-up.ts', "import yaml from 'js-yaml';")).toEqual([
      'src/readers/made-up.ts:1 uses js-yaml, which only "source/" may: Only one place knows what the parser means by its events.',
    ]);
    expect(brokenBy('rules/made-up.ts', "const {Command} = await import('@oclif/core/command');")).toEqual([
      'src/rules/made-up.ts:1 uses @oclif/core, which only "cli/", "commands/" may: The library works without the command line.',
    ]);
    expect(brokenBy('net/made-up.ts', "import 'left-pad';")).toEqual([
      'src/net/made-up.ts:1 uses left-pad, which has no door in docs/architecture.md.',
    ]);
    expect(brokenBy('net/made-up.ts', '// process.cwd() is no use', 'export const here = process.cwd();')).toEqual([
      'src/net/made-up.ts:2 uses process, which only "source/load.ts", "cli/", "commands/" may: The same request gives the same bytes in every process.',
    ]);
    expect(brokenBy('net/made-up.ts', 'const now = new Date();', 'names.sort((a, b) => a.localeCompare(b));')).toEqual([
      'src/net/made-up.ts:1 uses Date, which only "cli/" may: The same request gives the same bytes at every hour.',
      'src/net/made-up.ts:2 uses localeCompare, which only "cli/" may: The same request gives the same bytes in every locale.',
    ]);
  });

  it('is shown the circle it is in', () => {
    const files = new Map([
      ['net/a.ts', "import {b} from './b.js';"],
      ['net/b.ts', "export {c} from './c.js';"],
      ['net/c.ts', "import {a} from './a.js';"],
      ['net/d.ts', "import type {E} from './e.js';\nimport {a} from './a.js';"],
      ['net/e.ts', "import {d} from './d.js';"],
    ]);
    expect(circles(files)).toEqual(['net/a.ts -> net/b.ts -> net/c.ts -> net/a.ts']);
  });
});

// --- What breaks the tables ---

function violations(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([path, text]) => {
    const rooms = LAWS.rooms.filter(({name}) => isIn(path, name));
    if (rooms.length === 0) return [`src/${path} has no room in docs/architecture.md.`];
    const outside = [...importsOf(text).filter(({specifier}) => !specifier.startsWith('.')), ...globalsOf(text)];
    return [
      ...ownImportsOf(path, text).flatMap((own) => roomProblem(path, own, rooms) ?? []),
      ...outside.flatMap((used) => doorProblem(path, used) ?? []),
    ];
  });
}

function roomProblem(path: string, {target, line, isType}: OwnImport, rooms: readonly Room[]): string | undefined {
  const what = `src/${path}:${line} imports ${target}`;
  const never = LAWS.never.find(({from, to}) => isIn(path, from) && isIn(target, to));
  if (never !== undefined) return `${what}: ${never.because}`;
  const mayImport = rooms.flatMap((room) => room.mayImport);
  if (roomFolder(target) === roomFolder(path) || mayImport.some(({name, isTypeOnly}) => isIn(target, name) && (isType || !isTypeOnly)))
    return undefined;
  const permitted = mayImport.map(({name, isTypeOnly}) => `"${name}"${isTypeOnly ? ' (types)' : ''}`);
  const rest = permitted.length === 0 ? 'imports nothing of ours' : `may import only ${permitted.join(', ')}`;
  return `${what}, and "${rooms.at(-1)!.name}" ${rest}.`;
}

function doorProblem(path: string, {specifier, line}: Import): string | undefined {
  const door = LAWS.doors.find(({what}) => specifier === what || specifier.startsWith(`${what}/`));
  if (door === undefined) return `src/${path}:${line} uses ${specifier}, which has no door in docs/architecture.md.`;
  if (door.onlyIn.some((name) => isIn(path, name))) return undefined;
  return `src/${path}:${line} uses ${door.what}, which only ${door.onlyIn.map((name) => `"${name}"`).join(', ')} may: ${door.because}`;
}

/** Each circle once, from its first file in order. Types are gone when the code runs, so `import type` closes none. */
function circles(files: ReadonlyMap<string, string>): string[] {
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path);
    if (at !== -1) {
      const circle = way.slice(at);
      const first = circle.indexOf([...circle].sort()[0]!);
      const ordered = [...circle.slice(first), ...circle.slice(0, first)];
      found.add([...ordered, ordered[0]].join(' -> '));
      return;
    }
    if (done.has(path)) return;
    for (const {target, isType} of ownImportsOf(path, files.get(path) ?? '')) if (!isType) visit(target, [...way, path]);
    done.add(path);
  };
  for (const path of files.keys()) visit(path, []);
  return [...found];
}

// --- The tables ---

interface Room {
  readonly name: string;
  readonly mayImport: readonly {readonly name: string; readonly isTypeOnly: boolean}[];
}

function readTables(page: string) {
  return {
    rooms: rowsOf(page, 'The rooms').map(([name, , mayImport]): Room => {
      const items = mayImport!.split(',').filter((item) => item.trim() !== '');
      return {name: nameIn(name!), mayImport: items.map((item) => ({name: nameIn(item), isTypeOnly: item.includes('(types)')}))};
    }),
    never: rowsOf(page, 'Never').map(([from, to, because]) => ({from: nameIn(from!), to: nameIn(to!), because: because!})),
    doors: rowsOf(page, 'Doors').map(([what, onlyIn, because]) => ({
      what: nameIn(what!),
      onlyIn: onlyIn!.split(',').map(nameIn),
      because: because!,
    })),
  };
}

/** The cells of the table below a heading, without its head. */
function rowsOf(page: string, heading: string): string[][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function nameIn(cell: string): string {
  const name = /`([^`]+)`/.exec(cell)?.[1];
  if (name === undefined) throw new Error(`docs/architecture.md: "${cell}" names nothing in backticks.`);
  return name;
}

/** Whether a file is the named one, or in the named folder. */
function isIn(path: string, name: string): boolean {
  return name.endsWith('/') ? path.startsWith(name) : path === name;
}

function roomFolder(path: string): string {
  const [first] = path.split('/');
  return first!;
}

// --- What a text imports ---

interface Import {
  readonly specifier: string;
  readonly line: number;
  readonly isType: boolean;
}

interface OwnImport {
  readonly target: string;
  readonly line: number;
  readonly isType: boolean;
}

/** `import … from '…'`, `export … from '…'`, `import '…'` and `import('…')`. With verbatimModuleSyntax only `import type` leaves nothing behind. */
function importsOf(text: string): Import[] {
  const code = withoutComments(text);
  const pattern =
    /^[ \t]*(?:import|export)\s+(type\s)?(?:[\w$*{}\s,]*?\sfrom\s*)?(['"])([^'"\n]+)\2|\bimport\(\s*(['"])([^'"\n]+)\4\s*\)/gm;
  return [...code.matchAll(pattern)].map((match) => ({
    specifier: (match[3] ?? match[5])!,
    line: lineAt(code, match.index),
    isType: match[1] !== undefined,
  }));
}

function ownImportsOf(path: string, text: string): OwnImport[] {
  return importsOf(text)
    .filter(({specifier}) => specifier.startsWith('.'))
    .map(({specifier, line, isType}) => ({target: normalize(join(dirname(path), specifier)).replace(/\.js$/, '.ts'), line, isType}));
}

/** Uses of those doors that are no modules. */
function globalsOf(text: string): Import[] {
  const code = withoutComments(text);
  return ['process', 'Date', 'performance', 'Math.random', 'localeCompare'].flatMap((specifier) => {
    const before = specifier === 'localeCompare' ? '\\.' : '(?<![\\w.$\'"`-])';
    const uses = code.matchAll(new RegExp(`${before}${specifier.replace('.', '\\.')}\\s*[.([]`, 'g'));
    return [...uses].map((match) => ({specifier, line: lineAt(code, match.index), isType: false}));
  });
}

/** Comments blanked out, line ends kept. Only those that begin a line or stand behind a space: `'//'` in a text is none. */
function withoutComments(text: string): string {
  return text.replace(/^\s*\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ' '));
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function readSources(): ReadonlyMap<string, string> {
  const files = readdirSync(join(ROOT, 'src'), {recursive: true, withFileTypes: true}).filter(
    (entry) => entry.isFile() && entry.name.endsWith('.ts'),
  );
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(join(ROOT, 'src/').length)).sort();
  return new Map(paths.map((path) => [path, readFileSync(join(ROOT, 'src', path), 'utf8')]));
}
