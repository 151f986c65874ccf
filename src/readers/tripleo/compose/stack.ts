import type {RoleId} from '../../../model/topology.js';
import type {Release} from '../../../tripleo/facts.js';
import type {MergedEnvironment} from '../heat/environment.js';
import type {BaremetalDeployment, NetworkData, RolesData, VipData} from '../inputs.js';

/** The parts of one overcloud stack. */
export interface Stack {
  /** `overcloud` unless a deploy script says otherwise. */
  readonly name: string;
  /** Whether ids carry the stack's name, because several stacks are read together. */
  readonly isOneOfMany: boolean;
  readonly networkData: readonly NetworkData[];
  readonly vipData: readonly VipData[];
  readonly rolesData: readonly RolesData[];
  readonly baremetal: readonly BaremetalDeployment[];
  readonly environment: MergedEnvironment;
  readonly release: Release;
  /** Where the user says the stock templates lie. */
  readonly templates?: string;
}

export function roleId(stack: Stack, name: string): RoleId {
  return stack.isOneOfMany ? `role:${stack.name}/${name}` : `role:${name}`;
}
