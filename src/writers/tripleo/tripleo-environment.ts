import type {Topology} from '../../model/topology.js';
import {formatAddress} from '../../net/address.js';
import {count} from '../../text/count.js';
import {joinNames, joinPhrases} from '../../text/names.js';
import {writeLeftOut} from '../checks/write-left-out.js';
import {writeProvisioningUnknown} from '../checks/write-provisioning-unknown.js';
import {writeUntold} from '../checks/write-untold.js';
import type {OutputFile, WriteOptions, WriteReport, Writer} from '../writer.js';
import {baremetalDeployment} from './baremetal-deployment.js';
import {isProvisioningKnown, type TripleoCloud, tripleoCloud} from './cloud.js';
import {deployedNetworkEnvironment} from './deployed-network-environment.js';
import {networkDataVersion} from './network-data.js';
import {networkDataV1} from './network-data-v1.js';
import {networkDataV2} from './network-data-v2.js';
import {networkEnvironment} from './network-environment.js';
import {networkParameters} from './network-parameters.js';
import {networksDeployed} from './networks-deployed.js';
import {nodesDeployed} from './nodes-deployed.js';
import {roleVariables} from './role-variables.js';
import {rolesData} from './roles-data.js';
import {serviceNetMap} from './service-net-map.js';
import {singleNode} from './single-node.js';
import {trainPorts} from './train-ports.js';
import {undercloudConf} from './undercloud-conf.js';
import {reportUnsaidKeys} from './unsaid-keys.js';
import {vipData} from './vip-data.js';
import {vipsDeployed} from './vips-deployed.js';

/** Everything that deploys a topology with TripleO: one folder, which reads back as that topology. */
export const tripleoEnvironment: Writer = {
  name: 'tripleo-environment',
  summary:
    'The files that TripleO deploys a cloud from: network, VIP, role and node data, undercloud.conf and the environments to go with them',
  write(topology, options, report) {
    const version = networkDataVersion(options);
    const cloud = tripleoCloud(topology, report, {networkData: version});
    reportUntold(topology, report);
    if (!isProvisioningKnown(cloud)) reportProvisioning(cloud, options, report);
    if (version === 1) {
      reportVipSettings(topology, report);
      reportHostSettings(topology, report);
    }
    const files = filesOf(options, version).flatMap((file) => file(cloud, {...options, networkData: version}, report) ?? []);
    reportUnsaidKeys(topology, files, report);
    return files;
  },
};

type FileWriter = (cloud: TripleoCloud, options: WriteOptions, report: WriteReport) => OutputFile | readonly OutputFile[] | undefined;

/**
 * The files of a release, in the order in which a deployment takes them.
 *
 * Version 1 is not provisioned before the stack: Heat makes its networks in Train, and in Wallaby, which no longer does, the environment of
 * deployed networks takes the place of what provisioning writes.
 */
function filesOf({release}: WriteOptions, version: 1 | 2): readonly FileWriter[] {
  if (release === 'train') {
    return [networkDataV1, rolesData, undercloudConf, trainPorts, networkEnvironment, serviceNetMap, networkParameters, singleNode];
  }
  const described =
    version === 1
      ? [networkDataV1, rolesData, undercloudConf, networkEnvironment, deployedNetworkEnvironment]
      : [networkDataV2, vipData, rolesData, baremetalDeployment, undercloudConf, networksDeployed];
  return [...described, vipsDeployed, nodesDeployed, networkParameters, serviceNetMap, singleNode, roleVariables];
}

/** Says once what the files as a whole have no words for. */
function reportUntold({hosts, segments, wishes}: Topology, report: WriteReport): void {
  const routers = hosts.filter(({kind}) => kind === 'router');
  const sites = segments.flatMap(({site}) => (site === undefined ? [] : [site]));
  const siteNames = [...new Set(sites.map(({value}) => value))];
  const untold = [
    ...(routers.length === 0
      ? []
      : [
          `the ${routers.length === 1 ? 'router' : 'routers'} ${joinNames(
            routers.map(({name}) => name),
            6,
          )}`,
        ]),
    ...(siteNames.length === 0 ? [] : [`the ${siteNames.length === 1 ? 'site' : 'sites'} ${joinNames(siteNames, 6)}`]),
    ...(wishes.length === 0 ? [] : [count(wishes.length, 'wish', 'wishes')]),
  ];
  if (untold.length === 0) return;
  report.add(writeUntold, {
    message: `The plan has ${joinPhrases(untold)}, of which the files of TripleO say nothing.`,
    subjects: routers.map(({id}) => id),
    at: (routers[0] ?? sites[0] ?? wishes[0])!.origin,
  });
}

/** Says once what is left out because nobody says what the provisioning network is. */
function reportProvisioning(
  {hostsOf, networks, provisioning, roles, topology}: TripleoCloud,
  {release}: WriteOptions,
  report: WriteReport,
): void {
  const hosts = [...hostsOf.values()].flat();
  const placed = hosts.flatMap(({name, addresses}) =>
    addresses.filter(({segment}) => segment === undefined).map(({address, origin}) => ({name, address, origin})),
  );
  const [stray] = placed;
  const hasVip = topology.vips.some(({network}) => network === provisioning?.network.id);
  const leftOut = [
    'undercloud.conf',
    ...(release === 'wallaby' && hosts.length > 0 ? ['the environment of deployed nodes'] : []),
    ...(hasVip ? ['the address of its virtual port'] : []),
  ];
  const at = (networks[0]?.network ?? roles[0] ?? provisioning?.network)?.origin;
  report.add(writeProvisioningUnknown, {
    message: `Nothing says what the provisioning network is, so ${joinPhrases(leftOut)} ${leftOut.length === 1 ? 'is' : 'are'} not written.`,
    subjects: provisioning === undefined ? [] : [provisioning.network.id],
    ...(at !== undefined && {at}),
    ...(stray !== undefined && {
      notes: [
        {
          message: `${formatAddress(stray.address)} of "${stray.name}"${placed.length === 1 ? '' : `, and ${count(placed.length - 1, 'more address', 'more addresses')},`} may lie there, and ${placed.length === 1 ? 'is' : 'are'} not written either.`,
          at: stray.origin,
        },
      ],
    }),
  });
}

/** What Heat makes of a virtual address is called after its network, and has the stack's name in the DNS. */
function reportVipSettings({vips}: Topology, report: WriteReport): void {
  for (const {id, name, settings} of vips) {
    for (const {key, value, origin} of settings ?? []) {
      if (key === 'dns_name' && value === 'overcloud') continue;
      const message = `"${key}" of the virtual address "${name}" stands in vip_data only, which version 1 of network_data goes without, and is left out.`;
      report.add(writeLeftOut, {message, subjects: [id], at: origin});
    }
  }
}

/** Names of Ironic nodes and how interfaces are set up are for node provisioning. */
function reportHostSettings({hosts, roles}: Topology, report: WriteReport): void {
  const nodes = hosts.filter(({kind}) => kind === 'node');
  const settings = [
    ...roles.flatMap(({configuration}) => configuration.settings ?? []),
    ...nodes.flatMap(({configuredAs, settings: own = []}) => [...(configuredAs?.configuration.settings ?? []), ...own]),
  ];
  const [first] = settings;
  if (first === undefined) return;
  const keys = [...new Set(settings.map(({key}) => key))];
  const message = `${joinNames(keys)} of hosts ${keys.length === 1 ? 'stands' : 'stand'} in baremetal_deployment.yaml only, which version 1 of network_data goes without, and ${keys.length === 1 ? 'is' : 'are'} left out.`;
  report.add(writeLeftOut, {message, at: first.origin});
}
