/**
 * Text from input files made safe for a terminal: control characters, bidirectional overrides and line ends become visible escapes.
 *
 * Names in a pull request are untrusted; a terminal obeys escape sequences it is shown.
 */
export function escapeTerminal(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
