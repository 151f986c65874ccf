import type {Law} from '../../diagnostics/law.js';

/** Hosts have no NIC template of their own. */
export const writeNicTemplateUnnamed: Law = {
  id: 'write-nic-template-unnamed',
  summary: 'Every role names the NIC template that its hosts are configured by.',
  why: 'Which NIC carries which network only its owner knows: by default upstream configures the provisioning network alone, and the stock template that can stand in its place takes every network for a VLAN of the first NIC.',
  fix: 'Name the NIC template of the role in the plan, or give an environment of your own that does.',
  severity: 'warning',
  property: 'closed-world',
};
