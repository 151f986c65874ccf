/** The plan as a document: everything a report of it needs, so that any can be made again from a saved one. */
import type {OriginId, OriginTable, PlannerStep} from '../../model/origin.js';
import type {Pool} from '../../model/topology.js';
import {formatAddress} from '../../net/address.js';
import {formatRange} from '../../net/address-range.js';
import {formatPrefix} from '../../net/prefix.js';
import type {ChosenValue, OverviewRow, PlanOverview, RoleForecast} from '../../planner/overview.js';
import type {Result} from '../../result.js';
import type {Location} from '../../source/location.js';

/** See docs/schemas/plan-result.schema.json */
export interface PlanDocument
  extends Pick<Result, 'isoplanVersion' | 'verdict' | 'findings' | 'assumptions' | 'inputs' | 'ignored' | 'counts'> {
  /** The shape of this document. */
  readonly planResultVersion: 1;
  /** False where a value is not understood, or contradicts another, so that no file is written. */
  readonly isWritable: boolean;
  readonly subnets: readonly PlannedSubnet[];
  readonly growth: readonly RoleGrowth[];
  /** Who chose every value, where that was asked for. */
  readonly values?: readonly ExplainedValue[];
}

/** A subnet, or a segment without one. */
export interface PlannedSubnet {
  readonly network: string;
  readonly segment: string;
  /** Absent where there is none, and where none is known. */
  readonly vlan?: Choice<number>;
  readonly isUntagged: boolean;
  readonly cidr?: Choice<string>;
  readonly gateway?: Choice<string>;
  readonly pools: readonly (Choice<string> & {readonly allocator: string})[];
  readonly virtualAddresses: readonly (Choice<string> & {readonly name: string})[];
  /** Addresses that somebody has; a number as text, because a subnet may have more than a JSON number keeps. */
  readonly used: bigint;
  /** Addresses that the pools can still give to hosts. */
  readonly free: bigint;
}

export interface RoleGrowth {
  readonly role: string;
  readonly hosts: number;
  /** How many more get an address everywhere; absent where no pool says. */
  readonly more?: bigint;
  /** The id of the segment that is full first. */
  readonly limitedBy?: string;
}

/** A value and who chose it. */
export interface Choice<T> extends Chooser {
  readonly value: T;
}

/** *written*: a file says it. *declared*: an option does. *default*: upstream's. *derived*: it follows. *planned*: the planner chose it. */
export interface Chooser {
  readonly by: 'written' | 'declared' | 'default' | 'derived' | 'planned';
  /** The kind of value that the planner chose. */
  readonly step?: PlannerStep;
  /** The option, the default or the reason. */
  readonly because?: string;
  /** Where it is written, or the nearest text behind it. */
  readonly location?: Location;
}

export interface ExplainedValue extends Choice<string> {
  /** The id of the element that has it. */
  readonly subject: string;
  readonly what: string;
}

export interface PlanToReport {
  readonly result: Result;
  readonly topology: {readonly origins: OriginTable};
  readonly overview: PlanOverview;
  readonly isWritable: boolean;
}

export function planDocument(plan: PlanToReport, {isExplained}: {readonly isExplained: boolean}): PlanDocument {
  const {isoplanVersion, verdict, findings, assumptions, inputs, ignored, counts} = plan.result;
  const chooser = (origin: OriginId): Chooser => chooserOf(plan.topology.origins, origin);
  return {
    planResultVersion: 1,
    isoplanVersion,
    isWritable: plan.isWritable,
    verdict,
    subnets: plan.overview.rows.map((row) => plannedSubnet(row, chooser)),
    growth: plan.overview.forecast.map(roleGrowth),
    ...(isExplained && {values: plan.overview.values.map((value) => explainedValue(value, chooser))}),
    findings,
    assumptions,
    inputs,
    ignored,
    counts,
  };
}

type ChooserOf = (origin: OriginId) => Chooser;

function plannedSubnet(row: OverviewRow, chooser: ChooserOf): PlannedSubnet {
  const {networkName, segmentName, isUntagged, vlan, prefix, gateway, pools, virtualAddresses, used, free} = row;
  return {
    network: networkName,
    segment: segmentName,
    isUntagged,
    ...(vlan && {vlan: {value: vlan.value, ...chooser(vlan.origin)}}),
    ...(prefix && {cidr: {value: formatPrefix(prefix.value), ...chooser(prefix.origin)}}),
    ...(gateway && {gateway: {value: formatAddress(gateway.value), ...chooser(gateway.origin)}}),
    pools: pools.map(({range, allocator, origin}: Pool) => ({value: formatRange(range), allocator, ...chooser(origin)})),
    virtualAddresses: virtualAddresses.map(({name, address}) => ({value: formatAddress(address.value), name, ...chooser(address.origin)})),
    used,
    free,
  };
}

function roleGrowth({name, hosts, more, limitedBy}: RoleForecast): RoleGrowth {
  return {role: name, hosts, ...(more !== undefined && {more}), ...(limitedBy !== undefined && {limitedBy})};
}

function explainedValue({subject, what, value, origin}: ChosenValue, chooser: ChooserOf): ExplainedValue {
  return {subject, what, value, ...chooser(origin)};
}

function chooserOf(origins: OriginTable, id: OriginId): Chooser {
  const origin = origins.get(id);
  const because = origins.describe(id);
  const location = origins.location(id);
  return {
    by: origin.kind === 'text' ? 'written' : origin.kind,
    ...(origin.kind === 'planned' && {step: origin.step}),
    ...(because !== undefined && {because}),
    ...(location !== undefined && {location}),
  };
}
