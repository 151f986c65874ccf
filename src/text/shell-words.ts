/**
 * The words of a shell script, as POSIX section 2 and bash split and quote them, each with its place. Nothing is expanded or run.
 *
 * Comments, line continuations and here-documents are taken out, and of redirections all but the files they write; what a shell would have to compute (`$(...)`, backquotes,
 * arithmetic, patterns) stays in the word as a part that says what it is.
 */
export function shellTokens(text: string): ShellTokens {
  return new Lexer(text).script();
}

export interface ShellTokens {
  readonly tokens: readonly ShellToken[];
  /** Files that a whole structure writes: those of `(...) > FILE`. */
  readonly looseWrites: readonly ShellWord[];
  readonly problems: readonly ShellProblem[];
}

export interface ShellProblem {
  readonly message: string;
  readonly offset: number;
}

export type ShellToken =
  | {readonly kind: 'word'; readonly word: ShellWord; readonly writes?: readonly ShellWord[]}
  | {readonly kind: 'array'; readonly array: ShellArray; readonly writes?: readonly ShellWord[]}
  /** `;`, `&`, `&&`, `||`, `|`, `;;`, `(`, `)` or a line end. */
  | {readonly kind: 'operator'; readonly text: string; readonly start: number; readonly end: number};

/** `NAME=(a b)` or `NAME+=(a b)`. */
export interface ShellArray {
  readonly name: string;
  readonly isAppended: boolean;
  readonly items: readonly ShellWord[];
  readonly start: number;
  readonly end: number;
}

export interface ShellWord {
  /** As written, continuations and quotes included. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly parts: readonly ShellPart[];
}

export type ShellPart =
  /** Literal text, standing in the script from `start` on without a gap. */
  | {readonly kind: 'text'; readonly text: string; readonly start: number; readonly isQuoted: boolean}
  | VariablePart
  /** What only a shell can tell. `body` is what stands inside a command substitution. */
  | {
      readonly kind: 'opaque';
      readonly what: OpaqueKind;
      readonly text: string;
      readonly body: string;
      readonly start: number;
      readonly isQuoted: boolean;
    };

export type OpaqueKind = 'command' | 'arithmetic' | 'expansion' | 'process' | 'pattern' | 'escapes';

/** `$NAME`, `${NAME}`, `${NAME:-word}`, `${NAME[@]}`. */
export interface VariablePart {
  readonly kind: 'variable';
  /** A name, a digit, or one of `@*#?$!-`. */
  readonly name: string;
  readonly subscript?: string;
  /** `:-`, `-`, `:=`, `=`, `:+`, `+`, `:?`, `?`, with its word. */
  readonly operator?: string;
  readonly operand?: ShellWord;
  readonly text: string;
  readonly start: number;
  readonly isQuoted: boolean;
}

const MAX_DEPTH = 50;
const LINE_END = '\n';
/** Longest first. */
const OPERATORS = [';;&', ';;', ';&', ';', '&&', '||', '|&', '&', '|', '(', ')'];
const REDIRECTION = /(?:\d+|\{\w+\})?(?:&>>|&>|>>|>&|>\||<>|<&|<<<|[<>](?!\())/y;
const WRITES = /(?:>>|&>|>&|>\||<>|>)$/;
const HERE_DOCUMENT = /\d*<<(-?)(?!<)/y;
const NAME = /[A-Za-z_]\w*/y;
const ARRAY_START = /([A-Za-z_]\w*)(\+?)=\(/y;
const SPECIAL_NAME = /[@*#?$!0-9-]/y;

class Lexer {
  readonly #text: string;
  readonly #problems: ShellProblem[] = [];
  readonly #tokens: ShellToken[] = [];
  readonly #looseWrites: ShellWord[] = [];
  /** What redirections before a command write. */
  #pendingWrites: ShellWord[] = [];
  readonly #hereDocuments: {delimiter: string; isIndented: boolean; start: number}[] = [];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  script(): ShellTokens {
    while (this.#at < this.#text.length) this.#next();
    for (const {delimiter, start} of this.#hereDocuments) this.#problem(start, `The here-document "${delimiter}" has no end.`);
    this.#looseWrites.push(...this.#pendingWrites);
    return {tokens: this.#tokens, looseWrites: this.#looseWrites, problems: this.#problems};
  }

  #next(): void {
    const at = this.#at;
    const character = this.#text[at]!;
    if (this.#skipBlank()) return;
    if (character === '#') {
      this.#skipComment();
      return;
    }
    if (this.#isLineEnd(at)) {
      this.#at += character === '\r' ? 2 : 1;
      this.#push({kind: 'operator', text: LINE_END, start: at, end: at + 1});
      this.#skipHereDocuments();
      return;
    }
    const hereDocument = this.#match(HERE_DOCUMENT);
    if (hereDocument !== undefined) {
      this.#startHereDocument(hereDocument[1] === '-', at);
      return;
    }
    const redirection = this.#match(REDIRECTION);
    if (redirection !== undefined) {
      while (this.#skipBlank());
      if (!this.#isWordEnd()) this.#redirected(redirection[0], this.#word());
      return;
    }
    if (!this.#isProcessSubstitution()) {
      const operator = OPERATORS.find((one) => this.#text.startsWith(one, at));
      if (operator !== undefined) {
        this.#at += operator.length;
        this.#push({kind: 'operator', text: operator, start: at, end: this.#at});
        return;
      }
    }
    const array = this.#match(ARRAY_START);
    if (array !== undefined) this.#array(array[1]!, array[2] === '+', at);
    else this.#push({kind: 'word', word: this.#word()});
  }

  /** Redirections belong to the command they stand in, wherever they stand. */
  #push(token: ShellToken): void {
    const writes = this.#pendingWrites;
    this.#pendingWrites = [];
    if (writes.length > 0 && token.kind === 'operator') this.#looseWrites.push(...writes);
    this.#tokens.push(writes.length > 0 && token.kind !== 'operator' ? {...token, writes} : token);
  }

  #redirected(operator: string, target: ShellWord): void {
    const isDescriptor = operator.endsWith('&') && /^(\d+-?|-)$/.test(target.text);
    if (!WRITES.test(operator) || isDescriptor) return;
    const last = this.#tokens.at(-1);
    if (last === undefined || last.kind === 'operator') this.#pendingWrites.push(target);
    else this.#tokens[this.#tokens.length - 1] = {...last, writes: [...(last.writes ?? []), target]};
  }

  #array(name: string, isAppended: boolean, start: number): void {
    const items: ShellWord[] = [];
    for (;;) {
      if (this.#at >= this.#text.length) {
        this.#problem(start, `The array "${name}" has no end.`);
        break;
      }
      if (this.#skipBlank()) continue;
      if (this.#text[this.#at] === '#') this.#skipComment();
      else if (this.#isLineEnd(this.#at)) this.#at += 1;
      else if (this.#text[this.#at] === ')') {
        this.#at += 1;
        break;
      } else {
        const before = this.#at;
        items.push(this.#word());
        if (this.#at === before) this.#at += 1;
      }
    }
    this.#push({kind: 'array', array: {name, isAppended, items, start, end: this.#at}});
  }

  #word(): ShellWord {
    const start = this.#at;
    const parts = this.#parts(() => this.#isWordEnd());
    return {text: this.#text.slice(start, this.#at), start, end: this.#at, parts};
  }

  /** Unquoted parts up to where `isEnd` says; quotes open and close inside. */
  #parts(isEnd: () => boolean): ShellPart[] {
    const parts: ShellPart[] = [];
    while (this.#at < this.#text.length && !isEnd()) {
      const at = this.#at;
      const character = this.#text[at]!;
      if (character === '\\') {
        if (this.#skipContinuation()) continue;
        this.#at += 2;
        if (at + 1 < this.#text.length) parts.push({kind: 'text', text: this.#text[at + 1]!, start: at + 1, isQuoted: true});
      } else if (character === "'") {
        parts.push(this.#singleQuoted());
      } else if (character === '"') {
        this.#doubleQuoted(parts);
      } else if (character === '$' && this.#text[at + 1] === "'") {
        parts.push(this.#escapedQuoted());
      } else if (character === '$' && this.#text[at + 1] === '"') {
        this.#at += 1;
        this.#doubleQuoted(parts);
      } else if (this.#isProcessSubstitution()) {
        this.#at += 2;
        parts.push(this.#opaque('process', at, this.#skipParentheses(), false));
      } else {
        const expansion = this.#expansion(false);
        if (expansion !== undefined) {
          parts.push(expansion);
          continue;
        }
        let end = at + 1;
        this.#at = end;
        while (end < this.#text.length && !'\\\'"$`<>'.includes(this.#text[end]!) && !isEnd()) this.#at = ++end;
        parts.push(...literalParts(this.#text.slice(at, end), at));
      }
    }
    return parts;
  }

  #singleQuoted(): ShellPart {
    const start = this.#at + 1;
    const close = this.#text.indexOf("'", start);
    if (close === -1) this.#problem(this.#at, 'A quote that opens here has no end.');
    const end = close === -1 ? this.#text.length : close;
    this.#at = end + 1;
    return {kind: 'text', text: this.#text.slice(start, end), start, isQuoted: true};
  }

  #doubleQuoted(parts: ShellPart[]): void {
    const open = this.#at++;
    let from = this.#at;
    const flush = (): void => {
      if (this.#at > from) parts.push({kind: 'text', text: this.#text.slice(from, this.#at), start: from, isQuoted: true});
    };
    parts.push({kind: 'text', text: '', start: from, isQuoted: true});
    for (;;) {
      if (this.#at >= this.#text.length) {
        flush();
        this.#problem(open, 'A quote that opens here has no end.');
        return;
      }
      const character = this.#text[this.#at]!;
      if (character === '"') {
        flush();
        this.#at += 1;
        return;
      }
      if (character === '\\') {
        flush();
        if (this.#skipContinuation()) {
          from = this.#at;
          continue;
        }
        const isEscape = '$`"\\'.includes(this.#text[this.#at + 1] ?? 'x');
        from = isEscape ? this.#at + 1 : this.#at;
        this.#at += 2;
        continue;
      }
      if (character === '$' || character === '`') {
        flush();
        const expansion = this.#expansion(true);
        if (expansion !== undefined) {
          parts.push(expansion);
          from = this.#at;
          continue;
        }
        from = this.#at;
      }
      this.#at += 1;
    }
  }

  /** `$'...'`: plain text, unless it holds an escape. */
  #escapedQuoted(): ShellPart {
    const start = this.#at;
    let end = start + 2;
    while (end < this.#text.length && this.#text[end] !== "'") end += this.#text[end] === '\\' ? 2 : 1;
    if (end >= this.#text.length) this.#problem(start, 'A quote that opens here has no end.');
    this.#at = Math.min(end + 1, this.#text.length);
    const body = this.#text.slice(start + 2, end);
    if (body.includes('\\')) return this.#opaque('escapes', start, body, true);
    return {kind: 'text', text: body, start: start + 2, isQuoted: true};
  }

  /** What a dollar sign or a backquote starts here; undefined for one that stands for itself. */
  #expansion(isQuoted: boolean): ShellPart | undefined {
    const start = this.#at;
    if (this.#text[start] === '`') {
      let end = start + 1;
      while (end < this.#text.length && this.#text[end] !== '`') end += this.#text[end] === '\\' ? 2 : 1;
      if (end >= this.#text.length) this.#problem(start, 'A command substitution that opens here has no end.');
      this.#at = Math.min(end + 1, this.#text.length);
      return this.#opaque('command', start, this.#text.slice(start + 1, end), isQuoted);
    }
    if (this.#text[start] !== '$') return undefined;
    if (this.#depth >= MAX_DEPTH) {
      this.#problem(start, 'Expansions nest too deep; what follows is not read.');
      this.#at = this.#text.length;
      return this.#opaque('expansion', start, '', isQuoted);
    }
    this.#depth += 1;
    const part = this.#dollar(start, isQuoted);
    this.#depth -= 1;
    return part;
  }

  #dollar(start: number, isQuoted: boolean): ShellPart | undefined {
    if (this.#text.startsWith('$((', start)) {
      this.#at += 2;
      return this.#opaque('arithmetic', start, this.#skipParentheses(), isQuoted);
    }
    if (this.#text.startsWith('$(', start)) {
      this.#at += 2;
      return this.#opaque('command', start, this.#skipParentheses(), isQuoted);
    }
    if (this.#text.startsWith('${', start)) return this.#braced(isQuoted);
    this.#at += 1;
    const name = this.#name();
    if (name === undefined) {
      this.#at = start;
      return undefined;
    }
    return {kind: 'variable', name, text: this.#text.slice(start, this.#at), start, isQuoted};
  }

  /** A name without braces; a continued line continues it. */
  #name(): string | undefined {
    let name = this.#match(NAME)?.[0];
    if (name === undefined) return this.#match(SPECIAL_NAME)?.[0];
    for (;;) {
      const behindName = this.#at;
      const more = this.#skipContinuation() ? this.#match(/\w+/y)?.[0] : undefined;
      if (more === undefined) {
        this.#at = behindName;
        return name;
      }
      name += more;
    }
  }

  #braced(isQuoted: boolean): ShellPart {
    const start = this.#at;
    this.#at += 2;
    const name = this.#match(NAME)?.[0] ?? this.#match(/\d+|[@*?$!]/y)?.[0];
    const subscript = name === undefined ? undefined : this.#match(/\[([^\]\n]*)\]/y)?.[1];
    const operator = name === undefined ? undefined : this.#match(/:?[-=+?]/y)?.[0];
    if (name !== undefined && (operator !== undefined || this.#text[this.#at] === '}')) {
      const operand = operator === undefined ? undefined : this.#operand();
      if (this.#text[this.#at] === '}') this.#at += 1;
      else this.#problem(start, 'An expansion that opens here has no end.');
      return {
        kind: 'variable',
        name,
        ...(subscript === undefined ? {} : {subscript}),
        ...(operator === undefined ? {} : {operator}),
        ...(operand === undefined ? {} : {operand}),
        text: this.#text.slice(start, this.#at),
        start,
        isQuoted,
      };
    }
    this.#skipBraces(start);
    return this.#opaque('expansion', start, this.#text.slice(start + 2, this.#at - 1), isQuoted);
  }

  #operand(): ShellWord {
    const start = this.#at;
    const parts = this.#parts(() => this.#text[this.#at] === '}');
    return {text: this.#text.slice(start, this.#at), start, end: this.#at, parts};
  }

  #skipBraces(start: number): void {
    for (let depth = 1; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text[this.#at];
      if (character === '\\') this.#at += 1;
      else if (character === '{') depth += 1;
      else if (character === '}' && --depth === 0) {
        this.#at += 1;
        return;
      }
    }
    this.#at = this.#text.length;
    this.#problem(start, 'An expansion that opens here has no end.');
  }

  /** Goes behind the parenthesis that closes the one just passed, and gives what stands between. */
  #skipParentheses(): string {
    const start = this.#at;
    let depth = 1;
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at]!;
      if (character === '\\') this.#at += 2;
      else if (character === "'") this.#singleQuoted();
      else if (character === '"') this.#doubleQuoted([]);
      else if (character === '#' && this.#startsWord()) this.#skipComment();
      else {
        this.#at += 1;
        if (character === '(') depth += 1;
        else if (character === ')' && --depth === 0) return this.#text.slice(start, this.#at - 1);
      }
    }
    this.#at = this.#text.length;
    this.#problem(start - 1, 'A parenthesis that opens here has no end.');
    return this.#text.slice(start);
  }

  #opaque(what: OpaqueKind, start: number, body: string, isQuoted: boolean): ShellPart {
    return {kind: 'opaque', what, text: this.#text.slice(start, this.#at), body, start, isQuoted};
  }

  #startHereDocument(isIndented: boolean, start: number): void {
    while (this.#skipBlank());
    const delimiter = this.#word()
      .parts.map((part) => part.text)
      .join('');
    this.#hereDocuments.push({delimiter, isIndented, start});
  }

  #skipHereDocuments(): void {
    while (this.#hereDocuments.length > 0 && this.#at < this.#text.length) {
      const {delimiter, isIndented} = this.#hereDocuments[0]!;
      const lineEnd = this.#text.indexOf('\n', this.#at);
      const end = lineEnd === -1 ? this.#text.length : lineEnd;
      const line = this.#text.slice(this.#at, end).replace(/\r$/, '');
      this.#at = Math.min(end + 1, this.#text.length);
      if ((isIndented ? line.replace(/^\t+/, '') : line) === delimiter) this.#hereDocuments.shift();
    }
  }

  #skipBlank(): boolean {
    if (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\t') {
      this.#at += 1;
      return true;
    }
    return this.#skipContinuation();
  }

  /** A backslash at the line's end joins the lines. */
  #skipContinuation(): boolean {
    const length = this.#text.startsWith('\\\n', this.#at) ? 2 : this.#text.startsWith('\\\r\n', this.#at) ? 3 : 0;
    this.#at += length;
    return length > 0;
  }

  #skipComment(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end === -1 ? this.#text.length : end;
  }

  #isLineEnd(at: number): boolean {
    return this.#text[at] === '\n' || (this.#text[at] === '\r' && this.#text[at + 1] === '\n');
  }

  #isWordEnd(): boolean {
    const character = this.#text[this.#at];
    if (character === undefined || this.#isLineEnd(this.#at)) return true;
    if (character === '<' || character === '>') return !this.#isProcessSubstitution();
    return ' \t;&|()'.includes(character);
  }

  #isProcessSubstitution(): boolean {
    return this.#text.startsWith('<(', this.#at) || this.#text.startsWith('>(', this.#at);
  }

  #startsWord(): boolean {
    return this.#at === 0 || ' \t\n;&|('.includes(this.#text[this.#at - 1]!);
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#at += match[0].length;
    return match;
  }

  #problem(offset: number, message: string): void {
    this.#problems.push({message, offset});
  }
}

/** Unquoted text, with what the shell would take for a pattern set apart. */
function literalParts(text: string, start: number): ShellPart[] {
  const pattern = /[*?]|\[[^[\]]+\]|\{[^{}]*\}/g;
  const parts: ShellPart[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match[0].startsWith('{') && !/,|\.\./.test(match[0])) continue;
    if (match.index > from) parts.push({kind: 'text', text: text.slice(from, match.index), start: start + from, isQuoted: false});
    parts.push({kind: 'opaque', what: 'pattern', text: match[0], body: match[0], start: start + match.index, isQuoted: false});
    from = match.index + match[0].length;
  }
  if (from < text.length || parts.length === 0) parts.push({kind: 'text', text: text.slice(from), start: start + from, isQuoted: false});
  return parts;
}
