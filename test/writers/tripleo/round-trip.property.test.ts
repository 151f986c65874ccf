/** What is written of random planned clouds reads back as them, unless the writer says that it cannot be written. */
import {describe, expect, it} from '@jest/globals';
import * as fc from 'fast-check';
import type {Topology} from '#src/model/topology.js';
import {plan} from '#src/planner/plan.js';
import {withTripleoNames} from '#src/writers/tripleo/tripleo-names.js';
import type {WriteOptions} from '#src/writers/writer.js';
import {type CloudWords, cloud, type SubnetWords} from '../../planner/cloud.js';
import {randomCloud} from '../../planner/random-clouds.js';
import {comparable} from '../../support/comparable.js';
import {collector, roundTrip} from './round-trip.js';

const RUNS = 100;

/** What is refused, and what is written in part: a port has one address, and a role as many hosts as its count says. */
const UNSAYABLE = /^error|^warning write-(one-family|host-unsaid|port-unsaid) /;

describe('a random cloud', () => {
  it.each<readonly [string, Partial<WriteOptions>]>([
    ['wallaby', {}],
    ['wallaby with version 1 of network_data', {networkData: 1}],
    ['train', {release: 'train'}],
  ])('reads back from the files of %s', (_name, options) => {
    let written = 0;
    fc.assert(
      fc.property(randomCloud, (words) => {
        const {topology, diagnostics} = plan(knowingAll(cloud(onProvisioning(words))));
        const trip = roundTrip(topology, options, {}, asDrawn);
        if (diagnostics.some(({severity}) => severity === 'error') || trip.said.some((line) => UNSAYABLE.test(line))) return;
        written++;
        expect(trip.read).toEqual([]);
        expect(trip.after).toEqual(trip.before);
      }),
      {numRuns: RUNS},
    );
    expect(written).toBeGreaterThan(RUNS / 20);
  });

  it('is renamed once', () => {
    fc.assert(
      fc.property(randomCloud, (words) => {
        const once = withTripleoNames(cloud(onProvisioning(words)), collector());
        expect(withTripleoNames(once, collector())).toBe(once);
      }),
    );
  });

  it('keeps what it is when it is renamed', () => {
    fc.assert(
      fc.property(randomCloud, (words) => {
        const before = cloud(onProvisioning(words));
        const after = withTripleoNames(before, collector());
        expect(withoutNames(after)).toEqual(withoutNames(before));
      }),
    );
  });
});

/**
 * The cloud with a provisioning network, which TripleO cannot go without, an undercloud on it, and room for everything: what is refused is not
 * written.
 */
function onProvisioning(words: CloudWords): CloudWords {
  const hosts = Object.entries(words.hosts ?? {}).filter(([, {kind}]) => kind === 'node');
  return {
    ...words,
    networks: {
      pxe: {
        provisioning: true,
        vip: true,
        subnets: {
          pxe: {
            ...{cidr: ['192.168.24.0/24'], gateway: '192.168.24.254', pools: ['192.168.24.10-192.168.24.99']},
            inspection: '192.168.24.100-192.168.24.120',
          },
        },
      },
      ...withRoom(words.networks),
    },
    wishes: [],
    roles: Object.fromEntries(
      Object.entries(words.roles ?? {}).map(([name, role]) => [
        name,
        {defaultRoute: 'pxe', ...role, networks: ['pxe/pxe', ...role.networks]},
      ]),
    ),
    hosts: {
      ...Object.fromEntries(hosts),
      director: {kind: 'undercloud', addresses: {'pxe/pxe': '192.168.24.1'}},
    },
  };
}

function withRoom(networks: CloudWords['networks'] = {}): CloudWords['networks'] {
  const widened = ({cidr, ...subnet}: SubnetWords): SubnetWords => ({
    ...subnet,
    ...(cidr && {cidr: cidr.map((text) => (text.includes(':') ? text : text.replace(/\d+$/, '24')))}),
    pools: [],
  });
  return Object.fromEntries(
    Object.entries(networks).map(([name, {subnets, ...network}]) => [
      name,
      {
        ...network,
        provisioning: false,
        subnets: Object.fromEntries(Object.entries(subnets).map(([leaf, subnet]) => [leaf, widened(subnet)])),
      },
    ]),
  );
}

/** An undercloud of which nothing more is to be known has no other addresses; of another upstream takes its own. */
function knowingAll(topology: Topology): Topology {
  return {...topology, hosts: topology.hosts.map((host) => (host.kind === 'undercloud' ? {...host, hasAllAddresses: true} : host))};
}

function asDrawn(topology: Topology): Topology {
  return {
    ...topology,
    roles: topology.roles.map(({components: _components, hostnameFormat: _format, ...role}) => role),
    hosts: topology.hosts.map((host) => ({...host, addresses: host.addresses.map(({label: _label, ...address}) => address)})),
  };
}

/** Numbers and addresses, and how much there is of everything. */
function withoutNames(topology: Topology): string[] {
  const texts = JSON.stringify(comparable(topology)).match(/"[\d.:a-f/-]+"|:\d+/g) ?? [];
  return texts.sort();
}
