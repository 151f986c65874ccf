import {count} from '../../text/count.js';
import type {Headroom} from './headroom.js';
import type {PlanNote} from './plan-report.js';
import {type Takers, takerNotes, total} from './takers.js';

/** Addresses of a subnet that hosts still need, and those that are to stay free behind them. */
export interface Need {
  readonly takers: Takers;
  readonly headroom: Headroom;
}

export function sizeOfNeed({takers, headroom}: Need): bigint {
  return BigInt(total(takers) + headroom.hosts);
}

/** `5 hosts need one`, `headroom for 10 more is wished for`. */
export function describeNeed({takers, headroom}: Need): string[] {
  const hosts = total(takers);
  return [
    ...(hosts > 0 || headroom.hosts === 0 ? [`${count(hosts, 'host')} ${hosts === 1 ? 'needs' : 'need'} one`] : []),
    ...(headroom.hosts > 0 ? [`headroom for ${headroom.hosts}${hosts > 0 ? ' more' : ''} is wished for`] : []),
  ];
}

/** `2 are missing; a /27 would give them`. */
export function describeMissing(missing: bigint, enough: string | undefined, verb = 'give'): string {
  const them = missing === 1n ? 'it' : 'them';
  return `${missing} ${missing === 1n ? 'is' : 'are'} missing${enough === undefined ? '' : `; ${enough} would ${verb} ${them}`}`;
}

export function needNotes({takers, headroom}: Need): PlanNote[] {
  return [...takerNotes(takers), ...headroom.wishes.map((at) => ({message: 'The headroom is wished for here.', at}))];
}
