import {string as textArgument} from '@oclif/core/args';
import {string} from '@oclif/core/flags';
import {BaseCommand} from '../cli/base-command.js';
import {wantsColour} from '../cli/colour.js';
import {exitCodeOfTraces} from '../cli/exit-code.js';
import {assumptionFlag, inputArgument, inputFlags, outputFlags, requestOf} from '../cli/input-flags.js';
import {print} from '../cli/output.js';
import {progressOn} from '../cli/progress.js';
import {trace, VERSION} from '../pipeline.js';
import {tracesText} from '../reporters/human/traces.js';
import {toJson} from '../text/json.js';

export default class Trace extends BaseCommand {
  static override summary = 'Follow a packet hop by hop, and name the line that makes each hop so.';

  static override description =
    `Ends with 0 when the way is known and allowed, 1 when it crosses the undercloud or goes round in a loop, 3 when it is not known to its end.`;

  static override examples = [
    {
      description: 'Where does a controller send a packet for an address?',
      command: '<%= config.bin %> trace controller-0 10.0.0.20 overcloud/',
    },
    {description: 'How does any host of a role leave the cloud?', command: '<%= config.bin %> trace Compute outside overcloud/'},
    {
      description: 'From one of its addresses only.',
      command: '<%= config.bin %> trace controller-0 compute-0 overcloud/ --from-address 172.17.1.10',
    },
  ];

  static override args = {
    from: textArgument({description: 'The host, role or address that sends.', required: true, ignoreStdin: true}),
    to: textArgument({description: 'The host, role, network or address it sends to, or outside.', required: true, ignoreStdin: true}),
    ...inputArgument,
  };

  static override flags = {
    'from-address': string({description: 'The source address, when the sender has several.', helpValue: 'ADDRESS'}),
    ...inputFlags,
    ...assumptionFlag,
    ...outputFlags,
  };

  async run(): Promise<void> {
    const {args, flags} = await this.parse(Trace);
    const {from, to} = args;
    const fromAddress = flags['from-address'];
    const request = requestOf(args.input ?? [], flags, 'error', `isoplan trace ${from} ${to} network_data.yaml roles_data.yaml`);
    const progress = progressOn(process.stderr, !flags.quiet);
    const question = {from, to, ...(fromAddress !== undefined && {fromAddress})};
    const {run, traces} = trace({...request, progress: progress.say}, question);
    progress.end();
    if (flags.format === 'json') {
      const {assumptions, inputs} = run.result;
      await print(toJson({traceVersion: 1, isoplanVersion: VERSION, ...question, traces, assumptions, inputs}));
    } else {
      const options = {colour: wantsColour(process.stdout, process.env), verbose: flags.verbose, quiet: flags.quiet};
      await print(tracesText(question, traces, run.result, options));
    }
    this.finish(exitCodeOfTraces(traces, {noAssumptions: flags['no-assumptions']}));
  }
}
