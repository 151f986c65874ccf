/**
 * The simple commands that a shell script would give, their words expanded as far as the script itself says. Nothing is run.
 *
 * Variables and arrays hold what the script assigns to them; loops over literal words are unrolled, functions are read where they are
 * called. A word stays unresolved, with a reason, when it hangs on something that only a run can tell: the surroundings, a command's output,
 * the files that match a pattern, or a branch.
 */
import {isSecretKey} from './secrets.js';
import {type Statement, shellStatements} from './shell-statements.js';
import {type Chunk, chunkOf, type ExpandedWord, Fields, merged, OPAQUE_REASONS, textValue, type Value, wordOf} from './shell-values.js';
import {
  type OpaqueKind,
  type ShellArray,
  type ShellPart,
  type ShellProblem,
  type ShellToken,
  type ShellWord,
  shellTokens,
  type VariablePart,
} from './shell-words.js';

export function readShellScript(text: string, surroundings: ShellSurroundings = {}): ShellScript {
  const {tokens, looseWrites, problems} = shellTokens(text);
  const interpreter = new Interpreter(surroundings);
  const {statements, tooDeepAt, ...others} = shellStatements(tokens);
  if (tooDeepAt !== undefined)
    interpreter.problems.push({message: 'The script nests too deep; what follows is not read.', offset: tooDeepAt});
  interpreter.run(statements);
  interpreter.noteLooseWrites([...looseWrites, ...others.looseWrites]);
  return {commands: interpreter.commands, writes: interpreter.writes, problems: [...problems, ...interpreter.problems]};
}

/** What a script leans on and does not say. */
export interface ShellSurroundings {
  /** What `~` and `$HOME` stand for. */
  readonly home?: string;
  /** The folder the script lies in: `$(dirname "$0")`. */
  readonly scriptFolder?: string;
  /** Variables whose value at each command is of interest. */
  readonly watched?: readonly string[];
}

export interface ShellScript {
  /** In the order in which they would run. */
  readonly commands: readonly ShellCommand[];
  /** What redirections write. */
  readonly writes: readonly ShellWrite[];
  readonly problems: readonly ShellProblem[];
}

/** A file that a redirection writes. */
export interface ShellWrite {
  readonly word: ExpandedWord;
  /** The folder `cd` has led to. */
  readonly folder: ExpandedWord;
  /** How many of the commands come before it, as far as that is known. */
  readonly index: number;
}

export type {ExpandedWord} from './shell-values.js';

export interface ShellCommand {
  readonly words: readonly ExpandedWord[];
  readonly start: number;
  readonly end: number;
  /** Whether it runs only in a branch, or in a function that nothing calls. */
  readonly isConditional: boolean;
  /** The folder `cd` has led to; `.` where the script starts. */
  readonly folder: ExpandedWord;
  /** What the watched variables hold here, as far as the script sets them. */
  readonly variables: ReadonlyMap<string, ExpandedWord>;
}

/** What a function is called with. */
const POSITIONAL = ['@', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
/** A script comes from a pull request: how much it may make us do. */
const MAX_STEPS = 500_000;
const MAX_CALL_DEPTH = 20;
const MAX_DEPTH = 400;
const MAX_LOOP_ITEMS = 1_000;
const MAX_VALUE_PARTS = 10_000;
const MAX_IDIOM_LENGTH = 300;
/** Builtins whose words may assign. */
const DECLARATIONS = new Set(['export', 'declare', 'typeset', 'local', 'readonly']);
/** Commands that succeed in any run that goes on: what stands behind their `&&` is no branch. */
const PLAIN_COMMANDS = new Set('source . cd pushd popd export set shopt echo printf mkdir true : sleep date'.split(' '));
/** Files known to set credentials and nothing that a deploy command names. */
export const CREDENTIALS = /(^|\/)(stackrc|\w*overcloudrc(\.v\d)?|activate|bashrc|\.bashrc|\.bash_profile)$/;

/** Walks the statements in the order of a run. */
class Interpreter {
  readonly commands: ShellCommand[] = [];
  readonly writes: ShellWrite[] = [];
  readonly problems: ShellProblem[] = [];
  readonly #surroundings: ShellSurroundings;
  #variables = new Map<string, Value>();
  readonly #functions = new Map<string, Statement>();
  readonly #called = new Set<string>();
  #folder: ExpandedWord = {text: '.', start: 0, end: 0, resolved: '.'};
  /** The script's own `source` of a file that may set anything. */
  #sourced: string | undefined;
  #branchDepth = 0;
  #callDepth = 0;
  #depth = 0;
  #steps = 0;
  /** Set behind an `exit` or a `return`: what follows is not reached. */
  #isEnded = false;
  #isReturning = false;
  /** What variables held where a branch returned from the function being called. */
  #returned: Map<string, Value>[] = [];
  #isFull = false;

  constructor(surroundings: ShellSurroundings) {
    this.#surroundings = surroundings;
    if (surroundings.home !== undefined) this.#set('HOME', [{text: surroundings.home, start: 0}]);
  }

  run(statements: readonly Statement[]): void {
    this.#all(statements);
    this.#isEnded = false;
    for (const [name, body] of this.#functions) {
      if (this.#called.has(name)) continue;
      this.#called.add(name);
      this.#branch([body]);
    }
  }

  /** Those of whole structures: the variables are what they are in the end, and when in the run they are written is left open. */
  noteLooseWrites(words: readonly ShellWord[]): void {
    for (const word of words) this.#noteWrite(word, 0);
  }

  #noteWrite(word: ShellWord, index: number): void {
    this.#spend(1);
    if (this.#isFull) return;
    const [only, ...others] = this.#expand(word);
    if (only !== undefined && others.length === 0) this.writes.push({word: only, folder: this.#folder, index});
  }

  #all(statements: readonly Statement[]): void {
    for (const statement of statements) {
      if (this.#isEnded || this.#isFull) return;
      this.#spend(1);
      this.#depth += 1;
      if (this.#depth > MAX_DEPTH) this.#giveUp();
      else this.#statement(statement);
      this.#depth -= 1;
    }
  }

  #spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > MAX_STEPS) this.#giveUp();
  }

  #giveUp(): void {
    if (this.#isFull) return;
    this.#isFull = true;
    this.problems.push({message: 'The script takes too many steps to follow; it is not read to its end.', offset: 0});
  }

  #statement(statement: Statement): void {
    switch (statement.kind) {
      case 'simple':
        this.#simple(statement.tokens);
        break;
      case 'chain':
        this.#chain(statement.links);
        break;
      case 'group':
        if (statement.isSubshell) this.#subshell(statement.body);
        else this.#all(statement.body);
        break;
      case 'branches':
        for (const test of statement.tests) this.#all(test);
        this.#branches(statement.branches, statement.isExhaustive);
        break;
      case 'while':
        this.#all(statement.test);
        this.#branches([statement.body], false);
        break;
      case 'for':
        this.#for(statement);
        break;
      case 'function':
        this.#functions.set(statement.name, statement.body);
    }
  }

  #chain(links: readonly {readonly operator: string; readonly statement: Statement}[]): void {
    const isBranch = (operator: string, index: number) => operator === '||' || (operator === '&&' && !isPlain(links[index - 1]?.statement));
    const firstBranch = links.findIndex(({operator}, index) => isBranch(operator, index));
    const statements = links.map((link) => link.statement);
    this.#all(firstBranch === -1 ? statements : statements.slice(0, firstBranch));
    if (firstBranch !== -1 && !this.#isEnded) this.#branches([statements.slice(firstBranch)], false);
  }

  #subshell(body: readonly Statement[]): void {
    const variables = this.#variables;
    const folder = this.#folder;
    this.#spend(variables.size);
    this.#variables = new Map(variables);
    this.#all(body);
    this.#variables = variables;
    this.#folder = folder;
    this.#isEnded = false;
  }

  #branches(branches: readonly (readonly Statement[])[], isExhaustive: boolean): void {
    const outcomes = branches.map((branch) => this.#branch(branch));
    const going = outcomes.filter((outcome) => outcome !== undefined);
    const all = isExhaustive ? going : [this.#variables, ...going];
    this.#spend(all.length * this.#variables.size);
    if (all.length === 0) this.#isEnded = true;
    else this.#variables = merged(this.#variables, all);
  }

  /** What variables hold behind a branch; undefined behind one that ends the script or the function. */
  #branch(body: readonly Statement[]): Map<string, Value> | undefined {
    const variables = this.#variables;
    const folder = this.#folder;
    this.#spend(variables.size);
    this.#variables = new Map(variables);
    this.#branchDepth += 1;
    this.#all(body);
    this.#branchDepth -= 1;
    const outcome = this.#variables;
    const isEnded = this.#isEnded;
    if (this.#isReturning) this.#returned.push(outcome);
    this.#isEnded = false;
    this.#isReturning = false;
    this.#variables = variables;
    if (isEnded) this.#folder = folder;
    else if (this.#folder.resolved !== folder.resolved) {
      const {text, start, end} = this.#folder;
      this.#folder = {text, start, end, because: 'a branch changes the folder'};
    }
    return isEnded ? undefined : outcome;
  }

  #for({name, items, body}: {name: string; items: readonly ShellWord[] | undefined; body: readonly Statement[]}): void {
    const words = items?.flatMap((item) => this.#expand(item));
    if (words !== undefined && words.length <= MAX_LOOP_ITEMS && words.every((word) => word.resolved !== undefined)) {
      for (const word of words) {
        if (this.#isEnded || this.#isFull) return;
        this.#set(name, [{text: word.resolved!, start: word.start}]);
        this.#all(body);
      }
      return;
    }
    const start = items?.[0]?.start ?? 0;
    this.#set(name, [{raw: `$${name}`, because: `"${name}" goes through a list that only a run knows`, start}]);
    this.#branches([body], false);
  }

  #simple(tokens: readonly ShellToken[]): void {
    let first = 0;
    while (first < tokens.length && isAssignment(tokens[first]!)) first += 1;
    const rest = tokens.slice(first);
    const head = rest[0];
    const isDeclaration = head?.kind === 'word' && DECLARATIONS.has(head.word.text);
    if (rest.length === 0 || isDeclaration) {
      for (const token of tokens.filter(isAssignment)) this.#assign(token);
      return;
    }
    // `NAME=value command` holds for that command alone.
    const variables = this.#variables;
    if (first > 0) {
      this.#spend(variables.size);
      this.#variables = new Map(variables);
      for (const token of tokens.slice(0, first)) this.#assign(token);
    }
    const words = rest.flatMap((token) => (token.kind === 'word' ? this.#expand(token.word) : []));
    this.#spend(words.length);
    for (const token of tokens) {
      if (token.kind !== 'operator') for (const write of token.writes ?? []) this.#noteWrite(write, this.commands.length);
    }
    if (words.length > 0 && !this.#isFull) this.#command(words, startOf(tokens[0]!), endOf(tokens.at(-1)!));
    if (first > 0) this.#variables = variables;
  }

  #command(words: readonly ExpandedWord[], start: number, end: number): void {
    const head = words[0]!;
    const body = head.resolved === undefined ? undefined : this.#functions.get(head.resolved);
    if (body !== undefined && this.#callDepth < MAX_CALL_DEPTH) {
      this.#called.add(head.resolved!);
      this.#call(body, words.slice(1));
      return;
    }
    const element = /^([A-Za-z_]\w*)\[.*?\]\+?=/.exec(head.text);
    if (element !== null) {
      this.#forget(element[1]!, 'an assignment to one of its items', head.start);
      return;
    }
    const variables = new Map<string, ExpandedWord>();
    for (const name of this.#surroundings.watched ?? []) {
      const value = this.#variables.get(name);
      if (value !== undefined) variables.set(name, wordOf(value, name));
    }
    this.commands.push({words, start, end, isConditional: this.#branchDepth > 0, folder: this.#folder, variables});
    this.#builtin(head.resolved ?? '', words.slice(1));
  }

  /** A function runs on the script's own variables, with arguments of its own. */
  #call(body: Statement, words: readonly ExpandedWord[]): void {
    const outer = new Map(POSITIONAL.map((name) => [name, this.#variables.get(name)]));
    this.#setArguments(words);
    const returned = this.#returned;
    this.#returned = [];
    this.#callDepth += 1;
    this.#all([body]);
    this.#callDepth -= 1;
    if (this.#isReturning) this.#isEnded = false;
    this.#isReturning = false;
    if (this.#returned.length > 0) this.#variables = merged(this.#variables, [this.#variables, ...this.#returned]);
    this.#returned = returned;
    for (const [name, value] of outer) {
      if (value === undefined) this.#variables.delete(name);
      else this.#variables.set(name, value);
    }
  }

  #setArguments(words: readonly ExpandedWord[]): void {
    this.#setItems('@', words);
    const firstOpen = words.findIndex((word) => word.isOpen);
    for (const name of POSITIONAL.slice(1)) {
      const index = Number(name) - 1;
      const word = firstOpen !== -1 && index >= firstOpen ? undefined : words[index];
      if (word === undefined) this.#variables.delete(name);
      else this.#set(name, [chunkOf(word)]);
    }
  }

  #builtin(name: string, words: readonly ExpandedWord[]): void {
    switch (name) {
      case 'exit':
        this.#isEnded = true;
        break;
      case 'return':
        this.#isEnded = true;
        this.#isReturning = this.#callDepth > 0;
        break;
      case 'set': {
        const dashes = words.findIndex((word) => word.resolved === '--');
        if (dashes !== -1) this.#setArguments(words.slice(dashes + 1));
        break;
      }
      case 'shift': {
        const all = this.#variables.get('@');
        const count = words[0] === undefined ? 1 : Number(words[0].resolved ?? Number.NaN);
        if (all?.kind === 'array') this.#setArguments(Number.isInteger(count) ? all.items.slice(count) : []);
        break;
      }
      case 'cd':
      case 'pushd':
        this.#changeFolder(words.find((word) => word.resolved === undefined || !/^-[LPe@]+$/.test(word.resolved)));
        break;
      case 'popd': {
        const {text, start, end} = this.#folder;
        this.#folder = {text, start, end, because: '"popd" leads back to a folder that only a run knows'};
        break;
      }
      case 'source':
      case '.':
        if (words[0] !== undefined && !CREDENTIALS.test(words[0].text)) this.#sourced = words[0].text;
        break;
      case 'read':
      case 'mapfile':
      case 'readarray':
      case 'unset':
      case 'getopts':
        for (const word of words) {
          if (word.resolved !== undefined && /^[A-Za-z_]\w*$/.test(word.resolved)) this.#forget(word.resolved, `"${name}"`, word.start);
        }
        break;
      case 'printf':
        if (words[0]?.resolved === '-v' && words[1]?.resolved !== undefined) this.#forget(words[1].resolved, '"printf"', words[1].start);
    }
  }

  #forget(name: string, by: string, start: number): void {
    this.#set(name, [{raw: `$${name}`, because: `"${name}" is what ${by} makes of it`, start}]);
  }

  #set(name: string, chunks: readonly Chunk[]): void {
    const isLong = chunks.length > MAX_VALUE_PARTS;
    this.#spend(chunks.length);
    this.#variables.set(name, textValue(isLong ? [{raw: `$${name}`, because: `"${name}" is too long`, start: chunks[0]!.start}] : chunks));
  }

  #setItems(name: string, items: readonly ExpandedWord[]): void {
    const isLong = items.length > MAX_VALUE_PARTS;
    this.#spend(items.length);
    const {start, end} = items[0] ?? {start: 0, end: 0};
    const tooLong = {text: `$${name}`, start, end, because: `"${name}" is too long`, isOpen: true};
    this.#variables.set(name, {kind: 'array', items: isLong ? [tooLong] : items});
  }

  #changeFolder(word: ExpandedWord | undefined): void {
    if (word === undefined) {
      const {home} = this.#surroundings;
      this.#folder = {text: 'cd', start: 0, end: 0, ...(home === undefined ? {because: 'the home folder is not known'} : {resolved: home})};
    } else if (word.resolved === undefined || word.resolved === '-') {
      this.#folder = {
        text: word.text,
        start: word.start,
        end: word.end,
        because: word.because ?? '"cd -" leads back to a folder that only a run knows',
      };
    } else if (word.resolved.startsWith('/')) {
      this.#folder = word;
    } else if (this.#folder.resolved !== undefined) {
      this.#folder = {...word, resolved: this.#folder.resolved === '.' ? word.resolved : `${this.#folder.resolved}/${word.resolved}`};
    }
  }

  #assign(token: ShellToken): void {
    if (token.kind === 'array') this.#assignArray(token.array);
    if (token.kind !== 'word') return;
    const [head, ...others] = token.word.parts;
    const match = head?.kind === 'text' ? ASSIGNMENT.exec(head.text) : null;
    if (head?.kind !== 'text' || match === null) return;
    const first = {...head, text: head.text.slice(match[0].length), start: head.start + match[0].length};
    const value = this.#value([first, ...others]);
    const name = match[1]!;
    const known = this.#variables.get(name);
    if (match[2] === '' || known === undefined) this.#set(name, value);
    else if (known.kind === 'text') this.#set(name, [...known.chunks, ...value]);
    else this.#set(name, [{raw: `$${name}`, because: `"${name}" is an array, and "+=" adds to its first item`, start: head.start}]);
  }

  #assignArray({name, isAppended, items}: ShellArray): void {
    const added = items.flatMap((item) => this.#expand(item));
    const known = isAppended ? this.#variables.get(name) : undefined;
    const before = known === undefined ? [] : known.kind === 'array' ? known.items : [wordOf(known, name)];
    this.#setItems(name, [...before, ...added]);
  }

  /** A value in an assignment: no splitting. */
  #value(parts: readonly ShellPart[]): Chunk[] {
    const chunks = parts.flatMap((part, index) => {
      const tilde = index === 0 ? this.#tilde(part, parts[1]) : undefined;
      return tilde ?? this.#chunks(part);
    });
    return chunks.filter((chunk) => 'raw' in chunk || chunk.text !== '');
  }

  /** The words that a word becomes: none, one or several. */
  #expand(word: ShellWord): ExpandedWord[] {
    const fields = new Fields(word);
    this.#tildeSplit(word.parts).forEach((part, index, parts) => {
      const tilde = index === parts.length - word.parts.length ? this.#tilde(part, parts[index + 1]) : undefined;
      if (tilde !== undefined) fields.addQuoted(tilde);
      else if (part.kind === 'variable' && this.#isList(part)) this.#addList(part, fields);
      else if (part.kind === 'text' || part.isQuoted) fields.addQuoted(this.#chunks(part));
      else fields.addSplit(this.#chunks(part), part.kind !== 'opaque' || !ONE_WORD.has(part.what));
    });
    return fields.finish();
  }

  /** Whether a variable stands for separate words: `"${A[@]}"`, `"$@"`, and without quotes `${A[*]}` and `$*` too. */
  #isList(part: VariablePart): boolean {
    if (part.name === '@' || (part.name === '*' && !part.isQuoted)) return true;
    return part.subscript === '@' || (part.subscript === '*' && !part.isQuoted);
  }

  #addList(part: VariablePart, fields: Fields): void {
    const value = this.#variables.get(part.name === '*' ? '@' : part.name);
    const isAlternative = part.operator?.endsWith('+') ?? false;
    const isDefault = part.operator?.endsWith('-') ?? false;
    if ((isAlternative && value !== undefined) || (isDefault && value === undefined)) fields.addItems(this.#expand(part.operand!), true);
    else if (value === undefined) fields.addOpen({raw: part.text, because: this.#whyUnknown(part.name), start: part.start, isOpen: true});
    else if (value.kind === 'array') fields.addItems(value.items, part.isQuoted);
    else if (part.isQuoted) fields.addQuoted(value.chunks);
    else fields.addSplit(value.chunks);
  }

  /** In a word that looks like an assignment bash expands a tilde behind the equals sign too. */
  #tildeSplit(parts: readonly ShellPart[]): readonly ShellPart[] {
    const [head, ...others] = parts;
    const name = head?.kind === 'text' && !head.isQuoted ? ASSIGNMENT.exec(head.text)?.[0] : undefined;
    if (head?.kind !== 'text' || name === undefined || head.text[name.length] !== '~') return parts;
    return [{...head, text: name}, {...head, text: head.text.slice(name.length), start: head.start + name.length}, ...others];
  }

  #tilde(part: ShellPart, next: ShellPart | undefined): Chunk[] | undefined {
    const {home} = this.#surroundings;
    if (part.kind !== 'text' || part.isQuoted || !part.text.startsWith('~')) return undefined;
    const slash = part.text.indexOf('/');
    if (slash === -1 && next !== undefined) return undefined;
    const user = part.text.slice(1, slash === -1 ? undefined : slash);
    const rest = slash === -1 ? '' : part.text.slice(slash);
    const isHome = home !== undefined && (user === '' || home.endsWith(`/${user}`));
    if (!isHome) return [{raw: part.text, because: `"~${user}" is a home folder that is not known`, start: part.start}];
    return [{text: `${home}${rest}`, start: part.start}];
  }

  #chunks(part: ShellPart): Chunk[] {
    if (part.kind === 'text') return [{text: part.text, start: part.start}];
    if (part.kind === 'opaque') {
      const folder =
        part.what === 'command' ? this.#folderOf(part.body) : part.what === 'expansion' ? this.#strippedSelf(part.body) : undefined;
      if (folder !== undefined) return [{text: folder, start: part.start}];
      return [{raw: part.text, because: OPAQUE_REASONS[part.what], start: part.start}];
    }
    return this.#variable(part);
  }

  #variable(part: VariablePart): Chunk[] {
    // What a secret holds is never part of a name that is shown.
    if (isSecretKey(part.name)) return [{raw: part.text, because: `"${part.name}" is the name of a secret`, start: part.start}];
    const value = this.#lookUp(part);
    const isUnset = value === undefined;
    const isEmpty = value?.every((chunk) => 'text' in chunk && chunk.text === '') ?? true;
    const isMissing = part.operator?.startsWith(':') ? isEmpty : isUnset;
    switch (part.operator?.replace(':', '')) {
      case '-':
      case '=': {
        if (!isMissing) return [...value!];
        if (isUnset && this.#sourced !== undefined && !/^\d/.test(part.name)) return [this.#unknown(part)];
        const fallback = this.#value(part.operand!.parts);
        if (part.operator!.endsWith('=')) this.#set(part.name, fallback);
        return fallback;
      }
      case '+': {
        const mayBeEmpty = value?.every((chunk) => 'raw' in chunk || chunk.text === '') ?? true;
        if (isUnset || (mayBeEmpty && !isEmpty)) return [this.#unknown(part)];
        return isMissing ? [] : this.#value(part.operand!.parts);
      }
      default:
        return isUnset ? [this.#unknown(part)] : [...value];
    }
  }

  /** The chunks a variable holds; undefined where the script does not set it. */
  #lookUp(part: VariablePart): readonly Chunk[] | undefined {
    if (part.name === 'PWD' && !this.#variables.has('PWD')) return this.#here(part);
    const value = this.#variables.get(part.name === '*' ? '@' : part.name);
    if (value === undefined) return undefined;
    if (value.kind === 'text') return part.subscript === undefined || /^[@*0]$/.test(part.subscript) ? value.chunks : undefined;
    if (part.subscript === '*' || part.subscript === '@' || /^[@*]$/.test(part.name)) {
      return value.items.flatMap((item, index) => (index === 0 ? [chunkOf(item)] : [{text: ' ', start: item.start}, chunkOf(item)]));
    }
    const item = /^\d*$/.test(part.subscript ?? '') ? value.items[Number(part.subscript ?? 0)] : undefined;
    return item === undefined ? undefined : [chunkOf(item)];
  }

  #unknown(part: VariablePart): Chunk {
    return {raw: part.text, because: this.#whyUnknown(part.name), start: part.start};
  }

  #whyUnknown(name: string): string {
    if (/^[\d@*#]+$/.test(name)) return 'it is what the script or function is called with';
    if (!/^\w/.test(name)) return 'only a run can tell';
    return this.#sourced === undefined
      ? `"${name}" is not set in the script`
      : `"${name}" is not set in the script, and "${this.#sourced}" is not read`;
  }

  #here(part: {readonly start: number}): Chunk[] {
    const {resolved, because} = this.#folder;
    return [resolved === undefined ? {raw: '$PWD', because: because!, start: part.start} : {text: resolved, start: part.start}];
  }

  /** Command substitutions that the script's own place settles: `$(pwd)`, `$(dirname "$0")`, `$(cd "$(dirname "$0")" && pwd)`. */
  #folderOf(body: string): string | undefined {
    const {scriptFolder} = this.#surroundings;
    if (body.length > MAX_IDIOM_LENGTH) return undefined;
    const plain = body
      .replace(/\s+/g, ' ')
      .replace(/ ?(\d?>|&>) ?(\/dev\/null|&1)/g, '')
      .replace(/["']/g, '')
      .replace(/ (--|-P)(?= |$)/g, '')
      .trim();
    if (plain === 'pwd') return this.#folder.resolved;
    if (scriptFolder === undefined || this.#folder.resolved !== '.') return undefined;
    const self = String.raw`(?:\$0|\$\{0\}|\$BASH_SOURCE|\$\{BASH_SOURCE(?:\[0\])?\})`;
    const file = String.raw`(?:${self}|\$\((?:readlink -f|realpath) ${self}\))`;
    const folder = String.raw`(?:\$\(dirname ${file}\)|\$\{(?:0|BASH_SOURCE(?:\[0\])?)%/\*\})`;
    if (new RegExp(`^dirname ${file}$`).test(plain)) return scriptFolder;
    const below = String.raw`${folder}((?:/[\w.-]+)*)/?`;
    const match = new RegExp(`^(?:cd ${below} ?(?:&&|;) ?pwd|(?:readlink -f|realpath) ${below})$`).exec(plain);
    return match === null ? undefined : `${scriptFolder}${match[1] ?? match[2] ?? ''}`;
  }

  /** `${0%/*}` and `${BASH_SOURCE%/*}`. */
  #strippedSelf(body: string): string | undefined {
    const isSelf = /^(0|BASH_SOURCE(\[0\])?)%\/\*$/.test(body) && this.#folder.resolved === '.';
    return isSelf ? this.#surroundings.scriptFolder : undefined;
  }
}

/** What stands for exactly one word even without quotes. */
const ONE_WORD: ReadonlySet<OpaqueKind> = new Set(['arithmetic', 'process', 'escapes']);
const ASSIGNMENT = /^([A-Za-z_]\w*)(\+?)=/;

function isAssignment(token: ShellToken): boolean {
  if (token.kind === 'array') return true;
  if (token.kind !== 'word') return false;
  const [head] = token.word.parts;
  return head?.kind === 'text' && !head.isQuoted && ASSIGNMENT.test(head.text);
}

function startOf(token: ShellToken): number {
  return token.kind === 'word' ? token.word.start : token.kind === 'array' ? token.array.start : token.start;
}

function endOf(token: ShellToken): number {
  return token.kind === 'word' ? token.word.end : token.kind === 'array' ? token.array.end : token.end;
}

function headOf(statement: Statement | undefined): string {
  const head = statement?.kind === 'simple' ? statement.tokens.find((token) => !isAssignment(token)) : undefined;
  return head?.kind === 'word' ? head.word.text : '';
}

function isPlain(statement: Statement | undefined): boolean {
  const isAssignmentOnly = statement?.kind === 'simple' && statement.tokens.length > 0 && statement.tokens.every(isAssignment);
  return isAssignmentOnly || PLAIN_COMMANDS.has(headOf(statement)) || isOpenstack(statement);
}

function isOpenstack(statement: Statement | undefined): boolean {
  return (
    statement?.kind === 'simple' && statement.tokens.some((token) => token.kind === 'word' && /^(\S*\/)?openstack$/.test(token.word.text))
  );
}
