import type {RenderOptions} from '../reporter.js';
import type {PlanDocument} from './plan-document.js';

/** One report of a plan: its document in, text out. */
export interface PlanReporter {
  readonly name: string;
  readonly summary: string;
  /** Whether the text tells the findings too; where it does not, somebody else has to. */
  readonly tellsFindings: boolean;
  /** Ends with a line end. */
  render(plan: PlanDocument, options: RenderOptions): string;
  /** What the text could not hold as it stands, as a sentence. */
  remark?(plan: PlanDocument): string | undefined;
}
