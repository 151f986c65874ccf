import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {environmentReader} from '#src/readers/tripleo/environment-reader.js';
import {SourceText} from '#src/source/location.js';
import {parseYaml} from '#src/source/yaml.js';

const FOLDERS = ['tripleo/tripleo-heat-templates', 'tripleo/data-plane-adoption', 'tripleo/golden', 'tht-render', 'rhoso/adoption'];

/** All Heat environments among upstream's files: those with a section and no template's version, by their text. */
export function stockEnvironments(folder: string): string[] {
  const names = FOLDERS.flatMap((below) => yamlFiles(join(folder, below)))
    .filter((name) => !name.endsWith('.json'))
    .sort();
  return names.filter((name) => {
    const text = readFileSync(name, 'utf8');
    if (/^heat_template_version/m.test(text)) return false;
    return /^( {4}")?(parameters|parameter_defaults|resource_registry|parameter_merge_strategies)"?:/m.test(text);
  });
}

/** All documents that the environment reader takes for its own. */
export function claimedFiles(folder: string): string[] {
  return yamlFiles(folder).filter((name) => {
    const {documents} = parseYaml(new SourceText(name, readFileSync(name, 'utf8')));
    return documents.some((document) => environmentReader.claims(document));
  });
}

function yamlFiles(folder: string): string[] {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
