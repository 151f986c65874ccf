/**
 * What TripleO's own environment, which comes before every environment of the user, decides about these.
 *
 * See overcloud-resource-registry-puppet.j2.yaml of tripleo-heat-templates.
 */
import type {MergeStrategy} from './sections.js';

export interface BaseEnvironment {
  /** Of the parameters that it declares a merge strategy for and sets. */
  readonly strategies: ReadonlyMap<string, MergeStrategy>;
}

/** Wallaby: maps that users extend are merged, and so are those of every role. */
export function wallabyBase(roleNames: readonly string[]): BaseEnvironment {
  const names = ['ServiceNetMap', 'VipSubnetMap', 'SshServerOptions', 'ExtraConfig'];
  for (const role of roleNames) names.push(`${role}Parameters`, `${role}ExtraConfig`);
  return {strategies: new Map(names.map((name) => [name, 'merge']))};
}

/** Train and its kin declare no strategy: the last environment's map replaces all earlier ones. */
export const TRAIN_BASE: BaseEnvironment = {strategies: new Map()};
