import {formatAddress} from '../../net/address.js';
import {type YamlValue, yamlText} from '../../text/yaml-text.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import type {TripleoCloud} from './cloud.js';

/**
 * vip_data.yaml: the virtual addresses that `openstack overcloud network vip provision` makes
 * (tripleo-ansible, modules/tripleo_overcloud_network_vip_provision.py).
 *
 * Those of services are parameters, and stand with the deployed ones; so does what is said of an address that is missing.
 */
export function vipData(cloud: TripleoCloud, _options: WriteOptions, _report: WriteReport): OutputFile | undefined {
  const data = vipDataData(cloud);
  // An empty list is no list of virtual addresses: it is read as one of networks.
  return data.length === 0 ? undefined : {path: 'vip_data.yaml', text: yamlText(data)};
}

/** The networks in their order, the provisioning network last. */
export function vipDataData({topology, networks, provisioning}: TripleoCloud): readonly YamlValue[] {
  const segmentNames = new Map(topology.segments.map(({id, name}) => [id, name]));
  return [...networks, ...(provisioning === undefined ? [] : [provisioning])].flatMap(({network, nameLower}) => {
    const vip = topology.vips.find(({id}) => id === `vip:${nameLower}`);
    if (vip === undefined || vip.network !== network.id) return [];
    return [
      {
        network: nameLower,
        subnet: vip.segment && segmentNames.get(vip.segment.value),
        ip_address: vip.address && formatAddress(vip.address.value),
        ...Object.fromEntries(
          SETTINGS.flatMap((key) => vip.settings?.filter((setting) => setting.key === key) ?? []).map(({key, value}) => [key, value]),
        ),
      },
    ];
  });
}

/** Without them upstream calls the port after its network and every address `overcloud`. */
const SETTINGS = ['dns_name', 'name'];
