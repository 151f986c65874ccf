import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {movedLines, movedValues, planOfText, requireNothingMoves} from '#src/cli/ledger.js';
import {planCloud} from '#src/pipeline.js';
import {refusalOf} from '../support/run.js';

const planOf = planOfText(planCloud, {});
const planned = (text: string) => planOf(text).planFile!.text;

/** A plan of these networks, with two hosts on all of them. */
function cloud(networks: readonly string[], more: Readonly<Record<string, string>> = {}): string {
  return [
    'isoplan: 1',
    'networks:',
    '  ctlplane: {provisioning: true, cidr: 192.0.2.0/24, gateway: 192.0.2.254}',
    ...networks.map((name) => `  ${name}: {${more[name] ?? 'vip: true'}}`),
    'routers: [{name: router, address: 192.0.2.254}]',
    'undercloud: {addresses: 192.0.2.1, masquerade: false}',
    'roles:',
    `  Compute: {count: ${more.count ?? 2}, networks: [${networks.join(', ')}], default-route: ctlplane}`,
    '',
  ].join('\n');
}

const LEDGER = planned(cloud(['storage', 'tenant']));
const moves = (text: string) => movedLines(movedValues(LEDGER, planned(text), planOf)!);

describe('what moves in a ledger', () => {
  test('is nothing where things are added behind the others', () => {
    expect(moves(cloud(['storage', 'tenant']))).toEqual([]);
    expect(moves(cloud(['storage', 'tenant', 'backup']))).toEqual([]);
    expect(moves(cloud(['storage', 'tenant'], {count: '3'}))).toEqual([]);
  });

  test('is every value behind a network that is inserted before others', () => {
    const moved = movedValues(LEDGER, planned(cloud(['backup', 'storage', 'tenant'])), planOf)!;
    expect(movedLines(moved).slice(0, 3)).toEqual([
      'segment:storage/storage: VLAN 10 becomes 11',
      'segment:tenant/tenant: VLAN 11 becomes 12',
      'subnet:storage/storage/4: prefix 172.16.0.0/24 becomes 172.16.1.0/24',
    ]);
    expect(movedLines(moved)).toHaveLength(11);
    expect(movedLines(moved).at(-1)).toBe(`and ${moved.length - 10} more`);
    expect(moved).toContainEqual({subject: 'host:compute-1', what: 'address', value: '172.16.0.11', instead: '172.16.1.11'});
  });

  test('is what goes', () => {
    expect(moves(cloud(['storage', 'tenant'], {count: '1'}))).toEqual([
      'host:compute-1: host compute-1 goes',
      'host:compute-1: address 172.16.0.11 goes',
      'host:compute-1: address 172.16.1.11 goes',
      'host:compute-1: address 192.0.2.11 goes',
    ]);
  });

  test('is what somebody wishes otherwise', () => {
    expect(moves(cloud(['storage', 'tenant'], {tenant: 'vip: true, vlan: 500'}))).toEqual(['segment:tenant/tenant: VLAN 11 becomes 500']);
  });

  test('is nothing where the ledger itself is changed and planned, wherever a network comes in', () => {
    const lines = LEDGER.split('\n');
    const places = lines.flatMap((line, index) => (/^ {2}(storage|tenant|ctlplane):$/.test(line) ? [index] : []));
    expect(places).toHaveLength(3);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom('aaa', 'zzz'), (place, name) => {
        const changed = lines.toSpliced(place, 0, `  ${name}: {vip: true}`).join('\n');
        expect(movedValues(LEDGER, planned(changed), planOf)).toEqual([]);
      }),
    );
  });

  test('is not known of what is not understood', () => {
    expect(movedValues('older: 1\n', LEDGER, planOf)).toBeUndefined();
    expect(movedValues(LEDGER.replace('vlan: 10', 'vlan: ten'), LEDGER, planOf)).toBeUndefined();
  });
});

test('a ledger that would move is kept, with what to do', () => {
  const other = planned(cloud(['storage', 'tenant'], {tenant: 'vip: true, vlan: 500'}));
  expect(refusalOf(() => requireNothingMoves('plan.yaml', LEDGER, other, planOf))).toEqual({
    message:
      '"plan.yaml" is a ledger in which a value does not stay. To keep it, make the change in "plan.yaml" and plan that. ' +
      'Give --force to replace it, or another name with --out.',
    problems: ['segment:tenant/tenant: VLAN 11 becomes 500'],
  });
  expect(refusalOf(() => requireNothingMoves('plan.yaml', 'older: 1\n', other, planOf)).message).toBe(
    '"plan.yaml" is a ledger that is not understood whole, so that nobody knows what of it would stay. ' +
      'Give --force to replace it, or another name with --out.',
  );
  requireNothingMoves('plan.yaml', LEDGER, planned(cloud(['storage', 'tenant', 'backup'])), planOf);
});
