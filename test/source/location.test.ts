import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import {formatPlace, SourceText} from '#src/source/location.js';

describe('a source text', () => {
  it('counts lines and columns from 1', () => {
    const source = new SourceText('a.yaml', 'ab\ncd\r\n\nе😀f');
    const at = (offset: number) => Object.values(source.positionAt(offset)).join(':');
    expect([0, 1, 2, 3, 5, 7, 8, 9, 11, 12].map(at)).toEqual(['1:1', '1:2', '1:3', '2:1', '2:3', '3:1', '4:1', '4:2', '4:4', '4:5']);
  });

  it('gives its lines without their ends', () => {
    const source = new SourceText('', 'ab\ncd\r\n\nlast');
    expect([0, 1, 2, 3, 4, 5].map((number) => source.line(number))).toEqual(['', 'ab', 'cd', '', 'last', '']);
    expect(new SourceText('', '').line(1)).toBe('');
    expect(new SourceText('', '').positionAt(0)).toEqual({line: 1, column: 1});
  });

  it('finds every offset in the line it names', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', '\n', '\r\n', '')), fc.nat(), (parts, seed) => {
        const text = parts.join('');
        const offset = seed % (text.length + 1);
        const {line, column} = new SourceText('', text).positionAt(offset);
        const before = text.slice(0, offset).split('\n');
        expect([line, column]).toEqual([before.length, before.at(-1)!.length + 1]);
      }),
    );
  });

  it('makes locations whose end is never before their start', () => {
    const source = new SourceText('deploy/a.yaml', 'a: 1\nb: 2\n');
    expect(source.location(5, 9, 1, '/b')).toEqual({
      source: 'deploy/a.yaml',
      document: 1,
      pointer: '/b',
      start: {line: 2, column: 1},
      end: {line: 2, column: 5},
    });
    expect(source.location(3, 0)).toMatchObject({document: 0, pointer: '', start: {line: 1, column: 4}, end: {line: 1, column: 4}});
    expect(formatPlace(source.location(5, 6))).toBe('deploy/a.yaml:2:1');
  });
});
