/**
 * What a plain YAML scalar means, to YAML 1.1 as PyYAML reads it and to YAML 1.2.
 *
 * TripleO reads its files with PyYAML (heat/common/template_format.py, tripleoclient/utils.py); most other tools follow the YAML 1.2
 * core schema. `010` is 8 to the first and 10 to the second. The patterns are those of PyYAML's resolver.py and of YAML 1.2.2 section 10.3.
 * Timestamps stay text: Heat maps them to strings.
 */
export type Scalar = string | number | bigint | boolean | null;

export function readScalar11(text: string): Scalar {
  if (text === '') return null;
  const first = text.charCodeAt(0);
  if (isWordStart(first)) {
    const word = WORDS_11.get(text);
    return word === undefined ? text : word;
  }
  if (!isNumberStart(first)) return text;
  if (INTEGER_11.test(text)) return integer11(text);
  if (FLOAT_11.test(text)) return float11(text);
  return text;
}

export function readScalar12(text: string): Scalar {
  if (text === '') return null;
  const first = text.charCodeAt(0);
  if (isWordStart(first)) {
    const word = WORDS_12.get(text);
    return word === undefined ? text : word;
  }
  if (!isNumberStart(first)) return text;
  if (INTEGER_12.test(text)) return text.length > MAX_DIGITS ? text : safeInteger(BigInt(text.replace(/^\+/, '')));
  if (/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(text)) return Number(text);
  return specialFloat(text) ?? text;
}

/** Whether readers of YAML 1.1 and 1.2 take this plain scalar for different values. */
export function isAmbiguousScalar(text: string): boolean {
  const first = text.charCodeAt(0);
  if (!isWordStart(first) && !isNumberStart(first)) return false;
  if (isDottedOrAddress(text)) return false;
  return !Object.is(readScalar11(text), readScalar12(text));
}

function words(values: readonly (readonly [string, Scalar])[]): Map<string, Scalar> {
  const map = new Map<string, Scalar>();
  for (const [word, value] of values) {
    map.set(word, value);
    map.set(word.toUpperCase(), value);
    map.set(word[0]!.toUpperCase() + word.slice(1), value);
  }
  return map.set('~', null);
}

const TRUTH: readonly (readonly [string, Scalar])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];
const WORDS_12 = words(TRUTH);
const WORDS_11 = words([...TRUTH, ['yes', true], ['no', false], ['on', true], ['off', false]]);

const INTEGER_11 = /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const INTEGER_12 = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/;
/** Python refuses longer integers too (sys.set_int_max_str_digits); they stay text. */
const MAX_DIGITS = 4300;
const FLOAT_11 =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** `0x_` and `0b_` match PyYAML's pattern and hold no digit: PyYAML stops with an exception, here they stay text. */
function integer11(text: string): Scalar {
  if (text.length > MAX_DIGITS) return text;
  const clean = text.replaceAll('_', '');
  const sign = clean.startsWith('-') ? -1n : 1n;
  const digits = clean.replace(/^[-+]/, '');
  if (digits === '0' || digits === '') return 0;
  if (digits.includes(':')) return safeInteger(sign * sexagesimal(digits.split(':')));
  if (/^0[bx]$/.test(digits)) return text;
  if (/^0[bx]/.test(digits)) return safeInteger(sign * BigInt(digits));
  if (digits.startsWith('0')) return safeInteger(sign * BigInt(`0o${digits.slice(1)}`));
  return safeInteger(sign * BigInt(digits));
}

function float11(text: string): number {
  const special = specialFloat(text);
  if (special !== undefined) return special;
  const clean = text.replaceAll('_', '');
  if (!clean.includes(':')) return Number(clean);
  const sign = clean.startsWith('-') ? -1 : 1;
  return (
    sign *
    clean
      .replace(/^[-+]/, '')
      .split(':')
      .reduce((total, part) => total * 60 + Number(part), 0)
  );
}

function sexagesimal(parts: readonly string[]): bigint {
  return parts.reduce((total, part) => total * 60n + BigInt(part), 0n);
}

function specialFloat(text: string): number | undefined {
  if (/^\.(?:nan|NaN|NAN)$/.test(text)) return Number.NaN;
  const infinite = /^([-+]?)\.(?:inf|Inf|INF)$/.exec(text);
  return infinite === null ? undefined : infinite[1] === '-' ? -Infinity : Infinity;
}

function safeInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** Most plain scalars of a deployed environment are IPv4 addresses; two dots or a slash never read as a number. */
function isDottedOrAddress(text: string): boolean {
  const dot = text.indexOf('.');
  return text.includes('/') || (dot > 0 && text.indexOf('.', dot + 1) > 0 && !text.includes(':'));
}

function isNumberStart(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 43 || code === 45 || code === 46;
}

/** `~ t T f F n N y Y o O`: the letters that start a word of either schema. */
function isWordStart(code: number): boolean {
  switch (code) {
    case 126:
    case 116:
    case 84:
    case 102:
    case 70:
    case 110:
    case 78:
    case 121:
    case 89:
    case 111:
    case 79:
      return true;
    default:
      return false;
  }
}
