import type {Law} from '../../diagnostics/law.js';

/**
 * Every plain value means the same to readers of YAML 1.1 and 1.2.
 *
 * See docs/rules/sec-yaml-ambiguous-scalar.md
 */
export const secYamlAmbiguousScalar: Law = {
  id: 'sec-yaml-ambiguous-scalar',
  summary: 'Every plain value means the same to readers of YAML 1.1 and 1.2.',
  why: 'PyYAML reads 010 as 8, yes as true and 20:30 as 1230; most other tools read 10, "yes" and "20:30".',
  fix: 'Quote the value, or write it so that both readers agree.',
  severity: 'warning',
  property: 'closed-world',
};
