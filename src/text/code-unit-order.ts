/** Compares two strings by code unit, so that every machine and locale sorts alike. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A sorted copy, by the code units of the key each item gives. */
export function sortedBy<T>(items: Iterable<T>, key: (item: T) => string): T[] {
  return [...items].sort((left, right) => compareText(key(left), key(right)));
}
