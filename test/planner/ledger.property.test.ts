/** The plan file is the ledger: planned, changed as text anywhere, and planned again, nothing that stands in it moves. */
import {expect, test} from '@jest/globals';
import fc from 'fast-check';
import {dump, load} from 'js-yaml';
import {type PlanRun, planCloud} from '#src/pipeline.js';

const RUNS = process.env.ISOPLAN_NIGHTLY === '1' ? 2_000 : 60;

type Mapping = Record<string, unknown>;
interface PlanFile {
  networks: Record<string, Mapping & {subnets?: Mapping}>;
  roles: Record<string, {count: number; networks?: unknown; hosts?: Mapping}>;
}

const INSERTIONS = {
  host: (plan, place) => {
    const {hosts = {}} = role(plan, place);
    insert(hosts, 'put-in', {}, place);
    role(plan, place).hosts = hosts;
  },
  count: (plan, place) => role(plan, place).count++,
  role: (plan, place) => insert(plan.roles, 'PutIn', {count: 2, networks: attachable(plan), 'default-route': 'ctlplane'}, place),
  network: (plan, place) => insert(plan.networks, 'put_in', {vip: true}, place),
  leaf: (plan, place) => {
    const leaves = Object.values(plan.networks).flatMap(({subnets}) => (subnets === undefined ? [] : [subnets]));
    if (leaves.length > 0) insert(leaves[place % leaves.length]!, 'put_in', {}, place);
  },
} satisfies Record<string, (plan: PlanFile, place: number) => unknown>;

test.each(Object.entries(INSERTIONS))('a %s is put in anywhere, and every value that stood in the file stands in it', (_, putIn) => {
  let counted = 0;
  fc.assert(
    fc.property(randomCloud(), fc.nat(20), (cloud, place) => {
      const first = planned(cloud);
      if (first.planFile === undefined) return;
      const before = load(first.planFile.text) as PlanFile;
      const changed = structuredClone(before);
      putIn(changed, place);
      const second = planned(changed);
      if (second.planFile === undefined) {
        // Nothing is written where there is no room any more, and that is said.
        expect(second.result.findings.filter(({code, severity}) => severity === 'error' && code.startsWith('plan-'))).not.toEqual([]);
        return;
      }
      expect(movedValues(before, load(second.planFile.text))).toEqual([]);
      counted++;
    }),
    {numRuns: RUNS, seed: 4094},
  );
  expect(counted).toBeGreaterThan(RUNS / 2);
});

function planned(cloud: unknown): PlanRun {
  return planCloud({inputs: ['-'], stdin: () => dump(cloud)});
}

function role(plan: PlanFile, place: number): PlanFile['roles'][string] {
  const roles = Object.values(plan.roles);
  return roles[place % roles.length]!;
}

function attachable({networks}: PlanFile): unknown[] {
  return Object.entries(networks).map(([network, {subnets}]) =>
    subnets === undefined ? network : {network, subnet: Object.keys(subnets)[0]},
  );
}

function insert(mapping: Mapping, key: string, value: unknown, place: number): void {
  const entries = Object.entries(mapping);
  entries.splice(place % (entries.length + 1), 0, [key, value]);
  for (const old of Object.keys(mapping)) delete mapping[old];
  Object.assign(mapping, Object.fromEntries(entries));
}

/** Networks with one segment or two leaves, some of it written; roles on some of them; one family or both. */
function randomCloud(): fc.Arbitrary<unknown> {
  const network = fc.record(
    {vip: fc.boolean(), vlan: fc.integer({min: 300, max: 400}), hasLeaves: fc.boolean()},
    {requiredKeys: ['vip', 'hasLeaves']},
  );
  const roleOf = fc.record({count: fc.integer({min: 1, max: 5}), on: fc.array(fc.nat(3), {maxLength: 4})});
  return fc
    .record({
      networks: fc.array(network, {minLength: 1, maxLength: 4}),
      roles: fc.array(roleOf, {minLength: 1, maxLength: 3}),
      isDual: fc.boolean(),
      headroom: fc.nat(9),
    })
    .map(({networks, roles, isDual, headroom}) => {
      const described = networks.map(({vip, vlan, hasLeaves}, index): [string, Mapping] => [
        `net${index}`,
        hasLeaves ? {subnets: {[`a${index}`]: {}, [`b${index}`]: {}}} : {vip, ...(vlan === undefined ? {} : {vlan: vlan + index * 100})},
      ]);
      const attachments = described.map(([name, {subnets}], index) => (subnets ? {network: name, subnet: `a${index}`} : name));
      return {
        isoplan: 1,
        undercloud: {addresses: '192.0.2.1', masquerade: false},
        routers: [{name: 'router', address: '192.0.2.254'}],
        planning: {headroom, ...(isDual && {families: ['ipv4', 'ipv6']})},
        networks: {
          ctlplane: {provisioning: true, cidr: '192.0.2.0/24', gateway: '192.0.2.254', vip: true},
          ...Object.fromEntries(described),
        },
        roles: Object.fromEntries(
          roles.map(({count, on}, index) => [
            `Role${index}`,
            {count, networks: attachments.filter((_, at) => on.includes(at)), 'default-route': 'ctlplane'},
          ]),
        ),
      };
    });
}

/** Every value of the first that the second has not in the same place; the count of a role may grow. */
function movedValues(before: unknown, after: unknown, path = ''): string[] {
  if (path.endsWith('/count')) return [];
  if (typeof before === 'object' && before !== null && !Array.isArray(before)) {
    return Object.entries(before).flatMap(([key, value]) => movedValues(value, (after as Mapping | undefined)?.[key], `${path}/${key}`));
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [`${path}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`];
}
