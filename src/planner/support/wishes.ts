import type {NetworkId, RoleId, Topology, Wish} from '../../model/topology.js';

/** What a wish may speak of. */
export interface Scope {
  readonly network?: NetworkId | undefined;
  readonly site?: string | undefined;
  readonly physicalNetwork?: string | undefined;
  readonly role?: RoleId | undefined;
}

export type WishOf<Kind extends Wish['kind']> = Extract<Wish, {readonly kind: Kind}>;

/** Every wish of a kind that speaks of this. */
export function wishesFor<Kind extends Wish['kind']>({wishes}: Topology, kind: Kind, scope: Scope): WishOf<Kind>[] {
  return wishes.filter((wish): wish is WishOf<Kind> => wish.kind === kind && isFor(wish, scope));
}

/** Whether a wish speaks of this, or, where it is not known of which physical network this is, whether it may. */
export function isFor(wish: Wish, scope: Scope, mayBeAnywhere = false): boolean {
  return NARROWINGS.every((key) => speaksOf(wish, key, scope) || (mayBeAnywhere && key === 'physicalNetwork' && scope[key] === undefined));
}

/**
 * The wishes that count: of those that speak of this, the narrowest, in the order they are written.
 *
 * A wish for a network is narrower than one for a physical network, that is narrower than one for a site, and that than one for a role.
 */
export function narrowestWishes<Kind extends Wish['kind']>(
  topology: Topology,
  kind: Kind,
  scope: Scope,
  isMeant: (wish: WishOf<Kind>) => boolean = () => true,
): WishOf<Kind>[] {
  const found = wishesFor(topology, kind, scope).filter(isMeant);
  const narrowest = Math.max(...found.map(narrowness));
  return found.filter((wish) => narrowness(wish) === narrowest);
}

/** The narrowest first. */
const NARROWINGS = ['network', 'physicalNetwork', 'site', 'role'] as const;

function speaksOf(wish: Wish, key: keyof Scope, scope: Scope): boolean {
  const wanted = (wish as Scope)[key];
  return wanted === undefined || wanted === scope[key];
}

function narrowness(wish: Wish): number {
  return NARROWINGS.reduce((rank, key) => rank * 2 + ((wish as Scope)[key] === undefined ? 0 : 1), 0);
}
