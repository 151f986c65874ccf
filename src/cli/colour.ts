/**
 * Whether a stream gets colours: terminals do.
 *
 * `FORCE_COLOR` decides before `NO_COLOR` (https://no-color.org), as in Node itself, because continuous integration sets the first for a
 * job and the second for good.
 */
export function wantsColour(
  stream: {readonly isTTY?: boolean | undefined},
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  const {FORCE_COLOR, NO_COLOR, TERM} = environment;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  return stream.isTTY === true && TERM !== 'dumb';
}
