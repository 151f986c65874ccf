/**
 * How names of secret values end, with or without a number behind, as parts of a regular expression.
 *
 * Operators' environments hold passwords and keys. Beside words that say so, TripleO has names of its own for them: `KeystoneFernetKeys`,
 * `KeystoneCredential0`, `BarbicanSimpleCryptoKek`, `RabbitCookie`, `SwiftHashSuffix`, `ContainerImageRegistryCredentials`.
 */
export const SECRET_WORDS =
  '(?:passwords?|passwd|passphrase|secrets?|key|\\wkeys|kek|token|certificate|\\wcert|cookie|\\wcredentials?|hash_?suffix|_otp)(?:[_-]?\\d+)?';

/** Whether values under this key must never be shown: by the end of its name, in any letter case and also as `snake_case`. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key);
}

const SECRET_KEY = new RegExp(`(?:${SECRET_WORDS})$`, 'i');
