import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import type {TenantVlanRange} from '../model/topology.js';
import type {Finding, Rule} from './rule.js';

/**
 * Tenants' networks get no VLAN id that a segment has on the same physical network.
 *
 * Upstream's own default range covers nearly every id, on a physical network that the cloud's segments do not name. So only a segment that
 * names its physical network, and the same one, is compared.
 *
 * See docs/rules/seg-vlan-in-tenant-range.md
 */
export const segVlanInTenantRange: Rule = {
  id: 'seg-vlan-in-tenant-range',
  summary: "Tenants' networks get no VLAN id that a segment has on the same physical network.",
  why: "Sooner or later a tenant's network is given this id, and the tenant's machines are on the segment of the cloud.",
  fix: 'Take the id out of the range, or give the segment one outside.',
  severity: 'warning',
  property: 'segment-isolation',
  *check(network: Network): Iterable<Finding> {
    const rangesOf = new Map<string, TenantVlanRange[]>();
    for (const range of network.topology.tenantVlanRanges) {
      const ranges = rangesOf.get(range.physicalNetwork);
      if (ranges === undefined) rangesOf.set(range.physicalNetwork, [range]);
      else ranges.push(range);
    }
    for (const {id, vlan, physicalNetwork} of network.topology.segments) {
      if (vlan === undefined || physicalNetwork === undefined) continue;
      const range = rangesOf.get(physicalNetwork.value)?.find(({first, last}) => first <= vlan.value && vlan.value <= last);
      if (range === undefined) continue;
      yield {
        message: `"${nameOf(id)}" uses VLAN ${vlan.value} on "${physicalNetwork.value}", where tenants' networks get ${describeRange(range)}.`,
        subjects: [id],
        at: vlan.origin,
        notes: [{message: 'The range is here.', at: range.origin}],
      };
    }
  },
};

function describeRange({first, last}: TenantVlanRange): string {
  return first === last ? `${first}` : `${first} to ${last}`;
}
