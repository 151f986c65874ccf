/**
 * Parameters that are spelled almost like a parameter of one of the cloud's networks.
 *
 * See network/network.j2 of tripleo-heat-templates for what parameters a network has. There are thousands of other parameters, so only a
 * name that is near one of a network is spoken of, and none that a role or another network explains.
 */
import {didYouMean} from '../../../text/did-you-mean.js';
import type {ReadReport} from '../../reader.js';
import {envParamUnknown} from '../checks/env-param-unknown.js';
import type {MergedEnvironment} from './environment.js';

/** Reports them. The names are those of networks (`InternalApi`) and roles (`Controller`), of this stack. */
export function unknownParameters(
  environment: MergedEnvironment,
  networkNames: readonly string[],
  roleNames: readonly string[],
  report: ReadReport,
): void {
  for (const [name, , keyPlace] of environment.entries()) {
    const meant = meantParameter(name, networkNames, roleNames);
    if (meant === undefined) continue;
    report.add(envParamUnknown, {
      message: `"${name}" is no parameter of a network. Did you mean "${meant}"?`,
      at: keyPlace,
      fix: `Write "${meant}", or remove the parameter.`,
    });
  }
}

/** What follows the name of a network in the parameters that an environment sets. */
const SUFFIXES = [
  'NetCidr',
  'AllocationPools',
  'InterfaceDefaultRoute',
  'NetworkVlanID',
  'Routes',
  'Mtu',
  'NetName',
  'SubnetName',
  'NetValueSpecs',
  'NetEnableDHCP',
  'NetAdminStateUp',
  'NetShared',
  'VirtualFixedIPs',
];

/** Also known, and too much like other names to be what somebody meant. */
const SILENT_SUFFIXES: ReadonlySet<string> = new Set([
  ...SUFFIXES,
  'InterfaceRoutes',
  'IpSubnet',
  'IpUri',
  'IPs',
  'NetPhysnetMtu',
  'VirtualInterface',
]);

/** With the name of a subnet behind an underscore. */
const SUBNET_SUFFIXES = ['SubnetCidr', 'AllocationPools', 'InterfaceDefaultRoute', 'NetworkVlanID', 'Routes'];

/** Suffixes that only networks have: what stands before one is a network's name. */
const TELLING_SUFFIXES = ['NetCidr', 'AllocationPools', 'InterfaceDefaultRoute', 'NetworkVlanID', 'NetValueSpecs', 'VirtualFixedIPs'];

/** Virtual addresses that are named for a service or a special name, not for a network. */
const OTHER_ADDRESSES = ['Public', 'Redis', 'OVNDBs'];

function meantParameter(name: string, networkNames: readonly string[], roleNames: readonly string[]): string | undefined {
  const underscore = name.indexOf('_');
  const head = underscore === -1 ? name : name.slice(0, underscore);
  const subnet = underscore === -1 ? '' : name.slice(underscore);
  const network = longestPrefix(head, networkNames);
  const role = longestPrefix(head, roleNames);
  if (network !== undefined && network.length > (role?.length ?? 0)) {
    const suffix = head.slice(network.length);
    const known = subnet === '' ? SUFFIXES : SUBNET_SUFFIXES;
    if (suffix === '' || known.includes(suffix) || SILENT_SUFFIXES.has(suffix)) return undefined;
    const meant = nearName(suffix, known);
    if (meant !== undefined) return network + meant + subnet;
  }
  const telling = (subnet === '' ? TELLING_SUFFIXES : SUBNET_SUFFIXES).find((suffix) => head.endsWith(suffix));
  if (telling === undefined || role !== undefined) return undefined;
  const written = head.slice(0, -telling.length);
  if (networkNames.includes(written) || OTHER_ADDRESSES.includes(written)) return undefined;
  const meant = nearName(written, networkNames);
  return meant === undefined || isOtherName(written, meant) ? undefined : meant + telling + subnet;
}

function longestPrefix(name: string, candidates: readonly string[]): string | undefined {
  let longest: string | undefined;
  for (const candidate of candidates) {
    if (candidate !== '' && name.startsWith(candidate) && candidate.length > (longest?.length ?? 0)) longest = candidate;
  }
  return longest;
}

/** The nearest name, which begins alike, and of which at most two letters are missing or too many. */
function nearName(written: string, known: readonly string[]): string | undefined {
  const nearest = didYouMean(written, known);
  if (nearest === undefined || Math.abs(nearest.length - written.length) > 2) return undefined;
  return nearest[0]!.toLowerCase() === written[0]!.toLowerCase() ? nearest : undefined;
}

/** Networks that are named alike on purpose: `Leaf1` and `Leaf2`, `RackA` and `RackB`, `Internal` and `External`, `Tenant` and `TenantX`. */
function isOtherName(written: string, known: string): boolean {
  const [left, right] = [written.toLowerCase(), known.toLowerCase()];
  if (left.replace(/[^0-9]/g, '') !== right.replace(/[^0-9]/g, '')) return true;
  if (left.length === right.length) return left.at(-1) !== right.at(-1);
  const [shorter, longer] = written.length < known.length ? [written, known] : [known, written];
  return longer.startsWith(shorter) && /[A-Z]/.test(longer.slice(shorter.length));
}
