import {UsageError} from '../usage-error.js';

/** The two sides of a flag's `LEFT=RIGHT`; only the first `=` separates. */
export function splitPair(flag: string, text: string, form: string): readonly [left: string, right: string] {
  const at = text.indexOf('=');
  if (at <= 0 || at === text.length - 1) throw new UsageError(`${flag} takes ${form}; "${text}" is not of this form.`);
  return [text.slice(0, at), text.slice(at + 1)];
}
