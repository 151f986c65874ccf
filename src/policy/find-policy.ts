import type {Law} from '../diagnostics/law.js';
import {loadFile} from '../source/load.js';
import {readShipped, shippedNames} from '../source/shipped.js';
import type {SourceDocument} from '../source/source-document.js';
import {parseYaml} from '../source/yaml.js';
import {suggestion} from '../text/did-you-mean.js';
import {UsageError} from '../usage-error.js';
import {type Policy, readPolicy} from './policy.js';

/**
 * The policy of a name that comes with isoplan, or of a file.
 *
 * @throws UsageError when there is none, or it does not say what a policy says
 */
export function findPolicy(name: string, catalogue: readonly Law[], cwd: string): Policy {
  const {policy, problems} = readPolicy(policyDocument(name, cwd), catalogue);
  if (problems.length > 0) throw new UsageError(`The policy "${name}" cannot be taken.`, problems);
  return policy;
}

function policyDocument(name: string, cwd: string): SourceDocument {
  const shipped = shippedNames('policies');
  if (shipped.includes(name)) return readShipped(`policies/${name}.yaml`);
  if (!/[./\\]/.test(name)) {
    throw new UsageError(`"${name}" is no policy: take one of ${shipped.join(', ')}, or a file.${suggestion(name, shipped)}`);
  }
  const file = loadFile(name, {cwd});
  if (!('source' in file)) throw new UsageError(file.message);
  const {documents, problem} = parseYaml(file.source);
  if (problem !== undefined)
    throw new UsageError(problem.message, [{message: 'It is here.', place: `${name}:${file.source.positionAt(problem.offset).line}`}]);
  if (documents[0] === undefined) throw new UsageError(`The policy "${name}" is empty.`);
  return documents[0];
}
