import type {Host, Subnet, Topology} from '../model/topology.js';
import {formatAddress, isAddressProblem, parseAddress} from '../net/address.js';
import {prefixContains} from '../net/prefix.js';
import {suggestion} from '../text/did-you-mean.js';
import {UsageError} from '../usage-error.js';
import type {Declarations} from './reader.js';

/**
 * The topology with what the user says beside the files: which hosts or addresses are the undercloud, which are routers.
 *
 * @throws UsageError when a name is no host of the topology, or a router is no address
 */
export function applyDeclarations(topology: Topology, declarations: Declarations): Topology {
  const hosts: Host[] = [...topology.hosts];
  const provisioning = provisioningSubnets(topology);
  for (const declared of declarations.undercloud) {
    const address = parseAddress(declared);
    const origin = topology.origins.declared(`--undercloud ${declared}`);
    if (isAddressProblem(address)) {
      const index = hosts.findIndex((host) => host.name === declared);
      if (index === -1) {
        const names = hosts.map((host) => host.name);
        throw new UsageError(`--undercloud "${declared}" is neither an address nor a host of these files.${suggestion(declared, names)}`);
      }
      const host = hosts[index]!;
      const isOnProvisioning = host.addresses.some(({address}) =>
        provisioning.some(({prefix}) => prefix.value.family === address.family && prefixContains(prefix.value, address)),
      );
      hosts[index] = {...host, kind: 'undercloud', hasAllAddresses: isOnProvisioning};
      continue;
    }
    const text = formatAddress(address);
    hosts.push({
      id: `host:undercloud@${text}`,
      name: 'undercloud',
      kind: 'undercloud',
      origin,
      hasAllAddresses: true,
      addresses: [{address, origin, ...segmentOf(topology, address)}],
    });
  }
  for (const declared of declarations.routers) {
    const address = parseAddress(declared);
    if (isAddressProblem(address)) throw new UsageError(`--router "${declared}" ${address.reason}.`);
    const origin = topology.origins.declared(`--router ${declared}`);
    const text = formatAddress(address);
    hosts.push({
      id: `host:router@${text}`,
      name: `router ${text}`,
      kind: 'router',
      origin,
      addresses: [{address, origin, ...segmentOf(topology, address)}],
    });
  }
  return {...topology, hosts};
}

function segmentOf(topology: Topology, address: {family: 4 | 6; value: bigint}) {
  const subnet = topology.subnets.find(({prefix}) => prefix.value.family === address.family && prefixContains(prefix.value, address));
  return subnet === undefined ? {} : {segment: subnet.segment};
}

function provisioningSubnets({networks, segments, subnets}: Topology): readonly Subnet[] {
  const ids = new Set<string>(networks.filter((network) => network.isProvisioning).map(({id}) => id));
  const on = new Set<string>(segments.filter((segment) => ids.has(segment.network)).map(({id}) => id));
  return subnets.filter((subnet) => on.has(subnet.segment));
}
