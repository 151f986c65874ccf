import type {Cursor} from '../../source/cursor.js';
import type {PlanSetting} from './inputs.js';

/** What a deployer is told: any names with plain values. */
export function readSettings(settings: Cursor): readonly PlanSetting[] {
  if (!settings.exists || settings.isNull) return [];
  return settings.entries().flatMap((entry) => {
    const value = entry.scalar();
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return [{place: entry.place, key: entry.key, value}];
    entry.problem('type', `"${entry.path}" must be a text, a number or a truth value.`);
    return [];
  });
}
