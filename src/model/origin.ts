import type {Location} from '../source/location.js';
import type {NodeId, SourceDocument} from '../source/source-document.js';

/** An index into an OriginTable. */
export type OriginId = number & {readonly __origin: unique symbol};

/** Where a fact came from, spelled out. */
export type Origin =
  | {readonly kind: 'text'; readonly location: Location}
  | {readonly kind: 'declared'; readonly by: string}
  | {readonly kind: 'default'; readonly because: string; readonly near?: OriginId}
  | {readonly kind: 'planned'; readonly step: PlannerStep; readonly because: string; readonly from: readonly OriginId[]}
  | {readonly kind: 'derived'; readonly how: string; readonly from: readonly OriginId[]};

/** What the planner chooses, one kind of value each. */
export type PlannerStep = 'prefix' | 'vlan' | 'gateway' | 'route' | 'pool' | 'virtual-address' | 'host' | 'host-address' | 'mtu';

/** A value with its origin. */
export interface Fact<T> {
  readonly value: T;
  readonly origin: OriginId;
}

/**
 * Where every fact of a model came from.
 *
 * A text origin is kept as a document and a node, two numbers; its line, column and pointer are computed when something is printed.
 */
export class OriginTable {
  readonly #documents: SourceDocument[] = [];
  readonly #documentIds = new Map<SourceDocument, number>();
  readonly #document: number[] = [];
  readonly #node: number[] = [];
  readonly #others = new Map<OriginId, Origin>();

  get size(): number {
    return this.#document.length;
  }

  /** A place in a text. */
  at(place: {readonly document: SourceDocument; readonly node: NodeId}): OriginId {
    let document = this.#documentIds.get(place.document);
    if (document === undefined) {
      document = this.#documents.push(place.document) - 1;
      this.#documentIds.set(place.document, document);
    }
    return this.#add(document, place.node);
  }

  /** A command line option. */
  declared(by: string): OriginId {
    return this.#other({kind: 'declared', by});
  }

  /** Upstream's default, and the text near which it was left out. */
  defaulted(because: string, near?: OriginId): OriginId {
    return this.#other(near === undefined ? {kind: 'default', because} : {kind: 'default', because, near});
  }

  /** What follows from other facts, such as Neutron's own routes. */
  derived(how: string, from: readonly OriginId[]): OriginId {
    return this.#other({kind: 'derived', how, from});
  }

  /** What the planner chose, and the facts that it chose by. */
  planned(step: PlannerStep, because: string, from: readonly OriginId[]): OriginId {
    return this.#other({kind: 'planned', step, because, from});
  }

  get(id: OriginId): Origin {
    return this.#others.get(id) ?? {kind: 'text', location: this.location(id)!};
  }

  /** The place of an origin: its own, or for defaults and derived facts the nearest text behind them. */
  location(id: OriginId): Location | undefined {
    const document = this.#document[id]!;
    if (document >= 0) return this.#documents[document]!.location(this.#node[id]!);
    const origin = this.#others.get(id)!;
    if (origin.kind === 'default') return origin.near === undefined ? undefined : this.location(origin.near);
    if (origin.kind !== 'derived' && origin.kind !== 'planned') return undefined;
    for (const from of origin.from) {
      const location = this.location(from);
      if (location !== undefined) return location;
    }
    return undefined;
  }

  /** Words for what is no text: `default: ...`, `--router 192.0.2.1`, `derived: ...`. */
  describe(id: OriginId): string | undefined {
    const origin = this.#others.get(id);
    if (origin === undefined) return undefined;
    switch (origin.kind) {
      case 'declared':
        return origin.by;
      case 'default':
      case 'planned':
        return origin.because;
      case 'derived':
        return origin.how;
      default:
        return undefined;
    }
  }

  #add(document: number, node: number): OriginId {
    this.#node.push(node);
    return (this.#document.push(document) - 1) as OriginId;
  }

  #other(origin: Origin): OriginId {
    const id = this.#add(-1, -1);
    this.#others.set(id, origin);
    return id;
  }
}
