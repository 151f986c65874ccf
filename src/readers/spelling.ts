import {isAmbiguousScalar, readScalar11, readScalar12, type Scalar} from '../source/scalar.js';
import {isSecretValue} from '../source/secret-values.js';
import {type NodeId, NodeKind, type SourceDocument} from '../source/source-document.js';
import {secYamlAmbiguousScalar} from './checks/sec-yaml-ambiguous-scalar.js';
import {secYamlDuplicateKey} from './checks/sec-yaml-duplicate-key.js';
import type {ReadReport} from './reader.js';

/** Reports what is spelled so that readers of YAML disagree about it: keys written twice, and plain values of two meanings. */
export function reportSpelling(document: SourceDocument, report: ReadReport): void {
  for (const {key, first, last} of document.duplicates) {
    const isSame = sameText(document, valueUnder(document, first), valueUnder(document, last));
    report.add(secYamlDuplicateKey, {
      message: `The key "${key}" stands twice in one mapping${isSame ? ', with one value' : '; the last value is taken'}.`,
      at: {document, node: last},
      subjects: [`place:${document.source.name}${document.pointer(last)}`],
      notes: [{message: 'It stands here first.', at: {document, node: first}}],
      severity: isSame ? 'warning' : 'error',
    });
  }
  if (document.version !== '1.1') return;
  for (let node = 0; node < document.size; node++) {
    if (document.kind(node) !== NodeKind.plain || document.tags.has(node) || !isAmbiguousScalar(document.text(node))) continue;
    // The value of a password is nobody's business, ambiguous or not.
    if (isSecretValue(document, node)) continue;
    const text = document.text(node);
    report.add(secYamlAmbiguousScalar, {
      message: `"${text}" is ${describe(readScalar11(text))} to TripleO (YAML 1.1) and ${describe(readScalar12(text))} to readers of YAML 1.2.`,
      at: {document, node},
      subjects: [`place:${document.source.name}${document.pointer(node)}`],
    });
  }
}

function valueUnder(document: SourceDocument, key: NodeId): NodeId {
  const mapping = document.parent(key);
  for (let index = 0; index < document.childCount(mapping); index += 2) {
    if (document.child(mapping, index) === key) return document.child(mapping, index + 1);
  }
  return key;
}

/** Whether two values are equal as they are written. */
function sameText(document: SourceDocument, left: NodeId, right: NodeId): boolean {
  return (
    document.source.text.slice(document.start(left), document.end(left)) ===
    document.source.text.slice(document.start(right), document.end(right))
  );
}

function describe(value: Scalar): string {
  return typeof value === 'string' ? `the text "${value}"` : String(value);
}
