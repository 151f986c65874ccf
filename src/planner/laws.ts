import type {Law} from '../diagnostics/law.js';
import {planAddressUnplaced} from './checks/plan-address-unplaced.js';
import {planAddressUnwished} from './checks/plan-address-unwished.js';
import {planGatewayExhausted} from './checks/plan-gateway-exhausted.js';
import {planHostNameExhausted} from './checks/plan-host-name-exhausted.js';
import {planHostSegmentUnknown} from './checks/plan-host-segment-unknown.js';
import {planMtuTooSmall} from './checks/plan-mtu-too-small.js';
import {planNetworkOpen} from './checks/plan-network-open.js';
import {planParentTooSmall} from './checks/plan-parent-too-small.js';
import {planPoolExhausted} from './checks/plan-pool-exhausted.js';
import {planPoolReserved} from './checks/plan-pool-reserved.js';
import {planPrefixExhausted} from './checks/plan-prefix-exhausted.js';
import {planPrefixTaken} from './checks/plan-prefix-taken.js';
import {planPrefixTooSmall} from './checks/plan-prefix-too-small.js';
import {planVirtualAddressExhausted} from './checks/plan-virtual-address-exhausted.js';
import {planVlanExhausted} from './checks/plan-vlan-exhausted.js';
import {planWishUnheard} from './checks/plan-wish-unheard.js';

/** Every law of the planner, by file. A new one is one file and one line here. */
export const plannerLaws: readonly Law[] = [
  planAddressUnplaced,
  planAddressUnwished,
  planGatewayExhausted,
  planHostNameExhausted,
  planHostSegmentUnknown,
  planMtuTooSmall,
  planNetworkOpen,
  planParentTooSmall,
  planPoolExhausted,
  planPoolReserved,
  planPrefixExhausted,
  planPrefixTaken,
  planPrefixTooSmall,
  planVirtualAddressExhausted,
  planVlanExhausted,
  planWishUnheard,
];
