import type {Law} from '../diagnostics/law.js';
import {writeAddressInPool} from './checks/write-address-in-pool.js';
import {writeAddressMissing} from './checks/write-address-missing.js';
import {writeAddressesByIndex} from './checks/write-addresses-by-index.js';
import {writeAlternates} from './checks/write-alternates.js';
import {writeAvailabilityUnknown} from './checks/write-availability-unknown.js';
import {writeDependencyUnsaid} from './checks/write-dependency-unsaid.js';
import {writeGatewayMissing} from './checks/write-gateway-missing.js';
import {writeHostNicTemplate} from './checks/write-host-nic-template.js';
import {writeHostUnsaid} from './checks/write-host-unsaid.js';
import {writeKeysUnsaid} from './checks/write-keys-unsaid.js';
import {writeLeftOut} from './checks/write-left-out.js';
import {writeLegacyVersion} from './checks/write-legacy-version.js';
import {writeNameClash} from './checks/write-name-clash.js';
import {writeNicTemplateRelease} from './checks/write-nic-template-release.js';
import {writeNicTemplateTranslated} from './checks/write-nic-template-translated.js';
import {writeNicTemplateUnnamed} from './checks/write-nic-template-unnamed.js';
import {writeOneFamily} from './checks/write-one-family.js';
import {writeOneStack} from './checks/write-one-stack.js';
import {writePlanUnsaid} from './checks/write-plan-unsaid.js';
import {writePortUnsaid} from './checks/write-port-unsaid.js';
import {writeProvisioningUnknown} from './checks/write-provisioning-unknown.js';
import {writeRenamed} from './checks/write-renamed.js';
import {writeRoleServices} from './checks/write-role-services.js';
import {writeServiceKey} from './checks/write-service-key.js';
import {writeServiceSwitched} from './checks/write-service-switched.js';
import {writeSingleNodeLeaf} from './checks/write-single-node-leaf.js';
import {writeUndercloudIncomplete} from './checks/write-undercloud-incomplete.js';
import {writeUntold} from './checks/write-untold.js';
import {writeVersionChange} from './checks/write-version-change.js';
import {writeVersionLoss} from './checks/write-version-loss.js';
import {writeVersionOneFamily} from './checks/write-version-one-family.js';
import {writeVipUnsaid} from './checks/write-vip-unsaid.js';
import {writeVlanUnknown} from './checks/write-vlan-unknown.js';

/** Every law of the writers, by file. A new one is one file and one line here. */
export const writeChecks: readonly Law[] = [
  writeAddressInPool,
  writeAddressMissing,
  writeAddressesByIndex,
  writeAlternates,
  writeAvailabilityUnknown,
  writeDependencyUnsaid,
  writeGatewayMissing,
  writeHostNicTemplate,
  writeHostUnsaid,
  writeKeysUnsaid,
  writeLeftOut,
  writeLegacyVersion,
  writeNameClash,
  writeNicTemplateRelease,
  writeNicTemplateTranslated,
  writeNicTemplateUnnamed,
  writeOneFamily,
  writeOneStack,
  writePlanUnsaid,
  writePortUnsaid,
  writeProvisioningUnknown,
  writeRenamed,
  writeRoleServices,
  writeServiceKey,
  writeServiceSwitched,
  writeSingleNodeLeaf,
  writeUndercloudIncomplete,
  writeUntold,
  writeVersionChange,
  writeVersionLoss,
  writeVersionOneFamily,
  writeVipUnsaid,
  writeVlanUnknown,
];
