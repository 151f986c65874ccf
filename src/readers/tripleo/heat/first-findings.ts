import type {Law} from '../../../diagnostics/law.js';
import type {ReadFinding, ReadReport} from '../../reader.js';

const SHOWN = 10;

/**
 * The first findings about one parameter; of the rest only how many there are.
 *
 * Two maps of ten thousand hosts that do not go together make one fault, not a finding for each address.
 */
export class FirstFindings {
  readonly #shown: [Law, ReadFinding][] = [];
  #count = 0;

  add(law: Law, finding: ReadFinding): void {
    if (this.#count++ < SHOWN) this.#shown.push([law, finding]);
  }

  reportTo(report: ReadReport): void {
    const left = this.#count - this.#shown.length;
    this.#shown.forEach(([law, finding], index) => {
      const isLast = left > 0 && index === SHOWN - 1;
      const more = {message: `${left} more ${left === 1 ? 'value' : 'values'} of the parameter ${left === 1 ? 'is' : 'are'} like this.`};
      report.add(law, isLast ? {...finding, notes: [...(finding.notes ?? []), more]} : finding);
    });
  }
}
