import {option} from '@oclif/core/flags';
import {BaseCommand} from '../cli/base-command.js';
import {print} from '../cli/output.js';
import {formats, writers} from '../pipeline.js';
import {toJson} from '../text/json.js';
import {table} from '../text/table.js';

export default class Formats extends BaseCommand {
  static override summary = 'List the formats that can be read, and what can be written.';

  static override description =
    'Files are recognised by what they hold, not by their names; --as FORMAT=FILE of other commands overrules that. "isoplan generate WRITER" writes.';

  static override examples = [
    {description: 'List them.', command: '<%= config.bin %> formats'},
    {description: 'List them for a program.', command: '<%= config.bin %> formats --format json'},
  ];

  static override flags = {
    format: option({description: 'What goes to standard output.', options: ['human', 'json'] as const, default: 'human'})(),
  };

  async run(): Promise<void> {
    const {flags} = await this.parse(Formats);
    const [read, written] = [formats(), writers()];
    if (flags.format === 'json') return print(toJson({read, written}));
    const readTable = table([['FORMAT', 'FAMILY', 'HOLDS'], ...read.map(({name, family, summary}) => [name, family, summary])]);
    const writtenTable = table([['WRITER', 'WRITES'], ...written.map(({name, summary}) => [name, summary])]);
    return print(`${readTable}\n\n${writtenTable}\n`);
  }
}
