import type {PropertyId} from '../../../model/topology.js';
import {joinNames} from '../../../text/names.js';
import type {NetworkData, TripleoInputs, UndercloudConf} from '../inputs.js';
import {IPV4_KEYS, IPV6_KEYS} from '../network-data-fields.js';
import {type CloudBuilder, CONTROL_PLANE} from './cloud-builder.js';
import type {ComposedRole} from './roles.js';

const PATHS_AND_SEGMENTS: readonly PropertyId[] = ['transit-freedom', 'segment-isolation'];

/** What the formats left out and no default may stand in for, with how to say it; and what is taken for true about hosts. */
export function askOpenQuestions(builder: CloudBuilder, inputs: TripleoInputs, roles: readonly ComposedRole[]): void {
  const ask: CloudBuilder['ask'] = (properties, needs, because) => builder.ask(properties, needs, because);
  for (const conf of inputs.underclouds) askUnreadable(builder, conf);
  for (const file of inputs.networkData) askUnreadableNetworks(builder, file);
  if (roles.length === 0) ask(PATHS_AND_SEGMENTS, 'The roles, with their networks and default routes: give roles_data.yaml.');
  const hasNetworks = inputs.networkData.length > 0 || builder.networks.size > 1 || builder.hasDeployedNetworks;
  if (!hasNetworks)
    ask(
      ['segment-isolation', 'address-facts'],
      'The networks: give network_data.yaml or the environment that "openstack overcloud network provision" wrote.',
    );
  const provisioning = builder.networks.get(CONTROL_PLANE.nameLower)!;
  const isDescribed = builder.segmentsOf(provisioning.id).some((segment) => builder.subnetsOf(segment.id).length > 0);
  if (!isDescribed) {
    ask(
      ['transit-freedom'],
      'The provisioning subnet, its gateway and the undercloud: give undercloud.conf, or an environment with CtlplaneNetworkAttributes.',
    );
  }
  const strangers = builder.fragment.hosts.filter((host) => host.kind === 'node' && host.role === undefined);
  if (strangers.length > 0) {
    ask(
      PATHS_AND_SEGMENTS,
      `The roles of ${joinNames(
        strangers.map((host) => host.name),
        3,
      )}: give roles_data.yaml, and HostnameMap where names are not the generated ones.`,
      strangers[0]!.origin,
    );
  }
  const assumed: ComposedRole[] = [];
  for (const role of roles) {
    const {configuration} = role.role;
    if (configuration.kind === 'unknown') {
      ask(
        PATHS_AND_SEGMENTS,
        `What hosts of role "${role.name}" configure: ${configuration.because.value}; it is not known what that sets up.`,
        configuration.because.origin,
      );
    } else if (configuration.because.value === 'no NIC template is named') assumed.push(role);
    else {
      builder.fragment.assumptions.push({
        id: `nic-template:${role.name}`,
        text: `Hosts of role "${role.name}" are configured as ${configuration.because.value} of the stock release does it.`,
        because: [configuration.because.origin],
        properties: PATHS_AND_SEGMENTS,
      });
    }
  }
  if (assumed.length > 0) {
    builder.fragment.assumptions.push({
      id: 'hosts-as-assigned',
      text: 'Hosts carry the addresses and routes that TripleO assigns to their roles: no NIC template is named.',
      because: assumed.map((role) => builder.at(role.place)),
      properties: PATHS_AND_SEGMENTS,
    });
  }
}

/** A value that is reported where it stands is not thereby known: it may be the gateway, or the undercloud. */
function askUnreadable(builder: CloudBuilder, conf: UndercloudConf): void {
  for (const {value, place} of conf.unreadable) {
    builder.ask(['transit-freedom'], `What "${value}" of the undercloud is: write it so that it can be read.`, builder.at(place));
  }
  for (const {name, unreadable} of conf.subnets) {
    for (const {value, place} of unreadable) {
      const needs = `What "${value}" of provisioning subnet "${name.value}" is: write it so that it can be read.`;
      builder.ask(['transit-freedom'], needs, builder.at(place));
    }
  }
}

function askUnreadableNetworks(builder: CloudBuilder, file: NetworkData): void {
  for (const network of file.networks) {
    for (const {name, place, unreadable} of network.subnets) {
      for (const keys of [IPV4_KEYS, IPV6_KEYS]) {
        for (const key of [keys.prefix, keys.gateway]) {
          if (unreadable?.has(key) !== true) continue;
          builder.ask(
            key === keys.prefix ? PATHS_AND_SEGMENTS : ['transit-freedom'],
            `What "${key}" of "${network.nameLower.value}/${name}" is: write it so that it can be read.`,
            builder.at(place),
          );
        }
      }
    }
  }
}
