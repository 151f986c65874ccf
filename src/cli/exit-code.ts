import type {Trace} from '../diagnostics/trace.js';
import type {Result} from '../result.js';

/** What the process says to the shell that ran it. See docs/exit-codes.md */
export const EXIT = {holds: 0, violated: 1, usage: 2, undecided: 3, bug: 70} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * A question that was answered holds, unless a path crosses what it must not, or an end is not known.
 *
 * Where nothing may be taken for true, an end that rests on an assumption is not known.
 */
export function exitCodeOfTraces(traces: readonly Trace[], options: {readonly noAssumptions: boolean}): ExitCode {
  if (traces.some((trace) => trace.hops.some((hop) => hop.isForbidden))) return EXIT.violated;
  const isOpen = (trace: Trace): boolean => trace.outcome === 'unknown' || (options.noAssumptions && trace.isAssumed === true);
  return traces.length === 0 || traces.some(isOpen) ? EXIT.undecided : EXIT.holds;
}

/** Where findings keep files from being written: whether something is wrong, or only not known. */
export function exitCodeOfUnwritable({verdict}: Result): ExitCode {
  return verdict === 'violated' ? EXIT.violated : EXIT.undecided;
}
