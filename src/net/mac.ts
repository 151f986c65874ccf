/**
 * A 48-bit MAC address in lower case with colons, as the Linux kernel and Ironic write it.
 *
 * Read with colons, with hyphens (the form of IEEE 802) or in groups of four with dots (switches); one kind of separator throughout.
 */
export function parseMac(text: string): string | undefined {
  if (!MAC.test(text)) return undefined;
  return text
    .replace(/[-:.]/g, '')
    .replace(/..(?=.)/g, '$&:')
    .toLowerCase();
}

const MAC = /^(?:[0-9a-f]{2}(?::[0-9a-f]{2}){5}|[0-9a-f]{2}(?:-[0-9a-f]{2}){5}|[0-9a-f]{4}(?:\.[0-9a-f]{4}){2})$/i;
