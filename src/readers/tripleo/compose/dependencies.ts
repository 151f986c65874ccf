import type {Dependency} from '../../../model/topology.js';
import {isAddressProblem, parseAddress} from '../../../net/address.js';
import type {Located} from '../../reader.js';
import type {ParameterValue} from '../heat/parameter-value.js';
import type {CloudBuilder} from './cloud-builder.js';
import type {Stack} from './stack.js';

/** Parameters that give nodes an address they then need, by what for and when. */
const PARAMETERS: readonly (readonly [string, Dependency['kind'], Dependency['phase']])[] = [
  ['DnsServers', 'nameserver', 'run'],
  ['NtpServer', 'time', 'run'],
  ['NtpPool', 'time', 'run'],
  ['EC2MetadataIp', 'metadata', 'run'],
  ['DockerInsecureRegistryAddress', 'registry', 'deploy'],
];

/**
 * What nodes need from addresses: name and time servers, the metadata route of older releases, and the image registry of a deployment.
 *
 * A host name needs a name server to be an address; only written addresses are facts.
 */
export function composeDependencies(builder: CloudBuilder, stack: Stack): void {
  for (const [parameter, kind, phase] of PARAMETERS) {
    const value = stack.environment.parameter(parameter);
    if (value === undefined) continue;
    for (const {value: text, place} of texts(value)) {
      const address = parseAddress(withoutPort(text));
      if (isAddressProblem(address)) continue;
      builder.fragment.dependencies.push({kind, phase, address: {value: address, origin: builder.at(place)}, users: 'every node'});
    }
  }
}

/** A list, or text with commas, as Heat reads a comma delimited list. */
export function texts(value: ParameterValue): Located<string>[] {
  if (value.isSequence) return value.items().flatMap(texts);
  const text = value.isNull ? undefined : value.text();
  return text === undefined
    ? []
    : text.split(',').flatMap((part) => (part.trim() === '' ? [] : [{value: part.trim(), place: value.place}]));
}

/** `192.168.24.1:8787` and `[fd00::1]:8787` without what follows the address. */
function withoutPort(text: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text);
  if (bracketed !== null) return bracketed[1]!;
  return /^[\d.]+:\d+$/.test(text) ? text.slice(0, text.indexOf(':')) : text;
}
