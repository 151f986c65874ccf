import type {Law} from '../../diagnostics/law.js';

/**
 * A range starts before it ends.
 *
 * See docs/rules/addr-pool-reversed.md
 */
export const addrPoolReversed: Law = {
  id: 'addr-pool-reversed',
  summary: 'A range starts before it ends.',
  why: 'A reversed range holds no address, and some allocators accept it without a word.',
  fix: 'Swap start and end.',
  severity: 'error',
  property: 'address-facts',
};
