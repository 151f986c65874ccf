import type {Role} from '../../model/topology.js';
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
