import {emptyFragment, type Fragment} from '../model/fragment.js';
import {isoplanFamily} from './isoplan/family.js';
import type {ComposeContext, Family, ReadDocument, Reader, ReadReport} from './reader.js';
import {tripleoFamily} from './tripleo/family.js';

export {readChecks} from './checks.js';

/** A family whose inputs nobody else needs to know. */
export interface RunnableFamily {
  readonly name: string;
  readonly readers: readonly Pick<Reader<unknown>, 'name' | 'summary' | 'claims'>[];
  /** Reads what its readers claimed and makes the fragment. */
  run(claims: readonly {readonly reader: string; readonly input: ReadDocument}[], context: ComposeContext, report: ReadReport): Fragment;
}

/** Every family of formats, in the order in which they are asked for a document. */
export const families: readonly RunnableFamily[] = [runnable(isoplanFamily), runnable(tripleoFamily)];

function runnable<Inputs>(family: Family<Inputs>): RunnableFamily {
  return {
    name: family.name,
    readers: family.readers,
    run(claims, context, report) {
      const inputs = family.start();
      if (claims.length === 0) return emptyFragment();
      for (const reader of family.readers) {
        const documents = claims.filter((claim) => claim.reader === reader.name).map((claim) => claim.input);
        if (documents.length > 0) reader.read(documents, inputs, report);
      }
      return family.compose(inputs, context, report);
    },
  };
}
