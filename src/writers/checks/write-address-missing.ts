import type {Law} from '../../diagnostics/law.js';

/** A subnet, a virtual address or a port of which the address is not known is to be written. */
export const writeAddressMissing: Law = {
  id: 'write-address-missing',
  summary: 'Every subnet, virtual address and port that is deployed has its address.',
  why: 'An environment without it leaves the choice to the deployment, or makes a port with an empty address.',
  fix: 'Write the address, or let "isoplan plan" choose it.',
  severity: 'error',
  property: 'address-facts',
};
