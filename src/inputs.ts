/**
 * From what the user names to the documents of a run, each with its stack and its order.
 *
 *   selectInputs     the two ways in: files and folders as given, and deploy scripts, which name files for stacks
 *   DeployScripts    commands -> named files in upstream's order -> files found, products, missing files
 *   Documents        every file read and parsed once; what is unreadable, unrendered or foreign
 */
import {dirname, isAbsolute, join, normalize, resolve} from 'node:path';
import {envJinjaUnrendered} from './readers/checks/env-jinja-unrendered.js';
import type {ClosedStack, ReadReport} from './readers/reader.js';
import {deployScriptUnclear} from './readers/tripleo/checks/deploy-script-unclear.js';
import {
  type DeployCommand,
  type DeployScript,
  parseDeployScript,
  type ScriptFile,
  type ScriptWord,
  STOCK_TEMPLATES,
  UNDERCLOUD_HOME,
} from './readers/tripleo/deploy-command.js';
import {Cursor} from './source/cursor.js';
import {parseIni} from './source/ini.js';
import {
  DEFAULT_LIMITS,
  findFile,
  type LoadedFile,
  type LoadLimits,
  type LoadProblem,
  listFiles,
  loadFile,
  loadInputs,
  STDIN_NAME,
} from './source/load.js';
import type {Location, SourceText} from './source/location.js';
import {isInSecret, isSecretValue} from './source/secret-values.js';
import {type NodeId, NodeKind, SourceDocument} from './source/source-document.js';
import {parseYaml} from './source/yaml.js';
import {maskSecrets} from './text/secret-ranges.js';
import {findBareMarker, findMarker, type TemplateMarker} from './text/template-markers.js';

export interface InputRequest {
  /** Files, folders or `-`. */
  readonly inputs: readonly string[];
  readonly deployCommands: readonly string[];
  /** Where the templates that a deploy script names lie on this machine. */
  readonly templates?: string;
  /** Formats that overrule recognition by shape; each file is an input too. */
  readonly formats?: readonly {readonly format: string; readonly file: string}[];
  readonly cwd?: string;
  /** What `~` stands for in deploy scripts. */
  readonly home?: string;
  readonly limits?: Partial<LoadLimits>;
  readonly stdin?: () => string;
}

export interface SelectContext {
  readonly report: ReadReport;
  /** Whether an environment of the stock templates says nothing about networks. */
  isStockWithoutNetworks(pathBelowTemplates: string): boolean;
  /** Whether a document is of a format that can be read. */
  isInput(document: SourceDocument): boolean;
}

export interface SelectedInput {
  readonly document: SourceDocument;
  /** The file as shown to the user. */
  readonly file: string;
  /** Whether its order among the others means something: a list or a deploy script, not a folder. */
  readonly isOrdered: boolean;
  readonly stack?: string;
  /** The format, where the user or the option that names the file says it. */
  readonly reader?: string;
}

/** What a deploy command can name. */
export type NamedKind = 'environment' | 'network-data' | 'roles-data' | 'vip-data' | 'baremetal-deployment' | 'answers';

/** A file that a deploy command names and that is not there. */
export interface MissingFile {
  /** The whole path, or the name as given where it is relative. */
  readonly name: string;
  readonly namedAt: Location;
  readonly stack: string;
  readonly kind: NamedKind;
  /** It is one of the stock environments that say nothing about networks. */
  readonly isStockWithoutNetworks: boolean;
  /** What its text could change, in words. */
  readonly couldChange: string;
  /** The template it is rendered from, where that is there. */
  readonly template?: string;
}

/** What cannot be read: exit code 2. */
export interface InputProblem {
  readonly message: string;
  readonly location?: Location;
}

export interface Selected {
  readonly inputs: readonly SelectedInput[];
  /** Every file read, as shown to the user. */
  readonly files: readonly string[];
  readonly ignored: readonly {readonly file: string; readonly reason: string}[];
  readonly missing: readonly MissingFile[];
  /** The stacks whose deploy command was read whole, by name. */
  readonly closedStacks: ReadonlyMap<string, ClosedStack>;
  readonly problems: readonly InputProblem[];
  /** The texts of all files by the name shown, scripts included: what code frames are cut from. */
  readonly sources: ReadonlyMap<string, SourceText>;
}

/**
 * Reads the inputs and says what each document is for.
 *
 * A folder's files have no order; files given one by one, and those a deploy script names, have the order they are given in. A deploy script's
 * files come first: what stands beside it on the command line comes later and wins.
 */
export function selectInputs(request: InputRequest, context: SelectContext): Selected {
  const documents = new Documents(request, context);
  const scripts = new DeployScripts(request, context, documents);
  for (const name of request.deployCommands) scripts.add(name);
  const deployed = scripts.select();
  const given = givenInputs(request, documents, scripts.paths);
  const isDeployed = new Set(deployed.map((input) => input.document));
  const overruled = new Map(given.flatMap(({document, reader}) => (reader === undefined ? [] : [[document, {reader}] as const])));
  return {
    inputs: [
      ...deployed.map((input) => ({...input, ...overruled.get(input.document)})),
      ...given.filter((input) => !isDeployed.has(input.document)),
    ],
    files: documents.files,
    ignored: documents.ignored,
    missing: scripts.missing,
    closedStacks: scripts.closedStacks,
    problems: documents.problems,
    sources: documents.sources,
  };
}

/** The values of a document in which template markers or placeholders stand: those in quotes, which YAML reads as text. */
export function findJinja(document: SourceDocument): NodeId[] {
  if (findMarker(document.source.text) === undefined) return [];
  const found: NodeId[] = [];
  for (let node = 0; node < document.size; node += 1) {
    const kind = document.kind(node);
    if ((kind === NodeKind.quoted || kind === NodeKind.plain) && findMarker(document.text(node)) !== undefined) found.push(node);
  }
  return found;
}

const MOST_NOTES = 4;

/** Says of a document that is read that some of its values are not rendered. */
export function reportJinja(document: SourceDocument, report: ReadReport): void {
  const [first, ...others] = findJinja(document);
  if (first === undefined) return;
  report.add(envJinjaUnrendered, {
    message: unrendered(findMarker(document.text(first))!, isSecretValue(document, first)),
    at: {document, node: first},
    subjects: [`file:${document.source.name}`],
    notes: others.slice(0, MOST_NOTES).map((node) => ({message: 'Another one is here.', at: {document, node}})),
    certainty: 'undecided',
  });
}

// --- files and folders ---

function givenInputs(request: InputRequest, documents: Documents, scriptPaths: ReadonlySet<string>): SelectedInput[] {
  const cwd = resolve(request.cwd ?? '.');
  const forced = new Map((request.formats ?? []).map(({format, file}) => [file === '-' ? STDIN_NAME : resolve(cwd, file), format]));
  const names = [...request.inputs, ...(request.formats ?? []).map(({file}) => file)];
  const {files, skipped, problems} = loadInputs(names, {
    cwd,
    ...(request.limits && {limits: request.limits}),
    ...(request.stdin && {stdin: request.stdin}),
  });
  documents.addProblems(problems);
  for (const {name, reason} of skipped) documents.ignore(name, reason);
  return files
    .filter((file) => !scriptPaths.has(file.path))
    .flatMap((file) => {
      const reader = forced.get(file.path);
      return documents.of(file, reader).map((document) => ({
        document,
        file: file.name,
        isOrdered: !file.isFromFolder,
        ...(reader === undefined ? {} : {reader}),
      }));
    });
}

// --- reading and parsing ---

/** Every file that is read, each parsed once, and what comes of those that give no document. */
class Documents {
  readonly ignored: {file: string; reason: string}[] = [];
  readonly problems: InputProblem[] = [];
  readonly #request: InputRequest;
  readonly #context: SelectContext;
  readonly #limits: LoadLimits;
  readonly #files = new Map<string, LoadedFile | undefined>();
  readonly #parsed = new Map<string, readonly SourceDocument[]>();
  #size = 0;

  constructor(request: InputRequest, context: SelectContext) {
    this.#request = request;
    this.#context = context;
    this.#limits = {...DEFAULT_LIMITS, ...request.limits};
  }

  get files(): readonly string[] {
    return [...new Set([...this.#files.values()].flatMap((file) => file?.name ?? []))];
  }

  get sources(): ReadonlyMap<string, SourceText> {
    return new Map([...this.#files.values()].flatMap((file) => (file === undefined ? [] : [[file.name, file.source] as const])));
  }

  /** Counts a file that is read elsewhere. */
  note(file: LoadedFile): void {
    this.#files.set(file.path, file);
  }

  addProblems(problems: readonly LoadProblem[]): void {
    this.problems.push(...problems.map(({message}) => ({message})));
  }

  ignore(file: string, reason: string): void {
    if (!this.ignored.some((one) => one.file === file)) this.ignored.push({file, reason});
  }

  /** A file that a script names; undefined where it cannot be read. */
  load(path: string): LoadedFile | undefined {
    if (this.#files.has(path)) return this.#files.get(path);
    const {cwd} = this.#request;
    const file = loadFile(path, {...(cwd === undefined ? {} : {cwd}), limits: this.#limits});
    if (!('source' in file)) {
      this.addProblems([file]);
      this.#files.set(path, undefined);
      return undefined;
    }
    this.#size += file.source.text.length;
    const isTooMuch = this.#size > this.#limits.maxTotalBytes || this.#files.size >= this.#limits.maxFiles;
    if (isTooMuch) this.problems.push({message: `With "${file.name}" the deploy scripts name more than we read; give fewer of them.`});
    this.#files.set(path, isTooMuch ? undefined : file);
    return isTooMuch ? undefined : file;
  }

  /** A file's documents; none where there is nothing in it to read, which is then said. */
  of(file: LoadedFile, reader?: string): readonly SourceDocument[] {
    this.note(file);
    const known = this.#parsed.get(file.path);
    if (known !== undefined) return known;
    const documents = this.#parse(file, reader);
    this.#parsed.set(file.path, documents);
    return documents;
  }

  #parse({name, source, isFromFolder}: LoadedFile, reader: string | undefined): readonly SourceDocument[] {
    if (SHELL.test(source.text) || name.endsWith('.sh')) {
      this.problems.push({message: `"${name}" is a script; give it with "--deploy-command".`});
      return [];
    }
    const isIni = reader === 'undercloud-conf' || (reader === undefined && /\.(conf|ini)$/.test(name));
    const marker = isIni ? undefined : findBareMarker(source.text);
    const isGuessed = isFromFolder && reader === undefined;
    const foreign = isGuessed && marker !== undefined ? foreignTemplate(name, source.text) : undefined;
    if (foreign !== undefined) {
      this.ignore(name, foreign);
      return [];
    }
    if (marker !== undefined) {
      this.#reportMarker(source, marker);
      this.ignore(name, 'a template that is not rendered');
      return [];
    }
    const {documents, problem} = isIni ? parseIni(source) : parseYaml(source, name.endsWith('.json') ? '1.2' : '1.1');
    if (isGuessed && isPlay(source.text) && !documents.some((document) => this.#context.isInput(document))) {
      this.ignore(name, PLAY_REASON);
      return [];
    }
    if (problem !== undefined) {
      this.problems.push({message: problem.message, location: source.location(problem.offset, problem.offset)});
      return [];
    }
    if (documents.length === 0) this.ignore(name, 'empty');
    return documents;
  }

  #reportMarker(source: SourceText, marker: TemplateMarker): void {
    this.#context.report.add(envJinjaUnrendered, {
      message: unrendered(marker, isInSecret(source, marker.start)),
      at: placeIn(source, marker.start, marker.end),
      subjects: [`file:${source.name}`],
      certainty: 'undecided',
    });
  }
}

/** A marker says what it stands for, and of a secret that may be the secret. */
function unrendered({text, isPlaceholder}: TemplateMarker, isSecret: boolean): string {
  if (isSecret) return `A value that is a secret is not ${isPlaceholder ? 'filled in' : 'rendered'}.`;
  return isPlaceholder ? `The placeholder "${text}" is not filled in.` : `The template marker "${text}" is not rendered.`;
}

/** A place in a text that is not parsed. */
function placeIn(source: SourceText, start: number, end: number): {document: SourceDocument; node: NodeId} {
  const document = new SourceDocument(source, 0, '1.1');
  return {document, node: document.addNode(NodeKind.quoted, start, end, source.text.slice(start, end), [])};
}

/** Folders in which Ansible keeps its own files. */
const ANSIBLE_FOLDERS = /(^|\/)(group_vars|host_vars|playbooks|tasks|handlers|molecule)\/|(^|\/)(defaults|vars|meta)\/main\.ya?ml$/;
/** Keys of plays and tasks that no list of ours has. */
const PLAY =
  /^(- | {2})(hosts|import_playbook|gather_facts|become|when|register|loop|with_\w+|notify|delegate_to|block|tasks|pre_tasks|post_tasks|shell|command|set_fact|(include|import)_(tasks|role)|ansible\.[\w.]+):/m;
const ZUUL = /^- (job|project|project-template|nodeset|pipeline|semaphore):/m;
const HELM = /\{\{-?\s*(include\b|template\b|\.Values\b|\.Release\b|\.Chart\b)/;

const PLAY_REASON = 'an Ansible playbook or task list';

/** Whether a text looks like a playbook or a list of tasks. A file of ours with a stray key does too. */
function isPlay(text: string): boolean {
  return /^- /m.test(text) && PLAY.test(text);
}

/** What a file of a folder with template markers is when it is clearly nothing of ours; undefined where it may be. */
function foreignTemplate(name: string, text: string): string | undefined {
  if (isPlay(text)) return PLAY_REASON;
  if (ANSIBLE_FOLDERS.test(name)) return 'in a folder of Ansible files';
  if (ZUUL.test(text)) return 'a Zuul configuration';
  if (/^apiVersion:/m.test(text) && /^kind:/m.test(text)) return 'a Kubernetes manifest that is not rendered';
  return HELM.test(text) ? 'a Helm template' : undefined;
}

// --- deploy scripts ---

const COULD_CHANGE: Readonly<Record<NamedKind, string>> = {
  environment: 'networks, ports, virtual addresses, routes and the service map',
  'network-data': 'networks, subnets, VLANs and routes',
  'roles-data': 'which roles there are, and which networks and services they have',
  'vip-data': 'virtual addresses',
  'baremetal-deployment': 'hosts, their addresses and their default routes',
  answers: 'which templates and environments are deployed',
};

/** The format that the option which names a file stands for. */
const READERS: Readonly<Record<Exclude<NamedKind, 'answers'>, string>> = {
  environment: 'heat-environment',
  'network-data': 'network-data',
  'roles-data': 'roles-data',
  'vip-data': 'vip-data',
  'baremetal-deployment': 'baremetal-deployment',
};

/** A script that somebody runs is a few hundred lines. */
const MAX_SCRIPT_BYTES = 2 ** 20;
/** How many scripts we look into that others call. */
const MAX_CALLED = 100;
const SHELL = /^#!.*\b(ba|da|k|z)?sh\b/;
/** What upstream loads before all else (tripleoclient constants.DEFAULT_ENV_DIRECTORY). */
const DEFAULT_ENVIRONMENTS = '.tripleo/environments';

interface Script {
  readonly source: SourceText;
  /** The folder the script lies in. */
  readonly folder: string;
  readonly content: DeployScript;
}

/** A command of the script that writes a file, by the file's path: how many TripleO commands come before the first of them. */
type WrittenFiles = Map<string, {readonly index: number; readonly word: ScriptWord}>;

interface ScriptCommand {
  readonly script: Script;
  readonly command: DeployCommand;
  /** Counts up in the script. */
  readonly ownIndex: number;
  /** Counts up over all scripts. */
  readonly index: number;
}

/** A file as a command names it. */
interface NamedFile {
  readonly kind: NamedKind;
  /** As the command got it. */
  readonly name: string;
  readonly namedAt: Location;
  /** Where it may lie, the most likely first. */
  readonly candidates: readonly string[];
  /** Its path below the stock templates, where it is one of theirs. */
  readonly stockPath?: string;
}

/** A named file that is there. */
interface FoundFile extends NamedFile {
  readonly path: string;
}

class DeployScripts {
  readonly missing: MissingFile[] = [];
  readonly closedStacks = new Map<string, ClosedStack>();
  /** Where the scripts themselves lie. */
  readonly paths = new Set<string>();
  readonly #request: InputRequest;
  readonly #context: SelectContext;
  readonly #documents: Documents;
  readonly #cwd: string;
  readonly #home: string;
  readonly #scripts: Script[] = [];
  /** What keeps a stack from being closed: scripts that leave something open, and stacks with files that could not be read. */
  readonly #unclearScripts = new Set<SourceText>();
  readonly #openStacks = new Set<string>();

  constructor(request: InputRequest, context: SelectContext, documents: Documents) {
    this.#request = request;
    this.#context = context;
    this.#documents = documents;
    this.#cwd = resolve(request.cwd ?? '.');
    this.#home = normalize(request.home ?? UNDERCLOUD_HOME).replace(/\/$/, '');
  }

  add(name: string): void {
    const file = this.#loadScript(name);
    if (file === undefined || this.paths.has(file.path)) return;
    this.paths.add(file.path);
    this.#documents.note(file);
    const folder = file.path === STDIN_NAME ? this.#cwd : dirname(file.path);
    const content = parseDeployScript(file.source, {home: this.#home, scriptFolder: folder});
    const script = {source: file.source, folder, content};
    this.#scripts.push(script);
    for (const {message, offset, end} of content.problems) this.#reportUnclear(script, message, offset, end);
    if (!content.commands.some((command) => isDeploy(command) || isProvision(command)))
      this.#documents.problems.push({message: `"${file.name}" holds no "openstack overcloud deploy" command.`});
  }

  /** The files that the commands name, in upstream's order, each with its stack. */
  select(): SelectedInput[] {
    let index = 0;
    const all = this.#scripts.flatMap((script) =>
      script.content.commands.map((command, ownIndex): ScriptCommand => ({script, command, ownIndex, index: index++})),
    );
    const written = new Map(this.#scripts.map((script) => [script, this.#writtenBy(script)]));
    const products = new Products(all, (word, {command, script}) => this.#candidates(word, command, script));
    const deploys = all.filter(({command}) => isDeploy(command));
    if (deploys.length === 0) this.#reportNoDeploy(all.find(({command}) => isProvision(command)));
    const named = new Map(all.map((one) => [one, this.#namedFiles(one)]));
    const outdated = this.#outdatedDeploys(deploys, named);
    const deployedStacks = new Set(deploys.map(({command}) => stackName(command)));
    const selected: SelectedInput[] = [];
    for (const one of all) {
      if (outdated.has(one)) continue;
      const stacks = this.#stacksOf(one, deployedStacks, products, deploys, named);
      for (const file of named.get(one)!) {
        const found = this.#find(file, one, products, stacks);
        if (found !== undefined) this.#checkWritten(found, one, written.get(one.script)!);
        if (found !== undefined) for (const stack of stacks) selected.push(...this.#inputs(found, stack));
      }
    }
    for (const one of deploys) if (!outdated.has(one)) this.#close(one, named.get(one)!, products);
    return withoutRepeats(selected);
  }

  /** What a script changes before its commands read it; with what the scripts do that it calls, which are looked into. */
  #writtenBy(script: Script): WrittenFiles {
    const written: WrittenFiles = new Map();
    const note = (file: ScriptFile, owner: Script, index: number): void => {
      for (const path of this.#placesOf(file, owner)) {
        const known = written.get(path);
        if (known === undefined || known.index > index) written.set(path, {index, word: file.word});
      }
    };
    for (const file of script.content.written) note(file, script, file.index);
    const pending = script.content.called.map((file) => ({file, owner: script, by: file}));
    const seen = new Set<string>();
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const {file, owner, by} = next;
      const places = this.#placesOf(file, owner);
      const path = firstFile(places);
      const unclear = (message: string): void => this.#reportUnclear(script, message, by.word.offset, by.word.end);
      const name = `"${file.word.resolved ?? file.word.text}"`;
      if (path === undefined) {
        unclear(`The script ${name}, which is called here, is not there; it may deploy, or change what is deployed.`);
        continue;
      }
      if (this.paths.has(path) || seen.has(path)) continue;
      seen.add(path);
      const called = seen.size > MAX_CALLED ? undefined : this.#lookInto(path);
      if (called === undefined)
        unclear(`The script ${name}, which is called here, is not read; it may deploy, or change what is deployed.`);
      else if (called.content.commands.some((command) => isDeploy(command) || isProvision(command)))
        unclear(`The script ${name}, which is called here, has TripleO commands of its own; give it with "--deploy-command" too.`);
      else {
        for (const one of called.content.written) note({...one, word: {...one.word, offset: by.word.offset, end: by.word.end}}, called, 0);
        for (const one of called.content.called) pending.push({file: one, owner: called, by});
      }
    }
    return written;
  }

  /** A script that another calls; undefined where it is no shell script or cannot be read. */
  #lookInto(path: string): Script | undefined {
    const file = loadFile(path, {cwd: this.#cwd, limits: {maxFileBytes: MAX_SCRIPT_BYTES}});
    if (!('source' in file) || (file.source.text.startsWith('#!') && !SHELL.test(file.source.text))) return undefined;
    const folder = dirname(path);
    return {source: file.source, folder, content: parseDeployScript(file.source, {home: this.#home, scriptFolder: folder})};
  }

  /** Where a file that the script itself speaks of may lie. */
  #placesOf({word, folder}: ScriptFile, script: Script): string[] {
    const name = word.resolved;
    if (name === undefined || (!isAbsolute(name) && folder.resolved === undefined)) return [];
    const paths = isAbsolute(name)
      ? [normalize(name)]
      : [script.folder, this.#cwd].map((start) => resolve(start, folder.resolved ?? '.', name));
    return [...new Set([...paths, ...paths.flatMap((path) => this.#besideScript(path, script))])];
  }

  /** Reports a file that the script changes before the command reads it: what is there now is not what is deployed. */
  #checkWritten(file: FoundFile, {script, ownIndex, command}: ScriptCommand, written: WrittenFiles): void {
    const change = file.candidates.map((path) => written.get(path)).find((one) => one !== undefined && one.index <= ownIndex);
    if (change === undefined) return;
    const message = `The script itself writes "${file.name}" before "${command.name}" takes it; what it then says is not known.`;
    this.#reportUnclear(script, message, change.word.offset, change.word.end);
  }

  #reportNoDeploy(provision: ScriptCommand | undefined): void {
    if (provision === undefined || this.#unclearScripts.size > 0) return;
    const {script, command} = provision;
    const message = 'What is provisioned here is deployed by no command; which environments it is deployed with is not known.';
    this.#reportUnclear(script, message, command.place, command.end);
  }

  /** Notes that a deploy command's files are all there are for its stack, where every one of them was read or its effect is known. */
  #close(one: ScriptCommand, files: readonly NamedFile[], products: Products): void {
    const {command, script} = one;
    const stack = stackName(command);
    const isOpen =
      this.#unclearScripts.size > 0 ||
      this.#openStacks.has(stack) ||
      this.missing.some((file) => file.stack === stack && !file.isStockWithoutNetworks);
    if (isOpen) return;
    this.closedStacks.set(stack, {
      place: placeIn(script.source, command.place, command.end),
      takesProvisionedPorts:
        command.baremetalDeployment !== undefined || files.some(({candidates}) => products.isMadeBy('node-provision', candidates)),
    });
  }

  #loadScript(name: string): LoadedFile | undefined {
    const limits = {
      ...this.#request.limits,
      maxFileBytes: Math.min(this.#request.limits?.maxFileBytes ?? MAX_SCRIPT_BYTES, MAX_SCRIPT_BYTES),
    };
    const {stdin} = this.#request;
    const {files, problems} =
      name === '-'
        ? loadInputs(['-'], {cwd: this.#cwd, limits, ...(stdin && {stdin})})
        : asLoaded(loadFile(name, {cwd: this.#cwd, limits}));
    this.#documents.addProblems(problems);
    return files[0];
  }

  /**
   * What a command names, in the order in which upstream merges it: the networks, roles, VIPs and hosts first, then the environments of
   * `~/.tripleo/environments` and of `--environment-directory`, each folder's `*.yaml` sorted, then those of the answers file, then those of
   * `-e` (tripleoclient v1/overcloud_deploy.py create_env_files and _update_args_from_answers_file, utils.py load_environment_directories).
   */
  #namedFiles(written: ScriptCommand): NamedFile[] {
    if (!isDeploy(written.command) && !isProvision(written.command)) return [];
    const answers = this.#answers(written);
    const {templates = answers.templates} = written.command;
    const one = {...written, command: {...written.command, ...(templates === undefined ? {} : {templates})}};
    const {script, command} = one;
    const files: NamedFile[] = [];
    const add = (kind: NamedKind, word: ScriptWord | undefined, otherwise?: NamedFile): void => {
      const file = word === undefined ? otherwise : this.#named(kind, word, one);
      if (file !== undefined) files.push(file);
    };
    if (answers.isMissing) add('answers', command.answersFile);
    add('network-data', command.networksFile, answers.networks);
    add('roles-data', command.rolesFile, answers.roles);
    add('vip-data', command.vipFile);
    add('baremetal-deployment', command.baremetalDeployment);
    if (command.kind === 'overcloud-deploy') {
      const folder = join(this.#home, DEFAULT_ENVIRONMENTS);
      const namedAt = script.source.location(command.place, command.end);
      for (const path of this.#environmentsIn([folder, ...this.#besideScript(folder, script)])) {
        files.push({kind: 'environment', name: path, namedAt, candidates: [path]});
      }
    }
    for (const word of command.environmentDirectories) {
      const folder = this.#named('environment', word, one);
      // Upstream passes over the current folder.
      if (folder === undefined || folder.name === '.') continue;
      const paths = this.#environmentsIn(folder.candidates);
      if (paths.length === 0) files.push(folder);
      for (const path of paths) files.push({...folder, name: path, candidates: [path]});
    }
    files.push(...answers.environments);
    for (const word of command.environments) add('environment', word);
    return files;
  }

  /** The environments in the first of some folders that holds any. */
  #environmentsIn(folders: readonly string[]): readonly string[] {
    for (const folder of folders) {
      const files = listFiles(folder).filter((path) => path.endsWith('.yaml'));
      if (files.length > 0) return files;
    }
    return [];
  }

  /** What the answers file adds: its environments come before those of `-e`, and an option given beside it wins. */
  #answers(one: ScriptCommand): Answers {
    const word = one.command.answersFile;
    const file = word === undefined ? undefined : this.#named('answers', word, one);
    if (file === undefined) return {environments: []};
    const path = firstFile(file.candidates);
    if (path === undefined) return {environments: [], isMissing: true};
    const loaded = this.#documents.load(path);
    const [document] = loaded === undefined ? [] : this.#documents.of(loaded);
    if (document === undefined) return {environments: []};
    const report = (message: string, at: Cursor): void => {
      this.#openStacks.add(stackName(one.command));
      this.#context.report.add(deployScriptUnclear, {
        message,
        at: at.place,
        subjects: [`file:${loaded!.name}`, message],
        certainty: 'undecided',
      });
    };
    const root = Cursor.root(document, ({message, at}) => report(message, at));
    if (!root.isMapping) report(`The answers file "${loaded!.name}" must be a mapping of "templates" and "environments".`, root);
    const templates = root.get('templates').optional().text();
    const wordOf = (name: string): ScriptWord => ({text: name, offset: 0, end: 0, resolved: name});
    const effective = one.command.templates ?? (templates === undefined ? undefined : wordOf(templates));
    const withTemplates = {...one, command: {...one.command, ...(effective && {templates: effective})}};
    const named = (kind: NamedKind, cursor: Cursor): NamedFile | undefined => {
      const name = cursor.text();
      return name === undefined ? undefined : this.#file(kind, wordOf(name), cursor.location, withTemplates);
    };
    const environments = root.get('environments').optional();
    const networks = named('network-data', root.get('networks').optional());
    const roles = named('roles-data', root.get('roles').optional());
    return {
      environments: environments.exists ? environments.items().flatMap((item) => named('environment', item) ?? []) : [],
      ...(templates === undefined ? {} : {templates: wordOf(templates)}),
      ...(networks === undefined ? {} : {networks}),
      ...(roles === undefined ? {} : {roles}),
    };
  }

  /** A word as a file; undefined where it is not resolved, which is then already said, or lies below a folder that is not. */
  #named(kind: NamedKind, word: ScriptWord, one: ScriptCommand): NamedFile | undefined {
    const {script, command} = one;
    if (word.resolved === undefined) return undefined;
    if (!isAbsolute(word.resolved) && command.folder.resolved === undefined) {
      const message = `Which folder "${word.text}" lies in is not known: ${command.folder.because}.`;
      this.#reportUnclear(script, message, word.offset, word.end);
      return undefined;
    }
    return this.#file(kind, word, script.source.location(word.offset, word.end), one);
  }

  #file(kind: NamedKind, word: ScriptWord, namedAt: Location, {command, script}: ScriptCommand): NamedFile {
    const candidates = this.#candidates(word, command, script);
    const [root] = this.#templateRoots(command, [script.folder]);
    // A copy of the templates is its owner's, and may say something else.
    const stockPath = root === STOCK_TEMPLATES ? pathBelow(root, candidates[0]!) : undefined;
    return {kind, name: word.resolved!, namedAt, candidates, ...(stockPath === undefined ? {} : {stockPath})};
  }

  /**
   * Where a name may lie. A relative one lies below the folder of the script or the current one; a path below the command's templates also
   * below the user's copy of them; a path below the home of the script's user also beside the script, for a checkout of that home elsewhere.
   */
  #candidates(word: ScriptWord, command: DeployCommand, script: Script): string[] {
    const name = word.resolved;
    if (name === undefined) return [];
    const starts = [script.folder, this.#cwd];
    const bases = starts.map((start) => resolve(start, command.folder.resolved ?? '.'));
    const paths = isAbsolute(name) ? [normalize(name)] : bases.map((base) => resolve(base, name));
    const roots = this.#templateRoots(command, bases);
    // A role's file may be named relative to the templates (tripleoclient utils.rel_or_abs_path).
    const isRoles = word === command.rolesFile && !isAbsolute(name);
    if (isRoles) paths.push(...roots.map((root) => resolve(root, name)));
    const copies = this.#request.templates === undefined ? [] : paths.flatMap((path) => roots.flatMap((root) => this.#inCopy(path, root)));
    const beside = paths.flatMap((path) => this.#besideScript(path, script));
    return [...new Set([...paths, ...copies, ...beside])];
  }

  #templateRoots(command: DeployCommand, bases: readonly string[]): string[] {
    const root = command.templates?.resolved ?? (command.templates === undefined ? STOCK_TEMPLATES : undefined);
    if (root === undefined) return [];
    const roots = isAbsolute(root) ? [normalize(root)] : bases.map((base) => resolve(base, root));
    return roots.map((one) => one.replace(/\/$/, ''));
  }

  #inCopy(path: string, root: string): string[] {
    const below = pathBelow(root, path);
    return below === undefined ? [] : [resolve(this.#cwd, this.#request.templates!, below)];
  }

  #besideScript(path: string, script: Script): string[] {
    const below = pathBelow(this.#home, path);
    return below === undefined ? [] : [resolve(script.folder, below), resolve(this.#cwd, below)];
  }

  /** The file, or undefined for one that a command writes or that is missing. */
  #find(file: NamedFile, one: ScriptCommand, products: Products, stacks: readonly (string | undefined)[]): FoundFile | undefined {
    const path = firstFile(file.candidates);
    if (path !== undefined) return {...file, path};
    const maker = products.makerOf(file.candidates, one);
    if (maker !== undefined) {
      const {start} = maker.script.source.location(maker.command.place, maker.command.place);
      this.#documents.ignore(maskSecrets(file.name), `written by "${maker.command.name}" (${maker.script.source.name}:${start.line})`);
      return undefined;
    }
    for (const stack of stacks) this.#addMissing(file, stack ?? stackName(one.command));
    return undefined;
  }

  #addMissing(file: NamedFile, stack: string): void {
    const {kind, stockPath} = file;
    const name = maskSecrets(isAbsolute(file.name) ? file.candidates[0]! : file.name);
    if (this.missing.some((known) => known.name === name && known.stack === stack && known.kind === kind)) return;
    const template = firstFile(file.candidates.map((one) => one.replace(/\.yaml$/, '.j2.yaml')).filter((one) => one.endsWith('.j2.yaml')));
    this.missing.push({
      name,
      namedAt: file.namedAt,
      stack,
      kind,
      isStockWithoutNetworks: kind === 'environment' && stockPath !== undefined && this.#context.isStockWithoutNetworks(stockPath),
      couldChange: COULD_CHANGE[kind],
      ...(template === undefined ? {} : {template: pathBelow(this.#cwd, template) ?? template}),
    });
  }

  #inputs(file: FoundFile, stack: string | undefined): SelectedInput[] {
    const loaded = this.#documents.load(file.path);
    if (loaded === undefined || file.kind === 'answers') return [];
    if (stack !== undefined && findBareMarker(loaded.source.text) !== undefined) this.#openStacks.add(stack);
    const reader = READERS[file.kind];
    return this.#documents
      .of(loaded, reader)
      .map((document) => ({document, file: loaded.name, isOrdered: true, reader, ...(stack === undefined ? {} : {stack})}));
  }

  /**
   * The stacks that a command's files are for. A provisioning command that names no stack provisions for those that deploy what it writes, for
   * `overcloud` where that is deployed, and else for all.
   */
  #stacksOf(
    one: ScriptCommand,
    deployed: ReadonlySet<string>,
    products: Products,
    deploys: readonly ScriptCommand[],
    named: ReadonlyMap<ScriptCommand, readonly NamedFile[]>,
  ): readonly (string | undefined)[] {
    const stack = stackName(one.command);
    if (one.command.isStackWritten || !isProvision(one.command)) return [stack];
    const users = deploys.filter((deploy) => named.get(deploy)!.some((file) => products.isBy(one, file.candidates)));
    if (users.length > 0) return [...new Set(users.map(({command}) => stackName(command)))];
    return [deployed.size === 0 || deployed.has(stack) ? stack : undefined];
  }

  /** Deploy commands that a later one for the same stack replaces. With different files, what is deployed hangs on how the script is run. */
  #outdatedDeploys(deploys: readonly ScriptCommand[], named: ReadonlyMap<ScriptCommand, readonly NamedFile[]>): Set<ScriptCommand> {
    const last = new Map(deploys.map((one) => [stackName(one.command), one]));
    const outdated = new Set<ScriptCommand>();
    const filesOf = (one: ScriptCommand) =>
      named
        .get(one)!
        .map((file) => `${file.kind} ${file.candidates[0]}`)
        .join('\n');
    for (const one of deploys) {
      const stack = stackName(one.command);
      const kept = last.get(stack)!;
      if (one === kept) continue;
      outdated.add(one);
      if (filesOf(one) === filesOf(kept)) continue;
      this.#openStacks.add(stack);
      this.#context.report.add(deployScriptUnclear, {
        message: `Stack "${stack}" is deployed by two commands that take different files; only those of the last one are read.`,
        at: placeIn(kept.script.source, kept.command.place, kept.command.end),
        subjects: [`stack:${stack}`],
        notes: [{message: 'The other command is here.', at: placeIn(one.script.source, one.command.place, one.command.end)}],
        fix: 'Give a script with one deploy command for each stack.',
        certainty: 'undecided',
      });
    }
    return outdated;
  }

  #reportUnclear({source}: Script, message: string, start: number, end: number): void {
    this.#unclearScripts.add(source);
    const shown = maskSecrets(message);
    this.#context.report.add(deployScriptUnclear, {
      message: shown,
      at: placeIn(source, start, end),
      subjects: [`file:${source.name}`, shown],
      certainty: 'undecided',
    });
  }
}

/** What the commands write: a file of theirs that is not there yet is no gap, because what it follows from is read. */
class Products {
  readonly #makers = new Map<string, ScriptCommand[]>();

  constructor(all: readonly ScriptCommand[], candidates: (word: ScriptWord, one: ScriptCommand) => readonly string[]) {
    const deployed = new Set(all.filter(({command}) => isDeploy(command)).map(({command}) => stackName(command)));
    for (const one of all) {
      // An export follows from the files of its stack; when these are not read, neither is what it says.
      if (one.command.kind === 'export' && !deployed.has(stackName(one.command))) continue;
      for (const path of one.command.outputs.flatMap((word) => candidates(word, one))) {
        this.#makers.set(path, [...(this.#makers.get(path) ?? []), one]);
      }
    }
  }

  /** The command that has written it by the time another runs: an earlier one of the same script, or any of another. */
  makerOf(paths: readonly string[], user: ScriptCommand): ScriptCommand | undefined {
    const makers = paths.flatMap((path) => this.#makers.get(path) ?? []);
    return makers.find((maker) => maker.script !== user.script || maker.index < user.index);
  }

  /** Whether a command of this kind writes one of the files. */
  isMadeBy(kind: DeployCommand['kind'], paths: readonly string[]): boolean {
    return paths.some((path) => this.#makers.get(path)?.some(({command}) => command.kind === kind));
  }

  isBy(maker: ScriptCommand, paths: readonly string[]): boolean {
    return paths.some((path) => this.#makers.get(path)?.includes(maker));
  }
}

/** What an answers file says (tripleoclient v1/overcloud_deploy.py _update_args_from_answers_file). */
interface Answers {
  readonly environments: readonly NamedFile[];
  readonly templates?: ScriptWord;
  readonly networks?: NamedFile;
  readonly roles?: NamedFile;
  readonly isMissing?: boolean;
}

function isDeploy({kind}: DeployCommand): boolean {
  return kind === 'overcloud-deploy' || kind === 'tripleo-deploy';
}

function isProvision({kind}: DeployCommand): boolean {
  return kind === 'network-provision' || kind === 'vip-provision' || kind === 'node-provision';
}

/** The stack's name, or as it is written where the script does not settle it. */
function stackName(command: DeployCommand): string {
  return command.stack.resolved ?? command.stack.text;
}

function firstFile(candidates: readonly string[]): string | undefined {
  for (const path of candidates) {
    const found = findFile(path, []);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The rest of a path below a folder. */
function pathBelow(folder: string, path: string): string | undefined {
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

function asLoaded(file: LoadedFile | LoadProblem): {files: readonly LoadedFile[]; problems: readonly LoadProblem[]} {
  return 'source' in file ? {files: [file], problems: []} : {files: [], problems: [file]};
}

/**
 * Each document once for each stack. Of an environment named twice the last time counts, as it is the one that wins; a document that belongs
 * to no stack in particular is left out where one has it.
 */
function withoutRepeats(inputs: readonly SelectedInput[]): SelectedInput[] {
  const last = new Map<SourceDocument, Map<string, SelectedInput>>();
  const keyOf = ({reader, stack}: SelectedInput) => `${reader} ${stack ?? ''}`;
  for (const input of inputs) {
    const known = last.get(input.document) ?? new Map<string, SelectedInput>();
    if (!known.has(keyOf(input)) || input.reader === READERS.environment) known.set(keyOf(input), input);
    last.set(input.document, known);
  }
  return inputs.filter((input) => {
    const known = last.get(input.document)!;
    const hasOwner =
      input.stack === undefined && [...known.values()].some((other) => other.reader === input.reader && other.stack !== undefined);
    return known.get(keyOf(input)) === input && !hasOwner;
  });
}
