import type {Law} from '../../diagnostics/law.js';

/**
 * A file is rendered before it is read.
 *
 * A YAML parser takes `vlan: {{ vlan }}` for a mapping and says nothing, so what stands there is not the network that will be deployed.
 *
 * See docs/rules/env-jinja-unrendered.md
 */
export const envJinjaUnrendered: Law = {
  id: 'env-jinja-unrendered',
  summary: 'A file holds no template markers and no placeholders.',
  why: 'What an unrendered template will say is not known, and YAML takes its markers for data without a word.',
  fix: 'Render the template, fill in its placeholders, and give the result.',
  severity: 'error',
  property: 'closed-world',
};
