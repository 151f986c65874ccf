/** What YAML text is made of. Mappings keep the order of their keys. */
export type YamlValue =
  | string
  | number
  | boolean
  | null
  | readonly YamlValue[]
  | {readonly [key: string]: YamlValue | undefined}
  | ReadonlyMap<string, YamlValue>;

/**
 * Plain data as YAML text that YAML 1.1 and 1.2 readers take for the same data.
 *
 * @param flowDepth from which depth on collections stand on one line; never where absent
 */
export function yamlText(value: YamlValue, flowDepth = Number.POSITIVE_INFINITY): string {
  throw new Error(`to be written: ${typeof value} ${flowDepth}`);
}
