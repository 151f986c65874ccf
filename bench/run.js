/**
 * The benchmarks: start-up beside `node -e 0`; clouds of deployed hosts end to end, parsing and verification apart, beside js-yaml alone;
 * planning a large cloud and writing its environments, beside parsing them and beside js-yaml.
 *
 * Every figure is the median of several runs in one go; ratios count, milliseconds depend on the machine. `npm run bench` builds first.
 */
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {cpus, tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {writeCloud} from './cloud.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const environment = {...process.env, NO_COLOR: '1'};
// Reading extra certificates costs Node 20 about 50 ms at every start, and is no work of ours.
delete environment.NODE_EXTRA_CA_CERTS;

const LIMITS = {
  version: 120,
  validate: 220,
  hosts10000: {seconds: 3, megabytes: 600, verifyShare: 1 / 3},
  plan: {seconds: 1, writeShare: 1},
};
let failures = 0;

function run(...args) {
  const start = process.hrtime.bigint();
  const child = spawnSync(process.execPath, args, {cwd: root, env: environment, encoding: 'utf8', maxBuffer: 1 << 28});
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  if (child.error !== undefined || child.status > 3)
    throw child.error ?? new Error(`${args.join(' ')}: exit ${child.status}\n${child.stderr}`);
  return {milliseconds, output: child.stdout};
}

function median(values) {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)];
}

function report(name, value, limit, unit) {
  const isMissed = value > limit;
  if (isMissed) failures++;
  console.log(
    `${name.padEnd(58)} ${value.toFixed(unit === 'ms' || unit === 'MB' ? 0 : 2).padStart(7)} ${unit.padEnd(3)} (limit ${limit.toFixed(unit === 'x' ? 2 : 0)})${isMissed ? '  MISSED' : ''}`,
  );
}

function startUp(times) {
  const samples = {node: [], version: [], validate: []};
  for (let index = 0; index < times; index++) {
    samples.node.push(run('-e', '0').milliseconds);
    samples.version.push(run('bin/run.js', '--version').milliseconds);
    samples.validate.push(run('bin/run.js', 'validate', 'examples/three-controllers').milliseconds);
  }
  const node = median(samples.node);
  console.log(`${'node -e 0'.padEnd(58)} ${node.toFixed(0).padStart(7)} ms`);
  report('isoplan --version, above node -e 0', median(samples.version) - node, LIMITS.version, 'ms');
  report('isoplan validate examples/three-controllers, above it', median(samples.validate) - node, LIMITS.validate, 'ms');
}

function cloud(hosts, times) {
  const folder = mkdtempSync(join(tmpdir(), 'isoplan-bench-'));
  try {
    const bytes = writeCloud(folder, hosts);
    const stages = Array.from({length: times}, () => JSON.parse(run('bench/stages.js', folder).output));
    const whole = median(Array.from({length: times}, () => run('bin/run.js', 'validate', folder).milliseconds));
    const of = (key) => median(stages.map((stage) => stage[key]));
    console.log(`\n${hosts} hosts, six networks, ${(bytes / 1e6).toFixed(1)} MB of deployed environment`);
    for (const key of ['parse', 'model', 'verify', 'jsYaml', 'jsonParse'])
      console.log(`  ${NAMES[key].padEnd(56)} ${of(key).toFixed(0).padStart(7)} ms`);
    console.log(`  ${'verdict'.padEnd(56)} ${stages[0].verdict}`);
    const limits = LIMITS.hosts10000;
    report('  isoplan validate, end to end', whole / 1000, limits.seconds, 's');
    report('  resident memory at most', of('megabytes'), limits.megabytes, 'MB');
    report('  verification against parsing', of('verify') / of('parse'), limits.verifyShare, 'x');
    console.log(`  ${'parsing with places against js-yaml without'.padEnd(56)} ${(of('parse') / of('jsYaml')).toFixed(2).padStart(7)} x`);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

function planning(hosts, times) {
  const runs = Array.from({length: times}, () => JSON.parse(run('bench/plan.js', String(hosts)).output));
  const of = (key) => median(runs.map((stages) => stages[key]));
  console.log(`\nplanning ${hosts} hosts on six networks, and ${(runs[0].bytes / 1e6).toFixed(1)} MB of environments written from it`);
  for (const key of ['plan', 'write', 'parseBack', 'jsYamlDump', 'jsYamlLoad'])
    console.log(`  ${NAMES[key].padEnd(56)} ${of(key).toFixed(0).padStart(7)} ms`);
  console.log(`  ${'verdict of what was written'.padEnd(56)} ${runs[0].verdict}`);
  report('  planning', of('plan') / 1000, LIMITS.plan.seconds, 's');
  report('  writing against parsing', of('write') / of('parseBack'), LIMITS.plan.writeShare, 'x');
}

const NAMES = {
  parse: 'reading and parsing, every value with its place',
  model: 'readers and model',
  verify: 'verification: every rule, paths included',
  jsYaml: 'js-yaml load of the same text, no places',
  jsonParse: 'JSON.parse of the same data',
  plan: 'planning: every gap filled',
  write: 'writing every file',
  parseBack: 'reading and parsing what was written',
  jsYamlDump: 'js-yaml dump of the data of the largest file',
  jsYamlLoad: 'js-yaml load of its text',
};

console.log(`isoplan bench, Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores\n`);
const times = Number(process.env.ISOPLAN_BENCH_RUNS ?? 7);
startUp(times);
cloud(1_000, times);
cloud(10_000, Math.min(times, 5));
planning(10_000, Math.min(times, 5));
if (failures > 0) {
  console.log(`\n${failures} limits missed`);
  process.exitCode = 1;
}
