import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from '@jest/globals';
import {dump, load} from 'js-yaml';
import {runFiles, runTexts} from '../support/run.js';
import {describeWithShared} from '../support/shared.js';
import {hostFacts, networkFacts, vipFacts} from '../support/topology-facts.js';

const GOLDEN = 'tripleo/golden/networks-deployed';
const STOCK_NETWORKS = 'tripleo/tripleo-heat-templates/network-data-samples/default-network-isolation.yaml';

/** The network data that a golden environment was made from: the name tells. */
function sourceOf(golden: string): string {
  const path = golden.replace(/(\.segment-routes)?\.yaml$/, '.yaml').split('__');
  return path[0] === 'adoption'
    ? `tripleo/data-plane-adoption/${path.slice(1).join('/')}`
    : `tripleo/tripleo-heat-templates/${path.join('/')}`;
}

describeWithShared('environments that upstream wrote after it deployed', (folder) => {
  const topologyOf = (...files: readonly string[]) => runFiles(files, {cwd: folder}).run.topology;
  const goldens = readdirSync(join(folder, GOLDEN)).filter((name) => name.endsWith('.yaml'));
  const asDeclared = goldens.filter((name) => !name.includes('.segment-routes.'));
  const asNeutronMade = goldens.filter((name) => name.includes('.segment-routes.'));

  it('are there', () => {
    expect([asDeclared.length, asNeutronMade.length]).toEqual([10, 1]);
  });

  describe('by "overcloud network provision"', () => {
    it.each(asDeclared)('%s reads as the network data it was made from', (name) => {
      const described = networkFacts(topologyOf(sourceOf(name)), {derivedRoutes: false});
      expect(networkFacts(topologyOf(`${GOLDEN}/${name}`), {derivedRoutes: true})).toEqual(described);
    });

    it.each(asNeutronMade)('%s has the routes that follow from the network data', (name) => {
      const source = sourceOf(name);
      const derived = networkFacts(topologyOf(source), {derivedRoutes: true});
      expect(networkFacts(topologyOf(`${GOLDEN}/${name}`), {derivedRoutes: true})).toEqual(derived);
      expect(derived).not.toEqual(networkFacts(topologyOf(source), {derivedRoutes: false}));
    });

    it.each(goldens)('%s agrees with the network data beside it', (name) => {
      const {findings, run} = runFiles([sourceOf(name), `${GOLDEN}/${name}`], {cwd: folder});
      expect(findings.filter((line) => line.includes('net-deployed-differs'))).toEqual([]);
      expect(networkFacts(run.topology, {derivedRoutes: true})).toEqual(networkFacts(topologyOf(sourceOf(name)), {derivedRoutes: true}));
    });
  });

  describe('by "overcloud network vip provision"', () => {
    const deployed = 'tripleo/golden/vip-deployed/default.yaml';
    // The golden keeps what went in as a digest; the reader gets what an operator would have written.
    const digest = load(readFileSync(join(folder, 'tripleo/golden/vip-deployed/default.input.yaml'), 'utf8')) as {
      vip_data_with_addresses: unknown;
    };
    const asked = runTexts({'vip_data.yaml': dump(digest.vip_data_with_addresses)}).run.topology;

    it('reads as the virtual addresses that were asked for', () => {
      expect(vipFacts(topologyOf(deployed))).toEqual(vipFacts(asked));
      expect(Object.keys(vipFacts(asked))).toEqual(['ctlplane', 'external', 'internal_api', 'storage', 'storage_mgmt']);
    });

    it('stands on the segments of the networks beside it', () => {
      const {vips} = topologyOf(STOCK_NETWORKS, deployed);
      const placed = vips.filter(({segment}) => segment !== undefined).map(({segment}) => segment!.value);
      expect(placed.sort()).toEqual([
        'segment:external/external_subnet',
        'segment:internal_api/internal_api_subnet',
        'segment:storage/storage_subnet',
        'segment:storage_mgmt/storage_mgmt_subnet',
      ]);
    });
  });

  describe('by "overcloud node provision"', () => {
    const deployed = 'tripleo/golden/baremetal-deployed/sample-default-network-isolation.yaml';
    const asked = 'tripleo/golden/baremetal-deployed/sample-default-network-isolation.input.yaml';

    it('reads as the hosts that were asked for', () => {
      const hosts = hostFacts(topologyOf(asked));
      expect(Object.keys(hosts)).toHaveLength(6);
      expect(hostFacts(topologyOf(deployed))).toEqual(hosts);
    });

    it('stands on the segments of the networks beside it', () => {
      const hosts = hostFacts(topologyOf(STOCK_NETWORKS, asked));
      expect(hostFacts(topologyOf(STOCK_NETWORKS, deployed))).toEqual(hosts);
      expect(hosts['overcloud-controller-0']).toEqual([
        'role:Controller',
        '192.168.24.10',
        'external/external_subnet 10.0.0.80',
        'internal_api/internal_api_subnet 172.16.2.85',
        'storage/storage_subnet 172.16.1.148',
        'storage_mgmt/storage_mgmt_subnet 172.16.3.85',
        'tenant/tenant_subnet 172.16.0.244',
      ]);
    });

    it('agrees with what was asked for', () => {
      const {findings} = runFiles([STOCK_NETWORKS, asked, deployed], {cwd: folder});
      expect(findings.filter((line) => /addr-static|vip-duplicate/.test(line))).toEqual([]);
    });
  });
});
