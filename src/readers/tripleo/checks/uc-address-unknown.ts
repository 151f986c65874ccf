import type {Law} from '../../../diagnostics/law.js';

/**
 * Every address of the undercloud is known.
 *
 * See docs/rules/uc-address-unknown.md
 */
export const ucAddressUnknown: Law = {
  id: 'uc-address-unknown',
  summary: 'Every address of the undercloud is known.',
  why: 'A gateway, a next hop or a virtual address may be an address of the undercloud that nothing read here tells.',
  fix: 'Write the address, or declare the further addresses of the undercloud with --undercloud.',
  severity: 'warning',
  property: 'closed-world',
};
