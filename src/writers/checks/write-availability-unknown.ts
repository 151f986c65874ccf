import type {Law} from '../../diagnostics/law.js';

/** Nothing tells whether a service runs that has a form of its own on one host. */
export const writeAvailabilityUnknown: Law = {
  id: 'write-availability-unknown',
  summary: 'Of every service that can run clustered it is known whether it runs.',
  why: 'An entry of the resource registry turns a service on that is off; one that an environment of its owner turns on keeps the form that environment gives it.',
  fix: 'Where an environment turns the service on, let it name the template of the form that is wanted.',
  severity: 'info',
  property: 'closed-world',
};
