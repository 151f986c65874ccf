/** What TripleO gives a role that says nothing itself. */
import type {TripleoFacts} from './facts.js';

/** How hosts are called of a role whose roles_data has no format (overcloud.j2.yaml). */
export function defaultHostnameFormat(role: string): string {
  return `%stackname%-${role.toLowerCase()}-%index%`;
}

/**
 * How node provisioning calls hosts of a role whose bare metal file has no format, whatever its roles_data says
 * (tripleo-ansible module_utils/baremetal_deploy.py).
 */
export function generatedHostnameFormat(role: string): string {
  return defaultHostnameFormat(role === 'Compute' ? 'novacompute' : role);
}

/** `%stackname%-novacompute-dvr-%index%` for ComputeDVR: what the stock file of a role of this name says. */
export function stockHostnameFormat(role: string, facts: TripleoFacts): string {
  return defaultHostnameFormat(facts.roles.get(role)?.hostname ?? role);
}

/** `cinder-storage.yaml`: the file of its NIC template in every folder of Train's network/config. */
export function nicConfigFile(role: string, facts: TripleoFacts): string {
  return facts.roles.get(role)?.nicConfig ?? `${role.toLowerCase()}.yaml`;
}
