import type {Law} from '../../../diagnostics/law.js';

/**
 * Stacks that share a network give it the same parameters.
 *
 * See docs/rules/stack-parameters-differ.md
 */
export const stackParametersDiffer: Law = {
  id: 'stack-parameters-differ',
  summary: 'Stacks that share a network give it the same parameters.',
  why: 'A network exists once, and every stack configures its hosts by its own parameters; where these differ, hosts of one network have other gateways, VLANs or prefixes than their neighbours.',
  fix: 'Give every stack that uses the network the same parameters.',
  severity: 'error',
  property: 'closed-world',
};
