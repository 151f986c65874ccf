import {option, string} from '@oclif/core/flags';
import {BaseCommand} from '../cli/base-command.js';
import {wantsColour} from '../cli/colour.js';
import {assumptionFlag, inputArgument, inputFlags, outputFlags, policyFlag, requestOf} from '../cli/input-flags.js';
import {print} from '../cli/output.js';
import {progressOn} from '../cli/progress.js';
import {reporterNamed, wantedReports} from '../cli/reports.js';
import {writeFileWhole} from '../cli/write-file.js';
import {validate} from '../pipeline.js';
import {exitCodeOf} from '../result.js';

export default class Validate extends BaseCommand {
  static override summary = 'Say whether a cloud may be deployed: no path through the undercloud, and segments that stay apart.';

  static override description =
    `Reads network_data.yaml, roles_data.yaml, undercloud.conf, Heat environments, deployed environments and isoplan's own plans, in any mix.
Ends with 0 when everything holds, 1 when something is violated, 2 when the command or a file cannot be read, 3 when what was read is not enough to decide, and 70 when isoplan itself is wrong.`;

  static override examples = [
    {description: 'Check all files of a folder.', command: '<%= config.bin %> validate overcloud/'},
    {
      description: 'Check what a deploy script deploys.',
      command: '<%= config.bin %> validate --deploy-command overcloud-deploy.sh undercloud.conf',
    },
    {
      description: 'Say which host is the undercloud, when no file does.',
      command: '<%= config.bin %> validate --undercloud 192.168.24.1 overcloud/',
    },
    {description: 'Keep the whole result for other programs.', command: '<%= config.bin %> validate --report json=result.json overcloud/'},
    {description: 'Check a plan that another program makes.', command: 'make-plan | <%= config.bin %> validate -'},
  ];

  static override args = inputArgument;

  static override flags = {
    ...inputFlags,
    ...assumptionFlag,
    ...outputFlags,
    report: string({
      description: 'Write a report to a file besides; repeatable. NAME is one of those that --format takes.',
      helpValue: 'NAME=FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    ...policyFlag,
    'fail-on': option({
      description: 'The least severity of findings that violates; never lets everything pass.',
      options: ['error', 'warning', 'info', 'never'] as const,
      default: 'error',
    })(),
  };

  async run(): Promise<void> {
    const {args, flags} = await this.parse(Validate);
    const reports = wantedReports(flags.report ?? []);
    const request = requestOf(args.input ?? [], flags, flags['fail-on'], 'isoplan validate network_data.yaml roles_data.yaml');
    const progress = progressOn(process.stderr, !flags.quiet);
    const {result, sourceLine} = validate({...request, progress: progress.say});
    progress.end();
    const options = {verbose: flags.verbose, quiet: flags.quiet, sourceLine};
    await print(reporterNamed(flags.format, '--format').render(result, {...options, colour: wantsColour(process.stdout, process.env)}));
    for (const {reporter, file} of reports) {
      writeFileWhole(file, reporter.render(result, {...options, colour: false}), {mayReplace: true});
    }
    this.finish(exitCodeOf(result));
  }
}
