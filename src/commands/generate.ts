import {string as textArgument} from '@oclif/core/args';
import {boolean, option, string} from '@oclif/core/flags';
import {BaseCommand} from '../cli/base-command.js';
import {wantsColour} from '../cli/colour.js';
import {EXIT, exitCodeOfUnwritable} from '../cli/exit-code.js';
import {lookAtFolder} from '../cli/folder-state.js';
import {differenceText, isAsWanted} from '../cli/folder-text.js';
import {requireFolderName, requireWriter, writeOptionsOf} from '../cli/generate-flags.js';
import {generatedText, provenFiles, unwritableText, writersTable} from '../cli/generate-output.js';
import {detailFlags, inputFlags, policyFlag, requestOf} from '../cli/input-flags.js';
import {withoutInterruption} from '../cli/interruption.js';
import {planOfText, requireLedgersKept} from '../cli/ledger.js';
import {print} from '../cli/output.js';
import {requireInputsOutside, requireOutsideInputs} from '../cli/outside-inputs.js';
import {progressOn} from '../cli/progress.js';
import {writeFolder} from '../cli/write-folder.js';
import {generate, planCloud, writers} from '../pipeline.js';

export default class Generate extends BaseCommand {
  static override summary =
    'Write the files that deploy a cloud, from its plan or from what it is described by; without arguments, list what can be written.';

  static override description =
    `What the inputs leave open is chosen first, as by "isoplan plan". All files are written or none. Each begins with a comment that says what it was made from, and with a digest: a file that isoplan wrote is replaced as long as nobody has changed it, any other with --force alone; so is a plan in which not all values would stay. Files that an earlier run wrote beside those of now, and that would not be written now, are removed; where somebody changed them they stay and are told.
DIR must not lie in an input folder, nor an input in DIR, because whoever reads a folder reads all of it.
A cloud whose paths cross the undercloud is written as it is meant, and the last lines say so; "isoplan validate" is the gate.
Ends with 0 when the files are written, or with --check are as they would be; with 1 when what is written contradicts itself or leaves no room, or --check finds a difference; 2 when the command or a file cannot be read or written, or a file of somebody else is in the way; 3 when what was read is not understood well enough to write it; and 70 when isoplan itself is wrong.`;

  static override examples = [
    {description: 'List what can be written.', command: '<%= config.bin %> generate'},
    {
      description: 'Write the environments of TripleO.',
      command: '<%= config.bin %> generate tripleo-environment plan.yaml --out overcloud/',
    },
    {
      description: 'Make sure that what is deployed is what the plan says.',
      command: '<%= config.bin %> generate tripleo-environment plan.yaml --out overcloud/ --check',
    },
    {
      description: 'For Train, with its templates elsewhere.',
      command:
        '<%= config.bin %> generate tripleo-environment plan.yaml --out train/ --release train --installed-templates /home/stack/templates',
    },
    {
      description: 'The same cloud on one node.',
      command: '<%= config.bin %> generate tripleo-environment plan.yaml --out single/ --topology single-node',
    },
  ];

  static override usage = ['<%= command.id %>', '<%= command.id %> WRITER INPUT... --out DIR [--check | --force]'];

  // oclif knows no argument that may be left out before one that may be repeated.
  static override args = {
    input: textArgument({
      description: 'What to write, then the files and folders that describe the cloud; - is standard input.',
      multiple: true,
      ignoreStdin: true,
    }),
  };

  static override flags = {
    out: string({description: 'The folder to write to; it is made where there is none.', helpValue: 'DIR'}),
    check: boolean({
      description: 'Write nothing; show how the files in the folder differ from what would be written, and which are missing or stale.',
      exclusive: ['force'],
      default: false,
    }),
    force: boolean({description: 'Replace files although somebody else wrote or changed them.', default: false}),
    release: option({
      description: 'The release of TripleO that deploys.',
      options: ['wallaby', 'train'] as const,
      default: 'wallaby',
    })(),
    'network-data': option({
      description: "Which version of network_data.yaml to write; the release's own where absent.",
      options: ['v1', 'v2'] as const,
    })(),
    topology: option({
      description: 'Whether services run clustered on several nodes, or alone on one.',
      options: ['high-availability', 'single-node'] as const,
      default: 'high-availability',
    })(),
    'installed-templates': string({
      description: "Where TripleO's own templates lie on the machine that deploys; its usual place where absent.",
      helpValue: 'DIR',
    }),
    stack: string({description: 'The name of the stack; "overcloud" where absent.', helpValue: 'NAME'}),
    ...inputFlags,
    ...policyFlag,
    ...detailFlags,
    quiet: boolean({description: 'Print the findings, and nothing besides.', exclusive: ['verbose'], default: false}),
  };

  async run(): Promise<void> {
    const {args, flags, metadata} = await this.parse(Generate);
    const [writer, ...inputs] = args.input ?? [];
    const {out, quiet, verbose} = flags;
    if (this.argv.length === 0) return print(writersTable(writers()));
    requireWriter(writer);
    requireFolderName(out);
    const isGiven = (flag: string) => flag in flags && metadata.flags[flag]?.setFromDefault !== true;
    const options = writeOptionsOf(writer, flags, isGiven);
    const request = requestOf(inputs, flags, 'error', `isoplan generate ${writer} plan.yaml --out ${out}`);
    requireOutsideInputs(out, inputs);
    const progress = progressOn(process.stderr, !quiet);
    const run = generate({...request, progress: progress.say, writer, options});
    progress.end();
    const colour = wantsColour(process.stdout, process.env);
    const rendering = {colour, quiet, verbose, sourceLine: run.sourceLine};
    if (!run.isWritable) {
      await print(unwritableText(run, rendering));
      return this.finish(exitCodeOfUnwritable(run.result));
    }
    const names = run.result.inputs.map(({file}) => file);
    requireInputsOutside(out, names);
    const folder = lookAtFolder(out, provenFiles(run, writer), writer);
    if (flags.check) {
      await print(differenceText(folder, colour));
      return this.finish(isAsWanted(folder) ? EXIT.holds : EXIT.violated);
    }
    if (!flags.force) requireLedgersKept(folder, writer, planOfText(planCloud, request));
    await withoutInterruption(() => writeFolder(folder, {mayReplace: flags.force}));
    await print(generatedText(folder, run, writer, rendering));
    this.finish(EXIT.holds);
  }
}
