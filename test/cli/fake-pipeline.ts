import type {Law} from '#src/diagnostics/law.js';
import type {Trace} from '#src/diagnostics/trace.js';
import type {
  formats as realFormats,
  generate as realGenerate,
  planCloud as realPlanCloud,
  trace as realTrace,
  validate as realValidate,
  writers as realWriters,
  ValidateRequest,
} from '#src/pipeline.js';
import type {Result} from '#src/result.js';
import {UsageError} from '#src/usage-error.js';
import {CLOUD, plan} from '../reporters/plan/plans.js';
import {holding, openGateway, sourceLine, transit, undecided, unusedNetwork, violated} from '../reporters/results.js';

type Validate = typeof realValidate;
type Run = ReturnType<Validate>;

export const VERSION = '0.1.0';

/** What each scenario says of any network; those that end in no verdict throw. */
const SCENARIOS: Readonly<Record<string, (request: ValidateRequest) => Result>> = {
  holds: ({failOn = 'error'}) => ({...holding, failOn}),
  violated: ({failOn = 'error'}) => ({...violated, failOn}),
  undecided: ({failOn = 'error'}) => ({...undecided, failOn}),
  warned: () => ({...holding, findings: [openGateway, unusedNetwork]}),
  lossy: () => ({
    ...holding,
    findings: [
      {code: 'write-left-out', severity: 'warning', certainty: 'violated', message: 'A thing is left out.', subjects: [], notes: []},
    ],
  }),
  many: () => ({
    ...violated,
    findings: Array.from({length: 100_000}, (_, index) => ({...unusedNetwork, severity: 'error' as const, subjects: [`network:${index}`]})),
  }),
  request: (request) => ({...holding, inputs: [{file: JSON.stringify(request), formats: []}]}),
  unreadable: () => {
    throw new UsageError('Two inputs cannot be read.', [
      {message: '"a.yaml" is no YAML', place: 'a.yaml:1:2'},
      {message: '"b" does not exist\u001b[31m'},
    ]);
  },
  bug: () => {
    throw new TypeError('Cannot read properties of undefined');
  },
  late: () => {
    setTimeout(() => {
      throw new TypeError('thrown later');
    }, 1);
    return holding;
  },
};

export const validate: Validate = (request) => {
  request.progress?.('reading');
  const result = SCENARIOS[process.env.ISOPLAN_TEST_SCENARIO!]!(request);
  return {result, sourceLine} as Run;
};

export const trace: typeof realTrace = (request, ends) => ({run: validate(request), traces: TRACES[ends.to]!});

const TRACES: Readonly<Record<string, readonly Trace[]>> = {
  transit: [transit('10.0.0.1')],
  delivered: [{...transit('10.0.0.1'), hops: [{device: 'Controller', action: 'reaches it directly'}], outcome: 'delivered'}],
  unknown: [{...transit('10.0.0.1'), hops: [], outcome: 'unknown'}],
  nowhere: [],
};

export function catalogue(): readonly Law[] {
  return [
    {
      id: 'gateway-in-subnet',
      summary: 'The gateway is inside its subnet.',
      why: 'os-net-config installs the route without asking, so a gateway outside the subnet leaves a host that boots and cannot be reached.',
      fix: 'Give an address of the subnet as its gateway.',
      severity: 'error',
      property: 'address-facts',
    },
    {
      id: 'network-unused',
      summary: 'Every network has a role on it.',
      why: 'A network nobody is on was forgotten in a role, or is left over.',
      fix: 'Add the network to a role, or remove it.',
      severity: 'info',
      property: 'closed-world',
    },
  ];
}

export const formats: typeof realFormats = () => [
  {name: 'tripleo/network-data', family: 'tripleo', summary: 'networks and their subnets'},
  {name: 'isoplan/plan', family: 'isoplan', summary: 'a plan of ours'},
];

export const planCloud: typeof realPlanCloud = (request) => {
  const {result} = validate(request);
  const sample = plan({result, isWritable: result.verdict === 'holds' || process.env.ISOPLAN_TEST_WRITABLE === '1'});
  const file = {path: 'isoplan.yaml', text: CLOUD};
  const written = sample.isWritable ? {files: [file], planFile: file} : {files: []};
  return {...sample, ...written, topology: {...sample.topology, hosts: []}, sourceLine} as unknown as ReturnType<typeof realPlanCloud>;
};

/** Writes the files that the test names, as JSON of texts by path. */
export const generate: typeof realGenerate = (request) => {
  if (!writers().some(({name}) => name === request.writer)) throw new UsageError(`There is no writer "${request.writer}".`);
  const {result} = validate(request);
  const isWritable = result.verdict === 'holds' || process.env.ISOPLAN_TEST_WRITABLE === '1';
  const texts: Record<string, string> = JSON.parse(process.env.ISOPLAN_TEST_FILES ?? '{"request.json": ""}');
  const files = Object.entries(texts).map(([path, text]) => ({path, text: text === '' ? JSON.stringify(request.options) : text}));
  return {result, sourceLine, isWritable, topology: {hosts: []}, files: isWritable ? files : []} as unknown as ReturnType<
    typeof realGenerate
  >;
};

export const writers: typeof realWriters = () => [
  {name: 'plan', summary: 'the plan itself'},
  {name: 'tripleo-environment', summary: 'what TripleO deploys a cloud from'},
];
