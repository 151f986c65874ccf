/** `1 file`, `2 files`; the plural is the noun with an `s` unless it is given. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
