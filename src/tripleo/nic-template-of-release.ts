import {findNicTemplate, type NicTemplate, type Release, stockPath, type TripleoFacts} from './facts.js';
import {nicConfigFile} from './stock-roles.js';

/** A role as far as its template can be rendered for it. */
export interface TemplatedRole {
  readonly name: string;
  readonly tags: readonly string[];
  /** Names of its networks, without the provisioning one. */
  readonly networks: readonly string[];
  /** Whether these are all that the cloud has. */
  readonly hasAllNetworks: boolean;
}

/**
 * The NIC template by which a release configures hosts as this one does: itself where the release reads its form, for a stock one that
 * of the release which does the same, and undefined where there is none such.
 *
 * Train reads Heat templates, later releases read Jinja ones.
 */
export function nicTemplateOfRelease(path: string, release: Release, role: TemplatedRole, facts: TripleoFacts): string | undefined {
  const isForeign = release === 'train' ? path.endsWith('.j2') : path.endsWith('.yaml');
  if (!isForeign) return path;
  const own = findNicTemplate(path, facts);
  const found = counterpart(stockPath(path, facts.nicTemplates.roots), release, role, facts);
  const other = found === undefined ? undefined : findNicTemplate(found, facts);
  return own !== undefined && other !== undefined && doSame(own, other) && canRender(other, role) ? found : undefined;
}

function counterpart(below: string, release: Release, role: TemplatedRole, facts: TripleoFacts): string | undefined {
  for (const [folder, {template, storage}] of facts.nicTemplateCounterparts) {
    if (release === 'train') {
      if (below === template || below === storage) return `${folder}/${nicConfigFile(role.name, facts)}`;
    } else if (below.startsWith(`${folder}/`)) return storage !== undefined && role.tags.includes('storage') ? storage : template;
  }
  return undefined;
}

function doSame(left: NicTemplate, right: NicTemplate): boolean {
  const words = ({ctlplane, networks, defaultRoute, hasHostRoutes, drawsVlans = false}: NicTemplate) =>
    JSON.stringify([ctlplane, networks, defaultRoute, hasHostRoutes, drawsVlans]);
  return words(left) === words(right);
}

function canRender({unusableBecause, failsForTag, failsWithout}: NicTemplate, {tags, networks, hasAllNetworks}: TemplatedRole): boolean {
  if (unusableBecause !== undefined) return false;
  if (failsForTag !== undefined && tags.includes(failsForTag) && !hasAllNetworks) return false;
  return failsWithout === undefined || networks.some((name) => name.startsWith(failsWithout));
}
