import type {Result} from '../result.js';
import type {Location} from '../source/location.js';

/** How a report is wanted. What a result says never depends on it. */
export interface RenderOptions {
  readonly colour: boolean;
  /** Shows info findings, the files read and ignored, and the places behind assumptions. */
  readonly verbose: boolean;
  /** Leaves findings, open questions and the verdict. */
  readonly quiet: boolean;
  /** The text of the line a location starts on; undefined where the text is not at hand, as with a saved result. */
  readonly sourceLine?: (location: Location) => string | undefined;
}

export const PLAIN: RenderOptions = {colour: false, verbose: false, quiet: false};

/** One report: a result in, its text out. */
export interface Reporter {
  readonly name: string;
  readonly summary: string;
  /** Ends with a line end. */
  render(result: Result, options: RenderOptions): string;
}
