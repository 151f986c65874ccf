import type {Law} from '../../diagnostics/law.js';

/** A NIC template is of a form that the release does not read. */
export const writeNicTemplateRelease: Law = {
  id: 'write-nic-template-release',
  summary: 'The NIC template of a role has the form that the release reads.',
  why: 'Train reads NIC templates that are Heat templates, later releases read Jinja ones, and neither makes anything of the other.',
  fix: 'Name the template of that release which has the same networks on the same NICs.',
  severity: 'error',
  property: 'closed-world',
};
