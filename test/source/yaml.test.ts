import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import yaml from 'js-yaml';
import {SourceText} from '#src/source/location.js';
import {type NodeId, NodeKind, type SourceDocument} from '#src/source/source-document.js';
import {MAX_EXPANDED_VALUES, parseYaml} from '#src/source/yaml.js';
import {askPyYaml, hasPyYaml} from './pyyaml.js';
import {randomYaml} from './random-yaml.js';
import {canonical, cursorOver, dataOf, parse, parseOne, valuesOf} from './values.js';

const NIGHTLY = process.env.ISOPLAN_NIGHTLY === '1';

/** What a text is refused with, as `line:column message`. */
function refusal(text: string): string {
  const {documents, problem} = parse(text);
  if (problem === undefined) return `accepted as ${JSON.stringify(documents.map(dataOf))}`;
  const {line, column} = new SourceText('', text).positionAt(problem.offset);
  return `${line}:${column} ${problem.message}`;
}

/** `text` of every value below a node, in order, with the place where it starts. */
function places(document: SourceDocument, node: NodeId = document.root): string[] {
  const {start, end} = document.location(node);
  const slice = document.source.text.slice(document.start(node), document.end(node));
  const own = `${start.line}:${start.column}-${end.line}:${end.column} ${slice}`;
  const children = Array.from({length: document.childCount(node)}, (_, index) => document.child(node, index));
  return [own, ...children.flatMap((child) => places(document, child))];
}

describe('a text', () => {
  it('of one document gives its values', () => {
    expect(valuesOf('a: 1\nb: [x, {y: z}]\nc:\n- 1\n-   d: e\n    f: g\n')).toEqual([{a: 1, b: ['x', {y: 'z'}], c: [1, {d: 'e', f: 'g'}]}]);
  });

  it('without a document gives none', () => {
    for (const text of ['', '\n', '# only a comment', '---\n', '---\n...\n', '---\n---\n', '  \n\n'])
      expect([text, valuesOf(text)]).toEqual([text, []]);
  });

  it('of several documents counts those that hold something', () => {
    const {documents} = parse('---\na: 1\n---\n# nothing\n---\nb: 2\n...\n--- [c]\n');
    expect(documents.map(dataOf)).toEqual([{a: 1}, {b: 2}, ['c']]);
    expect(documents.map((document) => document.index)).toEqual([0, 1, 2]);
    expect(documents[1]!.location(documents[1]!.root)).toMatchObject({document: 1, pointer: '', start: {line: 6, column: 1}});
  });

  it('may be one null', () => {
    expect(valuesOf('null\n')).toEqual([null]);
    expect(valuesOf('~')).toEqual([null]);
  });

  it('keeps anchors within their document', () => {
    expect(refusal('a: &x 1\n---\nb: *x\n')).toBe('3:6 This is not YAML: unidentified alias "x".');
  });

  it('reads as JSON under YAML 1.2', () => {
    expect(valuesOf('{"a": 010, "b": "yes", "c": [true, null, 1e3], "d": "\\u00e9\\/"}', '1.2')).toEqual([
      {a: 10, b: 'yes', c: [true, null, 1000], d: 'é/'},
    ]);
  });

  it('keeps its lines with any line end', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      expect(valuesOf(['# c', 'a: 1', 'b: |', '  x', '  y', 'c: # c', '- d', ''].join(end))).toEqual([{a: 1, b: 'x\ny\n', c: ['d']}]);
    }
  });
});

describe('the place of a value', () => {
  it('is its own text', () => {
    expect(places(parseOne('a: 1\nb:   "x y"  # c\nc:\n  - d\n  - {e: f}\n'))).toEqual([
      '1:1-5:11 a: 1\nb:   "x y"  # c\nc:\n  - d\n  - {e: f}',
      '1:1-1:2 a',
      '1:4-1:5 1',
      '2:1-2:2 b',
      '2:6-2:11 "x y"',
      '3:1-3:2 c',
      '4:3-5:11 - d\n  - {e: f}',
      '4:5-4:6 d',
      '5:5-5:11 {e: f}',
      '5:6-5:7 e',
      '5:9-5:10 f',
    ]);
  });

  it('does not move with CRLF', () => {
    const text = 'a: 1\nb:\n  - c: "d"\n    e: |\n      f\n';
    const position = (entry: string) => entry.split(' ')[0];
    expect(places(parseOne(text.replaceAll('\n', '\r\n'))).map(position)).toEqual(places(parseOne(text)).map(position));
  });

  it('leaves properties out, but for those of a first key', () => {
    expect(places(parseOne('a: &x !t  [1]\nb: &y # c\n  &k c: !!str 2\n'))).toEqual([
      '1:1-3:16 a: &x !t  [1]\nb: &y # c\n  &k c: !!str 2',
      '1:1-1:2 a',
      '1:11-1:14 [1]',
      '1:12-1:13 1',
      '2:1-2:2 b',
      '3:3-3:16 &k c: !!str 2',
      '3:6-3:7 c',
      '3:15-3:16 2',
    ]);
  });

  it('has a pointer', () => {
    const document = parseOne('a/b: {"c~d": [x, {e: f}]}\n');
    const {root} = cursorOver('a/b: {"c~d": [x, {e: f}]}\n');
    expect(root.get('a/b').get('c~d').items()[1]!.get('e').location).toMatchObject({
      pointer: '/a~1b/c~0d/1/e',
      start: {line: 1, column: 22},
    });
    expect(document.pointer(document.root)).toBe('');
  });

  it('of an empty value is the end of its key, of an empty item its dash', () => {
    expect(places(parseOne('a:\nb: {c, d: }\ne:\n- \n-\n- f\n- # g\n'))).toEqual([
      '1:1-6:2 a:\nb: {c, d: }\ne:\n- \n-\n- f\n-'.replace('6:2', '7:2'),
      '1:1-1:2 a',
      '1:3-1:3 ',
      '2:1-2:2 b',
      '2:4-2:12 {c, d: }',
      '2:5-2:6 c',
      '2:6-2:6 ',
      '2:8-2:9 d',
      '2:11-2:11 ',
      '3:1-3:2 e',
      '4:1-7:2 - \n-\n- f\n-',
      '4:1-4:2 -',
      '5:1-5:2 -',
      '6:3-6:4 f',
      '7:1-7:2 -',
    ]);
  });

  it('of JSON inside a quoted scalar is the whole scalar, closing quote at the indentation of the key', () => {
    const text = 'spec:\n  config: \'{\n    "cniVersion": "0.3.1",\n    "vlan": 20\n  }\n  \'\n  next: 1\n';
    const {root} = cursorOver(text);
    const config = root.get('spec').get('config');
    expect(JSON.parse(config.string()!)).toEqual({cniVersion: '0.3.1', vlan: 20});
    expect(config.location).toMatchObject({start: {line: 2, column: 11}, end: {line: 6, column: 4}});
    expect(root.get('spec').get('next').location.start).toEqual({line: 7, column: 9});
  });

  it('holds a text that means the same, for random data', () => {
    fc.assert(
      fc.property(randomData(), dumpOptions(), (data, options) => {
        const {documents, problem} = parse(yaml.dump(data, options));
        // js-yaml cannot read back all it writes: the key "(:]" in a flow mapping.
        fc.pre(problem === undefined);
        const document = documents[0]!;
        for (const node of below(document)) {
          const text = standalone(document, node);
          if (text !== undefined) expect([text, dataOf(parseOne(text))]).toEqual([text, expectedAt(document, node)]);
        }
      }),
      {numRuns: NIGHTLY ? 3_000 : 300},
    );
  });

  it('lies within the place of the value around it, for random texts', () => {
    fc.assert(
      fc.property(randomYaml, (text) => {
        for (const document of parse(text).documents) {
          const isOutside = (node: NodeId) => {
            const parent = document.parent(node);
            const isLost = parent >= 0 && (document.start(node) < document.start(parent) || document.end(node) > document.end(parent));
            return isLost || document.start(node) > document.end(node);
          };
          expect(below(document).filter(isOutside)).toEqual([]);
        }
      }),
      {numRuns: NIGHTLY ? 10_000 : 500},
    );
  });
});

describe('a collection', () => {
  it.each([
    ['[a: b, c, {d}, ? e]', [{a: 'b'}, 'c', {d: null}, 'e']],
    ['[a: , "b":c]', [{a: null}, {b: 'c'}]],
    ['{a}', {a: null}],
    ['{a, b: , ? c, ? d : e, "f":g}', {a: null, b: null, c: null, d: 'e', f: 'g'}],
    ['? a', {a: null}],
    ['? a\n? b\n: c\n? d\n:\n  - e\n', {a: null, b: 'c', d: ['e']}],
    ['a:\nb:\n', {a: null, b: null}],
    ['-', [null]],
    ['- \n- \n  - a\n-\n- b\n-', [null, ['a'], null, 'b', null]],
    ['- - - a\n    - b\n  - c\n', [[['a', 'b'], 'c']]],
    ['- null\n-\n- ~\n', [null, null, null]],
    ['a:\n- b\n-\nc: d\n', {a: ['b', null], c: 'd'}],
    ['- !t\n- &x\n-\n- *x\n', [null, null, null, null]],
    ['[]', []],
    ['a: {}\nb: []\n', {a: {}, b: []}],
    ['a: [\n  1, # one\n  2,\n]\n', {a: [1, 2]}],
  ])('%j holds what PyYAML finds', (text, value) => {
    expect(valuesOf(text)).toEqual([value]);
  });

  it('keeps keys that are names of object properties', () => {
    const document = parseOne('__proto__: 1\nconstructor: {prototype: 2}\nhasOwnProperty: 3\n');
    expect(document.entries(document.root).map((entry) => entry.key)).toEqual(['__proto__', 'constructor', 'hasOwnProperty']);
    expect(Object.keys(dataOf(document) as object)).toEqual(['__proto__', 'constructor', 'hasOwnProperty']);
    expect(Object.getPrototypeOf(dataOf(document))).toBeNull();
    expect(({} as Record<string, unknown>).prototype).toBeUndefined();
  });

  it('has single values as keys', () => {
    expect(refusal('a: 1\n? [b]\n: c\n')).toBe('2:3 A key must be a single value, and this one is a list or a mapping.');
    expect(refusal('{{a: b}: c}')).toBe(
      '1:2 A key must be a single value, and this one is a list or a mapping. Quote text that starts with "{{".',
    );
    expect(refusal('[[a]: b]')).toBe('1:2 A key must be a single value, and this one is a list or a mapping.');
    expect(refusal('x: &x {}\n*x : y\n')).toBe('2:1 A key must be a single value, and this one is a list or a mapping.');
  });

  it('is not what an unrendered template means', () => {
    expect(refusal('name: x\nvlan: {{ vlan }}\n')).toBe(
      '2:8 A key must be a single value, and this one is a list or a mapping. Quote text that starts with "{{".',
    );
    expect(refusal('{% for x in y %}\n')).toContain('This is not YAML');
  });

  it('is refused where js-yaml would put an item into the wrong list', () => {
    expect(valuesOf('- a:\n    - b\n    -\n  c: d\n- e\n')).toEqual([[{a: ['b', null], c: 'd'}, 'e']]);
    expect(refusal('-\n    - a\n    -\n- b\n')).toBe('4:1 A list stands further left than the empty item before it; write "null" there.');
    expect(refusal('- - &x\n  -\n- &y\n  - b\n')).toBe('3:1 A list stands further left than the empty item before it; write "null" there.');
  });
});

describe('a scalar', () => {
  it.each([
    ['a: |\n  b\n  c\n', 'b\nc\n'],
    ['a: >\n  b\n  c\n\n  d\n', 'b c\nd\n'],
    ['a: |-\n  b\n\n', 'b'],
    ['a: |+\n  b\n\n', 'b\n\n'],
    ['a: |2\n    b\n', '  b\n'],
    ['a: |\n  b', 'b'],
    ['a: >\n  b\n  c', 'b c'],
    ['a: |+\n  b', 'b'],
    ['a: |+\n  b\n ', 'b\n'],
    ['a: |\n  b\n ', 'b\n'],
    ['a: |-\n  b', 'b'],
    ['a: |', ''],
    ['a: b\n  c\n\n  d # e\n', 'b c\nd'],
    ["a: 'it''s\n\n  x'\n", "it's\nx"],
    ['a: "\\x41\\u00e9\\t\\\n  b"\n', 'Aé\tb'],
    ['a: "010"\n', '010'],
    ["a: '~'\n", '~'],
    ['a: !!str 010\n', '010'],
    ['a: !!str\n', ''],
    ['a: !!str ~\n', '~'],
    ['a: x#y\n', 'x#y'],
    ['a: fd00::/64\n', 'fd00::/64'],
  ])('%j reads %j', (text, value) => {
    expect(valuesOf(text)).toEqual([{a: value}]);
  });

  it('keeps an unknown tag as written and its value as it stands', () => {
    const document = parseOne('a: !vault |\n  $ANSIBLE_VAULT\nb: !Ref c\nd: !!js/function "x"\ne: !<tag:x,1:f> [g]\n');
    expect(dataOf(document)).toEqual({a: '$ANSIBLE_VAULT\n', b: 'c', d: 'x', e: ['g']});
    expect([...document.tags.values()]).toEqual(['!vault', '!Ref', '!!js/function', '!<tag:x,1:f>']);
    expect([...document.tags.keys()].map((node) => document.pointer(node))).toEqual(['/a', '/b', '/d', '/e']);
  });

  it('that looks like an address and stops the parser comes with a hint', () => {
    const hint = 'Quote IPv6 addresses that end in "::".';
    for (const text of ['a: fd00::\n', 'a: ::\n', 'a:  2001:db8::  # c\n', '- a: fd00::\n'])
      expect([text, refusal(text)]).toEqual([text, expect.stringContaining(hint)]);
    expect(refusal('a: b: c\n')).not.toContain(hint);
    expect(valuesOf('a: fd00::1\nb: "fd00::"\n')).toEqual([{a: 'fd00::1', b: 'fd00::'}]);
  });
});

describe('an alias', () => {
  it('is the value it names, at its own place', () => {
    const document = parseOne('a: &x {b: 1}\nc: *x # comment\nd: [*x, *x]\n');
    expect(dataOf(document)).toEqual({a: {b: 1}, c: {b: 1}, d: [{b: 1}, {b: 1}]});
    const alias = document.entry(document.root, 'c')!.node;
    expect(document.kind(alias)).toBe(NodeKind.alias);
    expect(document.location(alias)).toMatchObject({pointer: '/c', start: {line: 2, column: 4}, end: {line: 2, column: 6}});
    expect(document.location(document.resolve(alias))).toMatchObject({pointer: '/a', start: {line: 1, column: 7}});
  });

  it('may be a key', () => {
    const document = parseOne('a: &x b\n*x : {c: 1}\n');
    expect(dataOf(document)).toEqual({a: 'b', b: {c: 1}});
    expect(document.pointer(document.entry(document.entry(document.root, 'b')!.node, 'c')!.node)).toBe('/b/c');
  });

  it('names the last of anchors of one name', () => {
    expect(valuesOf('- &x 1\n- *x\n- &x 2\n- *x\n')).toEqual([[1, 1, 2, 2]]);
  });

  it('tells the anchor of a mapping from that of its first key', () => {
    expect(valuesOf('x:\n  &a k: v\ny: *a\n')).toEqual([{x: {k: 'v'}, y: 'k'}]);
    expect(valuesOf('x: &m\n  &a k: v\ny: *a\nz: *m\n')).toEqual([{x: {k: 'v'}, y: 'k', z: {k: 'v'}}]);
    expect(valuesOf('x: &m # c\n  !t\n  k: v\nz: *m\n')).toEqual([{x: {k: 'v'}, z: {k: 'v'}}]);
  });

  it('of an empty value does not take the anchor of the next key', () => {
    expect(valuesOf('a: &x\nb: *x\n&y c: *x\nd: *y\n')).toEqual([{a: null, b: null, c: null, d: 'c'}]);
    expect(refusal('a: !t\n&y c: 1\nd: *y\n')).toBe(
      '1:4 A tag and an anchor on two lines have no value behind them; write "null" for an empty value.',
    );
  });

  it('inside the value it names is a problem', () => {
    expect(refusal('a: &x {b: *x}\n')).toBe('1:11 The alias "*x" stands inside the value it names.');
    expect(refusal('a: &x\n  - 1\n  - *x # here\n')).toBe('3:5 The alias "*x" stands inside the value it names.');
    expect(refusal('a: *x\n')).toContain('unidentified alias "x"');
  });
});

describe('a merge key', () => {
  const base = 'b: &b {x: 1, y: 1}\nc: &c {x: 2, z: 2}\n';

  const merges: readonly (readonly [string, unknown])[] = [
    ['<<: *b', {x: 1, y: 1}],
    ['x: 9\n  <<: *b', {x: 9, y: 1}],
    ['<<: *b\n  x: 9', {x: 9, y: 1}],
    ['<<: [*b, *c]', {x: 1, y: 1, z: 2}],
    ['<<: [*c, *b]', {x: 2, y: 1, z: 2}],
    ['<<: *b\n  <<: *c', {x: 2, y: 1, z: 2}],
    ['<<: {w: 3}\n  x: 9', {w: 3, x: 9}],
    ['<<: []\n  x: 9', {x: 9}],
    ['"<<": 4', {'<<': 4}],
  ];

  it.each(merges)('%j gives what PyYAML gives', (text, value) => {
    expect(valuesOf(`${base}a:\n  ${text}\n`)).toEqual([expect.objectContaining({a: value})]);
  });

  (hasPyYaml ? it : it.skip)('gives what PyYAML itself gives, in its order', () => {
    const texts = merges.map(([text]) => `${base}a:\n  ${text}\n`);
    expect(texts.map((text) => parse(text).documents.map((document) => canonical(document)))).toEqual(
      askPyYaml(texts)!.map((answer) => answer.documents),
    );
  });

  it('puts merged keys first and keeps their places', () => {
    const document = parseOne(`${base}a:\n  w: 0\n  x: 9\n  <<: *b\n`);
    const entries = document.entries(document.entry(document.root, 'a')!.node);
    expect(entries.map(({key, node}) => `${key} ${document.pointer(node)}`)).toEqual(['x /a/x', 'y /b/y', 'w /a/w']);
  });

  it('merges through merges', () => {
    expect(valuesOf('a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b, z: 3}\n')[0]).toEqual({
      a: {x: 1},
      b: {x: 1, y: 2},
      c: {x: 1, y: 2, z: 3},
    });
  });

  it('takes nothing but mappings', () => {
    const message = 'The merge key "<<" takes a mapping or a list of mappings.';
    expect(refusal('a: 1\n<<: 3\n')).toBe(`2:5 ${message}`);
    expect(refusal('<<: [{a: 1}, 2]\n')).toBe(`1:5 ${message}`);
    expect(refusal('x: &x [[{a: 1}]]\ny:\n  <<: *x\n')).toBe(`3:7 ${message}`);
    expect(refusal('<<:\n')).toContain(message);
  });
});

describe('a key written twice', () => {
  const duplicatesIn = (text: string) => {
    const document = parseOne(text);
    return document.duplicates.map(({key, first, last}) => {
      const places = [first, last].map((node) => document.location(node).start).map(({line, column}) => `${line}:${column}`);
      return `${key} ${places.join(' ')}`;
    });
  };

  it('keeps the last value and reports both places', () => {
    expect(valuesOf('a: 1\nb: 2\na: 3\n')).toEqual([{a: 3, b: 2}]);
    expect(duplicatesIn('a: 1\nb: 2\na: 3\n')).toEqual(['a 1:1 3:1']);
    expect(duplicatesIn('x: {a: 1, "a": 2, a: 3}\n')).toEqual(['a 1:5 1:11', 'a 1:5 1:19']);
    expect(duplicatesIn('{"a": {"b": 1,\n "b": 2}}')).toEqual(['b 1:8 2:2']);
  });

  it('is found in large mappings too', () => {
    const keys = Array.from({length: 40}, (_, index) => `k${index}: ${index}\n`).join('');
    expect(duplicatesIn(`${keys}k7: x\n`)).toEqual(['k7 8:1 41:1']);
    expect(duplicatesIn(keys)).toEqual([]);
  });

  it('is no duplicate in another mapping, by a merge, or as a merge key', () => {
    expect(duplicatesIn('a: {x: 1}\nb: {x: 1}\n')).toEqual([]);
    expect(duplicatesIn('a: &a {x: 1}\nb: {<<: *a, x: 2}\n')).toEqual([]);
    expect(duplicatesIn('a: &a {x: 1}\nb: {<<: *a, <<: *a}\n')).toEqual([]);
  });

  it('may be an alias', () => {
    expect(duplicatesIn('&a x: 1\n*a : 2\n')).toEqual(['x 1:4 2:1']);
    expect(duplicatesIn('p: &a x\nq: &b y\nr: {*a : 1, *b : 2, "": 3}\n')).toEqual([]);
  });
});

describe('a text that is too large to hold', () => {
  it('by its aliases is refused at once', () => {
    const levels = Array.from(
      {length: 10},
      (_, level) =>
        `l${level}: &l${level} [${Array(9)
          .fill(level === 0 ? 'x' : `*l${level - 1}`)
          .join(', ')}]`,
    );
    const started = Date.now();
    const {documents, problem} = parse(levels.join('\n'));
    expect(problem).toEqual({
      message: 'The file holds more than 1,000,000 values, aliases counted as often as they are used.',
      offset: 0,
      isLimit: true,
    });
    expect(documents).toEqual([]);
    expect(Date.now() - started).toBeLessThan(2_000);
  });

  it('counts over all documents of the file', () => {
    const bomb = `---\na: &a [${Array(500).fill('x').join(',')}]\nb: [${Array(500).fill('*a').join(',')}]\n`;
    expect(parse(bomb).problem).toBeUndefined();
    expect(parse(bomb.repeat(4)).problem).toMatchObject({isLimit: true, offset: bomb.length * 3 + 4});
  });

  it('holds a chain of merges within the limit', () => {
    const chain = (length: number) =>
      Array.from({length}, (_, index) => `m${index}: &m${index} {<<: *m${index - 1}, k${index}: 1}`)
        .join('\n')
        .replace('<<: *m-1, ', '');
    const document = parseOne(chain(300));
    expect(document.entries(document.entry(document.root, 'm299')!.node)).toHaveLength(300);
    expect(parse(chain(3_000)).problem).toMatchObject({isLimit: true});
  });

  it('by its depth is refused', () => {
    for (const text of ['['.repeat(5_000) + ']'.repeat(5_000), '['.repeat(100_000), '- '.repeat(5_000), '{a: '.repeat(5_000)]) {
      expect(parse(text).problem).toMatchObject({message: 'Values nest deeper than 100 levels.', isLimit: true});
    }
    expect(parse(`${'['.repeat(90)}${']'.repeat(90)}`).problem).toBeUndefined();
  });

  it('holds many anchors', () => {
    const text = Array.from({length: 50_000}, (_, index) => `- &a${index} x\n`).join('');
    expect(parseOne(text).expandedCount).toBe(50_001);
    expect(MAX_EXPANDED_VALUES).toBe(1_000_000);
  });
});

describe('a text that is not YAML', () => {
  it.each([
    ['a: 1\n\tb: 2\n', '2:1 This is not YAML: tab characters'],
    ['a: [1, 2\n', '2:1 This is not YAML: '],
    ['a: b: c\n', '1:5 This is not YAML: bad indentation of a mapping entry.'],
    ['a: "x\n', '2:1 This is not YAML: '],
    ['a: 1\n b: 2\n', '2:3 This is not YAML: '],
    ['a: @b\n', '1:4 This is not YAML: '],
    ['a: \u0000\n', '1:4 This is not YAML: null byte'],
  ])('%j is refused at its place', (text, start) => {
    expect(refusal(text)).toContain(start);
  });

  it('never makes the parser throw', () => {
    const pieces = [
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      ', ',
      '&x ',
      '*x ',
      '!t ',
      '"',
      "'",
      '|',
      '>',
      '? ',
      '<<',
      '#',
      '---\n',
      '~',
      '\t',
      '0x_',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), {maxLength: 25}), (parts) => {
        for (const document of parse(parts.join('')).documents) {
          dataOf(document);
          for (const node of below(document)) document.location(node);
        }
      }),
      {numRuns: NIGHTLY ? 200_000 : 5_000},
    );
  });

  it('is told from a mistake of ours', () => {
    const broken = Object.create(SourceText.prototype, {text: {get: () => 7}}) as SourceText;
    expect(() => parseYaml(broken)).toThrow(TypeError);
  });
});

(hasPyYaml ? describe : describe.skip)('a random text, beside PyYAML itself', () => {
  it('reads as PyYAML reads it', () => {
    const texts = fc.sample(randomYaml, {numRuns: NIGHTLY ? 10_000 : 1_000, seed: 20260102});
    const answers = askPyYaml(texts)!;
    let compared = 0;
    texts.forEach((text, index) => {
      const {documents, problem} = parse(text);
      const answer = answers[index]!.documents;
      // js-yaml refuses a few texts that PyYAML reads; what both read must be the same.
      if (answer === undefined || problem !== undefined) return;
      compared++;
      const held = documents.map((document) => canonical(document)).filter((document) => document !== null);
      expect([text, held]).toEqual([text, answer.filter((document) => document !== null)]);
    });
    expect(compared).toBeGreaterThan(texts.length * 0.9);
  });
});

/** All nodes that belong to the document, the root first. */
function below(document: SourceDocument, node: NodeId = document.root): NodeId[] {
  const children = Array.from({length: document.childCount(node)}, (_, index) => document.child(node, index));
  return [node, ...children.flatMap((child) => below(document, child))];
}

/** A node's text as a document of its own; undefined where there is no text to it. */
function standalone(document: SourceDocument, node: NodeId): string | undefined {
  const slice = document.source.text.slice(document.start(node), document.end(node));
  if (document.kind(node) === NodeKind.empty) return undefined;
  if (!/^[|>]/.test(slice)) return `${' '.repeat(document.location(node).start.column - 1)}${slice}\n`;
  // A block scalar counts its indentation from the collection around it.
  const parent = document.parent(node);
  return parent < 0 ? undefined : `${' '.repeat(document.location(parent).start.column - 1)}- ${slice}\n`;
}

function expectedAt(document: SourceDocument, node: NodeId): unknown {
  const isBlockScalar = /^[|>]/.test(document.source.text.slice(document.start(node)));
  return isBlockScalar ? [plain(document, node)] : plain(document, node);
}

function plain(document: SourceDocument, node: NodeId): unknown {
  switch (document.kind(node)) {
    case NodeKind.mapping:
      return Object.fromEntries(document.entries(node).map((entry) => [entry.key, plain(document, entry.node)]));
    case NodeKind.sequence:
      return Array.from({length: document.childCount(node)}, (_, index) => plain(document, document.child(node, index)));
    default:
      return document.scalar(node);
  }
}

function randomData(): fc.Arbitrary<unknown> {
  // Blanks and line ends at the end of a block scalar are no part of its place.
  const text = fc.string({unit: 'grapheme', maxLength: 20}).map((value) => value.trimEnd());
  const lines = fc
    .array(fc.constantFrom('one', ' two', 'three: 3', '- four', '# five', ''), {maxLength: 4})
    .map((all) => `first\n${all.join('\n')}`.trimEnd().concat('\n'));
  const word = fc.constantFrom(
    'yes',
    '010',
    '1_000',
    '10.0.0.0/24',
    'fd00::',
    '{{ x }}',
    '~',
    '',
    '- a',
    'a: b',
    'x'.repeat(120),
    'two words '.repeat(15).trim(),
  );
  return fc.object({
    key: fc.oneof(fc.constantFrom('vlan', 'ip_subnet', 'no', '10', '? a'), fc.string({maxLength: 8})),
    values: [text, lines, word, fc.integer(), fc.boolean(), fc.constant(null), fc.double({noNaN: true})],
    maxDepth: 4,
    maxKeys: 5,
  });
}

function dumpOptions(): fc.Arbitrary<yaml.DumpOptions> {
  return fc.record({
    indent: fc.constantFrom(1, 2, 4),
    noArrayIndent: fc.boolean(),
    flowLevel: fc.constantFrom(-1, -1, 0, 1, 2),
    noRefs: fc.constant(true),
    forceQuotes: fc.boolean(),
    quotingType: fc.constantFrom('"', "'"),
    lineWidth: fc.constantFrom(-1, 20, 80),
  });
}
