/** A place in a text; line and column start at 1, columns count UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where something was written. The pointer is a JSON pointer (RFC 6901) into the document. */
export interface Location {
  readonly source: string;
  readonly document: number;
  readonly pointer: string;
  readonly start: Position;
  readonly end: Position;
}

/** One file's text under the name the user knows it by, with its line table made on first use. */
export class SourceText {
  readonly name: string;
  readonly text: string;
  #lineStarts: number[] | undefined;

  constructor(name: string, text: string) {
    this.name = name;
    this.text = text;
  }

  positionAt(offset: number): Position {
    const starts = this.#starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return {line: low + 1, column: offset - starts[low]! + 1};
  }

  /** The text of a line (from 1), without its line end. */
  line(number: number): string {
    const starts = this.#starts();
    const start = starts[number - 1];
    if (start === undefined) return '';
    const end = starts[number] ?? this.text.length;
    return this.text.slice(start, end).replace(/\r?\n$/, '');
  }

  /** Where a line (from 1) begins. */
  lineStart(number: number): number {
    return this.#starts()[number - 1] ?? this.text.length;
  }

  location(start: number, end: number, document = 0, pointer = ''): Location {
    return {source: this.name, document, pointer, start: this.positionAt(start), end: this.positionAt(Math.max(start, end))};
  }

  #starts(): number[] {
    if (this.#lineStarts === undefined) {
      const starts = [0];
      for (let at = this.text.indexOf('\n'); at !== -1; at = this.text.indexOf('\n', at + 1)) starts.push(at + 1);
      this.#lineStarts = starts;
    }
    return this.#lineStarts;
  }
}

/** `file:line:column`, the form editors and terminals open. */
export function formatPlace(location: Location): string {
  return `${location.source}:${location.start.line}:${location.start.column}`;
}
