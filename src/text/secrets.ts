/**
 * Masks the values of secret keys in a line of an operator's file.
 *
 * Operators' environments hold passwords and keys; a code frame is pasted into tickets. A key is secret when its name ends in
 * Password, Secret, Key, Token or Certificate, in any letter case and also as `snake_case` or quoted.
 */
export function maskSecrets(line: string): string {
  let masked = '';
  let at = 0;
  let openBrackets = 0;
  for (const match of line.matchAll(SECRET_KEY)) {
    if (match.index < at) continue;
    const valueStart = match.index + match[0].length;
    const shown = line.slice(at, valueStart);
    openBrackets += shown.split(/[{[]/).length - shown.split(/[}\]]/).length;
    masked += `${shown}***`;
    at = valueEnd(line, valueStart, openBrackets > 0);
  }
  return masked + line.slice(at);
}

/** Whether values under this key must never be shown. */
export function isSecretKey(key: string): boolean {
  return /(password|secret|key|token|certificate)$/i.test(key);
}

const SECRET_KEY = /(?:password|secret|key|token|certificate)["']?\s*[:=]\s*(?=\S)/gi;

/** A value's end is in doubt rather too far than too near: outside brackets a comma is part of a plain value. */
function valueEnd(line: string, start: number, isFlow: boolean): number {
  const rest = line.slice(start);
  const quoted = /^(?:"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?)/.exec(rest);
  if (quoted !== null) return start + quoted[0].length;
  const plainEnd = isFlow ? rest.search(/[,}\]]/) : -1;
  return plainEnd === -1 ? line.length : start + plainEnd;
}
