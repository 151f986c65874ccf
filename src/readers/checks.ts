import type {Law} from '../diagnostics/law.js';
import {modelClash, modelDangling} from '../model/assemble.js';
import {addrCidrHostBits} from './checks/addr-cidr-host-bits.js';
import {addrCidrInvalid} from './checks/addr-cidr-invalid.js';
import {addrFamilyMismatch} from './checks/addr-family-mismatch.js';
import {addrIpInvalid} from './checks/addr-ip-invalid.js';
import {addrIpNoncanonical} from './checks/addr-ip-noncanonical.js';
import {addrPoolMalformed} from './checks/addr-pool-malformed.js';
import {addrPoolReversed} from './checks/addr-pool-reversed.js';
import {envJinjaUnrendered} from './checks/env-jinja-unrendered.js';
import {inputNotUnderstood} from './checks/input-not-understood.js';
import {mtuOutOfRange} from './checks/mtu-out-of-range.js';
import {secYamlAmbiguousScalar} from './checks/sec-yaml-ambiguous-scalar.js';
import {secYamlDuplicateKey} from './checks/sec-yaml-duplicate-key.js';
import {segNameDuplicate} from './checks/seg-name-duplicate.js';
import {segNetworkUnknown} from './checks/seg-network-unknown.js';
import {segVlanOutOfRange} from './checks/seg-vlan-out-of-range.js';
import {planSchema} from './isoplan/checks/plan-schema.js';
import {planVersion} from './isoplan/checks/plan-version.js';
import {planWishesContradict} from './isoplan/checks/plan-wishes-contradict.js';
import {bmDefaultRouteDiffers} from './tripleo/checks/bm-default-route-differs.js';
import {bmDefaultRouteNotConfigured} from './tripleo/checks/bm-default-route-not-configured.js';
import {bmInstancesExceedCount} from './tripleo/checks/bm-instances-exceed-count.js';
import {bmKeyInDefaults} from './tripleo/checks/bm-key-in-defaults.js';
import {bmNameDuplicate} from './tripleo/checks/bm-name-duplicate.js';
import {bmSchema} from './tripleo/checks/bm-schema.js';
import {bmSubnetDiffers} from './tripleo/checks/bm-subnet-differs.js';
import {bmUnmanagedWithoutAddress} from './tripleo/checks/bm-unmanaged-without-address.js';
import {brRoleNetworkMissing} from './tripleo/checks/br-role-network-missing.js';
import {deployScriptUnclear} from './tripleo/checks/deploy-script-unclear.js';
import {envFileMissing} from './tripleo/checks/env-file-missing.js';
import {envInvalid} from './tripleo/checks/env-invalid.js';
import {envMergeAddress} from './tripleo/checks/env-merge-address.js';
import {envMergeConflict} from './tripleo/checks/env-merge-conflict.js';
import {envMergeType} from './tripleo/checks/env-merge-type.js';
import {envMergeUnread} from './tripleo/checks/env-merge-unread.js';
import {envOrderUnknown} from './tripleo/checks/env-order-unknown.js';
import {envParamUnknown} from './tripleo/checks/env-param-unknown.js';
import {envPortPrefixDiffers} from './tripleo/checks/env-port-prefix-differs.js';
import {envPortWithoutAddress} from './tripleo/checks/env-port-without-address.js';
import {envPortWithoutNetwork} from './tripleo/checks/env-port-without-network.js';
import {envTemplateUnknown} from './tripleo/checks/env-template-unknown.js';
import {inputAlternatives} from './tripleo/checks/input-alternatives.js';
import {netDeployedDiffers} from './tripleo/checks/net-deployed-differs.js';
import {netFamilyUnchosen} from './tripleo/checks/net-family-unchosen.js';
import {netVersionMixed} from './tripleo/checks/net-version-mixed.js';
import {nicTemplateUnusable} from './tripleo/checks/nic-template-unusable.js';
import {provAttributesDiffer} from './tripleo/checks/prov-attributes-differ.js';
import {rolesKeyUnknown} from './tripleo/checks/roles-key-unknown.js';
import {rolesNameDuplicate} from './tripleo/checks/roles-name-duplicate.js';
import {rolesSchema} from './tripleo/checks/roles-schema.js';
import {segSchema} from './tripleo/checks/seg-schema.js';
import {stackParametersDiffer} from './tripleo/checks/stack-parameters-differ.js';
import {svcMapKeyDeprecated} from './tripleo/checks/svc-map-key-deprecated.js';
import {svcMapKeyUnknown} from './tripleo/checks/svc-map-key-unknown.js';
import {svcMapReplacesDefaults} from './tripleo/checks/svc-map-replaces-defaults.js';
import {svcMapValueIgnored} from './tripleo/checks/svc-map-value-ignored.js';
import {svcNetworkRenamed} from './tripleo/checks/svc-network-renamed.js';
import {svcNetworkUnknown} from './tripleo/checks/svc-network-unknown.js';
import {ucAddressUnknown} from './tripleo/checks/uc-address-unknown.js';
import {ucConfInvalid} from './tripleo/checks/uc-conf-invalid.js';
import {ucDhcpRangeInvalid} from './tripleo/checks/uc-dhcp-range-invalid.js';
import {ucHostIpDuplicate} from './tripleo/checks/uc-host-ip-duplicate.js';
import {ucKeyIgnored} from './tripleo/checks/uc-key-ignored.js';
import {vipPortFallback} from './tripleo/checks/vip-port-fallback.js';
import {vipSubnetUnknown} from './tripleo/checks/vip-subnet-unknown.js';

/** Every read check, by file. A new one is one file and one line here. */
export const readChecks: readonly Law[] = [
  addrCidrHostBits,
  addrCidrInvalid,
  addrFamilyMismatch,
  addrIpInvalid,
  addrIpNoncanonical,
  addrPoolMalformed,
  addrPoolReversed,
  envJinjaUnrendered,
  inputNotUnderstood,
  mtuOutOfRange,
  secYamlAmbiguousScalar,
  secYamlDuplicateKey,
  segNameDuplicate,
  segNetworkUnknown,
  segVlanOutOfRange,
  planSchema,
  planVersion,
  planWishesContradict,
  bmDefaultRouteDiffers,
  bmDefaultRouteNotConfigured,
  bmInstancesExceedCount,
  bmKeyInDefaults,
  bmNameDuplicate,
  bmSchema,
  bmSubnetDiffers,
  bmUnmanagedWithoutAddress,
  brRoleNetworkMissing,
  deployScriptUnclear,
  envFileMissing,
  envInvalid,
  envMergeAddress,
  envMergeConflict,
  envMergeType,
  envMergeUnread,
  envOrderUnknown,
  envParamUnknown,
  envPortPrefixDiffers,
  envPortWithoutAddress,
  envPortWithoutNetwork,
  envTemplateUnknown,
  inputAlternatives,
  netDeployedDiffers,
  netFamilyUnchosen,
  netVersionMixed,
  nicTemplateUnusable,
  provAttributesDiffer,
  rolesKeyUnknown,
  rolesNameDuplicate,
  rolesSchema,
  segSchema,
  stackParametersDiffer,
  svcMapKeyDeprecated,
  svcMapKeyUnknown,
  svcMapReplacesDefaults,
  svcMapValueIgnored,
  svcNetworkRenamed,
  svcNetworkUnknown,
  ucAddressUnknown,
  ucConfInvalid,
  ucDhcpRangeInvalid,
  ucHostIpDuplicate,
  ucKeyIgnored,
  vipPortFallback,
  vipSubnetUnknown,
  modelClash,
  modelDangling,
];
