/**
 * The deploy script: which files the TripleO commands in it name, for which stack and in which order.
 *
 * The script is read, never run (text/shell-script.ts). A word that the script alone does not settle stays unresolved and is a problem where
 * it matters; nothing is guessed.
 *
 *   COMMANDS, the option tables     what tripleoclient's commands take (union of 9.3 to 20.0: v1/overcloud_deploy.py, v1/tripleo_deploy.py,
 *                                   v2/overcloud_network.py, v2/overcloud_node.py, v2/overcloud_ceph.py, v1/overcloud_export.py, ...)
 *   findCommand                     a TripleO command behind `sudo`, `time`, `env` and global options
 *   Arguments                       argparse: `--opt value`, `--opt=value`, unique beginnings, `-eFILE`
 */
import type {SourceText} from '../../source/location.js';
import {compareText} from '../../text/code-unit-order.js';
import {suggestion} from '../../text/did-you-mean.js';
import {CREDENTIALS, type ExpandedWord, readShellScript, type ShellCommand} from '../../text/shell-script.js';

/** Where TripleO's packages put the templates (tripleoclient constants.TRIPLEO_HEAT_TEMPLATES). */
export const STOCK_TEMPLATES = '/usr/share/openstack-tripleo-heat-templates';
/** The home of the user that upstream's installation guide has deploy the cloud. */
export const UNDERCLOUD_HOME = '/home/stack';

const STACK_VARIABLE = 'OVERCLOUD_STACK_NAME';
const FOLDER_VARIABLE = 'TRIPLEO_ENVIRONMENT_DIRECTORY';

export type DeployKind =
  | 'overcloud-deploy'
  | 'network-provision'
  | 'vip-provision'
  | 'node-provision'
  | 'tripleo-deploy'
  | 'ceph-deploy'
  | 'export'
  | 'image-prepare';

/** A name in the script. */
export interface ScriptWord {
  readonly text: string;
  /** Where it is written; a name out of a variable is written where that was assigned. */
  readonly offset: number;
  readonly end: number;
  /** Absent where the script alone does not say; `because` then says why. */
  readonly resolved?: string;
  readonly because?: string;
}

/** What one command deploys. Names are as the command got them: relative ones lie below `folder`. */
export interface DeployCommand {
  readonly kind: DeployKind;
  /** Such as `openstack overcloud deploy`. */
  readonly name: string;
  /** The offset of the command. */
  readonly place: number;
  readonly end: number;
  /** Whether it runs only in a branch. */
  readonly isConditional: boolean;
  /** Where `cd` has led to; `.` is where the script was started. */
  readonly folder: ScriptWord;
  /** Of an export the stack whose facts it writes. */
  readonly stack: ScriptWord;
  readonly isStackWritten: boolean;
  readonly templates?: ScriptWord;
  readonly networksFile?: ScriptWord;
  readonly rolesFile?: ScriptWord;
  readonly vipFile?: ScriptWord;
  readonly baremetalDeployment?: ScriptWord;
  /** `--network-config`. */
  readonly appliesNetworkConfig: boolean;
  /** `-e`, in order. */
  readonly environments: readonly ScriptWord[];
  /** In order; upstream loads their files before those of `-e`. */
  readonly environmentDirectories: readonly ScriptWord[];
  /** What the command writes. */
  readonly outputs: readonly ScriptWord[];
  readonly answersFile?: ScriptWord;
}

/** A file of the script's own doing. */
export interface ScriptFile {
  readonly word: ScriptWord;
  /** Where `cd` has led to. */
  readonly folder: ScriptWord;
}

export interface DeployScript {
  /** In the order in which they run. */
  readonly commands: readonly DeployCommand[];
  /** Scripts that this one runs or sources, those that only set credentials left out. */
  readonly called: readonly ScriptFile[];
  /** What the script itself writes, by redirections and by commands that change files; `index` of the commands come before. */
  readonly written: readonly (ScriptFile & {readonly index: number})[];
  /** What the script leaves open about what it deploys, by place. */
  readonly problems: readonly {readonly message: string; readonly offset: number; readonly end: number}[];
}

export interface ScriptSurroundings {
  /** What `~` and `$HOME` stand for. */
  readonly home?: string;
  /** The folder of the script: `$(dirname "$0")`. */
  readonly scriptFolder?: string;
}

/** Reads what a deploy script deploys. It runs nothing and opens nothing. */
export function parseDeployScript(source: SourceText, surroundings: ScriptSurroundings = {}): DeployScript {
  const home = surroundings.home ?? UNDERCLOUD_HOME;
  const script = readShellScript(source.text, {...surroundings, home, watched: [STACK_VARIABLE, FOLDER_VARIABLE]});
  const commands: DeployCommand[] = [];
  const problems = new Map<string, {message: string; offset: number; end: number}>();
  const report = (message: string, offset: number, end: number): void => {
    problems.set(`${offset} ${message}`, {message, offset, end});
  };
  for (const {message, offset} of script.problems) report(message, offset, offset + 1);
  let isBehindDeploy = false;
  const called: ScriptFile[] = [];
  const written: (ScriptFile & {index: number})[] = [];
  const redirected = [...script.writes].sort((left, right) => right.index - left.index);
  for (const [index, command] of script.commands.entries()) {
    while ((redirected.at(-1)?.index ?? Number.POSITIVE_INFINITY) <= index) {
      const {word, folder} = redirected.pop()!;
      written.push({word: scriptWord(word), folder: scriptWord(folder), index: commands.length});
    }
    const found = findCommand(command);
    if (found !== undefined) {
      commands.push(new Arguments(command, found, home, report).read());
    } else {
      const folder = scriptWord(command.folder);
      for (const word of changedFiles(command)) written.push({word: scriptWord(word), folder, index: commands.length});
      const script = calledScript(command);
      if (script !== undefined) called.push({word: scriptWord(script), folder});
      const [head] = command.words;
      if (isBehindDeploy && head?.resolved !== undefined && /^--?[a-z]/.test(head.resolved)) {
        const message = `"${head.text}" starts a command of its own, because the line before it does not end in "\\"; it is not part of the deploy command.`;
        report(message, head.start, head.end);
      }
      const hidden = hiddenCommand(command);
      if (hidden !== undefined)
        report('A deploy command inside quotes is not read; give it as a script of its own.', hidden.start, hidden.end);
    }
    isBehindDeploy = found !== undefined;
  }
  const inOrder = [...problems.values()].sort((left, right) => left.offset - right.offset || compareText(left.message, right.message));
  return {commands, called, written, problems: inOrder};
}

// --- what the commands take ---

interface CommandForm {
  readonly words: readonly string[];
  readonly kind: DeployKind;
  readonly options: ReadonlyMap<string, 'value' | 'flag' | 'optional'>;
  readonly defaultStack: string;
  /** What the positional argument is. */
  readonly positional?: 'networksFile' | 'vipFile' | 'baremetalDeployment';
  /** Only what it writes matters: an option we do not know is no problem. */
  readonly isAside?: boolean;
}

function options(table: {values: string; flags: string; optional?: string}): ReadonlyMap<string, 'value' | 'flag' | 'optional'> {
  const entries = (names: string, form: 'value' | 'flag' | 'optional') =>
    names
      .trim()
      .split(/\s+/)
      .filter(Boolean)
      .map((name) => [name, form] as const);
  return new Map([...entries(table.values, 'value'), ...entries(table.flags, 'flag'), ...entries(table.optional ?? '', 'optional')]);
}

/** What the client itself takes, before and behind the command (osc_lib shell.py, cliff app.py). */
const GLOBAL_OPTIONS = options({
  values: `--log-file --os-cloud --os-region-name --os-cacert --os-cert --os-key --os-default-domain --os-interface --os-auth-type --os-auth-url
    --os-username --os-user-id --os-password --os-project-name --os-project-id --os-tenant-name --os-token --os-endpoint --os-user-domain-name
    --os-user-domain-id --os-project-domain-name --os-project-domain-id --os-identity-api-version --os-service-provider --os-remote-project-id
    --os-profile`,
  flags: '--debug --verbose -v --quiet -q --help -h --version --timing --insecure --verify --os-beta-command',
});

const DEPLOY_OPTIONS = options({
  values: `-e --environment-file --environment-directory -n --networks-file -r --roles-file --vip-file -p --plan-environment-file --answers-file
    --stack -t --timeout --libvirt-type --ntp-server --no-proxy --overcloud-ssh-user --overcloud-ssh-key --overcloud-ssh-network
    --overcloud-ssh-enable-timeout --overcloud-ssh-port-timeout --config-dir --config-type --output-dir --override-ansible-cfg
    --config-download-timeout --deployment-python-interpreter --limit --tags --skip-tags --ansible-forks --working-dir --heat-type
    --heat-container-api-image --heat-container-engine-image --reg-method --reg-org --reg-sat-url --reg-activation-key --ceph-ansible-playbook
    --control-scale --compute-scale --ceph-storage-scale --block-storage-scale --swift-storage-scale --control-flavor --compute-flavor
    --ceph-storage-flavor --block-storage-flavor --swift-storage-flavor --neutron-flat-networks --neutron-physical-bridge
    --neutron-bridge-mappings --neutron-public-interface --neutron-network-type --neutron-tunnel-types --neutron-tunnel-id-ranges
    --neutron-vni-ranges --neutron-network-vlan-ranges --neutron-mechanism-drivers`,
  flags: `--no-cleanup --update-plan-only --validation-errors-fatal --validation-errors-nonfatal --validation-warnings-fatal --disable-validations
    --inflight-validations --dry-run --run-validations --skip-postconfig --force-postconfig --skip-deploy-identifier
    --disable-password-generation --deployed-server --provision-nodes --config-download --no-config-download --stack-only
    --config-download-only --setup-only --no-preserve-config --network-config --disable-container-prepare --rm-heat --skip-heat-pull
    --disable-protected-resource-types -y --yes --allow-deprecated-network-data --rhel-reg --reg-force --cinder-lvm
    --neutron-disable-tunneling`,
  optional: '--templates -b --baremetal-deployment',
});

const PROVISION_OPTIONS = options({values: '-o --output --stack --templates --working-dir', flags: '-y --yes'});

const FORMS: readonly CommandForm[] = [
  ...['overcloud deploy', 'overcloud update prepare', 'overcloud upgrade prepare', 'overcloud upgrade converge'].map(
    (words): CommandForm => ({words: words.split(' '), kind: 'overcloud-deploy', options: DEPLOY_OPTIONS, defaultStack: 'overcloud'}),
  ),
  {
    words: ['overcloud', 'network', 'provision'],
    kind: 'network-provision',
    options: PROVISION_OPTIONS,
    defaultStack: 'overcloud',
    positional: 'networksFile',
  },
  {
    words: ['overcloud', 'network', 'vip', 'provision'],
    kind: 'vip-provision',
    options: PROVISION_OPTIONS,
    defaultStack: 'overcloud',
    positional: 'vipFile',
  },
  {
    words: ['overcloud', 'node', 'provision'],
    kind: 'node-provision',
    options: options({
      values: '-o --output --stack --templates --working-dir --overcloud-ssh-user --overcloud-ssh-key --concurrency --timeout',
      flags: '-y --yes --network-ports --network-config',
    }),
    defaultStack: 'overcloud',
    positional: 'baremetalDeployment',
  },
  {
    words: ['tripleo', 'deploy'],
    kind: 'tripleo-deploy',
    options: options({
      values: `-e --environment-file -n --networks-file -r --roles-file -p --plan-environment-file --stack -t --timeout --output-dir
        --standalone-role --heat-api-port --heat-user --deployment-user --deployment-python-interpreter --heat-container-image --local-ip
        --control-virtual-ip --public-virtual-ip --local-domain --transport --ansible-forks`,
      flags: `--standalone --upgrade -y --yes --output-only --cleanup --keep-running --inflight-validations --preflight-validations
        --disable-container-prepare --reproduce-command --force-stack-update --force-stack-create`,
      optional: '--templates --heat-native --hieradata-override',
    }),
    defaultStack: 'standalone',
  },
  {
    words: ['overcloud', 'ceph', 'deploy'],
    kind: 'ceph-deploy',
    options: options({
      values: '-o --output --stack --working-dir --roles-data --network-data --osd-spec --ceph-spec --config',
      flags: '-y --yes --force',
    }),
    defaultStack: 'overcloud',
    isAside: true,
  },
  ...['overcloud export', 'overcloud export ceph'].map(
    (words): CommandForm => ({
      words: words.split(' '),
      kind: 'export',
      options: options({
        values: '-o --output-file --stack --config-download-dir --working-dir -k --cephx-key-client-name',
        flags: '-f --force-overwrite --no-password-excludes',
      }),
      defaultStack: 'overcloud',
      isAside: true,
    }),
  ),
  {
    words: ['overcloud', 'cell', 'export'],
    kind: 'export',
    options: options({
      values: '-o --output-file -e --cell-stack --control-plane-stack --config-download-dir --working-dir',
      flags: '-f --force-overwrite',
    }),
    defaultStack: 'overcloud',
    isAside: true,
  },
  ...['overcloud container image prepare', 'tripleo container image prepare', 'tripleo container image prepare default'].map(
    (words): CommandForm => ({
      words: words.split(' '),
      kind: 'image-prepare',
      options: options({
        values:
          '--output-env-file --output-images-file -e --environment-file --environment-directory -r --roles-file --namespace --tag --prefix --set',
        flags: '--local-push-destination --enable-registry-login --dry-run',
      }),
      defaultStack: 'overcloud',
      isAside: true,
    }),
  ),
];

/** The longest first: `overcloud export ceph` begins like `overcloud export`. */
const COMMANDS = [...FORMS].sort((left, right) => right.words.length - left.words.length);

/** What each option means to us; all others only must not shift the reading. */
const MEANINGS = new Map<string, Meaning>([
  ['-e', 'environment'],
  ['--environment-file', 'environment'],
  ['--environment-directory', 'environmentDirectory'],
  ['-n', 'networksFile'],
  ['--networks-file', 'networksFile'],
  ['-r', 'rolesFile'],
  ['--roles-file', 'rolesFile'],
  ['--vip-file', 'vipFile'],
  ['-b', 'baremetalDeployment'],
  ['--baremetal-deployment', 'baremetalDeployment'],
  ['--answers-file', 'answersFile'],
  ['-p', 'plan'],
  ['--plan-environment-file', 'plan'],
  ['--templates', 'templates'],
  ['--stack', 'stack'],
  ['--control-plane-stack', 'stack'],
  ['-o', 'output'],
  ['--output', 'output'],
  ['--output-file', 'output'],
  ['--output-env-file', 'output'],
  ['--working-dir', 'workingFolder'],
]);

type Meaning =
  | 'environment'
  | 'environmentDirectory'
  | 'networksFile'
  | 'rolesFile'
  | 'vipFile'
  | 'baremetalDeployment'
  | 'answersFile'
  | 'plan'
  | 'templates'
  | 'stack'
  | 'output'
  | 'workingFolder';

// --- finding the commands ---

interface FoundCommand {
  readonly form: CommandForm;
  readonly name: string;
  /** Where its arguments begin among the words. */
  readonly first: number;
}

/** Commands that run the command behind them. */
const WRAPPERS = new Set([
  'sudo',
  'env',
  'exec',
  'nohup',
  'command',
  'builtin',
  'nice',
  'ionice',
  'timeout',
  'stdbuf',
  'unbuffer',
  'eval',
  'time',
  'ssh',
]);
/** Commands that run a script they are handed as a word. */
const SHELLS = new Set(['bash', 'sh', 'su', 'ssh', 'eval', 'sudo', 'script', 'screen', 'tmux', 'runuser', 'timeout', 'nohup']);

function findCommand({words}: ShellCommand): FoundCommand | undefined {
  const client = clientIndex(words);
  if (client === undefined) return undefined;
  let at = client + 1;
  while (words[at]?.resolved?.startsWith('-')) {
    const option = words[at]!.resolved!;
    at += GLOBAL_OPTIONS.get(option) === 'value' ? 2 : 1;
  }
  const form = COMMANDS.find((one) => one.words.every((word, index) => words[at + index]?.resolved === word));
  if (form === undefined) return undefined;
  return {form, name: `openstack ${form.words.join(' ')}`, first: at + form.words.length};
}

/** The word that is the client; one in a variable that is not known is taken for it by what follows. */
function clientIndex(words: readonly ExpandedWord[]): number | undefined {
  const isClient = (word: ExpandedWord | undefined, next: ExpandedWord | undefined) =>
    word?.resolved === undefined ? next?.resolved === 'overcloud' || next?.resolved === 'tripleo' : baseName(word.resolved) === 'openstack';
  if (isClient(words[0], words[1])) return 0;
  if (!WRAPPERS.has(baseName(words[0]?.resolved ?? ''))) return undefined;
  const index = words.findIndex((word, at) => at > 0 && isClient(word, words[at + 1]));
  return index === -1 ? undefined : index;
}

function hiddenCommand({words}: ShellCommand): ExpandedWord | undefined {
  if (!SHELLS.has(baseName(words[0]?.resolved ?? ''))) return undefined;
  return words.find((word) => /\bopenstack\s+(-\S+\s+)*(overcloud|tripleo)\s/.test(word.text));
}

/** Commands that run or read the script behind them. */
const RUNNERS = new Set(['bash', 'sh', 'source', '.']);
/** Folders of programs, which deploy nothing by themselves. */
const PROGRAMS = /^\/(usr\/(local\/)?)?s?bin\//;

/** A script that a command runs or sources. */
function calledScript({words}: ShellCommand): ExpandedWord | undefined {
  let at = 0;
  while (words[at] !== undefined && (WRAPPERS.has(baseName(words[at]!.resolved ?? '')) || (at > 0 && isOption(words[at]!)))) at += 1;
  const head = words[at];
  if (head === undefined || baseName(words[0]!.resolved ?? '') === 'ssh') return undefined;
  if (RUNNERS.has(baseName(head.resolved ?? ''))) {
    const script = words.slice(at + 1).find((word) => !isOption(word));
    const isInline = words.slice(at + 1).some((word) => /^-\w*c$/.test(word.resolved ?? ''));
    return script === undefined || isInline || CREDENTIALS.test(script.text) ? undefined : script;
  }
  const name = head.resolved ?? head.text;
  const isPath = name.includes('/') && head.resolved !== undefined;
  return (isPath && !PROGRAMS.test(name) && baseName(name) !== 'openstack') || /\.(ba)?sh$/.test(name) ? head : undefined;
}

function isOption(word: ExpandedWord): boolean {
  return word.resolved?.startsWith('-') ?? false;
}

/** Commands whose last word is what they write, unless it is a folder. */
const COPIERS = new Set(['cp', 'mv', 'install', 'ln', 'rsync', 'scp']);

/** The files that a command other than TripleO's changes, as far as its words tell. */
function changedFiles({words}: ShellCommand): readonly ExpandedWord[] {
  const first = baseName(words[0]?.resolved ?? '') === 'sudo' ? words.findIndex((word, at) => at > 0 && !isOption(word)) : 0;
  const name = baseName(words[first]?.resolved ?? '');
  const rest = words.slice(first + 1);
  const files = rest.filter((word) => !isOption(word));
  const has = (option: RegExp): boolean => rest.some((word) => option.test(word.resolved ?? ''));
  if ((name === 'sed' || name === 'perl' || name === 'yq') && has(/^(-\w*i|--in-?place)/)) return files;
  if (name === 'tee' || name === 'patch' || name === 'truncate' || name === 'crudini') return files;
  if (name === 'wget' || name === 'curl')
    return rest.filter((_, at) => /^-(o|O|-output|-output-document)$/.test(rest[at - 1]?.resolved ?? ''));
  if (!COPIERS.has(name) || files.length < 2) return [];
  const target = files.at(-1)!;
  if (target.resolved === undefined) return [];
  const folder = target.resolved.replace(/\/$/, '');
  // The target may be a folder, in which the copies have the names of what is copied.
  const inside = files.slice(0, -1).flatMap((file) => {
    if (file.resolved === undefined) return [];
    const copy = `${folder}/${baseName(file.resolved)}`;
    return [{...target, text: copy, resolved: copy}];
  });
  return [target, ...inside];
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

// --- reading the arguments ---

type Report = (message: string, offset: number, end: number) => void;

class Arguments {
  readonly #command: ShellCommand;
  readonly #found: FoundCommand;
  readonly #home: string;
  readonly #report: Report;
  readonly #single = new Map<Meaning, ScriptWord>();
  readonly #environments: ScriptWord[] = [];
  readonly #environmentDirectories: ScriptWord[] = [];
  readonly #outputs: ScriptWord[] = [];
  readonly #positionals: ScriptWord[] = [];
  #appliesNetworkConfig = false;
  /** Where `-b` stands without a value. */
  #keptHostsAt: {offset: number; end: number} | undefined;

  constructor(command: ShellCommand, found: FoundCommand, home: string, report: Report) {
    this.#command = command;
    this.#found = found;
    this.#home = home;
    this.#report = report;
  }

  read(): DeployCommand {
    const {form, name, first} = this.#found;
    const {words, start, end, isConditional} = this.#command;
    for (let at = first; at < words.length; ) at = this.#readWord(at);
    const [positional] = this.#positionals;
    if (form.positional !== undefined) {
      if (positional === undefined) this.#report(`"${name}" names no file to provision from.`, start, end);
      else this.#single.set(form.positional, positional);
    }
    this.#addDefaults();
    this.#reportUnresolved();
    const single = (meaning: Meaning) => {
      const word = this.#single.get(meaning);
      return word === undefined ? {} : {[meaning]: word};
    };
    return {
      kind: form.kind,
      name,
      place: start,
      end,
      isConditional,
      folder: scriptWord(this.#command.folder),
      stack: this.#stack(),
      isStackWritten: this.#single.has('stack'),
      ...single('templates'),
      ...single('networksFile'),
      ...single('rolesFile'),
      ...single('vipFile'),
      ...single('baremetalDeployment'),
      ...single('answersFile'),
      appliesNetworkConfig: this.#appliesNetworkConfig,
      environments: this.#environments,
      environmentDirectories: this.#environmentDirectories,
      outputs: this.#outputs,
    };
  }

  /** Reads the option or argument at a place and gives the place behind it. */
  #readWord(at: number): number {
    const {words} = this.#command;
    const word = words[at]!;
    const written = /^(--?[A-Za-z][\w-]*)(?:=(.*))?$/s.exec(word.resolved ?? word.text);
    if (word.resolved === undefined && written?.[2] === undefined) {
      if (word.isOpen)
        this.#report(`Which options and files "${word.text}" stands for is not known: ${word.because}.`, word.start, word.end);
      else this.#positional(scriptWord(word));
      return at + 1;
    }
    if (word.resolved === '--') {
      for (const rest of words.slice(at + 1)) this.#positional(scriptWord(rest));
      return words.length;
    }
    if (written === null) {
      this.#positional(scriptWord(word));
      return at + 1;
    }
    const attached = written[2];
    const option = this.#option(written[1]!) ?? this.#shortOption(word);
    if (option === undefined) return this.#unknownOption(at, written[1]!, attached !== undefined);
    const value = option.attached ?? attached;
    if (value !== undefined) {
      if (option.form !== 'flag') this.#take(option.name, attachedWord(word, value));
      return at + 1;
    }
    if (option.form === 'flag') {
      if (option.name === '--network-config') this.#appliesNetworkConfig = true;
      return at + 1;
    }
    const next = words[at + 1];
    const hasValue = next !== undefined && !(next.resolved?.startsWith('-') && next.resolved.length > 1);
    if (hasValue) this.#take(option.name, scriptWord(next));
    else if (option.form === 'optional') this.#takeDefault(option.name, word);
    else this.#report(`"${word.text}" of "${this.#found.name}" lacks its value.`, word.start, word.end);
    return hasValue ? at + 2 : at + 1;
  }

  /** An option by its whole name, or by a beginning that no other option has. */
  #option(name: string): {name: string; form: 'value' | 'flag' | 'optional'; attached?: string} | undefined {
    const known = this.#found.form.options;
    const form = known.get(name) ?? GLOBAL_OPTIONS.get(name);
    if (form !== undefined) return {name, form};
    if (!name.startsWith('--')) return undefined;
    const meant = [...known].filter(([one]) => one.startsWith(name));
    return meant.length === 1 ? {name: meant[0]![0], form: meant[0]![1]} : undefined;
  }

  /** `-eFILE`. */
  #shortOption(word: ExpandedWord): {name: string; form: 'value' | 'flag' | 'optional'; attached: string} | undefined {
    const text = word.resolved ?? word.text;
    const name = text.slice(0, 2);
    const form = this.#found.form.options.get(name);
    if (text.startsWith('--') || form === undefined || form === 'flag') return undefined;
    return {name, form, attached: text.slice(2)};
  }

  #unknownOption(at: number, name: string, hasValue: boolean): number {
    const {words} = this.#command;
    const word = words[at]!;
    const next = words[at + 1];
    const hasWord = !hasValue && next !== undefined && !(next.resolved ?? next.text).startsWith('-');
    if (this.#found.form.isAside !== true) {
      const nearest = suggestion(name, this.#found.form.options.keys());
      this.#report(`"${name}" is not an option of "${this.#found.name}" that we know.${nearest}`, word.start, word.end);
    }
    return hasWord ? at + 2 : at + 1;
  }

  #positional(word: ScriptWord): void {
    const {form, name} = this.#found;
    this.#positionals.push(word);
    if (form.isAside === true || (form.positional !== undefined && this.#positionals.length === 1)) return;
    this.#report(`"${word.text}" belongs to no option of "${name}"; put "-e" or its option before it.`, word.offset, word.end);
  }

  #take(option: string, word: ScriptWord): void {
    const meaning = MEANINGS.get(option);
    const {kind, isAside} = this.#found.form;
    switch (meaning) {
      case undefined:
        return;
      case 'plan':
        this.#report(`The plan "${word.text}" may add environments and parameters, which are not read.`, word.offset, word.end);
        return;
      case 'environment':
        if (isAside !== true) this.#environments.push(word);
        return;
      case 'environmentDirectory':
        if (isAside !== true) this.#environmentDirectories.push(word);
        return;
      case 'output':
        if (kind !== 'overcloud-deploy') this.#outputs.push(word);
        return;
      default:
        this.#single.set(meaning, word);
    }
  }

  /** `--templates` and `-b` without a value. */
  #takeDefault(option: string, word: ExpandedWord): void {
    const meaning = MEANINGS.get(option);
    const place = {offset: word.start, end: word.end};
    if (meaning === 'templates') this.#single.set(meaning, {text: STOCK_TEMPLATES, ...place, resolved: STOCK_TEMPLATES});
    if (meaning === 'baremetalDeployment') this.#keptHostsAt = place;
  }

  /** What the commands add without being told. */
  #addDefaults(): void {
    const {kind} = this.#found.form;
    const place = {offset: this.#command.start, end: this.#command.end};
    if (this.#keptHostsAt !== undefined) {
      const path = this.#kept('baremetal-deployment');
      const file = path === undefined ? {text: '-b', because: 'the working folder is not known'} : {text: path, resolved: path};
      this.#single.set('baremetalDeployment', {...file, ...this.#keptHostsAt});
    }
    if (kind === 'overcloud-deploy') {
      const folder = this.#command.variables.get(FOLDER_VARIABLE);
      if (folder !== undefined) this.#environmentDirectories.push(scriptWord(folder));
      return;
    }
    if (!this.#single.has('templates')) this.#single.set('templates', {text: STOCK_TEMPLATES, ...place, resolved: STOCK_TEMPLATES});
    if (kind !== 'node-provision') return;
    // The command keeps a copy of its input, which `-b` without a value takes (tripleoclient utils.copy_to_wd).
    if (this.#outputs.length === 0)
      this.#outputs.push({text: 'baremetal_environment.yaml', ...place, resolved: 'baremetal_environment.yaml'});
    const kept = this.#kept('baremetal-deployment');
    if (kept !== undefined) this.#outputs.push({text: kept, ...place, resolved: kept});
  }

  /** `--stack`; for what provisions also the variable that stands in for it (tripleoclient utils.env). */
  #stack(): ScriptWord {
    const written = this.#single.get('stack');
    if (written !== undefined) return written;
    const {kind, defaultStack} = this.#found.form;
    const place = {offset: this.#command.start, end: this.#command.end};
    const variable = kind.endsWith('-provision') ? this.#command.variables.get(STACK_VARIABLE) : undefined;
    return variable === undefined ? {text: defaultStack, ...place, resolved: defaultStack} : scriptWord(variable);
  }

  /** Where the client keeps what a stack was provisioned from; undefined where that is not known. */
  #kept(what: string): string | undefined {
    const stack = this.#stack().resolved;
    const folder = this.#single.get('workingFolder');
    if (stack === undefined || (folder !== undefined && folder.resolved === undefined)) return undefined;
    return `${folder?.resolved ?? `${this.#home}/overcloud-deploy/${stack}`}/tripleo-${stack}-${what}.yaml`;
  }

  #reportUnresolved(): void {
    if (this.#found.form.isAside === true) return;
    const check = (word: ScriptWord | undefined, question: string) => {
      if (word?.because !== undefined)
        this.#report(`Which ${question} "${word.text}" is, is not known: ${word.because}.`, word.offset, word.end);
    };
    check(this.#single.get('stack') ?? this.#stack(), 'stack');
    check(this.#single.get('templates'), 'folder');
    for (const meaning of ['networksFile', 'rolesFile', 'vipFile', 'baremetalDeployment', 'answersFile'] as const) {
      check(this.#single.get(meaning), 'file');
    }
    for (const word of this.#environmentDirectories) check(word, 'folder');
    for (const word of this.#environments) check(word, 'file');
  }
}

function scriptWord({text, start, end, resolved, because}: ExpandedWord): ScriptWord {
  return {text, offset: start, end, ...(resolved === undefined ? {because: because!} : {resolved})};
}

/** The value of `--opt=value`, placed behind the equals sign where the word is written as it stands. */
function attachedWord(word: ExpandedWord, value: string): ScriptWord {
  const offset = Math.max(word.start, word.end - value.length);
  return {text: value, offset, end: word.end, ...(word.resolved === undefined ? {because: word.because!} : {resolved: value})};
}
