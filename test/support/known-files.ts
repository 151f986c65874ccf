import {readdirSync} from 'node:fs';
import {join, relative} from 'node:path';

const FOLDERS = [
  'tripleo/tripleo-heat-templates',
  'tripleo/data-plane-adoption',
  'tht-render/train-default/input',
  'tht-render/wallaby-v1-default/input',
  'tht-render/wallaby-v2-default/input',
];

/** Every YAML file that upstream ships as an input, or as a whole scenario, relative to the folder of real-world files. */
export function knownFiles(folder: string): string[] {
  return FOLDERS.flatMap((below) =>
    readdirSync(join(folder, below), {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/')),
  ).sort();
}
