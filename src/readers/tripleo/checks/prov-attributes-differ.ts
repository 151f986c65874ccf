import type {Law} from '../../../diagnostics/law.js';

/**
 * Every input says the same of the provisioning subnet.
 *
 * See docs/rules/prov-attributes-differ.md
 */
export const provAttributesDiffer: Law = {
  id: 'prov-attributes-differ',
  summary: 'Every input says the same of the provisioning subnet.',
  why: 'The file undercloud.conf and the parameters CtlplaneNetworkAttributes and ControlPlaneDefaultRoute each reach the nodes in some release; which gateway a node ends up with depends on the order of installation.',
  fix: 'Make them agree, or remove the one that is out of date.',
  severity: 'error',
  property: 'transit-freedom',
};
