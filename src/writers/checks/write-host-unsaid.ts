import type {Law} from '../../diagnostics/law.js';

/** Hosts and the count of their role do not agree, or there is no role. */
export const writeHostUnsaid: Law = {
  id: 'write-host-unsaid',
  summary: 'Every host belongs to a role, and a role has as many hosts as its count says.',
  why: 'The environment of deployed nodes counts and names the hosts of each role, and a host it does not name is not deployed.',
  fix: 'Give the host a role, or let "isoplan plan" add the hosts that are missing.',
  severity: 'warning',
  property: 'address-facts',
};
