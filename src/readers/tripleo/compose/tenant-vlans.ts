import type {TenantVlanRange} from '../../../model/topology.js';
import {isVlanId} from '../../../net/vlan-id.js';
import type {CloudBuilder} from './cloud-builder.js';
import {texts} from './dependencies.js';
import type {Stack} from './stack.js';

/** `NeutronNetworkVLANRanges`: `datacentre:100:199` for each range that tenants' networks may take, a physical network alone for none. */
export function composeTenantVlans(builder: CloudBuilder, stack: Stack): void {
  const parameter = stack.environment.parameter('NeutronNetworkVLANRanges');
  if (parameter === undefined) return;
  for (const {value, place} of texts(parameter)) {
    const [, physicalNetwork, first, last] = /^([^:]+):(\d+):(\d+)$/.exec(value) ?? [];
    if (physicalNetwork === undefined || !isVlanId(Number(first)) || !isVlanId(Number(last))) continue;
    const range: TenantVlanRange = {physicalNetwork, first: Number(first), last: Number(last), origin: builder.at(place)};
    builder.fragment.tenantVlanRanges.push(range);
  }
}
