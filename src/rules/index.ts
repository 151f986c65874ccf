import {addrAllocatorOverlap} from './addr-allocator-overlap.js';
import {addrCidrReserved} from './addr-cidr-reserved.js';
import {addrGatewayInPool} from './addr-gateway-in-pool.js';
import {addrGatewayOutsideSubnet} from './addr-gateway-outside-subnet.js';
import {addrPlatformCidrOverlap} from './addr-platform-cidr-overlap.js';
import {addrPoolOutsideSubnet} from './addr-pool-outside-subnet.js';
import {addrPoolSelfOverlap} from './addr-pool-self-overlap.js';
import {addrPoolTooSmall} from './addr-pool-too-small.js';
import {addrReservedAddressUsed} from './addr-reserved-address-used.js';
import {addrStaticDuplicate} from './addr-static-duplicate.js';
import {addrStaticInPool} from './addr-static-in-pool.js';
import {addrStaticOutsideSubnet} from './addr-static-outside-subnet.js';
import {addrSubnetOverlap} from './addr-subnet-overlap.js';
import {roleNetworkFallback} from './role-network-fallback.js';
import {routeDefaultNetworkWithoutGateway} from './route-default-network-without-gateway.js';
import {routeDestinationInvalid} from './route-destination-invalid.js';
import {routeGatewayIsNode} from './route-gateway-is-node.js';
import {routeMissingRemoteSubnet} from './route-missing-remote-subnet.js';
import {routeMultipleDefault} from './route-multiple-default.js';
import {routeNexthopInPool} from './route-nexthop-in-pool.js';
import {routeNexthopOffSubnet} from './route-nexthop-off-subnet.js';
import {routeNoDefault} from './route-no-default.js';
import {routeStorageCrossesL3} from './route-storage-crosses-l3.js';
import type {Rule} from './rule.js';
import {secMgmtExposed} from './sec-mgmt-exposed.js';
import {segDnsDomain} from './seg-dns-domain.js';
import {segVlanDuplicate} from './seg-vlan-duplicate.js';
import {segVlanImplicit} from './seg-vlan-implicit.js';
import {segVlanInTenantRange} from './seg-vlan-in-tenant-range.js';
import {svcNetworkNotOnRole} from './svc-network-not-on-role.js';
import {svcOnCtlplane} from './svc-on-ctlplane.js';
import {svcZoneViolation} from './svc-zone-violation.js';
import {ucAttachedToSegment} from './uc-attached-to-segment.js';
import {ucDefaultRouteViaCtlplane} from './uc-default-route-via-ctlplane.js';
import {ucGatewayIsUndercloud} from './uc-gateway-is-undercloud.js';
import {ucGatewayWithoutMasquerade} from './uc-gateway-without-masquerade.js';
import {ucHostRouteViaUndercloud} from './uc-host-route-via-undercloud.js';
import {ucMasqueradeOn} from './uc-masquerade-on.js';
import {ucServiceDependency} from './uc-service-dependency.js';
import {ucTransitPath} from './uc-transit-path.js';
import {ucVipCollision} from './uc-vip-collision.js';
import {vipDuplicate} from './vip-duplicate.js';
import {vipInPool} from './vip-in-pool.js';
import {vipL2NotShared} from './vip-l2-not-shared.js';
import {vipMissing} from './vip-missing.js';
import {vipOutsideSubnet} from './vip-outside-subnet.js';
import {vipSubnetUnselected} from './vip-subnet-unselected.js';

/** Every rule, by id. A new one is one file and one line here. */
export const rules: readonly Rule[] = [
  addrAllocatorOverlap,
  addrCidrReserved,
  addrGatewayInPool,
  addrGatewayOutsideSubnet,
  addrPlatformCidrOverlap,
  addrPoolOutsideSubnet,
  addrPoolSelfOverlap,
  addrPoolTooSmall,
  addrReservedAddressUsed,
  addrStaticDuplicate,
  addrStaticInPool,
  addrStaticOutsideSubnet,
  addrSubnetOverlap,
  roleNetworkFallback,
  routeDefaultNetworkWithoutGateway,
  routeDestinationInvalid,
  routeGatewayIsNode,
  routeMissingRemoteSubnet,
  routeMultipleDefault,
  routeNexthopInPool,
  routeNexthopOffSubnet,
  routeNoDefault,
  routeStorageCrossesL3,
  secMgmtExposed,
  segDnsDomain,
  segVlanDuplicate,
  segVlanImplicit,
  segVlanInTenantRange,
  svcNetworkNotOnRole,
  svcOnCtlplane,
  svcZoneViolation,
  ucAttachedToSegment,
  ucDefaultRouteViaCtlplane,
  ucGatewayIsUndercloud,
  ucGatewayWithoutMasquerade,
  ucHostRouteViaUndercloud,
  ucMasqueradeOn,
  ucServiceDependency,
  ucTransitPath,
  ucVipCollision,
  vipDuplicate,
  vipInPool,
  vipL2NotShared,
  vipMissing,
  vipOutsideSubnet,
  vipSubnetUnselected,
];
