import type {Severity} from './diagnostic.js';

/** What a rule or a read check says of itself: the one source of `isoplan rules` and docs/rules. */
export interface Law {
  /** Kebab case, never reused. */
  readonly id: string;
  /** The law as a sentence that is true of a sound network. */
  readonly summary: string;
  /** What breaks otherwise, and who says so. */
  readonly why: string;
  /** The next step, in the imperative. */
  readonly fix: string;
  readonly severity: Severity;
  /** The property that a violation denies. */
  readonly property: 'closed-world' | 'address-facts' | 'transit-freedom' | 'control-dependence' | 'segment-isolation';
  /** Laws whose findings on the same subject are a consequence of this one. */
  readonly explains?: readonly string[];
}
