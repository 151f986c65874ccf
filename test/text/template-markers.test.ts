import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import {findBareMarker, findMarker} from '#src/text/template-markers.js';

/** `line:column text` of the first bare marker. */
function bare(...lines: string[]): string | undefined {
  const text = lines.join('\n');
  const marker = findBareMarker(text);
  if (marker === undefined) return undefined;
  const before = text.slice(0, marker.start).split('\n');
  return `${before.length}:${before.at(-1)!.length + 1} ${marker.text}`;
}

describe('markers in YAML', () => {
  it('stand bare as values, in values and on lines of their own', () => {
    expect(bare('a: 1', 'vlan: {{ vlan }}')).toBe('2:7 {{ vlan }}');
    expect(bare('path: /home/{{ user }}/x')).toBe('1:13 {{ user }}');
    expect(bare('{% for network in networks %}', 'a: b')).toBe('1:1 {% for network in networks %}');
    expect(bare('- name: a', '  vlan: CHANGEME_VLAN')).toBe('2:9 CHANGEME_VLAN');
    expect(bare('a: {#b}', 'c: d {# e')).toBe('1:4 {#b}');
    expect(bare('{# a comment #}', 'a: {{ b }}')).toBe('1:1 {# a comment #}');
  });

  it('are text inside quotes', () => {
    expect(bare('a: "{{ b }}"', "c: '{{ d }}'", "e: 'it''s {{ f }}'", 'g: "\\"{{ h }}"')).toBeUndefined();
    expect(bare('a: "two', '  lines {{ b }}"', 'c: {{ d }}')).toBe('3:4 {{ d }}');
    expect(bare('{"a": "{{ b }}", "c": ["d", "{{ e }}"]}')).toBeUndefined();
    expect(bare('{"a": "b",', ' "c": "d", "{{ e }}": 1}')).toBeUndefined();
  });

  it('stand bare behind an apostrophe in plain text', () => {
    expect(bare("a: don't", 'b: {{ c }}')).toBe('2:4 {{ c }}');
  });

  it('are nothing in comments', () => {
    expect(bare('# {{ a }}', 'b: c # {% d %}', 'e: f')).toBeUndefined();
    expect(bare('a: b#{{ c }}')).toBe('1:6 {{ c }}');
  });

  it('are text in block scalars, as far as these go', () => {
    expect(bare('a: |', '  {{ b }}', '', '  {{ c }}', 'd: e')).toBeUndefined();
    expect(bare('a: >-  # folded', '  {{ b }}', 'd: {{ e }}')).toBe('3:4 {{ e }}');
    expect(bare('- a: |', '    {{ b }}', '  c: {{ d }}')).toBe('3:6 {{ d }}');
    expect(bare('- |2', '  {{ b }}', '- {{ d }}')).toBe('3:3 {{ d }}');
    expect(bare('a: !vault |', '  {{ b }}')).toBeUndefined();
    expect(bare('a: |', '  b', '{% if c %}')).toBe('3:1 {% if c %}');
  });

  it('are not braces of flow mappings', () => {
    expect(bare('a: {b: {c: d}}', 'e: [{f: {}}]')).toBeUndefined();
  });
});

describe('a marker', () => {
  it('is shown whole on its line, and cut where it is long', () => {
    expect(findMarker('x {{ a }} {{ b }}')).toEqual({text: '{{ a }}', start: 2, end: 9, isPlaceholder: false});
    expect(findMarker('CHANGEME')).toEqual({text: 'CHANGEME', start: 0, end: 8, isPlaceholder: true});
    expect(findMarker(`{{ ${'a'.repeat(100)} }}`)?.text).toHaveLength(60);
    expect(findMarker('{{ a\n}}')?.text).toBe('{{ a');
    expect(findMarker('{ { a } }')).toBeUndefined();
  });

  it('that is bare is a marker', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '"',
      "'",
      '|',
      '>',
      '\n',
      ' ',
      '  ',
      '{{ x }}',
      '{% y %}',
      'CHANGEME',
      '#',
      '[',
      ']',
      '{',
      '}',
      ',',
    );
    fc.assert(
      fc.property(fc.array(piece, {maxLength: 30}), (pieces) => {
        const text = pieces.join('');
        const found = findBareMarker(text);
        if (found !== undefined) expect(text.slice(found.start)).toMatch(/^(\{\{|\{%|\{#|CHANGEME)/);
        if (!/["'|>#]/.test(text)) expect(found === undefined).toBe(findMarker(text) === undefined);
      }),
      {numRuns: 2000},
    );
  });
});
