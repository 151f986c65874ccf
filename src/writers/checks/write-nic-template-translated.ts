import type {Law} from '../../diagnostics/law.js';

/** A stock NIC template is of another release, and what does the same in this one is written. */
export const writeNicTemplateTranslated: Law = {
  id: 'write-nic-template-translated',
  summary: 'The NIC template of a role is one of the release.',
  why: 'Train reads Heat templates and later releases Jinja ones; stock templates of both put the same networks on the same NICs, and details of interfaces may still differ.',
  fix: 'Render the written template for a host of the role before you deploy with it.',
  severity: 'info',
  property: 'closed-world',
};
