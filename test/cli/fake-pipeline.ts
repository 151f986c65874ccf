import type {Law} from '#src/diagnostics/law.js';
import type {Trace} from '#src/diagnostics/trace.js';
import type {formats as realFormats, trace as realTrace, validate as realValidate, ValidateRequest} from '#src/pipeline.js';
import type {Result} from '#src/result.js';
import {UsageError} from '#src/usage-error.js';
import {holding, sourceLine, transit, undecided, unusedNetwork, violated} from '../reporters/results.js';

type Validate = typeof realValidate;
type Run = ReturnType<Validate>;

export const VERSION = '0.1.0';

/** What each scenario says of any network; those that end in no verdict throw. */
const SCENARIOS: Readonly<Record<string, (request: ValidateRequest) => Result>> = {
  holds: ({failOn = 'error'}) => ({...holding, failOn}),
  violated: ({failOn = 'error'}) => ({...violated, failOn}),
  undecided: ({failOn = 'error'}) => ({...undecided, failOn}),
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
