/** `"A"`, `"A" and "B"`, `"A", "B" and "C"`; of more than `most`, the first and how many more. */
export function joinNames(names: readonly string[], most = Number.POSITIVE_INFINITY): string {
  if (names.length > most) return `${names.slice(0, most).map(quote).join(', ')} and ${names.length - most} more`;
  const quoted = names.map(quote);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}

function quote(name: string): string {
  return `"${name}"`;
}
