/** Reads addresses, prefixes and ranges through a cursor, with a finding for whatever is not one. */

import type {Severity} from '../diagnostics/diagnostic.js';
import type {Law} from '../diagnostics/law.js';
import {type Address, type Family, isAddressProblem, parseAddress} from '../net/address.js';
import {type AddressRange, addressRange} from '../net/address-range.js';
import {formatPrefix, isPrefixProblem, type ParsedPrefix, parsePrefix} from '../net/prefix.js';
import type {Cursor} from '../source/cursor.js';
import {addrCidrHostBits} from './checks/addr-cidr-host-bits.js';
import {addrCidrInvalid} from './checks/addr-cidr-invalid.js';
import {addrFamilyMismatch} from './checks/addr-family-mismatch.js';
import {addrIpInvalid} from './checks/addr-ip-invalid.js';
import {addrIpNoncanonical} from './checks/addr-ip-noncanonical.js';
import {addrPoolMalformed} from './checks/addr-pool-malformed.js';
import {addrPoolReversed} from './checks/addr-pool-reversed.js';
import type {Located, ReadReport} from './reader.js';

/** An address, or undefined with a finding; `family` is the one its subnet has. */
export function readAddress(cursor: Cursor, report: ReadReport, family?: Family): Located<Address> | undefined {
  const text = unpaddedText(cursor, report, addrIpInvalid);
  if (text === undefined) return undefined;
  const parsed = parseAddress(text);
  if (isAddressProblem(parsed)) {
    const law = parsed.problem === 'noncanonical' ? addrIpNoncanonical : addrIpInvalid;
    report.add(law, {message: `"${cursor.key}" ${JSON.stringify(text)} ${parsed.reason}.`, at: cursor.place});
    return undefined;
  }
  if (family !== undefined && parsed.family !== family) {
    report.add(addrFamilyMismatch, {
      message: `"${cursor.key}" ${JSON.stringify(text)} is IPv${parsed.family}, and its subnet is IPv${family}.`,
      at: cursor.place,
    });
    return undefined;
  }
  return {value: parsed, place: cursor.place};
}

/** A prefix, or undefined with a finding; an address without a length is none. Host bits are the caller's to judge. */
export function readPrefix(cursor: Cursor, report: ReadReport, family?: Family): Located<ParsedPrefix> | undefined {
  const text = unpaddedText(cursor, report, addrCidrInvalid);
  if (text === undefined) return undefined;
  const parsed = parsePrefix(text);
  if (isPrefixProblem(parsed)) {
    const law = parsed.problem === 'noncanonical' ? addrIpNoncanonical : addrCidrInvalid;
    report.add(law, {message: `"${cursor.key}" ${JSON.stringify(text)} ${parsed.reason}.`, at: cursor.place});
    return undefined;
  }
  if (family !== undefined && parsed.prefix.family !== family) {
    report.add(addrFamilyMismatch, {
      message: `"${cursor.key}" ${JSON.stringify(text)} is IPv${parsed.prefix.family} where IPv${family} is wanted.`,
      at: cursor.place,
    });
    return undefined;
  }
  return {value: parsed, place: cursor.place};
}

/** A network's own prefix: host bits are a finding, an error where the format refuses them. */
export function readNetworkPrefix(
  cursor: Cursor,
  report: ReadReport,
  family?: Family,
  hostBits: Severity = addrCidrHostBits.severity,
): Located<ParsedPrefix> | undefined {
  const found = readPrefix(cursor, report, family);
  if (found?.value.hasHostBits) {
    report.add(addrCidrHostBits, {
      message: `"${cursor.key}" ${JSON.stringify(cursor.text())} has host bits set; its network is ${formatPrefix(found.value.prefix)}.`,
      at: cursor.place,
      severity: hostBits,
    });
  }
  return found;
}

/** A list of `{start, end}`. */
export function readPools(cursor: Cursor, report: ReadReport, family?: Family): Located<AddressRange>[] {
  const pools: Located<AddressRange>[] = [];
  if (cursor.isNull) return pools;
  if (!cursor.isSequence) {
    report.add(addrPoolMalformed, {message: `"${cursor.path}" must be a list of "{start, end}".`, at: cursor.place});
    return pools;
  }
  for (const item of cursor.items()) {
    const fault = poolFault(item);
    if (fault !== undefined) {
      report.add(addrPoolMalformed, {
        message: `Pool ${Number(item.key) + 1} of "${cursor.path}" ${fault}.`,
        at: item.place,
        fix: 'Write start and end as two keys of one list item.',
      });
      continue;
    }
    const start = readAddress(item.get('start'), report, family);
    const end = readAddress(item.get('end'), report, family);
    if (start === undefined || end === undefined) continue;
    if (start.value.family !== end.value.family) {
      const message = `The pool starts in IPv${start.value.family} and ends in IPv${end.value.family}.`;
      report.add(addrFamilyMismatch, {message, at: item.place});
      continue;
    }
    if (start.value.value > end.value.value) {
      report.add(addrPoolReversed, {
        message: `The pool ends (${item.get('end').text()}) before it starts (${item.get('start').text()}).`,
        at: item.place,
      });
      continue;
    }
    pools.push({value: addressRange(start.value, end.value), place: item.place});
  }
  return pools;
}

/** The text of a scalar; white space around an address makes every upstream reader refuse it. */
function unpaddedText(cursor: Cursor, report: ReadReport, law: Law): string | undefined {
  const text = cursor.text();
  if (text === undefined || text === text.trim() || text.trim() === '') return text;
  report.add(law, {message: `"${cursor.key}" ${JSON.stringify(text)} has white space around the address.`, at: cursor.place});
  return undefined;
}

function poolFault(item: Cursor): string | undefined {
  if (!item.isMapping) return 'lacks "start" and "end"';
  const missing = ['start', 'end'].filter((key) => !item.has(key));
  if (missing.length > 0) return `lacks ${missing.map((key) => `"${key}"`).join(' and ')}`;
  const strangers = item.keys().filter((key) => key !== 'start' && key !== 'end');
  return strangers.length === 0 ? undefined : `has the unknown key "${strangers.sort()[0]}"`;
}
