import {describe, expect, it} from '@jest/globals';
import {SourceText} from '#src/source/location.js';
import {NO_NODE, NodeKind, SourceDocument} from '#src/source/source-document.js';
import {parseOne} from './values.js';

describe('a document', () => {
  it('numbers its values and knows where each stands', () => {
    const document = new SourceDocument(new SourceText('a.yaml', 'k: v'), 2, '1.1');
    const key = document.addNode(NodeKind.plain, 0, 1, 'k', []);
    const value = document.addNode(NodeKind.plain, 3, 4, 'v', []);
    document.root = document.addNode(NodeKind.mapping, 0, 4, undefined, [key, value]);
    expect(document.size).toBe(3);
    expect([document.parent(value), document.parent(document.root)]).toEqual([document.root, NO_NODE]);
    expect(document.location(value)).toEqual({
      source: 'a.yaml',
      document: 2,
      pointer: '/k',
      start: {line: 1, column: 4},
      end: {line: 1, column: 5},
    });
  });

  it('reads plain scalars by its version and quoted ones never', () => {
    for (const [version, plain] of [
      ['1.1', 8],
      ['1.2', 10],
    ] as const) {
      const document = parseOne('[010, "010"]', version);
      expect([0, 1].map((index) => document.scalar(document.child(document.root, index)))).toEqual([plain, '010']);
    }
  });

  it('finds entries by key in small and large mappings', () => {
    const document = parseOne(Array.from({length: 30}, (_, index) => `k${index}: ${index}\n`).join(''));
    expect(document.text(document.entry(document.root, 'k17')!.node)).toBe('17');
    expect(document.entry(document.root, 'k30')).toBeUndefined();
    expect(document.entry(document.root, 'constructor')).toBeUndefined();
    const small = parseOne('{constructor: 1}');
    expect(small.entry(small.root, 'constructor')).toBeDefined();
    expect(small.entry(small.root, '__proto__')).toBeUndefined();
  });

  it('lists a key at its first place with its last value', () => {
    const document = parseOne('a: 1\nb: 2\na: 3\n');
    expect(document.entries(document.root).map(({key, node}) => `${key}=${document.text(node)}`)).toEqual(['a=3', 'b=2']);
    expect(document.entries(document.root)).toBe(document.entries(document.root));
  });

  it('resolves an alias once and nothing else', () => {
    const document = parseOne('- &x a\n- *x\n');
    const [first, second] = [0, 1].map((index) => document.child(document.root, index));
    expect(document.resolve(second!)).toBe(first);
    expect(document.resolve(first!)).toBe(first);
    expect(document.resolve(NO_NODE)).toBe(NO_NODE);
  });

  it('escapes pointers by RFC 6901', () => {
    const document = parseOne('"a/b": {"~": {"~1": [0, {"": x}]}}\n');
    let node = document.root;
    while (document.childCount(node) > 0) node = document.child(node, document.childCount(node) - 1);
    expect(document.pointer(node)).toBe('/a~1b/~0/~01/1/');
  });

  it('gives the pointer of a key as that of its value', () => {
    const document = parseOne('a:\n  b: c\n');
    const entry = document.entry(document.entry(document.root, 'a')!.node, 'b')!;
    expect([entry.keyNode, entry.node].map((node) => document.pointer(node))).toEqual(['/a/b', '/a/b']);
  });
});
