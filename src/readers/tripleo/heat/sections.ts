/**
 * The sections of a Heat environment and what each holds.
 *
 * See heat/common/environment_format.py; `parameter_merge_strategies` is there since Pike.
 */
export const SECTIONS: ReadonlyMap<string, 'mapping' | 'list'> = new Map([
  ['parameters', 'mapping'],
  ['parameter_defaults', 'mapping'],
  ['resource_registry', 'mapping'],
  ['parameter_merge_strategies', 'mapping'],
  ['encrypted_param_names', 'list'],
  ['event_sinks', 'list'],
]);

/** How the values of several environments for one parameter become one. */
export const MERGE_STRATEGIES = ['overwrite', 'merge', 'deep_merge'] as const;

export type MergeStrategy = (typeof MERGE_STRATEGIES)[number];

export function isMergeStrategy(value: unknown): value is MergeStrategy {
  return (MERGE_STRATEGIES as readonly unknown[]).includes(value);
}
