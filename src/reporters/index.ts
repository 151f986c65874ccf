import {human} from './human.js';
import {json} from './json.js';
import type {Reporter} from './reporter.js';

/** Every reporter, by name. */
export const REPORTERS: readonly Reporter[] = [human, json];
