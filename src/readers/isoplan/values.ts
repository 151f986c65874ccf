/** Values of a plan. What stands in a list is called by the key of the list, and one value may stand without one. */
import {NAME, STACKED_NAME} from '../../isoplan/plan-names.js';
import {type Address, compareAddresses, type Family, isAddressProblem, parseAddress} from '../../net/address.js';
import {type AddressRange, addressRange} from '../../net/address-range.js';
import {isPrefixProblem, type Prefix, parsePrefix, prefixRange} from '../../net/prefix.js';
import {isVlanId, MAX_VLAN_ID, MIN_VLAN_ID} from '../../net/vlan-id.js';
import type {Cursor, Place} from '../../source/cursor.js';
import {suggestion} from '../../text/did-you-mean.js';
import {addrCidrHostBits} from '../checks/addr-cidr-host-bits.js';
import {addrCidrInvalid} from '../checks/addr-cidr-invalid.js';
import {addrIpInvalid} from '../checks/addr-ip-invalid.js';
import {addrIpNoncanonical} from '../checks/addr-ip-noncanonical.js';
import {addrPoolMalformed} from '../checks/addr-pool-malformed.js';
import {addrPoolReversed} from '../checks/addr-pool-reversed.js';
import {segVlanOutOfRange} from '../checks/seg-vlan-out-of-range.js';
import type {Located, ReadReport} from '../reader.js';
import {planSchema} from './checks/plan-schema.js';
import type {SegmentName} from './inputs.js';

/** The items of a list; a value without a list is its only item, and nothing has none. */
export function itemsOf(cursor: Cursor): readonly Cursor[] {
  if (!cursor.exists) return [];
  return cursor.isSequence ? cursor.items() : [cursor];
}

export function readString(cursor: Cursor): Located<string> | undefined {
  const value = cursor.optional().string();
  return value === undefined ? undefined : {value, place: cursor.place};
}

export function requiredString(owner: Cursor, key: string, what: string): Located<string> | undefined {
  const found = readString(owner.get(key));
  if (found === undefined && !owner.has(key)) owner.problem('missing', `${what} has no "${key}".`);
  return found;
}

export function readBoolean(cursor: Cursor): Located<boolean> | undefined {
  const value = cursor.optional().boolean();
  return value === undefined ? undefined : {value, place: cursor.place};
}

export function readStrings(cursor: Cursor): readonly Located<string>[] {
  return itemsOf(cursor).flatMap((item) => readString(item) ?? []);
}

/** The entries of a mapping whose keys are names; nothing there is none, and a name that cannot be one is reported. */
export function namedEntries(cursor: Cursor): readonly Cursor[] {
  return entriesNamed(cursor, NAME, NAME_WORDS);
}

/** The same for roles, hosts and services, whose names may begin with that of their stack, as in `cell1/Compute`. */
export function stackedEntries(cursor: Cursor): readonly Cursor[] {
  return entriesNamed(cursor, STACKED_NAME, `${NAME_WORDS}; one "/" may stand behind the name of a stack`);
}

function entriesNamed(cursor: Cursor, name: RegExp, words: string): readonly Cursor[] {
  if (!cursor.exists || cursor.isNull) return [];
  return cursor.entries().filter((entry) => {
    if (name.test(entry.key)) return true;
    entry.problem('unknown-key', `${JSON.stringify(entry.key)} in "${cursor.path}" is no name: ${words}.`);
    return false;
  });
}

const NAME_WORDS = 'letters, digits, ".", "_" and "-", the first a letter or digit';

/** Whether this is a mapping of these keys; an empty value is a mapping without any. */
export function expectMapping(cursor: Cursor, keys: readonly string[], what: string): boolean {
  if (cursor.isNull) return true;
  if (!cursor.isMapping) {
    cursor.problem('type', `${what} must be a mapping.`);
    return false;
  }
  for (const entry of cursor.entries()) {
    if (!keys.includes(entry.key))
      entry.problem('unknown-key', `"${entry.key}" is not a key of ${lowered(what)}.${suggestion(entry.key, keys)}`);
  }
  return true;
}

/** As it stands inside of a sentence. */
export function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

export function readAddress(cursor: Cursor, label: string, report: ReadReport): Located<Address> | undefined {
  const text = cursor.text();
  if (text === undefined) return undefined;
  const address = parseAddress(text);
  if (!isAddressProblem(address)) return {value: address, place: cursor.place};
  const law = address.problem === 'noncanonical' ? addrIpNoncanonical : addrIpInvalid;
  report.add(law, {message: `"${label}" ${JSON.stringify(text)} ${address.reason}.`, at: cursor.place});
  return undefined;
}

export function readAddresses(cursor: Cursor, label: string, report: ReadReport): readonly Located<Address>[] {
  return itemsOf(cursor).flatMap((item) => readAddress(item, label, report) ?? []);
}

/** A network's prefix; host bits are reported and dropped. */
export function readPrefix(cursor: Cursor, label: string, report: ReadReport): Located<Prefix> | undefined {
  const text = cursor.text();
  if (text === undefined) return undefined;
  const parsed = parsePrefix(text);
  const written = `"${label}" ${JSON.stringify(text)}`;
  if (isPrefixProblem(parsed)) {
    const law = parsed.problem === 'noncanonical' ? addrIpNoncanonical : addrCidrInvalid;
    report.add(law, {message: `${written} ${parsed.reason}.`, at: cursor.place});
    return undefined;
  }
  if (parsed.hasHostBits) report.add(addrCidrHostBits, {message: `${written} has host bits set.`, at: cursor.place});
  return {value: parsed.prefix, place: cursor.place};
}

/** `10.0.0.100-10.0.0.199`. */
export function readRange(cursor: Cursor, whose: string, report: ReadReport): AddressRange | undefined {
  const text = cursor.text();
  if (text === undefined) return undefined;
  const ends = text.split('-').map((end) => end.trim());
  if (ends.length !== 2) {
    const message = `Pool ${JSON.stringify(text)} of ${whose} must be two addresses with "-" between.`;
    report.add(addrPoolMalformed, {message, at: cursor.place, fix: 'Write the first and the last address, such as 10.0.0.100-10.0.0.199.'});
    return undefined;
  }
  const addresses: Address[] = [];
  for (const end of ends) {
    const address = parseAddress(end);
    if (!isAddressProblem(address)) addresses.push(address);
    else {
      const law = address.problem === 'noncanonical' ? addrIpNoncanonical : addrIpInvalid;
      report.add(law, {message: `${JSON.stringify(end)} in a pool of ${whose} ${address.reason}.`, at: cursor.place});
    }
  }
  const [first, last] = addresses;
  if (first === undefined || last === undefined) return undefined;
  if (first.family !== last.family) {
    report.add(addrPoolMalformed, {
      message: `Pool ${JSON.stringify(text)} of ${whose} starts and ends in different families.`,
      at: cursor.place,
    });
    return undefined;
  }
  if (compareAddresses(first, last) > 0) {
    report.add(addrPoolReversed, {message: `Pool ${JSON.stringify(text)} of ${whose} ends before it starts.`, at: cursor.place});
    return undefined;
  }
  return addressRange(first, last);
}

/** One address, two with "-" between, or all of a prefix. */
export function readAddressSpan(cursor: Cursor, label: string, report: ReadReport): AddressRange | undefined {
  const text = cursor.text();
  if (text === undefined) return undefined;
  if (text.includes('/')) {
    const prefix = readPrefix(cursor, label, report);
    return prefix && prefixRange(prefix.value);
  }
  if (text.includes('-')) return readRange(cursor, `"${label}"`, report);
  const address = readAddress(cursor, label, report);
  return address && addressRange(address.value, address.value);
}

/** `100-199`, or one VLAN id. */
export function readVlanRange(cursor: Cursor, report: ReadReport): {readonly first: number; readonly last: number} | undefined {
  const text = cursor.text();
  if (text === undefined) return undefined;
  const [, start, end = start] = /^(\d{1,6})(?: *- *(\d{1,6}))?$/.exec(text.trim()) ?? [];
  const [first, last] = [Number(start), Number(end)];
  const what = `${JSON.stringify(text)} in "${cursor.path}"`;
  if (start === undefined) cursor.problem('type', `${what} is no range of VLAN ids; write the first and the last, such as 100-199.`);
  else if (!isVlanId(first) || !isVlanId(last)) {
    report.add(segVlanOutOfRange, {
      message: `${what} is outside of the VLAN ids, which go from ${MIN_VLAN_ID} to ${MAX_VLAN_ID}.`,
      at: cursor.place,
    });
  } else if (first > last) report.add(planSchema, {message: `${what} ends before it starts.`, at: cursor.place});
  else return {first, last};
  return undefined;
}

/** One of these words. */
export function readWord<Word extends string>(cursor: Cursor, words: readonly Word[]): Word | undefined {
  const text = readString(cursor)?.value;
  const word = words.find((candidate) => candidate === text);
  if (text === undefined || word !== undefined) return word;
  const list = words.map((candidate) => `"${candidate}"`);
  cursor.problem(
    'range',
    `"${cursor.key}" is ${JSON.stringify(text)}; it must be ${list.slice(0, -1).join(', ')} or ${list.at(-1)}.${suggestion(text, words)}`,
  );
  return undefined;
}

/** `network`, or `network/subnet`. */
export function segmentNameOf(text: string, place: Place): SegmentName {
  const slash = text.indexOf('/');
  if (slash < 0) return {network: {value: text, place}};
  return {network: {value: text.slice(0, slash), place}, subnet: {value: text.slice(slash + 1), place}};
}

/** What is of one family, with a report for each that is not of any of these. */
export function byFamily<T>(
  items: readonly T[],
  familyOf: (item: T) => Family,
  families: readonly Family[],
  other: (item: T) => void,
): Map<Family, T[]> {
  const found = new Map<Family, T[]>(families.map((family) => [family, []]));
  for (const item of items) {
    const same = found.get(familyOf(item));
    if (same === undefined) other(item);
    else same.push(item);
  }
  return found;
}
