/** What YAML text is made of. Mappings keep the order of their keys. */
export type YamlValue =
  | string
  | number
  | boolean
  | null
  | readonly YamlValue[]
  | {readonly [key: string]: YamlValue | undefined}
  | ReadonlyMap<string, YamlValue>;

/**
 * Plain data as YAML text that YAML 1.1 and 1.2 readers take for the same data.
 *
 * Text stands plain only where no resolver of either version could take it for something else and no syntax is near; everything else is
 * quoted (YAML 1.1 types: yaml.org/type, PyYAML resolver.py; YAML 1.2.2 section 10.3). Entries that are undefined are left out. No line
 * is folded. Text of several lines is one double-quoted line.
 *
 * @param flowDepth from which depth on collections stand on one line, the root being at 0; never where absent
 */
export function yamlText(value: YamlValue, flowDepth = Number.POSITIVE_INFINITY): string {
  return isBlock(value, 0, flowDepth) ? blockText(value, '', 0, flowDepth) : `${scalarText(value)}\n`;
}

type Mapping = ReadonlyMap<string, YamlValue> | {readonly [key: string]: YamlValue | undefined};

/** Readers look for the colon of a key without `?` no further than 1024 characters (YAML 1.2.2 section 7.4; PyYAML scanner.py). */
const LONGEST_IMPLICIT_KEY = 1000;

function isBlock(value: YamlValue, depth: number, flowDepth: number): value is Mapping | readonly YamlValue[] {
  return typeof value === 'object' && value !== null && depth < flowDepth && !isEmpty(value);
}

/**
 * Whole lines; where the block stands behind a dash, the caller takes the indentation off the first. Each block is joined at once: one
 * string that grows over a large file leaves a million pieces to the garbage collector.
 */
function blockText(value: Mapping | readonly YamlValue[], indentation: string, depth: number, flowDepth: number): string {
  const deeper = `${indentation}  `;
  const lines: string[] = [];
  if (Array.isArray(value)) {
    for (const item of value as readonly YamlValue[]) {
      const text = isBlock(item, depth + 1, flowDepth)
        ? blockText(item, deeper, depth + 1, flowDepth).slice(deeper.length)
        : `${scalarText(item)}\n`;
      lines.push(`${indentation}- ${text}`);
    }
  } else {
    forEachEntry(value as Mapping, (key, item) => {
      const keyText = stringText(key, PLAIN_IN_BLOCK);
      const start = keyText.length > LONGEST_IMPLICIT_KEY ? `${indentation}? ${keyText}\n${indentation}:` : `${indentation}${keyText}:`;
      if (isBlock(item, depth + 1, flowDepth)) lines.push(`${start}\n`, blockText(item, deeper, depth + 1, flowDepth));
      else lines.push(`${start} ${scalarText(item)}\n`);
    });
  }
  return lines.join('');
}

/** A scalar in a block, or a whole collection in flow style. */
function scalarText(value: YamlValue): string {
  return typeof value === 'string' ? stringText(value, PLAIN_IN_BLOCK) : flowText(value);
}

function flowText(value: YamlValue): string {
  if (typeof value === 'string') return stringText(value, PLAIN_IN_FLOW);
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${(value as readonly YamlValue[]).map(flowText).join(', ')}]`;
  const entries: string[] = [];
  forEachEntry(value as Mapping, (key, item) => {
    const keyText = stringText(key, PLAIN_IN_FLOW);
    entries.push(keyText.length > LONGEST_IMPLICIT_KEY ? `? ${keyText} : ${flowText(item)}` : `${keyText}: ${flowText(item)}`);
  });
  return `{${entries.join(', ')}}`;
}

function isEmpty(value: Mapping | readonly YamlValue[]): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (value instanceof Map) return !hasDefined(value.values());
  const mapping = value as {readonly [key: string]: YamlValue | undefined};
  for (const key of Object.keys(mapping)) if (mapping[key] !== undefined) return false;
  return true;
}

function hasDefined(values: Iterable<YamlValue | undefined>): boolean {
  for (const value of values) if (value !== undefined) return true;
  return false;
}

function forEachEntry(mapping: Mapping, visit: (key: string, value: YamlValue) => void): void {
  if (mapping instanceof Map) {
    for (const [key, value] of mapping as ReadonlyMap<string, YamlValue | undefined>) if (value !== undefined) visit(key, value);
    return;
  }
  const object = mapping as {readonly [key: string]: YamlValue | undefined};
  for (const key of Object.keys(object)) {
    const value = object[key];
    if (value !== undefined) visit(key, value);
  }
}

/**
 * A number as both versions read it: 1.1 wants a point in every fraction and a sign in every exponent. What is no safe integer is a
 * fraction to whoever holds it as a double, and is written as one.
 */
function numberText(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  if (Object.is(value, -0)) return '-0.0';
  if (Number.isSafeInteger(value)) return String(value);
  const text = Number.isInteger(value) ? value.toExponential() : String(value);
  return /^-?\d+e/.test(text) ? text.replace('e', '.0e') : text;
}

/** Four decimal numbers, perhaps with a prefix length: by far the most frequent text, and no number because of its second point. */
function isAddressIPv4(text: string): boolean {
  const length = text.length;
  if (length < 7 || length > 18) return false;
  let points = 0;
  let digits = 0;
  let hasSlash = false;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code >= 48 && code <= 57) digits++;
    else if (digits === 0) return false;
    else if (code === 46 && !hasSlash) {
      points++;
      digits = 0;
    } else if (code === 47 && points === 3 && !hasSlash) {
      hasSlash = true;
      digits = 0;
    } else return false;
    if (digits > 3) return false;
  }
  return points === 3 && digits > 0;
}

/**
 * Text that may stand plain in a block: words and paths that begin with a letter, ranges of IPv4 addresses, and IPv6 addresses and MACs
 * that cannot be sexagesimal numbers, because two of their colons meet or one of their digits is a letter.
 */
const PLAIN_IN_BLOCK =
  /^(?:(?:[A-Za-z_/]|\.\.?\/)(?:[\w./@%+=~(),-]|:(?=[\w./@%+=~:-])| (?=[\w./@%+=~(-]))*|\d+(?:\.\d+){3}-\d+(?:\.\d+){3}|(?=[\d:]*(?:[a-fA-F]|\d::))\d[\da-fA-F:]*:[\da-fA-F:]*(?:[\da-fA-F]|\/\d+))$/;
/** In flow style PyYAML before 5 refuses `:` and `?` inside plain text. */
const PLAIN_IN_FLOW = /^(?:(?:[A-Za-z_/]|\.\.?\/)(?:[\w./@%+=~()-]| (?=[\w./@%+=~(-]))*|\d+(?:\.\d+){3}-\d+(?:\.\d+){3})$/;
/** The words that one of the versions, or a reader of one of them, takes for a truth value or for nothing; in any case of letters. */
const RESERVED = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']);
/** What cannot stand in single quotes as it is: controls, line ends of either version, marks, surrogates, and what turns text around. */
const NEEDS_ESCAPE = /[^ -~\u00a0-\u061b\u061d-\u200d\u2010-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

function stringText(text: string, plain: RegExp): string {
  if (isAddressIPv4(text)) return text;
  if (plain.test(text) && !(text.length <= 5 && RESERVED.has(text.toLowerCase()))) return text;
  return NEEDS_ESCAPE.test(text) ? doubleQuoted(text) : `'${text.replaceAll("'", "''")}'`;
}

const ESCAPES = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** Walks code points, so that the two halves of a character become one escape; PyYAML before 5 refuses such characters as they are. */
function doubleQuoted(text: string): string {
  let quoted = '"';
  for (const character of text) {
    const known = ESCAPES.get(character);
    if (known !== undefined) quoted += known;
    else quoted += NEEDS_ESCAPE.test(character) ? escaped(character.codePointAt(0)!) : character;
  }
  return `${quoted}"`;
}

function escaped(code: number): string {
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}
