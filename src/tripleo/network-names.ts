/**
 * How TripleO calls networks, subnets and roles.
 *
 * A network has two names: one that becomes part of Heat parameters and resource types (`InternalApi`), and one that Neutron and
 * Ansible know (`internal_api`, its name_lower). Upstream: tripleo-heat-templates network/network.j2 and network/ports; the roles' part
 * is in overcloud.j2.yaml.
 */

/** The provisioning network's name_lower. No network_data may call another network so. */
export const PROVISIONING = 'ctlplane';

/** Its name where roles list networks. */
export const PROVISIONING_NAME = 'ControlPlane';

/** Its subnet, written with a dash unlike those of all others. */
export const PROVISIONING_SUBNET = 'ctlplane-subnet';

/** `InternalApi` for `internal_api`: the stock network's name, else each word of the name_lower with a capital letter. */
export function networkName(nameLower: string): string {
  return STOCK_NAMES.get(nameLower) ?? plainName(nameLower);
}

/** `internalapi` for `InternalApi`: the name_lower of a network that writes none, without a separator. */
export function defaultNameLower(name: string): string {
  return name.toLowerCase();
}

/** `internal_api_subnet`: the subnet that the keys of a v1 network describe, and that roles mean who name none. */
export function baseSubnetName(nameLower: string): string {
  return nameLower === PROVISIONING ? PROVISIONING_SUBNET : `${nameLower}_subnet`;
}

/**
 * Whether a network or a role may be called so.
 *
 * The name is put into those of Heat parameters (`<Role>NetworkConfigTemplate`, `<Name>NetCidr`), of resource types and of Ansible groups;
 * Red Hat's guide asks for a name without spaces and special characters.
 */
export function isPlainName(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9]*$/.test(name);
}

/**
 * The name that comes nearest, is fit and begins with a capital letter: `ComputeLeaf1` for `compute-leaf1`, `Storage` for `storage`.
 *
 * Two names can become one (`a_1` and `a1`); one without a letter to begin with becomes ''.
 */
export function plainName(name: string): string {
  if (isPlainName(name) && /[A-Z]/.test(name[0]!)) return name;
  return name
    .replace(/^[^A-Za-z]+/, '')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}

/** Stock networks whose name is not the name_lower with capital letters. */
const STOCK_NAMES: ReadonlyMap<string, string> = new Map([
  [PROVISIONING, PROVISIONING_NAME],
  ['storage_nfs', 'StorageNFS'],
]);
