/**
 * How names of secret values end, as parts of a regular expression.
 *
 * Operators' environments hold passwords and keys. Beside words that say so, TripleO has names of its own for them: `KeystoneFernetKeys`,
 * `KeystoneCredential0`, `BarbicanSimpleCryptoKek`, `RabbitCookie`, `SwiftHashSuffix`, `ContainerImageRegistryCredentials`.
 */
export const SECRET_WORDS =
  'password|passwd|passphrase|secret|key|\\wkeys|kek|token|certificate|\\wcert|cookie|\\wcredentials?\\d*|hash_?suffix|_otp';

/** Whether values under this key must never be shown: by the end of its name, in any letter case and also as `snake_case`. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key);
}

const SECRET_KEY = new RegExp(`(?:${SECRET_WORDS})$`, 'i');
