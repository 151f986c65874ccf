/** `"A"`, `"A" and "B"`, `"A", "B" and "C"`; of more than `most`, the first and how many more. */
export function joinNames(names: readonly string[], most = Number.POSITIVE_INFINITY): string {
  return joinPhrases(
    names.map((name) => `"${name}"`),
    most,
  );
}

/** `a`, `a and b`, `a, b and c`; of more than `most`, the first and how many more. */
export function joinPhrases(phrases: readonly string[], most = Number.POSITIVE_INFINITY): string {
  if (phrases.length > most) return `${phrases.slice(0, most).join(', ')} and ${phrases.length - most} more`;
  return phrases.length < 2 ? phrases.join('') : `${phrases.slice(0, -1).join(', ')} and ${phrases.at(-1)}`;
}
