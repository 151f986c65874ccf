import type {Cursor} from '../../../source/cursor.js';
import type {ReadReport} from '../../reader.js';
import {readAddress, readPrefix} from '../../values.js';
import {envInvalid} from '../checks/env-invalid.js';
import {readJsonText} from '../heat/json-text.js';
import type {RouteEntry} from '../inputs.js';

/**
 * Host routes as parameters and deployed environments write them: `destination` with `nexthop`, or os-net-config's `ip_netmask` with `next_hop`.
 *
 * Anything else than a list is reported. Routes in JSON text inside of another value are reported and followed all the same: whether its
 * reader takes the text or the list, the packets are the ones to know of.
 */
export function readRoutes(cursor: Cursor, report: ReadReport): RouteEntry[] {
  if (!cursor.exists || cursor.isNull || cursor.scalar() === '') return [];
  const inside = cursor.isSequence ? cursor : readJsonText(cursor, report.problems(envInvalid));
  const written = cursor.items();
  return (inside?.isSequence ? inside.items() : written).flatMap((item) => {
    const destinationCursor = item.has('destination') ? item.get('destination') : item.get('ip_netmask');
    const nextHopCursor = item.has('nexthop') ? item.get('nexthop') : item.get('next_hop');
    const nextHop = readAddress(nextHopCursor, report);
    const isDefault = item.get('default').optional().scalar() === true && !destinationCursor.exists;
    if (isDefault && nextHop !== undefined) {
      const prefix = {family: nextHop.value.family, first: 0n, length: 0} as const;
      const address = {family: nextHop.value.family, value: 0n} as const;
      return [
        {
          place: item.place,
          destination: {value: {prefix, address, hasHostBits: false, hasLength: true}, place: item.get('default').place},
          nextHop,
        },
      ];
    }
    const destination = readPrefix(destinationCursor, report, nextHop?.value.family);
    return destination === undefined || nextHop === undefined ? [] : [{place: item.place, destination, nextHop}];
  });
}
