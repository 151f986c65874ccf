/** A piece of template that nobody rendered, or a placeholder that nobody filled in. */
export interface TemplateMarker {
  /** As written, cut where it is long. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly isPlaceholder: boolean;
}

/** The first `{{`, `{%` or `CHANGEME` in a text. */
export function findMarker(text: string): TemplateMarker | undefined {
  const match = MARKER.exec(text);
  return match === null ? undefined : markerAt(text, match.index);
}

/**
 * The first marker of a YAML text that stands outside comments, quotes and block scalars: the text is then no YAML yet.
 *
 * A YAML parser may take `vlan: {{ vlan }}` for a mapping without a word, so this looks at the text. Quotes open a scalar only where a value may
 * begin; a block scalar goes on while lines are indented deeper than what holds it (YAML 1.2.2 sections 7.3, 8.1).
 */
export function findBareMarker(yaml: string): TemplateMarker | undefined {
  return MAY_BE_BARE.test(yaml) ? new Scanner(yaml).find() : undefined;
}

const MARKER = /\{\{|\{%|CHANGEME/;
const MAY_BE_BARE = /\{[{%#]|CHANGEME/;
const WHOLE = /^(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|CHANGEME\w*)/;
const LONGEST_SHOWN = 60;

function markerAt(text: string, start: number): TemplateMarker {
  const lineEnd = text.indexOf('\n', start);
  const line = text.slice(start, Math.min(lineEnd === -1 ? text.length : lineEnd, start + LONGEST_SHOWN));
  const shown = (WHOLE.exec(line)?.[0] ?? line).trimEnd();
  return {text: shown, start, end: start + shown.length, isPlaceholder: text[start] !== '{'};
}

class Scanner {
  readonly #text: string;
  /** The quote that is open at the line's start. */
  #quote = '';
  /** The column that lines of an open block scalar lie right of. */
  #block: number | undefined;
  /** How many `[` and `{` are open. */
  #flowDepth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  find(): TemplateMarker | undefined {
    let start = 0;
    while (start < this.#text.length) {
      const lineEnd = this.#text.indexOf('\n', start);
      const end = lineEnd === -1 ? this.#text.length : lineEnd;
      const found = this.#line(start, end);
      if (found !== undefined) return markerAt(this.#text, found);
      start = end + 1;
    }
    return undefined;
  }

  /** The offset of a marker in a line. */
  #line(start: number, end: number): number | undefined {
    let at = start;
    if (this.#quote === '') {
      while (at < end && this.#text[at] === ' ') at += 1;
      const isBlank = this.#text.slice(at, end).trim() === '';
      if (isBlank) return undefined;
      if (this.#block !== undefined) {
        if (at - start > this.#block) return undefined;
        this.#block = undefined;
      }
    }
    // The column of what would hold a block scalar: the last dash, or the key behind it.
    let holder = at - start - 1;
    let tokenColumn = at - start;
    let isTokenStart = true;
    while (at < end) {
      if (this.#quote !== '') {
        at = this.#closeQuote(at, end);
        isTokenStart = false;
        continue;
      }
      const character = this.#text[at]!;
      const next = at + 1 < end ? this.#text[at + 1]! : ' ';
      const isBeforeBlank = next === ' ' || next === '\t' || next === '\r';
      if (character === ' ' || character === '\t' || character === '\r') {
        at += 1;
        continue;
      }
      if (character === '#' && (at === start || /\s/.test(this.#text[at - 1]!))) return undefined;
      if (isMarker(this.#text, at, isTokenStart)) return at;
      if (isTokenStart) tokenColumn = at - start;
      if (isTokenStart && (character === '"' || character === "'")) {
        this.#quote = character;
        at += 1;
      } else if (
        isTokenStart &&
        (character === '|' || character === '>') &&
        this.#flowDepth === 0 &&
        isBlockHeader(this.#text.slice(at, end))
      ) {
        this.#block = holder;
        return undefined;
      } else if (isTokenStart && this.#flowDepth === 0 && (character === '-' || character === '?') && isBeforeBlank) {
        holder = at - start;
        at += 1;
      } else if (isTokenStart && (character === '!' || character === '&')) {
        while (at < end && !/\s/.test(this.#text[at]!)) at += 1;
      } else if (character === ':' && (isBeforeBlank || (this.#flowDepth > 0 && '[{,'.includes(next)))) {
        holder = tokenColumn;
        isTokenStart = true;
        at += 1;
      } else if ((isTokenStart || this.#flowDepth > 0) && '[{'.includes(character)) {
        this.#flowDepth += 1;
        isTokenStart = true;
        at += 1;
      } else if (this.#flowDepth > 0 && ',]}'.includes(character)) {
        if (character !== ',') this.#flowDepth -= 1;
        isTokenStart = character === ',';
        at += 1;
      } else {
        isTokenStart = false;
        at += 1;
      }
    }
    return undefined;
  }

  /** Goes behind the closing quote, or to the line's end with the quote still open. */
  #closeQuote(from: number, end: number): number {
    for (let at = from; at < end; at += 1) {
      const character = this.#text[at]!;
      if (character === '\\' && this.#quote === '"') at += 1;
      else if (character === this.#quote) {
        if (character === "'" && this.#text[at + 1] === "'") at += 1;
        else {
          this.#quote = '';
          return at + 1;
        }
      }
    }
    return end;
  }
}

/** `{#` is a template's comment where a value begins, and may be anything inside a plain scalar. */
function isMarker(text: string, at: number, isTokenStart: boolean): boolean {
  if (text[at] === '{') return text[at + 1] === '{' || text[at + 1] === '%' || (isTokenStart && text[at + 1] === '#');
  return text.startsWith('CHANGEME', at);
}

function isBlockHeader(rest: string): boolean {
  return /^[|>][-+1-9]{0,2}\s*(\s#.*)?$/.test(rest);
}
