import type {Topology, Wish} from '../model/topology.js';
import {suggestion} from '../text/did-you-mean.js';
import {planWishUnheard} from './checks/plan-wish-unheard.js';
import type {PlanReport} from './support/plan-report.js';

/**
 * Says which wishes speak of nothing that is there: VLAN ids for a physical network that no segment names, or tunnels that no network carries.
 *
 * What is reserved counts as heard wherever it is: nothing is chosen there in either case.
 */
export function reportUnheardWishes(topology: Topology, report: PlanReport): Topology {
  const physicalNetworks = new Set(topology.segments.flatMap(({physicalNetwork}) => physicalNetwork?.value ?? []));
  for (const wish of topology.wishes) {
    const physicalNetwork = wish.kind === 'vlans' ? wish.physicalNetwork : undefined;
    if (physicalNetwork !== undefined && !physicalNetworks.has(physicalNetwork)) {
      tell(
        wish,
        `the physical network "${physicalNetwork}", and no segment is on it.${suggestion(physicalNetwork, physicalNetworks)}`,
        report,
      );
    } else if (
      wish.kind === 'tunnels' &&
      wish.network === undefined &&
      !topology.networks.some(({purpose}) => purpose?.value === 'tenant')
    ) {
      tell(wish, 'tunnels, and no network has the purpose "tenant".', report);
    }
  }
  return topology;
}

function tell({origin, network}: Wish, what: string, report: PlanReport): void {
  report.add(planWishUnheard, {message: `A wish speaks of ${what}`, subjects: network === undefined ? [] : [network], at: origin});
}
