import fc from 'fast-check';

/** Plain scalars that readers of YAML disagree about, or that look like something they are not. */
export const NASTY_PLAIN = [
  ...[
    '010',
    '08',
    '0o10',
    '0x1F',
    '0b101',
    '1_000',
    '1e3',
    '1.5e3',
    '1.5e+3',
    '20:30',
    '52:54:00:12:34:56',
    '00:11:22',
    '1:30.5',
    '0',
    '-0',
    '+1',
  ],
  ...[
    'yes',
    'No',
    'ON',
    'off',
    'y',
    'n',
    'true',
    'False',
    'null',
    '~',
    'Null',
    'nULL',
    '.5',
    '1.',
    '.inf',
    '-.INF',
    '.nan',
    '1.10',
    '172.160',
  ],
  ...['10.0.0.1', '10.0.0.0/24', 'fd00::1', 'fd00::/64', '2001-12-14', 'a b', 'a#b', "it's", 'a:b', '-1', 'ctlplane'],
  ...[
    '9007199254740993',
    '1_',
    '_1',
    '1__0.5_',
    '12e03',
    'two\nlines',
    '+.inf',
    '0.0',
    '1e400',
    '__proto__',
    'constructor',
    'ünïcode',
    '日本',
  ],
] as const;

/**
 * Random YAML texts as people write them: both styles of collection, every style of scalar, comments, anchors, aliases, merge keys, tags,
 * explicit keys, empty values and several documents. A text may still be refused: an alias can name a list where a mapping is wanted.
 */
export const randomYaml: fc.Arbitrary<string> = fc
  .record({
    documents: fc.array(tree(4).filter(isUsualRoot), {minLength: 1, maxLength: 3}),
    lineEnd: fc.constantFrom('\n', '\n', '\n', '\r\n'),
    hasFinalLineEnd: fc.boolean(),
  })
  .map(({documents, lineEnd, hasFinalLineEnd}) => {
    const texts = documents.map((document) => new Writer().document(document));
    const text = texts.length === 1 ? texts[0]! : texts.map((one) => `---\n${one}`).join('');
    return (hasFinalLineEnd ? text : text.replace(/\n$/, '')).replaceAll('\n', lineEnd);
  });

type Tree =
  | {readonly kind: 'plain' | 'single' | 'double'; readonly text: string; readonly decoration: Decoration}
  | {readonly kind: 'block'; readonly header: string; readonly lines: readonly string[]; readonly decoration: Decoration}
  | {readonly kind: 'empty'; readonly decoration: Decoration}
  | {readonly kind: 'alias'; readonly which: number; readonly decoration: Decoration}
  | {readonly kind: 'list'; readonly isFlow: boolean; readonly items: readonly Tree[]; readonly decoration: Decoration}
  | {readonly kind: 'map'; readonly isFlow: boolean; readonly pairs: readonly Pair[]; readonly decoration: Decoration};

interface Decoration {
  readonly isAnchored: boolean;
  readonly tag: '' | '!vault';
  readonly comment: '' | ' # a comment: [x' | '   ';
  readonly isIndented: boolean;
}

interface Pair {
  readonly key: string;
  readonly style: 'plain' | 'single' | 'double' | 'explicit' | 'merge' | 'anchored';
  readonly value: Tree;
}

/** js-yaml and PyYAML count the indentation of a block scalar without a collection around it differently; nobody writes one. */
function isUsualRoot(root: Tree): boolean {
  return root.kind !== 'block';
}

function decoration(): fc.Arbitrary<Decoration> {
  return fc.record({
    isAnchored: fc.nat(4).map((number) => number === 0),
    tag: fc.constantFrom('' as const, '' as const, '' as const, '' as const, '' as const, '!vault' as const),
    comment: fc.constantFrom('', '', '', ' # a comment: [x' as const, '   ' as const),
    isIndented: fc.boolean(),
  });
}

function tree(depth: number): fc.Arbitrary<Tree> {
  const scalars: fc.Arbitrary<Tree>[] = [
    fc.record({kind: fc.constant('plain' as const), text: fc.constantFrom(...NASTY_PLAIN), decoration: decoration()}),
    fc.record({kind: fc.constant('plain' as const), text: fc.constantFrom(...NASTY_PLAIN), decoration: decoration()}),
    fc.record({kind: fc.constantFrom('single' as const, 'double' as const), text: quotable(), decoration: decoration()}),
    fc.record({
      kind: fc.constant('block' as const),
      header: fc.constantFrom('|', '|-', '|+', '>', '>-', '>+', '|2', '>1-'),
      lines: fc.array(fc.constantFrom('one', 'two words', '', '  more', '# no comment', 'key: value', '- item', 'ends  '), {maxLength: 4}),
      decoration: decoration(),
    }),
    fc.record({kind: fc.constant('empty' as const), decoration: decoration()}),
    fc.record({kind: fc.constant('alias' as const), which: fc.nat(9), decoration: decoration()}),
  ];
  if (depth === 0) return fc.oneof(...scalars);
  const inner = tree(depth - 1);
  return fc.oneof(
    ...scalars.map((arbitrary) => ({arbitrary, weight: 1})),
    {
      arbitrary: fc.record({
        kind: fc.constant('list' as const),
        isFlow: fc.boolean(),
        items: fc.array(inner, {maxLength: 4}),
        decoration: decoration(),
      }),
      weight: 5,
    },
    {
      arbitrary: fc.record({
        kind: fc.constant('map' as const),
        isFlow: fc.boolean(),
        pairs: fc.array(
          fc.record({
            key: fc.constantFrom('name', 'vlan', 'ip subnet', 'no', '10', 'a#b', '~', '__proto__', 'a/b'),
            style: fc.constantFrom('plain', 'plain', 'plain', 'single', 'double', 'explicit', 'merge', 'anchored'),
            value: inner,
          }),
          {maxLength: 5},
        ),
        decoration: decoration(),
      }),
      weight: 7,
    },
  );
}

function quotable(): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom('a', ' ', "'", '"', '\\', ':', '#', '{', '\n', '\t', 'é', '*', ','), {maxLength: 6})
    .map((letters) => letters.join(''));
}

class Writer {
  readonly #anchors: string[] = [];
  readonly #mapAnchors: string[] = [];
  #count = 0;

  document(root: Tree): string {
    const text = this.#value(root, -1, '').replace(/^ /, '');
    return text.startsWith('\n') ? text.slice(1) : text;
  }

  /** What follows `key:` or `-`, line end included. `parent` is the indentation of the collection around. */
  #value(value: Tree, parent: number, compactAfter: '' | '-'): string {
    const {decoration: look} = value;
    if (value.kind === 'alias') return ` ${this.#alias(value.which, this.#anchors)}${look.comment}\n`;
    const [properties, anchor] = this.#properties(value);
    const before = properties === '' ? '' : ` ${properties}`;
    const indent = parent + (look.isIndented ? 4 : 2) - (parent < 0 ? 1 + (look.isIndented ? 2 : 0) : 0);
    const text = this.#content(value, parent, indent, before, compactAfter);
    this.#store(value, anchor);
    return text;
  }

  #content(value: Tree, parent: number, indent: number, before: string, compactAfter: '' | '-'): string {
    const {comment, isIndented} = value.decoration;
    switch (value.kind) {
      case 'empty':
        return `${before}${comment}\n`;
      case 'block': {
        const step = /[1-9]/.exec(value.header)?.[0];
        const spaces = ' '.repeat(Math.max(0, step === undefined ? indent : parent + Number(step)));
        return `${before} ${value.header}${comment}\n${value.lines.map((line) => (line === '' ? '\n' : `${spaces}${line}\n`)).join('')}`;
      }
      case 'list': {
        if (value.isFlow || value.items.length === 0) return `${before} ${this.#flow(value)}${comment}\n`;
        const place = compactAfter === '' && !isIndented && parent >= 0 ? parent : indent;
        const items = value.items.map((item) => `${' '.repeat(Math.max(0, place))}-${this.#value(item, Math.max(0, place), '-')}`);
        return `${before}${comment}\n${items.join('')}`;
      }
      case 'map': {
        if (value.isFlow || value.pairs.length === 0) return `${before} ${this.#flow(value)}${comment}\n`;
        const isCompact = compactAfter === '-' && before === '' && comment === '' && parent >= 0;
        const place = Math.max(0, isCompact ? parent + 2 : indent);
        const pairs = value.pairs.map((pair, index) => {
          const start = isCompact && index === 0 ? ' ' : ' '.repeat(place);
          if (pair.style === 'explicit') return `${start}? ${pair.key}\n${' '.repeat(place)}:${this.#value(pair.value, place, '-')}`;
          if (this.#isMerge(pair))
            return `${start}<<:${this.#merged(pair.value) ?? this.#value(pair.value, place, '')}${pair.value.kind === 'alias' ? '\n' : ''}`;
          // js-yaml stops at a property of a first key below a property of its mapping.
          return `${start}${index === 0 && before !== '' ? pair.key : this.#key(pair)}:${this.#value(pair.value, place, '')}`;
        });
        return `${isCompact ? '' : `${before}${comment}\n`}${pairs.join('')}`;
      }
      default:
        return `${before} ${this.#flow(value)}${comment}\n`;
    }
  }

  #key({key, style}: Pair): string {
    switch (style) {
      case 'single':
        return `'${key}'`;
      case 'double':
        return `"${key}" `;
      case 'anchored':
        this.#anchors.push(`key${this.#count++}`);
        return `&${this.#anchors.at(-1)} ${key}`;
      default:
        return key;
    }
  }

  #isMerge({style, value}: Pair): boolean {
    return style === 'merge' && (value.kind === 'map' || (value.kind === 'alias' && this.#mapAnchors.length > 0));
  }

  #merged(value: Tree): string | undefined {
    if (value.kind !== 'alias') return undefined;
    const alias = ` ${this.#alias(value.which, this.#mapAnchors)} `;
    return value.decoration.isIndented ? alias : ` [${alias},${this.#alias(value.which + 1, this.#mapAnchors)} ]`;
  }

  #flow(value: Tree): string {
    switch (value.kind) {
      case 'plain':
        return value.text.replaceAll('\n', `\n${' '.repeat(40)}`);
      case 'single':
        return `'${value.text.replaceAll("'", "''").replaceAll('\n', '\n\n    ')}'`;
      case 'double':
        return JSON.stringify(value.text);
      case 'block':
        return `"${value.header}"`;
      case 'empty':
        return '~';
      case 'alias':
        return `${this.#alias(value.which, this.#anchors)} `;
      case 'list':
        return `[${value.items.map((item) => this.#listItem(item)).join(value.decoration.isIndented ? ', ' : ' ,')}]`;
      case 'map':
        return `{${value.pairs.map((pair) => this.#flowPair(pair)).join(', ')}}`;
    }
  }

  #flowPair(pair: Pair): string {
    if (pair.style === 'explicit') return `? ${pair.key} : ${this.#flowItem(pair.value)}`;
    if (this.#isMerge(pair)) return `<<: ${this.#merged(pair.value) ?? this.#flowItem(pair.value)}`;
    const key = this.#key(pair);
    if (pair.value.kind === 'empty') return pair.value.decoration.isIndented ? key : `${key}: `;
    return `${key}: ${this.#flowItem(pair.value)}`;
  }

  /** In a list, `[key: value]` is a mapping without its braces. */
  #listItem(value: Tree): string {
    const isPair = value.kind === 'map' && value.pairs.length === 1 && value.decoration.comment !== '' && !value.decoration.isAnchored;
    return isPair && value.pairs[0]!.value.kind !== 'empty' ? this.#flowPair(value.pairs[0]!) : this.#flowItem(value);
  }

  #flowItem(value: Tree): string {
    if (value.kind === 'alias') return this.#flow(value);
    const [properties, anchor] = this.#properties(value);
    const text = `${properties}${properties === '' ? '' : ' '}${this.#flow(value)}`;
    this.#store(value, anchor);
    return text;
  }

  #store(value: Tree, anchor: string | undefined): void {
    if (anchor === undefined) return;
    this.#anchors.push(anchor);
    if (value.kind === 'map') this.#mapAnchors.push(anchor);
  }

  #properties({decoration: look}: Tree): readonly [string, string | undefined] {
    const anchor = look.isAnchored ? `a${this.#count++}` : undefined;
    return [[anchor === undefined ? '' : `&${anchor}`, look.tag].filter((part) => part !== '').join(' '), anchor];
  }

  #alias(which: number, anchors: readonly string[]): string {
    return anchors.length === 0 ? 'none' : `*${anchors[which % anchors.length]}`;
  }
}
