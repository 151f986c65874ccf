import type {Host, Role} from '../../model/topology.js';
import {stockHostnameFormat} from '../../tripleo/stock-roles.js';
import type {WriteOptions} from '../writer.js';

/**
 * How the hosts of a role are called, with the stack's name for upstream to fill in where it comes first.
 *
 * Where nobody says it, what the stock file of a role of this name says; it is written all the same, because roles_data, the bare metal file
 * and environments would each take something else.
 */
export function hostnameFormat({name, hostnameFormat: known}: Role, {facts, stack}: Pick<WriteOptions, 'facts' | 'stack'>): string {
  const format = known?.value ?? stockHostnameFormat(name, facts);
  return format.startsWith(`${stack}-`) ? `%stackname%${format.slice(stack.length)}` : format;
}

/**
 * The hosts of a role in the order in which Heat counts them, each with the name that Heat generates for its number.
 *
 * A host that is called as one of these names has its number; the others have those that are left, in their order (tripleo-ansible
 * module_utils/baremetal_deploy.py).
 */
export function numberedHosts(
  hosts: readonly Host[],
  format: string,
  stack: string,
): readonly (readonly [generated: string, host: Host])[] {
  const generated = hosts.map((_, index) => format.replaceAll('%index%', String(index)).replaceAll('%stackname%', () => stack));
  const byName = new Map(hosts.map((host) => [host.name, host]));
  const numbered = generated.map((name) => {
    const host = byName.get(name);
    byName.delete(name);
    return host;
  });
  const taken = new Set(numbered);
  const others = hosts.filter((host) => !taken.has(host)).values();
  return generated.map((name, index) => [name, numbered[index] ?? others.next().value!]);
}
