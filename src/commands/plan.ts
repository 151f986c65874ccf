import {boolean, option, string} from '@oclif/core/flags';
import {BaseCommand} from '../cli/base-command.js';
import {wantsColour} from '../cli/colour.js';
import {EXIT, exitCodeOfUnwritable} from '../cli/exit-code.js';
import {inputArgument, inputFlags, policyFlag, requestOf} from '../cli/input-flags.js';
import {withoutInterruption} from '../cli/interruption.js';
import {planOfText} from '../cli/ledger.js';
import {print, tell} from '../cli/output.js';
import {requireOutsideInputs} from '../cli/outside-inputs.js';
import {planTexts, requireOneOutput, savePlan} from '../cli/plan-output.js';
import {progressOn} from '../cli/progress.js';
import {planCloud} from '../pipeline.js';
import {PLAN_REPORTERS, planReporterNamed} from '../reporters/plan/index.js';

export default class Plan extends BaseCommand {
  static override summary =
    'Choose what a cloud leaves open: subnets, VLANs, pools, addresses; show who chose what, and keep it in a plan file.';

  static override description =
    `What is written stays as it is; the plan of a plan is the same plan. So a plan file is the ledger: add a role or a host to it, plan it again in its place, and nothing else moves.
A plan file that isoplan wrote is replaced where everything that stands in it stays: where it is the input, or nobody has changed it and the new plan has all of its values. Else --force is needed, and for any other file. It must not lie in an input folder, where the next run would read it beside its inputs.
Ends with 0 when there is a plan, 1 when what is written contradicts itself or leaves no room, 2 when the command or a file cannot be read or written, 3 when what was read is not understood well enough to plan on, and 70 when isoplan itself is wrong.`;

  static override examples = [
    {description: 'Show what would be chosen.', command: '<%= config.bin %> plan cloud.yaml'},
    {description: 'Keep it in a file.', command: '<%= config.bin %> plan cloud.yaml --out plan.yaml'},
    {description: 'Plan again after a change in that file.', command: '<%= config.bin %> plan plan.yaml --out plan.yaml'},
    {description: 'Say for each value who chose it.', command: '<%= config.bin %> plan overcloud/ --explain'},
    {description: 'Check a plan without keeping it.', command: '<%= config.bin %> plan cloud.yaml --out - | <%= config.bin %> validate -'},
  ];

  static override args = inputArgument;

  static override flags = {
    out: string({description: 'The plan file to write; "-" is standard output, which then holds the plan alone.', helpValue: 'FILE'}),
    force: boolean({
      description: 'Replace the file although somebody else wrote or changed it, or values in it move; these are told.',
      default: false,
    }),
    explain: boolean({
      description: 'Say for each value who chose it: a file, an option, a default, or the planner and why.',
      default: false,
    }),
    ...inputFlags,
    ...policyFlag,
    format: option({
      description: 'What goes to standard output. csv puts an apostrophe before cells that a spreadsheet would compute, and says so.',
      options: PLAN_REPORTERS.map((reporter) => reporter.name),
      default: 'human',
    })(),
    verbose: boolean({
      description: 'Print also info findings, and for people the files read and ignored, and what is assumed with the places behind it.',
      default: false,
    }),
    quiet: boolean({description: 'Print the table and the findings, and nothing besides.', exclusive: ['verbose'], default: false}),
  };

  async run(): Promise<void> {
    const {args, flags} = await this.parse(Plan);
    const {out, quiet, verbose} = flags;
    const wish = {reporter: planReporterNamed(flags.format), out, isForced: flags.force, isExplained: flags.explain};
    requireOneOutput(wish);
    const inputs = args.input ?? [];
    const request = requestOf(inputs, flags, 'error', 'isoplan plan cloud.yaml');
    if (out !== undefined && out !== '-') requireOutsideInputs(out, inputs);
    const progress = progressOn(process.stderr, !quiet);
    const run = planCloud({...request, progress: progress.say});
    progress.end();
    const options = {verbose, quiet, sourceLine: run.sourceLine};
    const {output, aside} = planTexts(
      run,
      wish,
      {...options, colour: wantsColour(process.stdout, process.env)},
      {...options, colour: wantsColour(process.stderr, process.env)},
    );
    await print(output);
    tell(aside);
    if (!run.isWritable) return this.finish(exitCodeOfUnwritable(run.result));
    const {saved, moved} = await withoutInterruption(() => savePlan(run, wish, planOfText(planCloud, request)));
    if (wish.reporter.name === 'human' && !quiet) await print(saved);
    tell(moved);
    this.finish(EXIT.holds);
  }
}
