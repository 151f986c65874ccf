/**
 * Tags that upstream gives a role by the beginning of its name (tripleo-heat-templates tools/process-templates.py,
 * `_set_tags_based_on_role_name`).
 *
 * The ServiceNetMap and the NIC template of a role depend on them.
 */
export function tagsByRoleName(name: string): readonly string[] {
  return TAGS_BY_NAME.filter(([, prefixes]) => prefixes.some((prefix) => name.startsWith(prefix))).map(([tag]) => tag);
}

const TAGS_BY_NAME: readonly (readonly [string, readonly string[]])[] = [
  ['compute', ['Compute', 'HciCeph', 'DistributedCompute']],
  ['ceph', ['Ceph']],
  ['ovsdpdk', ['ComputeOvsDpdk']],
  ['storage', ['ObjectStorage', 'BlockStorage', 'Ceph']],
];
