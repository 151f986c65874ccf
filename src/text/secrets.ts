/**
 * Masks the values of secret keys in a line of an operator's file.
 *
 * Operators' environments hold passwords and keys; a code frame is pasted into tickets. A key is secret when its name ends in
 * Password, Secret, Key, Token or Certificate, in any letter case and also as `snake_case` or quoted.
 */
export function maskSecrets(line: string): string {
  return line.replace(SECRET_PAIR, (_match, key: string, separator: string) => `${key}${separator}***`);
}

/** Whether values under this key must never be shown. */
export function isSecretKey(key: string): boolean {
  return /(password|secret|key|token|certificate)$/i.test(key);
}

const SECRET_PAIR = /([\w.\-:]*(?:password|secret|key|token|certificate)["']?)(\s*[:=]\s*)(?=\S)(?:"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?|[^,}\]]+)/gi;
