import {configurationQuestions, planGives} from '../../isoplan/plan-defaults.js';
import type {OriginId} from '../../model/origin.js';
import type {Attachment, ConfiguredAs, HostConfiguration} from '../../model/topology.js';
import type {Place} from '../../source/cursor.js';
import {planSchema} from './checks/plan-schema.js';
import {isProvisioning, networkId, type PlanCloud, segmentId} from './cloud.js';
import {composeDeployerSettings} from './compose-networks.js';
import type {HostSettings, PlanAttachment, PlanConfiguration} from './inputs.js';
import {lowered} from './values.js';

/** Whose settings these are, for findings. */
export interface Settled {
  readonly id: string;
  /** The role's. */
  readonly name: string;
  /** Begins a sentence. */
  readonly who: string;
  readonly place: Place;
}

/** How hosts are configured; of what they do not say themselves, as others are. */
export function composeSettings(written: HostSettings, settled: Settled, cloud: PlanCloud, others?: ConfiguredAs): ConfiguredAs {
  const attachments =
    written.networks === undefined && others !== undefined
      ? others.attachments
      : composeAttachments(written.networks ?? [], settled, cloud);
  const {id, name, who, place} = settled;
  return {
    attachments,
    defaultRouteNetworks:
      written.defaultRoutes === undefined
        ? (others?.defaultRouteNetworks ?? [])
        : written.defaultRoutes.flatMap((route) => {
            const network = cloud.network(route, `The default route of ${lowered(who)} is on`, [id]);
            return network === undefined ? [] : [{value: networkId(network), origin: cloud.at(route.place)}];
          }),
    configuration:
      written.configuration === undefined && others !== undefined
        ? others.configuration
        : composeConfiguration(written.configuration, {name, origin: cloud.at(place)}, attachments, cloud),
  };
}

/** The listed networks, and those on which hosts are provisioned, listed or not. */
function composeAttachments(networks: readonly PlanAttachment[], {id, who, place: rolePlace}: Settled, cloud: PlanCloud): Attachment[] {
  const subjects = [id];
  const attachments: Attachment[] = [];
  const listed = new Map<string, Place>();
  for (const {network: name, subnet: subnetName, place, isJoined, isConfigured, fallsBack} of networks) {
    const first = listed.get(name.value);
    if (first !== undefined) {
      const notes = [{message: 'It is listed here first.', at: first}];
      cloud.report.add(planSchema, {message: `${who} lists the network "${name.value}" twice.`, at: place, notes, fix: 'List it once.'});
      continue;
    }
    listed.set(name.value, place);
    const network = cloud.network(name, `${who} lists`, subjects);
    if (network === undefined) continue;
    if (!isJoined) {
      if (!isProvisioning(network)) {
        const message = `${who} does not join the network "${name.value}", on which hosts are only where it is listed.`;
        cloud.report.add(planSchema, {message, at: place, fix: 'Take it off the list.'});
      }
      continue;
    }
    const subnet = cloud.subnet(network, subnetName, place, who, subjects);
    if (subnet === undefined) continue;
    attachments.push({
      network: networkId(network),
      segment: segmentId(network, subnet),
      origin: cloud.at(place),
      isConfigured,
      ...(fallsBack && {fallsBackBecause: cloud.fact(fallsBack)}),
    });
  }
  for (const network of cloud.networks) {
    if (!isProvisioning(network) || listed.has(network.key.value)) continue;
    const subnet = cloud.subnet(network, undefined, rolePlace, who, subjects);
    if (subnet === undefined) continue;
    const from = [cloud.at(rolePlace), cloud.at(network.provisioning!.place)];
    const origin = cloud.origins.derived('every role is on the network on which its hosts are provisioned', from);
    attachments.push({network: networkId(network), segment: segmentId(network, subnet), origin, isConfigured: true});
  }
  return attachments;
}

function composeConfiguration(
  written: PlanConfiguration | undefined,
  {name, origin}: {readonly name: string; readonly origin: OriginId},
  attachments: readonly Attachment[],
  cloud: PlanCloud,
): HostConfiguration {
  const told = {
    ...(written?.template && {template: cloud.fact(written.template)}),
    ...composeDeployerSettings(written?.settings ?? [], cloud),
  };
  if (written?.unknown !== undefined) {
    const because = cloud.fact(written.unknown);
    const isAsked = (needs: string): boolean => cloud.questions.some((question) => question.needs === needs);
    const questions = configurationQuestions(name, because.value);
    if (written.asks && !isAsked(questions[0]!.needs)) for (const question of questions) cloud.ask({...question, because: because.origin});
    return {kind: 'unknown', because, ...told};
  }
  const leavesOut = written?.leavesOut?.flatMap((network) => {
    const found = cloud.network(network, `The configuration of hosts of role "${name}" leaves out`, [`role:${name}`]);
    return found === undefined ? [] : [networkId(found)];
  });
  return {
    kind: 'assigned',
    because: written?.because === undefined ? {value: planGives(name), origin} : cloud.fact(written.because),
    leavesOut: leavesOut ?? attachments.flatMap(({network, isConfigured}) => (isConfigured ? [] : [network])),
    ...(written?.drawsVlans !== undefined && {drawsVlans: written.drawsVlans}),
    ...told,
  };
}
