import {packageVersion} from './source/shipped.js';

export const VERSION: string = packageVersion();
