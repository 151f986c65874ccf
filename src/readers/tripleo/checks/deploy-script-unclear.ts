import type {Law} from '../../../diagnostics/law.js';

/**
 * A deploy script says by itself what it deploys.
 *
 * The script is read and not run: a name that hangs on the surroundings, on a command's output or on a branch may be any file.
 *
 * See docs/rules/deploy-script-unclear.md
 */
export const deployScriptUnclear: Law = {
  id: 'deploy-script-unclear',
  summary: 'A deploy script says by itself which files it deploys.',
  why: 'A name that only a run of the script can tell may be any file, and that file may change any network.',
  fix: 'Give a script in which this is written out, so that it can be read without running it.',
  severity: 'error',
  property: 'closed-world',
};
