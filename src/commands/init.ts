import {boolean, string} from '@oclif/core/flags';
import {BaseCommand} from '../cli/base-command.js';
import {networkSet} from '../cli/network-sets.js';
import {print} from '../cli/output.js';
import {writeFileWhole} from '../cli/write-file.js';

export default class Init extends BaseCommand {
  static override summary = 'Write a starting plan: a set of networks, ready to be changed.';

  static override examples = [
    {description: 'Write isoplan.yaml with the networks of a standard cloud.', command: '<%= config.bin %> init'},
    {description: 'Start from another set, in another file.', command: '<%= config.bin %> init --from tripleo-ipv6 --out plans/cloud.yaml'},
    {description: 'Then check it.', command: '<%= config.bin %> validate isoplan.yaml'},
  ];

  static override flags = {
    from: string({
      description: 'The set of networks to start from; a name that is not known lists them.',
      helpValue: 'NETWORKS',
      default: 'tripleo-default',
    }),
    out: string({description: 'The file to write; "-" for standard output.', helpValue: 'FILE', default: 'isoplan.yaml'}),
    force: boolean({description: 'Replace the file if it exists.', default: false}),
  };

  async run(): Promise<void> {
    const {flags} = await this.parse(Init);
    // By convention "-" is where other commands read from.
    if (flags.out === '-') return print(networkSet(flags.from));
    writeFileWhole(flags.out, networkSet(flags.from), {mayReplace: flags.force});
    return print(
      `Wrote "${flags.out}" from the networks "${flags.from}".\nNext: change it to your cloud, then run "isoplan validate ${flags.out}".\n`,
    );
  }
}
