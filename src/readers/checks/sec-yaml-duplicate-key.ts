import type {Law} from '../../diagnostics/law.js';

/**
 * A mapping names each key once.
 *
 * See docs/rules/sec-yaml-duplicate-key.md
 */
export const secYamlDuplicateKey: Law = {
  id: 'sec-yaml-duplicate-key',
  summary: 'A mapping names each key once.',
  why: 'PyYAML, which reads these files at deploy time, silently keeps the last value; other tools refuse the file or keep the first.',
  fix: 'Remove one of the two.',
  severity: 'error',
  property: 'closed-world',
};
