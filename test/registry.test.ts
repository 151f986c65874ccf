/** Nothing that is written stands outside its registry, and nothing in a registry lacks its words, its page or its test. */
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from '@jest/globals';
import type {Law} from '#src/diagnostics/law.js';
import {catalogue} from '#src/judge.js';
import {plannerLaws} from '#src/planner/laws.js';
import {readChecks} from '#src/readers/checks.js';
import {families} from '#src/readers/index.js';
import {isoplanFamily} from '#src/readers/isoplan/family.js';
import type {Reader} from '#src/readers/reader.js';
import {tripleoFamily} from '#src/readers/tripleo/family.js';
import {REPORTERS} from '#src/reporters/index.js';
import {PROPERTY_TITLES} from '#src/result.js';
import {rules} from '#src/rules/index.js';
import {writeChecks} from '#src/writers/checks.js';
import {WRITERS} from '#src/writers/index.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Laws that stand in `src/model/assemble.ts`, which finds them. */
const MODEL_LAWS = ['model-clash', 'model-dangling'];
const LAWS: readonly Law[] = catalogue();
const TESTS = testTexts();

describe('the registry of rules', () => {
  const files = filesIn('src/rules').filter((path) => dirname(path) === 'src/rules' && !['index', 'rule'].includes(nameOf(path)));

  it('holds every file of src/rules under its name, in order', () => {
    expect(rules.map(({id}) => id)).toEqual(files.map(nameOf).sort());
  });

  it('holds what the files export', async () => {
    expect(await exportsThatDiffer(files, rules)).toEqual([]);
  });

  it('is tested, each rule in a file of its name', () => {
    const untested = rules.filter(({id}) => !TESTS.get(`test/rules/${id}.test.ts`)?.includes(`#src/rules/${id}.js`));
    expect(untested.map(({id}) => id)).toEqual([]);
  });
});

describe.each([
  {room: 'readers', registry: 'src/readers/checks.ts', laws: readChecks, others: MODEL_LAWS},
  {room: 'planner', registry: 'src/planner/laws.ts', laws: plannerLaws, others: []},
  {room: 'writers', registry: 'src/writers/checks.ts', laws: writeChecks, others: []},
])('the registry of the laws of $room', ({room, registry, laws, others}) => {
  const files = filesIn(`src/${room}`).filter((path) => basename(dirname(path)) === 'checks');

  it('holds every file of a folder "checks" under its name', () => {
    expect(laws.map(({id}) => id).sort()).toEqual([...files.map(nameOf), ...others].sort());
  });

  it('holds what the files export', async () => {
    expect(await exportsThatDiffer(files, laws)).toEqual([]);
  });

  it('is tested: the id of each stands in a test', () => {
    const words = new Set([...TESTS.values()].flatMap((text) => text.match(/[a-z0-9]+(-[a-z0-9]+)+/g) ?? []));
    expect(laws.map(({id}) => id).filter((id) => !words.has(id))).toEqual([]);
  });

  it('is used: each is imported by what finds it', () => {
    const imports = filesIn('src')
      .filter((path) => path !== registry)
      .flatMap((path) => readFileSync(join(ROOT, path), 'utf8').match(/\/[a-z0-9-]+\.js'/g) ?? []);
    const imported = new Set(imports);
    expect(files.map(nameOf).filter((id) => !imported.has(`/${id}.js'`))).toEqual([]);
  });
});

describe('every law', () => {
  it('has an id of its own in kebab case', () => {
    const ids = LAWS.map(({id}) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z0-9]+)+$/.test(id))).toEqual([]);
  });

  it.each(['summary', 'why', 'fix'] as const)('says its %s in whole sentences', (key) => {
    expect(LAWS.filter((law) => !isSentence(law[key])).map((law) => `${law.id}: ${law[key]}`)).toEqual([]);
  });

  it('has a severity and a property that exist', () => {
    expect(LAWS.filter(({severity}) => !['error', 'warning', 'info'].includes(severity)).map(({id}) => id)).toEqual([]);
    expect(LAWS.filter(({property}) => !(property in PROPERTY_TITLES)).map(({id}) => id)).toEqual([]);
  });

  it('explains laws that exist, and never itself', () => {
    const ids = new Set(LAWS.map(({id}) => id));
    const wrong = LAWS.flatMap(({id, explains = []}) =>
      explains.filter((other) => other === id || !ids.has(other)).map((other) => `${id} -> ${other}`),
    );
    expect(wrong).toEqual([]);
  });

  it('names its own page where it names one', () => {
    const wrong = filesIn('src').flatMap((path) => {
      const pages = readFileSync(join(ROOT, path), 'utf8').match(/docs\/rules\/[\w-]+\.md/g) ?? [];
      return pages.filter((page) => page !== `docs/rules/${nameOf(path)}.md`).map((page) => `${path} names ${page}`);
    });
    expect(wrong).toEqual([]);
  });
});

describe('the registry of writers', () => {
  it('holds every writer, each under a name of its own, and says what it writes', async () => {
    const found: unknown[] = [];
    for (const path of filesIn('src/writers').filter((file) => dirname(file) !== 'src/writers')) {
      const module: Record<string, unknown> = await import(`#src/${path.slice('src/'.length, -'.ts'.length)}.js`);
      found.push(...Object.values(module).filter((value) => typeof value === 'object' && value !== null && 'write' in value));
    }
    expect(new Set(found)).toEqual(new Set(WRITERS));
    expect(new Set(WRITERS.map(({name}) => name)).size).toBe(WRITERS.length);
    expect(WRITERS.filter(({name, summary}) => !/^[a-z]+(-[a-z]+)*$/.test(name) || summary.length < 20).map(({name}) => name)).toEqual([]);
  });
});

describe('the registry of readers', () => {
  it('holds every reader in a family', async () => {
    const readers: Reader<never>[] = [];
    for (const path of filesIn('src/readers').filter((file) => dirname(file) !== 'src/readers')) {
      const module: Record<string, unknown> = await import(`#src/${path.slice('src/'.length, -'.ts'.length)}.js`);
      readers.push(...Object.values(module).filter(isReader));
    }
    const held: unknown[] = [isoplanFamily, tripleoFamily].flatMap((family) => family.readers as readonly unknown[]);
    expect(readers.length).toBeGreaterThan(0);
    expect(readers.filter((reader) => !held.includes(reader)).map(({name}) => name)).toEqual([]);
  });

  it('holds every family by the name of its folder', () => {
    const folders = filesIn('src/readers')
      .filter((path) => nameOf(path) === 'family')
      .map((path) => basename(dirname(path)));
    expect(families.map(({name}) => name)).toEqual(folders.sort());
  });

  it('has a name of its own for every reader, and says what it holds', () => {
    const readers = families.flatMap((family) => family.readers);
    expect(new Set(readers.map(({name}) => name)).size).toBe(readers.length);
    expect(readers.filter(({name, summary}) => !/^[a-z]+(-[a-z]+)*$/.test(name) || summary.length < 20).map(({name}) => name)).toEqual([]);
  });
});

describe('the registry of reporters', () => {
  it('holds every file of src/reporters under its name', () => {
    const files = filesIn('src/reporters').filter(
      (path) => dirname(path) === 'src/reporters' && !['index', 'reporter'].includes(nameOf(path)),
    );
    expect(REPORTERS.map(({name}) => name).sort()).toEqual(files.map(nameOf).sort());
  });

  it('is tested, each reporter in a file of its name', () => {
    expect(REPORTERS.filter(({name}) => !TESTS.has(`test/reporters/${name}.test.ts`)).map(({name}) => name)).toEqual([]);
  });
});

describe('the pages that are written by "npm run docs"', () => {
  it('are those of the laws and formats there are, and show what is printed today', async () => {
    const {pages, FOLDERS}: {pages: () => ReadonlyMap<string, string>; FOLDERS: readonly string[]} = await import(
      join(ROOT, 'scripts/docs.js')
    );
    const wanted = pages();
    const there = new Set(FOLDERS.flatMap((folder) => filesIn(folder)));
    const gone = [...there].filter((path) => !wanted.has(path));
    const stale = [...wanted].filter(([path, text]) => !existsSync(join(ROOT, path)) || readFileSync(join(ROOT, path), 'utf8') !== text);
    expect({gone, stale: stale.map(([path]) => path)}).toEqual({gone: [], stale: []});
    for (const {id} of LAWS) expect(there).toContain(`docs/rules/${id}.md`);
  });
});

describe('the links of pages', () => {
  it('lead somewhere', () => {
    const pages = [
      ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
      ...[...filesIn('docs'), ...filesIn('examples')].filter((path) => path.endsWith('.md')),
    ];
    expect(pages.length).toBeGreaterThan(20);
    const dead = pages.flatMap((path) => {
      const targets = [...readFileSync(join(ROOT, path), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map((match) => match[1]!);
      return targets.filter((target) => !existsSync(join(ROOT, dirname(path), target))).map((target) => `${path} -> ${target}`);
    });
    expect(dead).toEqual([]);
  });
});

/** The laws of files whose export is not the one the registry holds under the file's name. */
async function exportsThatDiffer(paths: readonly string[], registry: readonly Law[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const path of paths) {
    const id = nameOf(path);
    const module: Record<string, unknown> = await import(`#src/${path.slice('src/'.length, -'.ts'.length)}.js`);
    const exported = module[id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())];
    if (exported === undefined || exported !== registry.find((law) => law.id === id)) wrong.push(id);
  }
  return wrong;
}

function isReader(value: unknown): value is Reader<never> {
  return typeof value === 'object' && value !== null && ['name', 'summary', 'claims', 'read'].every((key) => key in value);
}

/** Begins like a sentence, or with the name of a file, and ends like one. */
function isSentence(text: string): boolean {
  return /^("?[A-Z0-9]|[a-z_]+\.[a-z]+ )/.test(text) && text.endsWith('.') && !/\s\s|\s[.,]/.test(text) && text.split(' ').length >= 3;
}

/** The name of a file without its folder and ending. */
function nameOf(path: string): string {
  return basename(path).replace(/\.[a-z]+$/, '');
}

/** The files below a folder, as paths from the root, sorted. */
function filesIn(folder: string): string[] {
  const entries = readdirSync(join(ROOT, folder), {recursive: true, withFileTypes: true});
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
    .sort();
}

function testTexts(): ReadonlyMap<string, string> {
  const own = 'test/registry.test.ts';
  const paths = filesIn('test').filter((path) => path.endsWith('.test.ts') && path !== own);
  return new Map(paths.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
}
