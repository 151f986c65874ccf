import type {Law} from '../../diagnostics/law.js';

/** A network of two families is written in version 1. */
export const writeVersionOneFamily: Law = {
  id: 'write-version-one-family',
  summary: 'In version 1 of network_data a network has one address family.',
  why: 'The keys of the other family only stand ready for the environments that switch a cloud to it, so half of the addresses would not be deployed.',
  fix: 'Put the other family on a network of its own, or write version 2.',
  severity: 'error',
  property: 'address-facts',
};
