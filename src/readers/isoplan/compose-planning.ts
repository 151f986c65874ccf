import type {NetworkId, Wish} from '../../model/topology.js';
import {formatPrefix} from '../../net/prefix.js';
import {suggestion} from '../../text/did-you-mean.js';
import {planSchema} from './checks/plan-schema.js';
import {planWishesContradict} from './checks/plan-wishes-contradict.js';
import {networkId, type PlanCloud, roleId} from './cloud.js';
import type {Plan, PlanWish} from './inputs.js';

/** The wishes of all plans; of two that say different things of one, the first stays. */
export function composeWishes(plans: readonly Plan[], cloud: PlanCloud): Wish[] {
  const composer = new WishComposer(cloud);
  for (const {planning} of plans) composer.add(planning);
  for (const network of cloud.networks) composer.add(network.planning, networkId(network));
  return composer.wishes;
}

class WishComposer {
  readonly wishes: Wish[] = [];
  readonly #cloud: PlanCloud;
  readonly #sites: ReadonlySet<string>;
  /** What is said once for a place, by what it is. */
  readonly #first = new Map<string, {readonly said: string; readonly wish: PlanWish}>();

  constructor(cloud: PlanCloud) {
    this.#cloud = cloud;
    this.#sites = new Set(cloud.networks.flatMap(({subnets}) => subnets.flatMap(({site}) => site?.value ?? [])));
  }

  add(wishes: readonly PlanWish[], network?: NetworkId): void {
    for (const written of wishes) {
      const {place, site, ...rest} = written;
      if (!this.#isSite(written) || !this.#isNew(written, network)) continue;
      const common = {
        origin: this.#cloud.at(place),
        ...(network !== undefined && {network}),
        ...(site && {site: site.value}),
      };
      if (rest.kind !== 'headroom') this.wishes.push({...common, ...rest});
      else {
        const role = rest.role && this.#cloud.role(rest.role, 'There is headroom for');
        if (rest.role !== undefined && role === undefined) continue;
        this.wishes.push({...common, kind: 'headroom', hosts: rest.hosts, ...(role && {role: roleId(role)})});
      }
    }
  }

  #isSite({site}: PlanWish): boolean {
    if (site === undefined || this.#sites.has(site.value)) return true;
    this.#cloud.report.add(planSchema, {
      message: `There are wishes for the site "${site.value}", and no subnet is there.${suggestion(site.value, this.#sites)}`,
      at: site.place,
      fix: 'Name the site of a subnet, or give a subnet that "site".',
    });
    return false;
  }

  /** Whether it says something that was not said for the same place. */
  #isNew(wish: PlanWish, network: NetworkId | undefined): boolean {
    const [what, said] = sayingOf(wish);
    if (what === undefined) return true;
    const key = JSON.stringify([network, wish.site?.value, what]);
    const first = this.#first.get(key);
    if (first === undefined) {
      this.#first.set(key, {said, wish});
      return true;
    }
    if (first.said !== said) {
      this.#cloud.report.add(planWishesContradict, {
        message: `The planner is asked for ${what} ${said}, and elsewhere for ${first.said}.`,
        at: wish.place,
        notes: [{message: 'The other wish is here.', at: first.wish.place}],
      });
    }
    return false;
  }
}

/** What can be said once, and what is said of it; of the others several count together. */
function sayingOf(wish: PlanWish): readonly [what: string | undefined, said: string] {
  switch (wish.kind) {
    case 'families':
      return ['the families', wish.families.map((family) => `IPv${family}`).join(' and ')];
    case 'prefix-length':
      return [`IPv${wish.family} prefixes of the length`, String(wish.length)];
    case 'headroom':
      return [wish.role === undefined ? 'headroom of' : `headroom for role "${wish.role.value}" of`, String(wish.hosts)];
    case 'parent':
      return [`the prefix ${formatPrefix(wish.prefix)}`, ''];
    default:
      return [undefined, ''];
  }
}
