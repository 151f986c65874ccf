import type {Fragment} from '../../../model/fragment.js';
import type {Role} from '../../../model/topology.js';
import type {Release} from '../../../tripleo/facts.js';
import {ReadCollector} from '../../read-report.js';
import type {ComposeContext, ReadReport} from '../../reader.js';
import {envMergeUnread} from '../checks/env-merge-unread.js';
import {inputAlternatives} from '../checks/input-alternatives.js';
import {TRAIN_BASE, wallabyBase} from '../heat/base.js';
import {type MergedEnvironment, mergeEnvironments} from '../heat/environment.js';
import {unknownParameters} from '../heat/unknown-parameters.js';
import type {NetworkData, PartSource, TripleoInputs} from '../inputs.js';
import {CloudBuilder} from './cloud-builder.js';
import {composeDependencies} from './dependencies.js';
import {composeDeployedNetworks} from './deployed-networks.js';
import {composeHosts} from './hosts.js';
import {composeNetworkData} from './networks.js';
import {composeProvisioning} from './provisioning.js';
import {askOpenQuestions} from './questions.js';
import {type ComposedRole, composeRoles, configureHosts} from './roles.js';
import {composeServices, mapNetworks} from './services.js';
import {sharedEnvironment} from './shared-environment.js';
import type {Stack} from './stack.js';
import {composeTenantVlans} from './tenant-vlans.js';
import {uniqueByDocument} from './unique-by-document.js';
import {reportUnknownPlaybooks, reportUnknownTemplates, reportUnknownUndercloudFiles} from './unknown-templates.js';
import {composeUntold} from './untold.js';
import {composeVips} from './vips.js';

/**
 * One cloud from everything the TripleO formats say: networks first, then the provisioning network and the undercloud, then stack by stack
 * roles, services, virtual addresses and hosts.
 */
export function composeCloud(inputs: TripleoInputs, context: ComposeContext, report: ReadReport): Fragment {
  const builder = new CloudBuilder(
    context.origins,
    context.declarations,
    report,
    context.facts,
    context.stockEnvironments,
    context.closedStacks,
  );
  const stacks = stacksOf(inputs, report, context.templates);
  reportAlternatives(inputs, report);
  const networkData = uniqueByDocument(inputs.networkData);
  const environments = new Map(networkData.map((file) => [file, sharedEnvironment(file, stacks, report)]));
  composeNetworkData(
    builder,
    networkData,
    (file) => environments.get(file)!,
    (file, {name, nameLower}) =>
      stacksWith(stacks, file).some(({environment}) =>
        environment.lookup(`OS::TripleO::Network::${name.value}`)?.target.endsWith(`/${nameLower.value}_v6.yaml`),
      ),
  );
  for (const stack of stacks) composeDeployedNetworks(builder, stack);
  composeProvisioning(
    builder,
    stacks.map((stack) => stack.environment),
    uniqueByDocument(inputs.underclouds),
  );
  const roles = stacks.flatMap((stack) => composeStack(builder, stack));
  reportUnknownUndercloudFiles(builder, inputs.underclouds);
  askOpenQuestions(builder, inputs, roles);
  composeUntold(builder, inputs);
  return builder.finish();
}

function composeStack(builder: CloudBuilder, stack: Stack): readonly ComposedRole[] {
  const roles = composeRoles(builder, stack);
  const {services, ofRole, idleOf, ...holding} = composeServices(builder, stack, roles, mapNetworks(builder, stack), stack.release);
  builder.fragment.roles.push(
    ...roles.map(({id, role}): Role => {
      const idle = idleOf.get(id) ?? [];
      return {...role, services: ofRole.get(id) ?? [], ...(idle.length > 0 && {idle})};
    }),
  );
  builder.fragment.services.push(...services);
  composeVips(builder, stack, holding, services);
  composeHosts(builder, stack, roles);
  configureHosts(builder, roles);
  composeDependencies(builder, stack);
  composeTenantVlans(builder, stack);
  reportUnknownTemplates(builder, stack);
  reportUnknownPlaybooks(builder, stack);
  const networks = [...builder.networks.values()].filter((network) => !network.isProvisioning).map((network) => network.name);
  unknownParameters(
    stack.environment,
    networks,
    roles.map((role) => role.name),
    builder.report,
  );
  return roles;
}

/** Parts that no script gave to a stack belong to every one; without a script there is one stack, `overcloud`. */
function stacksOf(inputs: TripleoInputs, report: ReadReport, templates: string | undefined): Stack[] {
  const parts = [inputs.networkData, inputs.vipData, inputs.rolesData, inputs.environments, inputs.baremetal].flat();
  const named = [...new Set(parts.flatMap(({source}) => source.stack ?? []))];
  const names = named.length === 0 ? ['overcloud'] : named;
  const belongs = (name: string) => (part: {readonly source: PartSource}) => part.source.stack === undefined || part.source.stack === name;
  return names.map((name) => {
    const rolesData = inputs.rolesData.filter(belongs(name));
    const roleNames = rolesData.flatMap((file) => file.roles.map((role) => role.name.value));
    const files = inputs.environments.filter(belongs(name));
    // What comes before the user's files depends on the release, which only the merged registry tells; it does not depend on that base.
    const release = releaseOf(mergeEnvironments(files, new ReadCollector()));
    const environment = mergeEnvironments(files, report, {base: release === 'train' ? TRAIN_BASE : wallabyBase(roleNames)});
    reportMergedParameters(environment, report);
    return {
      name,
      isOneOfMany: names.length > 1,
      networkData: inputs.networkData.filter(belongs(name)),
      vipData: inputs.vipData.filter(belongs(name)),
      rolesData,
      baremetal: inputs.baremetal.filter(belongs(name)),
      environment,
      release,
      ...(templates !== undefined && {templates}),
    };
  });
}

/** Parameters that are read where they stand; one that was pieced together from several environments stands nowhere. */
const READ_WHOLE =
  /^(NodePortMap|DeployedServerPortMap|HostnameMap|DeployedNetworkEnvironment|CtlplaneNetworkAttributes|VipPortMap|ControlPlaneVipData|MasqueradeNetworks|ControlPlaneSubnetCidr|ControlPlaneDefaultRoute|ControlPlaneStaticRoutes|ControlFixedIPs|\w+VirtualFixedIPs|\w+IPs|\w+(NetCidr|Mtu)|\w+(SubnetCidr|AllocationPools|InterfaceDefaultRoute|NetworkVlanID|Routes)(_.+)?)$/;

function reportMergedParameters(environment: MergedEnvironment, report: ReadReport): void {
  for (const [name, value, place] of environment.entries()) {
    if (value.cursor !== undefined || !READ_WHOLE.test(name)) continue;
    report.add(envMergeUnread, {
      message: `"${name}" is merged from several environments, and what comes out is not followed.`,
      at: place,
      certainty: 'undecided',
    });
  }
}

/** Train's templates make ports through Heat; the environments that switch isolation on map them to templates that later releases lack. */
function releaseOf({registry}: MergedEnvironment): Release {
  const isTrain = registry
    .keys()
    .some((key) => /^OS::TripleO::Network::[A-Z]\w+$/.test(key) && /network\/\w+\.yaml$/.test(registry.lookup(key)?.target ?? ''));
  return isTrain ? 'train' : 'wallaby';
}

/** Two files of one stack that describe the same thing: which is meant is not said. Networks are compared where they are composed. */
function reportAlternatives(inputs: TripleoInputs, report: ReadReport): void {
  const check = <T extends {readonly source: PartSource}>(
    parts: readonly T[],
    namesOf: (
      part: T,
    ) => readonly {readonly value: string; readonly place: {readonly document: T['source']['document']; readonly node: number}}[],
    what: string,
  ): void => {
    const seen = new Map<string, {part: T; place: ReturnType<typeof namesOf>[number]['place']}>();
    for (const part of uniqueByDocument(parts)) {
      for (const {value, place} of namesOf(part)) {
        const key = `${part.source.stack ?? ''} ${value}`;
        const known = seen.get(key);
        if (known === undefined) seen.set(key, {part, place});
        else if (known.part !== part) {
          report.add(inputAlternatives, {
            message: `"${part.source.document.source.name}" and "${known.part.source.document.source.name}" both define the ${what} "${value}".`,
            at: place,
            notes: [{message: 'The other definition is here.', at: known.place}],
          });
        }
      }
    }
  };
  check(inputs.rolesData, (file) => file.roles.map((role) => role.name), 'role');
  check(inputs.baremetal, (file) => file.roles.map((role) => role.name), 'hosts of role');
  check(inputs.vipData, (file) => file.vips.map((vip) => vip.network), 'virtual address of');
  const mains = uniqueByDocument(inputs.underclouds).filter((conf) => conf.subnets.length > 0);
  for (const conf of mains.slice(1)) {
    report.add(inputAlternatives, {
      message: `"${conf.source.document.source.name}" and "${mains[0]!.source.document.source.name}" both configure the undercloud.`,
      at: {document: conf.source.document, node: conf.source.document.root},
      notes: [{message: 'The other one is here.', at: {document: mains[0]!.source.document, node: mains[0]!.source.document.root}}],
    });
  }
}

function stacksWith(stacks: readonly Stack[], file: NetworkData): readonly Stack[] {
  return stacks.filter((stack) => stack.networkData.some(({source}) => source.document === file.source.document));
}
