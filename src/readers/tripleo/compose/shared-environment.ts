import {formatAddress} from '../../../net/address.js';
import {formatPrefix} from '../../../net/prefix.js';
import {joinNames} from '../../../text/names.js';
import type {ReadReport} from '../../reader.js';
import {envInvalid} from '../checks/env-invalid.js';
import {stackParametersDiffer} from '../checks/stack-parameters-differ.js';
import {MergedEnvironment} from '../heat/environment.js';
import type {ParameterValue, Setting} from '../heat/parameter-value.js';
import type {NetworkData, NetworkEntry, SubnetEntry} from '../inputs.js';
import type {Stack} from './stack.js';

/**
 * The parameters of all stacks that use one network_data file.
 *
 * The file describes one network however many stacks use it, and of the first generation every stack's parameters override it. A stack that
 * sets none means what the file says. Where stacks mean different things, what the network is like is not known.
 */
export function sharedEnvironment(file: NetworkData, stacks: readonly Stack[], report: ReadReport): MergedEnvironment {
  const users = stacks.filter((stack) => stack.networkData.some(({source}) => source.document === file.source.document));
  if (file.version === 2 || users.length < 2) return (users[0] ?? stacks[0]!).environment;
  const settings = new Map<string, Setting>();
  for (const {environment} of users) {
    for (const [name, value, keyPlace] of environment.entries()) if (!settings.has(name)) settings.set(name, {value, keyPlace});
  }
  for (const network of file.networks) {
    for (const [suffix, inFile] of Object.entries(OVERRIDES)) {
      network.subnets.forEach((subnet, index) => {
        const name = nameOf(network, suffix, index === 0 ? undefined : subnet.name);
        if (name === undefined) return;
        const first = settings.get(name);
        if (first === undefined) return;
        const word = (stack: Stack): string => {
          const value = stack.environment.parameter(name);
          return value === undefined ? inFile(subnet, network) : wordOf(value);
        };
        const other = users.find((stack) => word(stack) !== wordOf(first.value));
        if (other === undefined) return;
        const owner = users.find((stack) => stack.environment.parameter(name) !== undefined)!;
        const written = other.environment.parameter(name);
        report.add(stackParametersDiffer, {
          message: `Stacks ${joinNames([owner.name, other.name])} share the network "${network.name.value}", and "${name}" is not the same in both.`,
          at: first.value.place,
          subjects: [`network:${network.nameLower.value}`],
          certainty: 'undecided',
          notes: [
            written === undefined
              ? {message: `Stack "${other.name}" does not set it, so that the network's own definition counts.`, at: subnet.place}
              : {message: `Stack "${other.name}" sets it here.`, at: written.place},
          ],
        });
      });
    }
  }
  return new MergedEnvironment(settings, new Map(), new Map(), new Map(), report.problems(envInvalid));
}

/** What the file says in place of a parameter, spelled as `wordOf` spells the parameter. */
const OVERRIDES: Readonly<Record<string, (subnet: SubnetEntry, network: NetworkEntry) => string>> = {
  NetCidr: ({families}) => JSON.stringify(families[0] === undefined ? '' : formatPrefix(families[0].prefix.value.prefix)),
  InterfaceDefaultRoute: ({families}) => JSON.stringify(families[0]?.gateway === undefined ? '' : formatAddress(families[0].gateway.value)),
  NetworkVlanID: ({vlan}) => JSON.stringify(vlan === undefined ? '' : String(vlan.value)),
  Mtu: (_, {mtu}) => JSON.stringify(mtu === undefined ? '1500' : String(mtu.value)),
  AllocationPools: ({families}) =>
    JSON.stringify(
      (families[0]?.pools ?? []).map(({value: {family, first, last}}) => ({
        end: formatAddress({family, value: last}),
        start: formatAddress({family, value: first}),
      })),
    ),
  Routes: ({families}) =>
    JSON.stringify(
      (families[0]?.routes ?? []).map(({destination, nextHop}) => ({
        destination: formatPrefix(destination.value.prefix),
        nexthop: formatAddress(nextHop.value),
      })),
    ),
};

/** Further subnets have parameters of their own, but for the MTU; their prefix is called otherwise. */
function nameOf(network: NetworkEntry, suffix: string, subnet: string | undefined): string | undefined {
  if (subnet === undefined) return `${network.name.value}${suffix}`;
  if (suffix === 'Mtu') return undefined;
  return `${network.name.value}${suffix === 'NetCidr' ? 'SubnetCidr' : suffix}_${subnet}`;
}

/** A value as JSON with sorted keys; a number and its text are the same word. */
function wordOf(value: ParameterValue): string {
  return JSON.stringify(sorted(value.value()));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return String(value ?? '');
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted((value as Record<string, unknown>)[key])]),
  );
}
