import type {Cursor} from '../../../source/cursor.js';
import {type NodeId, NodeKind, type SourceDocument} from '../../../source/source-document.js';

/** Whether two values say the same, the order of keys aside. A number and its text are the same: Heat's parameters have types of their own. */
export function sameValue(left: Cursor, right: Cursor): boolean {
  return sameNode(left.document, left.node, right.document, right.node);
}

function sameNode(leftDocument: SourceDocument, leftReference: NodeId, rightDocument: SourceDocument, rightReference: NodeId): boolean {
  const left = leftDocument.resolve(leftReference);
  const right = rightDocument.resolve(rightReference);
  const kind = shape(leftDocument.kind(left));
  if (kind !== shape(rightDocument.kind(right))) {
    // A comma delimited list may be written as a list or as text; Heat reads one value.
    const isLeftList = kind === NodeKind.sequence;
    const list = isLeftList ? texts(leftDocument, left) : texts(rightDocument, right);
    const text = isLeftList ? rightDocument.text(right) : leftDocument.text(left);
    return (
      list !== undefined &&
      list.join(',') ===
        text
          .split(',')
          .map((part) => part.trim())
          .join(',')
    );
  }
  if (kind === NodeKind.mapping) {
    const entries = leftDocument.entries(left);
    if (entries.length !== rightDocument.entries(right).length) return false;
    return entries.every((entry) => {
      const other = rightDocument.entry(right, entry.key);
      return other !== undefined && sameNode(leftDocument, entry.node, rightDocument, other.node);
    });
  }
  if (kind === NodeKind.sequence) {
    const count = leftDocument.childCount(left);
    if (count !== rightDocument.childCount(right)) return false;
    for (let index = 0; index < count; index++) {
      if (!sameNode(leftDocument, leftDocument.child(left, index), rightDocument, rightDocument.child(right, index))) return false;
    }
    return true;
  }
  const [leftScalar, rightScalar] = [leftDocument.scalar(left), rightDocument.scalar(right)];
  if (Object.is(leftScalar, rightScalar)) return true;
  return leftScalar !== null && rightScalar !== null && leftDocument.text(left) === rightDocument.text(right);
}

function shape(kind: number): number {
  return kind === NodeKind.mapping || kind === NodeKind.sequence ? kind : NodeKind.plain;
}

/** The items of a list of scalars as texts; undefined for anything else. */
function texts(document: SourceDocument, node: NodeId): string[] | undefined {
  if (document.kind(node) !== NodeKind.sequence) return undefined;
  const items = Array.from({length: document.childCount(node)}, (_, index) => document.resolve(document.child(node, index)));
  return items.every((item) => shape(document.kind(item)) === NodeKind.plain) ? items.map((item) => document.text(item)) : undefined;
}
