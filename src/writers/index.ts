import {planWriter} from './isoplan/plan.js';
import {tripleoEnvironment} from './tripleo/tripleo-environment.js';
import type {Writer} from './writer.js';

/** Every writer, by name. A new one is one file and one line here. */
export const WRITERS: readonly Writer[] = [planWriter, tripleoEnvironment];
