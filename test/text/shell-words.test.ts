// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are shell scripts
import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import {type ShellPart, type ShellToken, shellTokens} from '#src/text/shell-words.js';

/** Tokens as text: `word`, `NAME=(a b)`, operators in angle brackets; quoted text in quotes, what is not known in `?()`. */
function tokens(...lines: string[]): string {
  return shellTokens(lines.join('\n')).tokens.map(show).join(' ');
}

function problems(...lines: string[]): string[] {
  return shellTokens(lines.join('\n')).problems.map(({message, offset}) => `${offset}: ${message}`);
}

function show(token: ShellToken): string {
  if (token.kind === 'operator') return `<${token.text === '\n' ? 'line' : token.text}>`;
  if (token.kind === 'word') return token.word.parts.map(showPart).join('');
  const {name, isAppended, items} = token.array;
  return `${name}${isAppended ? '+' : ''}=(${items.map((item) => item.parts.map(showPart).join('')).join(' ')})`;
}

function showPart(part: ShellPart): string {
  if (part.kind === 'text') return part.isQuoted ? `"${part.text}"` : part.text;
  if (part.kind === 'opaque') return `?${part.what}(${part.body})`;
  const subscript = part.subscript === undefined ? '' : `[${part.subscript}]`;
  const operand = part.operand === undefined ? '' : part.operand.parts.map(showPart).join('');
  return `$(${part.name}${subscript}${part.operator ?? ''}${operand})`;
}

describe('words', () => {
  it('end at blanks and operators', () => {
    expect(tokens('a b\tc;d&&e||f|g&h')).toBe('a b c <;> d <&&> e <||> f <|> g <&> h');
    expect(tokens('(a)')).toBe('<(> a <)>');
  });

  it('go on behind a backslash at the line end', () => {
    expect(tokens('deploy \\', '  -e a \\', '  -e b', 'next')).toBe('deploy -e a -e b <line> next');
    expect(tokens('de\\', 'ploy')).toBe('deploy');
    expect(tokens('a \\\r\n b\r\nc')).toBe('a b <line> c');
  });

  it('lose comments, which no backslash continues', () => {
    expect(tokens('a # b \\', 'c')).toBe('a <line> c');
    expect(tokens('a#b')).toBe('a#b');
  });

  it('keep what quotes hold together', () => {
    expect(tokens(`a'b c'd "e f"`)).toBe('a"b c"d """e f"');
    expect(tokens('""')).toBe('""');
    expect(tokens('a\\ b')).toBe('a" "b');
    expect(tokens(`$'a b' $"c"`)).toBe('"a b" """c"');
    const [word] = shellTokens('"a\\"b\\$c\\d"').tokens;
    expect(word?.kind === 'word' && word.word.parts.map((part) => part.text).join('')).toBe('a"b$c\\d');
  });

  it('lose redirections and what they lead to', () => {
    expect(tokens('a > out 2>&1 b >> "o u t" &> x < in c 2> >(tee log) <<< text')).toBe('a b c');
  });

  it('lose here-documents', () => {
    expect(tokens('cat <<EOF > f', 'openstack overcloud deploy', 'EOF', 'b')).toBe('cat <line> b');
    expect(tokens("cat <<-'END'", '\topenstack', '\tEND', 'b')).toBe('cat <line> b');
    expect(tokens('cat <<A <<B', 'x', 'A', 'y', 'B', 'b')).toBe('cat <line> b');
  });
});

describe('expansions', () => {
  it('are told apart', () => {
    expect(tokens('$A/x ${B} "${C}" $1 $@ ${D[@]} ${E:-f g} ${F+x}')).toBe('$(A)/x $(B) ""$(C) $(1) $(@) $(D[@]) $(E:-f g) $(F+x)');
  });

  it('are opaque where a shell would have to compute', () => {
    expect(tokens('$(a "b)" $(c)) `d` $((1 + (2))) ${A%/*} ${#A[@]} *.yaml {a,b} <(x)')).toBe(
      '?command(a "b)" $(c)) ?command(d) ?arithmetic((1 + (2))) ?expansion(A%/*) ?expansion(#A[@]) ?pattern(*).yaml ?pattern({a,b}) ?process(x)',
    );
    expect(tokens("$'a\\nb'")).toBe('?escapes(a\\nb)');
  });

  it('leave a lone dollar sign and lone braces as they are', () => {
    expect(tokens('a$ {} {a} b}')).toBe('a$ {} {a} b}');
  });
});

describe('arrays', () => {
  it('hold words over several lines, comments left out', () => {
    expect(tokens('A=(-e a # first', '  -e "b c"', ') d')).toBe('A=(-e a -e """b c") d');
    expect(tokens('A+=($B)')).toBe('A+=($(B))');
    expect(tokens('A=()')).toBe('A=()');
  });
});

describe('places', () => {
  it('are those of the text in the script', () => {
    const text = 'A="x y"\ncat <<E\nbody\nE\n  openstack \\\n  -e /tmp/a.yaml';
    const words = shellTokens(text).tokens.flatMap((token) => (token.kind === 'word' ? [token.word] : []));
    expect(words.map((word) => text.slice(word.start, word.end))).toEqual(['A="x y"', 'cat', 'openstack', '-e', '/tmp/a.yaml']);
    expect(words.every((word) => word.text === text.slice(word.start, word.end))).toBe(true);
  });

  it('are right for every literal part of every script', () => {
    const piece = fc.constantFrom(
      'a',
      ' ',
      '"',
      "'",
      '\\',
      '\n',
      '$',
      '{',
      '}',
      '(',
      ')',
      '<',
      '>',
      '|',
      '#',
      '`',
      'A=(',
      'x.yaml',
      '*',
      ':-',
      '@',
    );
    fc.assert(
      fc.property(fc.array(piece, {maxLength: 40}), (pieces) => {
        const text = pieces.join('');
        for (const part of shellTokens(text).tokens.flatMap((token) => (token.kind === 'word' ? token.word.parts : []))) {
          if (part.kind === 'text') expect(text.startsWith(part.text, part.start)).toBe(true);
        }
      }),
      {numRuns: 2000},
    );
  });
});

describe('a script that is cut short', () => {
  it('is told where it opens', () => {
    expect(problems('a "b')).toEqual(['2: A quote that opens here has no end.']);
    expect(problems("a 'b")).toEqual(['2: A quote that opens here has no end.']);
    expect(problems('a $(b')).toEqual(['3: A parenthesis that opens here has no end.']);
    expect(problems('a `b')).toEqual(['2: A command substitution that opens here has no end.']);
    expect(problems('a ${b')).toEqual(['2: An expansion that opens here has no end.']);
    expect(problems('A=(b')).toEqual(['0: The array "A" has no end.']);
    expect(problems('cat <<E', 'b')).toEqual(['4: The here-document "E" has no end.']);
  });

  it('never overflows or takes forever', () => {
    const started = Date.now();
    for (const piece of ['${a:-', '"$(', '$(', '{a,', '[[', '((', '`', 'A=(', '<<E\n']) shellTokens(piece.repeat(50_000));
    expect(Date.now() - started).toBeLessThan(20_000);
    expect(problems('${a:-'.repeat(60))).toContain('250: Expansions nest too deep; what follows is not read.');
  });
});
