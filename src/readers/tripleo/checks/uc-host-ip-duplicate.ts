import type {Law} from '../../../diagnostics/law.js';

/**
 * With TLS on, the own, the public and the admin address of the undercloud are three addresses.
 *
 * See docs/rules/uc-host-ip-duplicate.md
 */
export const ucHostIpDuplicate: Law = {
  id: 'uc-host-ip-duplicate',
  summary: 'With TLS on, the own, the public and the admin address of the undercloud are three addresses.',
  why: 'HAProxy listens on the public and the admin address beside the services on "local_ip"; on a shared address one of them does not start (LP 1832168).',
  fix: 'Choose three addresses of the provisioning subnet.',
  severity: 'error',
  property: 'address-facts',
};
