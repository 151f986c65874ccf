import {nameOf} from '../model/names.js';
import type {Segment, Topology, Wish} from '../model/topology.js';
import {suggestion} from '../text/did-you-mean.js';
import {planWishUnheard} from './checks/plan-wish-unheard.js';
import {CloudIndex} from './support/cloud-index.js';
import {wishedFamilies} from './support/families.js';
import type {PlanReport} from './support/plan-report.js';

/**
 * Says which wishes speak of nothing that is there: VLAN ids for a physical network that no segment names, IPv6 prefixes where nothing is IPv6,
 * headroom where no role stands, or tunnels that no network carries.
 *
 * What is reserved counts as heard wherever it is: nothing is chosen there in either case. So does a wish before which a narrower one counts,
 * and one whose values are all written already.
 */
export function reportUnheardWishes(topology: Topology, report: PlanReport): Topology {
  const index = new CloudIndex(topology);
  for (const wish of topology.wishes) {
    const unheard = whatIsMissing(topology, index, wish);
    if (unheard === undefined) continue;
    const {network, origin} = wish;
    report.add(planWishUnheard, {message: `A wish speaks of ${unheard}`, subjects: network === undefined ? [] : [network], at: origin});
  }
  return topology;
}

/** What a wish speaks of, and that it is not there; nothing where it is. */
function whatIsMissing(topology: Topology, index: CloudIndex, wish: Wish): string | undefined {
  const segments = topology.segments.filter(
    ({network, site}) => (wish.network ?? network) === network && (wish.site === undefined || wish.site === site?.value),
  );
  const where = wish.network === undefined ? '' : ` of "${nameOf(wish.network)}"`;
  switch (wish.kind) {
    case 'vlans': {
      if (wish.physicalNetwork === undefined) {
        const isTagged = ({network, isUntagged}: Segment) => !isUntagged && index.network(network)?.isProvisioning === false;
        return segments.some(isTagged) ? undefined : `VLANs, and no segment${where} has one.`;
      }
      const names = new Set(topology.segments.flatMap(({physicalNetwork}) => physicalNetwork?.value ?? []));
      const isOn = segments.some(({physicalNetwork}) => physicalNetwork?.value === wish.physicalNetwork);
      return isOn
        ? undefined
        : `the physical network "${wish.physicalNetwork}", and no segment${where} is on it.${suggestion(wish.physicalNetwork, names)}`;
    }
    case 'parent':
    case 'prefix-length': {
      const family = wish.kind === 'parent' ? wish.prefix.family : wish.family;
      return segments.some((segment) => hasFamily(topology, index, segment, family))
        ? undefined
        : `IPv${family}, and no segment${where} has it.`;
    }
    case 'headroom': {
      const isThere = new Set(segments.map(({id}) => id));
      const roles = topology.roles.filter(({id}) => wish.role === undefined || wish.role === id);
      if (roles.some(({attachments}) => attachments.some(({segment}) => isThere.has(segment)))) return undefined;
      const who = wish.role === undefined ? 'no role' : `"${nameOf(wish.role)}"`;
      return `headroom, and ${who} stands on ${wish.role === undefined ? 'a' : 'no'} segment${where}.`;
    }
    case 'tunnels':
      if (wish.network !== undefined || topology.networks.some(({purpose}) => purpose?.value === 'tenant')) return undefined;
      return 'tunnels, and no network has the purpose "tenant".';
    default:
      return undefined;
  }
}

/** Whether a segment has a prefix of the family, or may be given one. */
function hasFamily(topology: Topology, index: CloudIndex, segment: Segment, family: 4 | 6): boolean {
  const subnets = index.subnetsOf(segment.id);
  if (subnets.some(({prefix}) => prefix.value.family === family)) return true;
  const network = index.network(segment.network);
  return network !== undefined && wishedFamilies(topology, network, segment).families.includes(family);
}
