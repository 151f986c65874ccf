import {Cursor} from '../../source/cursor.js';
import {type NodeId, NodeKind, type SourceDocument} from '../../source/source-document.js';
import {didYouMean, suggestion} from '../../text/did-you-mean.js';
import type {Reader, ReadReport} from '../reader.js';
import {envInvalid} from './checks/env-invalid.js';
import {isMergeStrategy, MERGE_STRATEGIES, SECTIONS} from './heat/sections.js';
import type {TripleoInputs} from './inputs.js';

/**
 * Heat environments: parameters and the resource registry.
 *
 * What they say together is heat/environment.ts; here is said whether Heat would take each of them.
 */
export const environmentReader: Reader<TripleoInputs> = {
  name: 'heat-environment',
  summary: 'Heat environment files: parameter_defaults, resource_registry and their kin',
  claims: looksLikeEnvironment,
  read(documents, inputs, report) {
    for (const {document, isOrdered, stack} of documents) {
      checkEnvironment(Cursor.root(document, report.problems(envInvalid)), report);
      inputs.environments.push({source: {document, isOrdered, ...(stack === undefined ? {} : {stack})}});
    }
  },
};

/** Keys by which a document with `parameters` is something else: a template, a Kubernetes object, a TripleO plan environment. */
const FOREIGN_KEYS: ReadonlySet<string> = new Set([
  'heat_template_version',
  'HeatTemplateFormatVersion',
  'AWSTemplateFormatVersion',
  'resources',
  'Resources',
  'outputs',
  'Outputs',
  'apiVersion',
  'kind',
  'template',
  'environments',
]);

/** A mapping with at least one section, and nothing that makes it another format. Unknown sections beside it are for the report. */
function looksLikeEnvironment(document: SourceDocument): boolean {
  const root = document.resolve(document.root);
  if (root < 0 || document.kind(root) !== NodeKind.mapping) return false;
  let hasSection = false;
  for (const {key} of document.entries(root)) {
    if (FOREIGN_KEYS.has(key)) return false;
    hasSection ||= SECTIONS.has(key);
  }
  return hasSection;
}

/** Sections whose names no other format has. */
const OWN_SECTIONS = ['parameter_defaults', 'parameter_merge_strategies', 'resource_registry'];

/** The key of a document that is no environment which comes near to a section of one. */
export function findNearSection(
  document: SourceDocument,
): {readonly key: string; readonly meant: string; readonly node: NodeId} | undefined {
  const root = document.resolve(document.root);
  if (root < 0 || document.kind(root) !== NodeKind.mapping) return undefined;
  const entries = document.entries(root);
  if (entries.some(({key}) => FOREIGN_KEYS.has(key) || SECTIONS.has(key))) return undefined;
  for (const {key, keyNode} of entries) {
    const meant = didYouMean(key, OWN_SECTIONS);
    if (meant !== undefined) return {key, meant, node: keyNode};
  }
  return undefined;
}

function checkEnvironment(root: Cursor, report: ReadReport): void {
  if (root.document.index > 0) {
    report.add(envInvalid, {
      message: 'This is a further YAML document in one file, and Heat reads an environment from a file with one.',
      at: root.place,
      fix: 'Put the environment into a file of its own.',
    });
  }
  if (!root.isMapping) {
    report.add(envInvalid, {message: 'A Heat environment is a mapping of sections.', at: root.place});
    return;
  }
  for (const section of root.entries()) checkSection(section, report);
}

function checkSection(section: Cursor, report: ReadReport): void {
  const wanted = SECTIONS.get(section.key);
  if (wanted === undefined) {
    report.add(envInvalid, {
      message: `"${section.key}" is not a section of a Heat environment.${suggestion(section.key, SECTIONS.keys())}`,
      at: section.keyPlace,
    });
  } else if (section.isNull) {
    report.add(envInvalid, {
      message: `The section "${section.key}" is empty, and Heat refuses an empty section.`,
      at: section.keyPlace,
      fix: `Remove the section, or write "${wanted === 'mapping' ? '{}' : '[]'}".`,
    });
  } else if (wanted === 'mapping' ? !section.isMapping : !section.isSequence) {
    report.add(envInvalid, {message: `The section "${section.key}" must be a ${wanted}.`, at: section.place});
  } else if (section.key === 'parameter_merge_strategies') {
    for (const strategy of section.entries()) checkStrategy(strategy, report);
  } else if (section.key === 'resource_registry') {
    for (const entry of section.entries()) checkRegistryEntry(entry, report);
  }
}

/** Heat says nothing of a strategy that it does not know, and takes the file's default instead. */
function checkStrategy(strategy: Cursor, report: ReadReport): void {
  if (isMergeStrategy(strategy.scalar())) return;
  const written = strategy.isScalar && !strategy.isNull ? `"${strategy.text()}"` : 'This';
  report.add(envInvalid, {
    message: `${written} is no merge strategy, and Heat ignores it; "${strategy.key}" can have ${MERGE_STRATEGIES.map((name) => `"${name}"`).join(', ')}.`,
    at: strategy.place,
  });
}

/** A target is a text; only `resources` nests, by resource name, where `hooks` and `restricted_actions` may be lists. */
function checkRegistryEntry(entry: Cursor, report: ReadReport): void {
  if (entry.key !== 'resources') {
    checkTarget(entry, report);
    return;
  }
  for (const resource of entry.isNull ? [] : entry.entries()) {
    for (const mapped of resource.isNull ? [] : resource.entries()) {
      const isAction = mapped.key === 'hooks' || mapped.key === 'restricted_actions';
      if (!(isAction && mapped.isSequence)) checkTarget(mapped, report);
    }
  }
}

function checkTarget(entry: Cursor, report: ReadReport): void {
  if (entry.isNull || typeof entry.scalar() === 'string') return;
  report.add(envInvalid, {message: `"${entry.key}" must lead to a template or a resource type.`, at: entry.place});
}
