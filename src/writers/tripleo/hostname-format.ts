import type {Role} from '../../model/topology.js';
import {stockHostnameFormat} from '../../tripleo/stock-roles.js';
import type {WriteOptions} from '../writer.js';

/** How the hosts of a role are called, with the stack's name for upstream to fill in where it comes first: upstream's own where none is known. */
export function hostnameFormat({name, hostnameFormat: known}: Role, {facts, stack}: Pick<WriteOptions, 'facts' | 'stack'>): string {
  const format = known?.value ?? stockHostnameFormat(name, facts);
  return format.startsWith(`${stack}-`) ? `%stackname%${format.slice(stack.length)}` : format;
}
