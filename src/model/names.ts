/** An element's name for messages: its id without the prefix; a segment that is named like its network has that one name. */
export function nameOf(id: string): string {
  const name = id.slice(id.indexOf(':') + 1);
  const slash = name.indexOf('/');
  return slash > 0 && name.slice(0, slash) === name.slice(slash + 1) ? name.slice(0, slash) : name;
}
