import {nameOf} from '../../model/names.js';
import type {Vip} from '../../model/topology.js';
import {type Address, formatAddress} from '../../net/address.js';
import {formatPrefix, prefixContains} from '../../net/prefix.js';
import {type YamlValue, yamlText} from '../../text/yaml-text.js';
import {PROVISIONING_NAME} from '../../tripleo/network-names.js';
import {writeAddressMissing} from '../checks/write-address-missing.js';
import {writeVipUnsaid} from '../checks/write-vip-unsaid.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import {isProvisioningKnown, type TripleoCloud, type TripleoNetwork} from './cloud.js';
import {templatePath} from './legacy-environment.js';
import {portData} from './ports.js';

/** A virtual address stands on one line. */
const FLOW_DEPTH = 3;

/**
 * The environment that `openstack overcloud network vip provision` writes after making the ports of virtual addresses.
 *
 * Before Wallaby, Heat makes them itself.
 */
export function vipsDeployed(cloud: TripleoCloud, options: WriteOptions, report: WriteReport): OutputFile | undefined {
  if (options.release === 'train') return undefined;
  const found = findVips(cloud);
  reportUnsaid(found, report);
  if (found.said.length === 0) return undefined;
  return {path: 'environments/vips-deployed.yaml', text: yamlText(vipsDeployedData(cloud, options), FLOW_DEPTH)};
}

/** What stands in it: a port of its own for each network with a virtual address, and the address. */
export function vipsDeployedData(cloud: TripleoCloud, options: Pick<WriteOptions, 'templates'>): YamlValue {
  const registry = new Map<string, string>();
  const ports = new Map<string, YamlValue>();
  let control: YamlValue | undefined;
  for (const {network, vip, address, prefixText, prefixLength} of findVips(cloud).said) {
    const isControl = network.network.isProvisioning;
    const name = isControl ? PROVISIONING_NAME : network.name;
    registry.set(
      `OS::TripleO::Network::Ports::${name}VipPort`,
      templatePath(options, `network/ports/deployed_vip_${network.nameLower}.yaml`),
    );
    if (isControl) {
      control = {
        network: {tags: [prefixText]},
        subnets: [{ip_version: address.family}],
        fixed_ips: [{ip_address: formatAddress(address)}],
        name: vip.settings?.find(({key}) => key === 'name')?.value ?? USUAL_CONTROL_NAME,
      };
    } else ports.set(network.nameLower, portData(address, prefixLength));
  }
  return {resource_registry: registry, parameter_defaults: {VipPortMap: ports, ControlPlaneVipData: control}};
}

/** What upstream calls the port where vip_data calls it nothing else. */
const USUAL_CONTROL_NAME = 'control_virtual_ip';

/** The parameter that fixes the virtual address of a service; undefined for that of a network. */
export function serviceVipParameter({name, network}: Vip): string | undefined {
  return network === `network:${name}` ? undefined : SERVICE_VIPS.get(name);
}

/** Services with a virtual address of their own, by its name (overcloud.j2.yaml). */
const SERVICE_VIPS: ReadonlyMap<string, string> = new Map([
  ['redis', 'RedisVirtualFixedIPs'],
  ['ovn_dbs', 'OVNDBsVirtualFixedIPs'],
]);

interface SaidVip {
  readonly network: TripleoNetwork;
  readonly vip: Vip;
  readonly address: Address;
  readonly prefixText: string;
  readonly prefixLength: number;
}

interface FoundVips {
  readonly said: readonly SaidVip[];
  readonly withoutAddress: readonly Vip[];
  /** Of which no prefix is known. */
  readonly withoutSubnet: readonly Vip[];
  readonly further: readonly (readonly [second: Vip, first: Vip])[];
}

/** One virtual address for each network; those of services stand in parameters of their own. */
function findVips(cloud: TripleoCloud): FoundVips {
  const {topology, networks, provisioning} = cloud;
  const byId = new Map(
    [...(provisioning !== undefined && isProvisioningKnown(cloud) ? [provisioning] : []), ...networks].map((network) => [
      network.network.id,
      network,
    ]),
  );
  const said: SaidVip[] = [];
  const withoutAddress: Vip[] = [];
  const withoutSubnet: Vip[] = [];
  const further: [Vip, Vip][] = [];
  const first = new Map<string, Vip>();
  for (const vip of topology.vips) {
    const network = byId.get(vip.network);
    if (network === undefined) continue;
    if (vip.address === undefined) {
      withoutAddress.push(vip);
      continue;
    }
    if (serviceVipParameter(vip) !== undefined) continue;
    const known = first.get(vip.network);
    if (known !== undefined) {
      further.push([vip, known]);
      continue;
    }
    first.set(vip.network, vip);
    const address = vip.address.value;
    const subnets = network.segments.flatMap((segment) => segment.subnets).filter(({prefix}) => prefix.value.family === address.family);
    const subnet =
      subnets.find(({prefix}) => prefixContains(prefix.value, address)) ??
      subnets.find(({segment}) => segment === vip.segment?.value) ??
      (subnets.length === 1 ? subnets[0] : undefined);
    if (subnet === undefined) withoutSubnet.push(vip);
    else said.push({network, vip, address, prefixText: formatPrefix(subnet.prefix.value), prefixLength: subnet.prefix.value.length});
  }
  return {said, withoutAddress, withoutSubnet, further};
}

function reportUnsaid({withoutAddress, withoutSubnet, further}: FoundVips, report: WriteReport): void {
  for (const vip of withoutAddress) {
    report.add(writeAddressMissing, {
      message: `The virtual address "${vip.name}" on "${nameOf(vip.network)}" is not known, so no environment gives it a port.`,
      subjects: [vip.id],
      at: vip.origin,
    });
  }
  for (const vip of withoutSubnet) {
    report.add(writeAddressMissing, {
      message: `The virtual address "${vip.name}" lies on a subnet of "${nameOf(vip.network)}" that is not known, so no environment gives it a port.`,
      subjects: [vip.id, vip.network],
      at: vip.origin,
      fix: 'Write the subnet.',
    });
  }
  for (const [second, first] of further) {
    report.add(writeVipUnsaid, {
      message: `"${nameOf(second.network)}" has the virtual addresses "${first.name}" and "${second.name}", and only the first is written.`,
      subjects: [second.id, second.network],
      at: second.origin,
      notes: [{message: `"${first.name}" is here.`, at: first.origin}],
    });
  }
}
