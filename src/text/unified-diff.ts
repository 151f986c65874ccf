/**
 * The difference of two texts as lines of a unified diff (POSIX `diff -u`), without the two lines that name the files.
 *
 * Undefined where they differ in more lines than anybody reads: comparing takes the square of that number.
 */
export function unifiedDiff(before: string, after: string): string[] | undefined {
  const left = linesOf(before);
  const right = linesOf(after);
  const changes = changesBetween(left, right);
  if (changes === undefined) return undefined;
  return hunksOf(changes).flatMap((hunk) => hunkLines(hunk, left, right));
}

/** Removed and added lines together. */
const MOST_EDITS = 2000;
const CONTEXT = 3;
const NO_LINE_END = '\\ No newline at end of file';

/** Lines of one text that stand in the place of lines of the other; from 0, the ends excluded. */
interface Change {
  leftStart: number;
  leftEnd: number;
  rightStart: number;
  rightEnd: number;
}

/** With their ends, so that a last line without one differs. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/**
 * The fewest changes, in their order.
 *
 * Eugene W. Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1 (1986): for each number of edits and each diagonal the
 * furthest place that can be come to. Equal lines at both ends are left out first.
 */
function changesBetween(left: readonly string[], right: readonly string[]): Change[] | undefined {
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start++;
  let equalEnd = 0;
  while (equalEnd < shorter - start && left[left.length - 1 - equalEnd] === right[right.length - 1 - equalEnd]) equalEnd++;
  const leftEnd = left.length - equalEnd;
  const rightEnd = right.length - equalEnd;
  const most = Math.min(leftEnd - start + (rightEnd - start), MOST_EDITS);
  const furthest = new Int32Array(2 * most + 3);
  const middle = most + 1;
  furthest[middle + 1] = start;
  const steps: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    steps.push(furthest.slice(middle - edits - 1, middle + edits + 2));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const below = furthest[middle + diagonal - 1]!;
      const above = furthest[middle + diagonal + 1]!;
      let x = diagonal === -edits || (diagonal !== edits && below < above) ? above : below + 1;
      while (x < leftEnd && x - diagonal < rightEnd && left[x] === right[x - diagonal]) x++;
      furthest[middle + diagonal] = x;
      if (x >= leftEnd && x - diagonal >= rightEnd) return wayBack(steps, leftEnd, rightEnd);
    }
  }
  return undefined;
}

/** From the end to the start by the places that each edit came from; neighbouring edits are one change. */
function wayBack(steps: readonly Int32Array[], leftEnd: number, rightEnd: number): Change[] {
  const changes: Change[] = [];
  let x = leftEnd;
  let y = rightEnd;
  for (let edits = steps.length - 1; edits > 0; edits--) {
    const step = steps[edits]!;
    const middle = edits + 1;
    const diagonal = x - y;
    const below = step[middle + diagonal - 1]!;
    const above = step[middle + diagonal + 1]!;
    const isAdded = diagonal === -edits || (diagonal !== edits && below < above);
    x = isAdded ? above : below;
    y = x - diagonal - (isAdded ? 1 : -1);
    const change = {leftStart: x, leftEnd: isAdded ? x : x + 1, rightStart: y, rightEnd: isAdded ? y + 1 : y};
    const next = changes.at(-1);
    if (next !== undefined && next.leftStart === change.leftEnd && next.rightStart === change.rightEnd) {
      next.leftStart = change.leftStart;
      next.rightStart = change.rightStart;
    } else {
      changes.push(change);
    }
  }
  return changes.reverse();
}

/** Changes that are so near that their contexts meet. */
function hunksOf(changes: readonly Change[]): Change[][] {
  const hunks: Change[][] = [];
  for (const change of changes) {
    const last = hunks.at(-1);
    if (last !== undefined && change.leftStart - last.at(-1)!.leftEnd <= 2 * CONTEXT) last.push(change);
    else hunks.push([change]);
  }
  return hunks;
}

function hunkLines(changes: readonly Change[], left: readonly string[], right: readonly string[]): string[] {
  const first = changes[0]!;
  const last = changes.at(-1)!;
  const before = Math.min(CONTEXT, first.leftStart);
  const after = Math.min(CONTEXT, left.length - last.leftEnd);
  const lines: string[] = [];
  let at = first.leftStart - before;
  for (const change of changes) {
    lines.push(...signed(' ', left, at, change.leftStart));
    lines.push(...signed('-', left, change.leftStart, change.leftEnd));
    lines.push(...signed('+', right, change.rightStart, change.rightEnd));
    at = change.leftEnd;
  }
  lines.push(...signed(' ', left, at, last.leftEnd + after));
  const leftRange = range(first.leftStart - before, last.leftEnd + after);
  return [`@@ -${leftRange} +${range(first.rightStart - before, last.rightEnd + after)} @@`, ...lines];
}

function signed(sign: string, lines: readonly string[], start: number, end: number): string[] {
  return lines.slice(start, end).flatMap((line) => (line.endsWith('\n') ? [sign + line.slice(0, -1)] : [sign + line, NO_LINE_END]));
}

/** From which line on, from 1, and how many; of none the line before them. */
function range(start: number, end: number): string {
  const length = end - start;
  return length === 1 ? `${start + 1}` : `${length === 0 ? start : start + 1},${length}`;
}
