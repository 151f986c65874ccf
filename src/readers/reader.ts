import type {Diagnostic} from '../diagnostics/diagnostic.js';
import type {Law} from '../diagnostics/law.js';
import type {Fragment} from '../model/fragment.js';
import type {OriginTable} from '../model/origin.js';
import type {Place, ReadProblems} from '../source/cursor.js';
import type {SourceDocument} from '../source/source-document.js';
import type {TripleoFacts} from '../tripleo/facts.js';

/** A value and where it was read. */
export interface Located<T> {
  readonly value: T;
  readonly place: Place;
}

/** What a read check found. */
export interface ReadFinding {
  readonly message: string;
  readonly at?: Place;
  readonly subjects?: readonly string[];
  readonly notes?: readonly {readonly message: string; readonly at?: Place}[];
  readonly fix?: string;
  readonly severity?: Diagnostic['severity'];
  readonly certainty?: Diagnostic['certainty'];
}

/** Collects what readers find and do not understand. */
export interface ReadReport {
  add(law: Law, finding: ReadFinding): void;
  /** A sink for a cursor: each problem becomes a finding of this law. */
  problems(law: Law): ReadProblems;
}

/**
 * One format: which documents are of it, and what they say.
 *
 * Readers of one family write into the same inputs, because a cloud is spread over several formats; the family composes the fragment when
 * all of them were read.
 */
export interface Reader<Inputs> {
  readonly name: string;
  readonly summary: string;
  /** Recognises a document by its shape. */
  claims(document: SourceDocument): boolean;
  /** All it claimed, in input order. */
  read(documents: readonly ReadDocument[], inputs: Inputs, report: ReadReport): void;
}

export interface ReadDocument {
  readonly document: SourceDocument;
  /** Whether the user's order of this document among the others means something: a list or a deploy script, not a folder. */
  readonly isOrdered: boolean;
  /** The stack a deploy script gave it to; undefined where none was named. */
  readonly stack?: string;
}

export interface Family<Inputs> {
  readonly name: string;
  readonly readers: readonly Reader<Inputs>[];
  start(): Inputs;
  compose(inputs: Inputs, context: ComposeContext, report: ReadReport): Fragment;
}

export interface ComposeContext {
  readonly origins: OriginTable;
  readonly declarations: Declarations;
  /** The tables of policies/facts. */
  readonly facts: TripleoFacts;
  /** Where the user says the stock templates lie. */
  readonly templates?: string;
  /** Stock environments that a deploy script names, whose text is not there and whose effect is known. */
  readonly stockEnvironments: readonly string[];
  /** By the stack's name; absent where no deploy command was read. */
  readonly closedStacks?: ReadonlyMap<string, ClosedStack>;
}

/** A stack whose deploy command was read whole: what the command does not name is not deployed. */
export interface ClosedStack {
  /** The deploy command. */
  readonly place: Place;
  /** Whether the ports of the bare metal file reach it: in what provisioning writes, or because it provisions itself. */
  readonly takesProvisionedPorts: boolean;
}

/** What the user says beside the files. */
export interface Declarations {
  /** Addresses or host names that are the undercloud's. */
  readonly undercloud: readonly string[];
  /** Addresses that are routers'. */
  readonly routers: readonly string[];
}
