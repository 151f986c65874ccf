import type {Family} from '../reader.js';
import {composePlans} from './compose.js';
import type {PlanInputs} from './inputs.js';
import {planReader} from './plan.js';

/** isoplan's own formats. */
export const isoplanFamily: Family<PlanInputs> = {
  name: 'isoplan',
  readers: [planReader],
  start: () => ({plans: []}),
  compose: composePlans,
};
