import {string as textArgument} from '@oclif/core/args';
import {option} from '@oclif/core/flags';
import {BaseCommand} from '../cli/base-command.js';
import {lawsTable, lawText} from '../cli/law-text.js';
import {print} from '../cli/output.js';
import {catalogue} from '../pipeline.js';
import {PROPERTY_TITLES} from '../result.js';
import {suggestion} from '../text/did-you-mean.js';
import {toJson} from '../text/json.js';
import {UsageError} from '../usage-error.js';

export default class Rules extends BaseCommand {
  static override summary = 'List what is checked, or explain one rule: what it says, why, and how to fix what breaks it.';

  static override examples = [
    {description: 'List all rules.', command: '<%= config.bin %> rules'},
    {description: 'Explain one, by the id that a finding shows.', command: '<%= config.bin %> rules addr-pool-reversed'},
    {
      description: 'List the errors that deny one property.',
      command: '<%= config.bin %> rules --severity error --property transit-freedom',
    },
  ];

  static override args = {
    id: textArgument({description: 'The id of the rule to explain.', ignoreStdin: true}),
  };

  static override flags = {
    severity: option({description: 'List rules of this severity.', options: ['error', 'warning', 'info'] as const})(),
    property: option({description: 'List rules whose violation denies this property.', options: Object.keys(PROPERTY_TITLES)})(),
    format: option({description: 'What goes to standard output.', options: ['human', 'json'] as const, default: 'human'})(),
  };

  async run(): Promise<void> {
    const {args, flags} = await this.parse(Rules);
    const {id} = args;
    const laws = catalogue();
    if (id !== undefined) {
      const law = laws.find((candidate) => candidate.id === id);
      if (law === undefined) {
        const known = laws.map((candidate) => candidate.id);
        throw new UsageError(`There is no rule "${id}".${suggestion(id, known)} "isoplan rules" lists them.`);
      }
      return print(flags.format === 'json' ? toJson(law) : lawText(law));
    }
    const {severity = undefined, property = undefined} = flags;
    const listed = laws.filter((law) => law.severity === (severity ?? law.severity) && law.property === (property ?? law.property));
    return print(flags.format === 'json' ? toJson(listed) : lawsTable(listed));
  }
}
