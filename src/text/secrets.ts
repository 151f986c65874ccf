/**
 * Whether values under this key must never be shown.
 *
 * Operators' environments hold passwords and keys. A key is secret when its name ends in Password, Secret, Key, Token or Certificate, in any
 * letter case and also as `snake_case`.
 */
export function isSecretKey(key: string): boolean {
  return /(password|secret|key|token|certificate)$/i.test(key);
}
