/** Compares two strings by code unit, so that every machine and locale sorts alike. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
