import {toJson} from '../text/json.js';
import type {Reporter} from './reporter.js';

/**
 * The Result document as it stands: all findings and every path, whatever a terminal would be shown.
 *
 * See docs/schemas/result.schema.json
 */
export const json: Reporter = {
  name: 'json',
  summary: 'the whole result for programs (docs/schemas/result.schema.json)',
  render: (result) => toJson(result),
};
