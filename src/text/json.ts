/**
 * A value as indented JSON text with a line end, safe to be shown on a terminal.
 *
 * Big integers become text, because no JSON number is sure to keep them. JSON escapes only the first control characters; what else a
 * terminal would obey can stand in strings alone, where an escape means the same.
 */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? part.toString() : part), 2);
  const escaped = text.replace(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${escaped}\n`;
}
