/**
 * The statements of a shell script: lists, pipelines, branches, loops and functions (POSIX section 2.9, and what bash adds).
 *
 * It reads what it can: a structure that is cut short ends with the script.
 */
import type {ShellToken, ShellWord} from './shell-words.js';

export function shellStatements(tokens: readonly ShellToken[]): ShellStatements {
  const parser = new Parser(tokens);
  const statements = parser.script();
  return {statements, looseWrites: parser.looseWrites, ...(parser.tooDeepAt === undefined ? {} : {tooDeepAt: parser.tooDeepAt})};
}

export interface ShellStatements {
  readonly statements: readonly Statement[];
  /** Files that a whole structure writes: those of `done > FILE`. */
  readonly looseWrites: readonly ShellWord[];
  readonly tooDeepAt?: number;
}

const MAX_DEPTH = 100;

export type Statement =
  | {readonly kind: 'simple'; readonly tokens: readonly ShellToken[]}
  /** Statements joined by `&&` and `||`; the operator stands before each but the first. */
  | {readonly kind: 'chain'; readonly links: readonly {readonly operator: string; readonly statement: Statement}[]}
  | {readonly kind: 'group'; readonly body: readonly Statement[]; readonly isSubshell: boolean}
  | {
      readonly kind: 'branches';
      readonly tests: readonly (readonly Statement[])[];
      readonly branches: readonly (readonly Statement[])[];
      readonly isExhaustive: boolean;
    }
  | {readonly kind: 'while'; readonly test: readonly Statement[]; readonly body: readonly Statement[]}
  | {readonly kind: 'for'; readonly name: string; readonly items: readonly ShellWord[] | undefined; readonly body: readonly Statement[]}
  | {readonly kind: 'function'; readonly name: string; readonly body: Statement};

class Parser {
  /** The offset at which structures nest deeper than anybody writes them; nothing behind it is read. */
  tooDeepAt: number | undefined;
  readonly looseWrites: ShellWord[] = [];
  readonly #tokens: readonly ShellToken[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly ShellToken[]) {
    this.#tokens = tokens;
  }

  script(): readonly Statement[] {
    const statements: Statement[] = [];
    while (this.#at < this.#tokens.length) {
      statements.push(...this.#list([]));
      this.#at += 1;
    }
    return statements;
  }

  /** Statements up to one of the reserved words or operators, which is left standing. */
  #list(ends: readonly string[]): readonly Statement[] {
    const statements: Statement[] = [];
    while (this.#at < this.#tokens.length && !ends.includes(this.#word()) && !this.#isAnyOperator(ends)) {
      if (this.#isAnyOperator(['\n', ';', '&'])) this.#at += 1;
      else if (this.#isAnyOperator([')', ';;', ';&', ';;&', '|', '|&', '&&', '||'])) return statements;
      else statements.push(this.#chain());
    }
    return statements;
  }

  #chain(): Statement {
    const links = [{operator: '', statement: this.#pipeline()}];
    while (this.#isAnyOperator(['&&', '||'])) {
      const operator = this.#operator();
      this.#at += 1;
      this.#skipLines();
      links.push({operator, statement: this.#pipeline()});
    }
    return links.length === 1 ? links[0]!.statement : {kind: 'chain', links};
  }

  #pipeline(): Statement {
    const first = this.#command();
    const all = [first];
    while (this.#isAnyOperator(['|', '|&'])) {
      this.#at += 1;
      this.#skipLines();
      all.push(this.#command());
    }
    return all.length === 1 ? first : {kind: 'group', body: all, isSubshell: true};
  }

  #command(): Statement {
    if (this.#depth >= MAX_DEPTH) {
      const token = this.#tokens[this.#at];
      if (token !== undefined)
        this.tooDeepAt ??= token.kind === 'word' ? token.word.start : token.kind === 'array' ? token.array.start : token.start;
      this.#at = this.#tokens.length;
      return {kind: 'simple', tokens: []};
    }
    this.#depth += 1;
    const statement = this.#structure();
    this.#depth -= 1;
    return statement;
  }

  #structure(): Statement {
    if (this.#isAnyOperator(['('])) return this.#parentheses();
    switch (this.#word()) {
      case '!':
      case 'time':
        this.#at += 1;
        while (this.#word() === '-p' || this.#word() === '!') this.#at += 1;
        return this.#command();
      case '{': {
        this.#at += 1;
        const body = this.#list(['}']);
        this.#expect('}');
        return {kind: 'group', body, isSubshell: false};
      }
      case 'if':
        return this.#if();
      case 'while':
      case 'until': {
        this.#at += 1;
        const test = this.#list(['do']);
        return {kind: 'while', test, body: this.#doBody()};
      }
      case 'for':
      case 'select':
        return this.#for();
      case 'case':
        return this.#case();
      case '[[':
        return this.#test();
      case 'function': {
        this.#at += 1;
        const name = this.#word();
        this.#at += 1;
        if (this.#isAnyOperator(['('])) this.#at += 2;
        this.#skipLines();
        return {kind: 'function', name, body: this.#command()};
      }
      default:
        return this.#simple();
    }
  }

  #simple(): Statement {
    const first = this.#at;
    while (this.#at < this.#tokens.length && this.#tokens[this.#at]!.kind !== 'operator') this.#at += 1;
    const tokens = this.#tokens.slice(first, this.#at);
    if (tokens.length === 1 && this.#operator() === '(' && this.#operator(1) === ')') {
      const [token] = tokens;
      this.#at += 2;
      this.#skipLines();
      return {kind: 'function', name: token?.kind === 'word' ? token.word.text : '', body: this.#command()};
    }
    if (tokens.length === 0) this.#at += 1;
    return {kind: 'simple', tokens};
  }

  #parentheses(): Statement {
    const isArithmetic = this.#operator(1) === '(' && this.#tokens[this.#at + 1]!.kind === 'operator' && this.#isAdjacent();
    this.#at += 1;
    if (isArithmetic) {
      for (let depth = 1; depth > 0 && this.#at < this.#tokens.length; this.#at += 1) {
        if (this.#operator() === '(') depth += 1;
        else if (this.#operator() === ')') depth -= 1;
      }
      return {kind: 'simple', tokens: []};
    }
    const body = this.#list([')']);
    if (this.#operator() === ')') this.#at += 1;
    return {kind: 'group', body, isSubshell: true};
  }

  #isAdjacent(): boolean {
    const [left, right] = [this.#tokens[this.#at], this.#tokens[this.#at + 1]];
    return left?.kind === 'operator' && right?.kind === 'operator' && left.end === right.start;
  }

  #if(): Statement {
    const tests: (readonly Statement[])[] = [];
    const branches: (readonly Statement[])[] = [];
    let isExhaustive = false;
    do {
      this.#at += 1;
      tests.push(this.#list(['then']));
      this.#expect('then');
      branches.push(this.#list(['elif', 'else', 'fi']));
    } while (this.#word() === 'elif');
    if (this.#word() === 'else') {
      this.#at += 1;
      branches.push(this.#list(['fi']));
      isExhaustive = true;
    }
    this.#expect('fi');
    return {kind: 'branches', tests, branches, isExhaustive};
  }

  #for(): Statement {
    this.#at += 1;
    const name = this.#word();
    if (name === '') {
      // `for ((...))`
      const arithmetic = this.#operator() === '(';
      if (arithmetic) this.#parentheses();
      this.#skipSeparators();
      return {kind: 'while', test: [], body: this.#doBody()};
    }
    this.#at += 1;
    this.#skipLines();
    let items: ShellWord[] | undefined;
    if (this.#word() === 'in') {
      this.#at += 1;
      items = [];
      for (let token = this.#tokens[this.#at]; token?.kind === 'word'; token = this.#tokens[++this.#at]) items.push(token.word);
    }
    this.#skipSeparators();
    return {kind: 'for', name, items, body: this.#doBody()};
  }

  #doBody(): readonly Statement[] {
    this.#expect('do');
    const body = this.#list(['done']);
    this.#expect('done');
    return body;
  }

  #case(): Statement {
    const branches: (readonly Statement[])[] = [];
    let isExhaustive = false;
    while (this.#at < this.#tokens.length && this.#word() !== 'in') this.#at += 1;
    this.#at += 1;
    for (;;) {
      this.#skipSeparators();
      if (this.#at >= this.#tokens.length || this.#word() === 'esac') break;
      if (this.#operator() === '(') this.#at += 1;
      while (this.#at < this.#tokens.length && this.#operator() !== ')') {
        if (this.#word() === '*') isExhaustive = true;
        this.#at += 1;
      }
      this.#at += 1;
      branches.push(this.#list(['esac', ';;', ';&', ';;&']));
      if (this.#isAnyOperator([';;', ';&', ';;&'])) this.#at += 1;
    }
    this.#expect('esac');
    return {kind: 'branches', tests: [], branches, isExhaustive};
  }

  /** `[[ ... ]]`, in which parentheses and bars are not operators. */
  #test(): Statement {
    const first = this.#at;
    while (this.#at < this.#tokens.length && this.#word() !== ']]') this.#at += 1;
    this.#at += 1;
    return {kind: 'simple', tokens: this.#tokens.slice(first, first + 1)};
  }

  /** The token's text where it is a word as it stands, unquoted. */
  #word(): string {
    const token = this.#tokens[this.#at];
    return token?.kind === 'word' && token.word.parts.every((part) => !part.isQuoted) ? token.word.text : '';
  }

  #operator(ahead = 0): string {
    const token = this.#tokens[this.#at + ahead];
    return token?.kind === 'operator' ? token.text : '';
  }

  #isAnyOperator(operators: readonly string[]): boolean {
    const operator = this.#operator();
    return operator !== '' && operators.includes(operator);
  }

  #expect(word: string): void {
    if (this.#word() !== word) return;
    const token = this.#tokens[this.#at];
    if (token?.kind === 'word') this.looseWrites.push(...(token.writes ?? []));
    this.#at += 1;
  }

  #skipLines(): void {
    while (this.#operator() === '\n') this.#at += 1;
  }

  #skipSeparators(): void {
    while (this.#isAnyOperator(['\n', ';'])) this.#at += 1;
  }
}
