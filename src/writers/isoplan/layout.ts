import {type YamlValue, yamlText} from '../../text/yaml-text.js';

/** What a plan is made of: entries and items on lines of their own, and in them values that stand on one line. */
export type PlanValue = YamlValue | Lines | Items;

/** A mapping with a line, or several, for each entry; what is undefined is left out. */
export class Lines {
  readonly entries: readonly (readonly [string, PlanValue])[];

  constructor(entries: Iterable<readonly [string, PlanValue | undefined]>) {
    this.entries = [...entries].filter((entry): entry is readonly [string, PlanValue] => entry[1] !== undefined);
  }
}

/** A list with a line for each item. */
export class Items {
  readonly items: readonly YamlValue[];

  constructor(items: readonly YamlValue[]) {
    this.items = items;
  }
}

/** The text of a plan, with an empty line around every section of several lines. */
export function planText(plan: Lines): string {
  const sections = plan.entries.map((entry) => linesText(new Lines([entry]), ''));
  return sections
    .map((section, index) => (index > 0 && (isLong(section) || isLong(sections[index - 1]!)) ? `\n${section}` : section))
    .join('');
}

function isLong(section: string): boolean {
  return section.indexOf('\n') < section.length - 1;
}

/** A list that makes its line longer than this stands on several. */
const WIDTH = 120;

function linesText({entries}: Lines, indentation: string): string {
  const parts: string[] = [];
  // Entries of one line each are many where hosts are many, and become text at once.
  let short = new Map<string, YamlValue>();
  const put = (text: string): void => {
    parts.push(indentation === '' ? text : text.replace(/^/gm, indentation).slice(0, -indentation.length));
  };
  const flush = (): void => {
    if (short.size > 0) put(yamlText(short, 1));
    short = new Map();
  };
  for (const [key, value] of entries) {
    if (value instanceof Lines && value.entries.length > 0) {
      flush();
      parts.push(`${indentation}${yamlText(key).trimEnd()}:\n`, linesText(value, `${indentation}  `));
    } else if (value instanceof Items || isWide(key, value, indentation)) {
      flush();
      put(yamlText({[key]: value instanceof Items ? value.items : (value as YamlValue)}, 2));
    } else short.set(key, value instanceof Lines ? {} : (value as YamlValue));
  }
  flush();
  return parts.join('');
}

function isWide(key: string, value: PlanValue, indentation: string): boolean {
  return Array.isArray(value) && indentation.length + yamlText({[key]: value}, 1).length > WIDTH;
}
