import type {Law} from '../../../diagnostics/law.js';

/**
 * undercloud.conf says what the installer of the undercloud accepts.
 *
 * See docs/rules/uc-conf-invalid.md
 */
export const ucConfInvalid: Law = {
  id: 'uc-conf-invalid',
  summary: 'undercloud.conf says what the installer of the undercloud accepts.',
  why: 'The pre-flight checks refuse it (python-tripleoclient undercloud_preflight.py and undercloud_config.py), or read an option under another name than the one that is looked at.',
  fix: 'Write the option as the message says.',
  severity: 'error',
  property: 'closed-world',
};
