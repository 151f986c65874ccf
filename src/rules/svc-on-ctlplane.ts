import type {Network} from '../forwarding/network.js';
import type {Network as NetworkElement} from '../model/topology.js';
import {count} from '../text/count.js';
import {joinNames} from '../text/names.js';
import type {Finding, Rule} from './rule.js';
import {groupBy} from './support/route-groups.js';
import {type ServiceBinding, serviceBindings, serviceIds, serviceNames} from './support/service-bindings.js';

/**
 * Only services that belong there are on the provisioning network.
 *
 * A service whose network is not there lands on the provisioning network without a word (tripleo-docs, features/network_isolation.rst).
 * Some belong there: what installs hosts, monitors them or serves the deployment. Services that fell for want of one network are one
 * finding, and a cloud without any other network is one.
 *
 * See docs/rules/svc-on-ctlplane.md
 */
export const svcOnCtlplane: Rule = {
  id: 'svc-on-ctlplane',
  summary: 'Only services that belong there are on the provisioning network.',
  why: 'Whoever reaches the network on which hosts are installed reaches the service too, and its traffic rivals deployments.',
  fix: 'Define the network that is asked for, or bind the service to one that is there.',
  severity: 'warning',
  property: 'segment-isolation',
  *check(network: Network): Iterable<Finding> {
    const astray = serviceBindings(network).filter(
      (binding) => !binding.service.belongsOnProvisioning && network.networkById.get(binding.network.value)?.isProvisioning === true,
    );
    if (astray.length === 0) return;
    const element = network.networkById.get(astray[0]!.network.value)!;
    if (network.topology.networks.every(({isProvisioning}) => isProvisioning)) {
      yield nothingIsolated(element, astray);
      return;
    }
    const bySource = groupBy(astray, missingNetworkOf);
    for (const [missing, bindings] of bySource)
      yield missing === undefined ? boundThere(element, bindings) : fallen(element, missing, bindings);
  },
};

/** What was asked for and is not there; nothing where the service is bound to the provisioning network in so many words. */
function missingNetworkOf({service, network}: ServiceBinding): string | undefined {
  return network === service.network ? service.missingNetwork?.value : undefined;
}

/** How many services a message names. */
const MOST_NAMED = 3;

function fallen(element: NetworkElement, missing: string, bindings: readonly ServiceBinding[]): Finding {
  const names = serviceNames(bindings);
  return {
    message: `No network serves as "${missing}", so ${joinNames(names, MOST_NAMED)} ${names.length === 1 ? 'is' : 'are'} on the provisioning network "${element.name}".`,
    subjects: [element.id, ...serviceIds(bindings)],
    at: bindings[0]!.service.missingNetwork!.origin,
  };
}

function boundThere(element: NetworkElement, bindings: readonly ServiceBinding[]): Finding {
  const names = serviceNames(bindings);
  const others = [...new Map(bindings.map((binding) => [binding.service.name, binding])).values()].slice(1, MOST_NAMED);
  return {
    message: `${joinNames(names, MOST_NAMED)} ${names.length === 1 ? 'is' : 'are'} bound to the provisioning network "${element.name}".`,
    subjects: [element.id, ...serviceIds(bindings)],
    at: bindings[0]!.network.origin,
    notes: others.map(({service, network: bound}) => ({message: `"${service.name}" is bound to it here.`, at: bound.origin})),
    fix: 'Bind the service to a network of its own kind.',
  };
}

function nothingIsolated(element: NetworkElement, bindings: readonly ServiceBinding[]): Finding {
  const services = count(serviceNames(bindings).length, 'service');
  return {
    message: `No network is isolated: ${services} of this cloud ${services.startsWith('1 ') ? 'shares' : 'share'} "${element.name}", on which its hosts are provisioned.`,
    subjects: [element.id],
    at: bindings[0]!.network.origin,
    fix: 'Define networks beside the provisioning network, and give them to the roles.',
  };
}
