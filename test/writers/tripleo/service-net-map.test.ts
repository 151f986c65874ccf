import {describe, expect, it} from '@jest/globals';
import type {RoleId, Service} from '#src/model/topology.js';
import type {TripleoCloud} from '#src/writers/tripleo/cloud.js';
import {serviceNetMap, wholeServiceNetMap} from '#src/writers/tripleo/service-net-map.js';
import {STOCK_CLOUD} from '../../support/stock-cloud.js';
import {cloudOf, cloudOfTexts, OPTIONS, written} from './deployed-cloud.js';

const STOCK = cloudOfTexts(STOCK_CLOUD);
const OVERRIDDEN = {
  ...STOCK_CLOUD,
  'environment.yaml': `
parameter_merge_strategies: {ServiceNetMap: merge}
parameter_defaults:
  ServiceNetMap: {GlanceApiNetwork: storage, mysql_network: tenant}
  ControllerServiceNetMap: {SwiftStorageNetwork: storage}
`,
};

/** The cloud with its services changed. */
function withServices({topology}: TripleoCloud, change: (service: Service) => Service): TripleoCloud {
  return cloudOf({...topology, services: topology.services.map(change)});
}

function bound(name: string, network: string): (service: Service) => Service {
  return (service) =>
    service.name === name ? {...service, network: {value: `network:${network}`, origin: service.network.origin}} : service;
}

describe('the environment of the ServiceNetMap', () => {
  it('is not there where every service is where upstream binds it', () => {
    expect(written(serviceNetMap, STOCK)).toEqual({file: undefined, data: undefined, findings: []});
  });

  it('holds the keys that differ, and those of roles apart', () => {
    const result = written(serviceNetMap, cloudOfTexts(OVERRIDDEN));
    expect(result.file!.path).toBe('environments/service-net-map.yaml');
    expect(result.findings).toEqual([]);
    expect(result.data).toEqual({
      parameter_merge_strategies: {ServiceNetMap: 'merge'},
      parameter_defaults: {
        ServiceNetMap: {GlanceApiNetwork: 'storage', MysqlNetwork: 'tenant'},
        ControllerServiceNetMap: {SwiftStorageNetwork: 'storage'},
      },
    });
  });

  it("is laid over upstream's by Train itself", () => {
    const {data} = written(serviceNetMap, cloudOfTexts(OVERRIDDEN), {release: 'train'});
    expect(Object.keys(data!)).toEqual(['parameter_defaults']);
  });

  it('has no strategy for a map that it does not hold', () => {
    const role: RoleId = 'role:Controller';
    const cloud = withServices(STOCK, (service) =>
      service.name === 'mysql' ? {...service, networkOfRole: new Map([[role, {...service.network, value: 'network:tenant'}]])} : service,
    );
    expect(written(serviceNetMap, cloud).data).toEqual({parameter_defaults: {ControllerServiceNetMap: {MysqlNetwork: 'tenant'}}});
  });

  it('says which services have no key', () => {
    const cloud = withServices(STOCK, (service) =>
      service.name === 'mysql' ? {...service, id: 'service:billing', name: 'billing'} : service,
    );
    expect(written(serviceNetMap, cloud).findings).toEqual([
      'write-service-key Service "billing" is bound to "internal_api", which is not written: no key of the ServiceNetMap is its.',
    ]);
  });

  it('says where a service cannot be apart from the one that it follows', () => {
    const {topology} = STOCK;
    const libvirt = topology.services.find(({name}) => name === 'nova_libvirt')!;
    const proxy = {...libvirt, id: 'service:nova_vnc_proxy', name: 'nova_vnc_proxy'} as const;
    const together = cloudOf({...topology, services: [...topology.services, proxy]});
    expect(written(serviceNetMap, together).findings).toEqual([]);
    const apart = withServices(together, bound('nova_vnc_proxy', 'external'));
    expect(written(serviceNetMap, apart)).toMatchObject({
      file: undefined,
      findings: [
        'write-service-key Service "nova_vnc_proxy" is bound to "external", which is not written: ' +
          'upstream binds it where "NovaLibvirtNetwork" is, to "internal_api". Bind both services to one network.',
      ],
    });
    expect(written(serviceNetMap, apart, {release: 'train'})).toMatchObject({
      data: {parameter_defaults: {ServiceNetMap: {NovaVncProxyNetwork: 'external'}}},
      findings: [],
    });
  });

  it('does not name a service of Train that is where the one is that it follows', () => {
    const {topology} = STOCK;
    const libvirt = topology.services.find(({name}) => name === 'nova_libvirt')!;
    const proxy = {...libvirt, id: 'service:nova_vnc_proxy', name: 'nova_vnc_proxy'} as const;
    const together = cloudOf({...topology, services: [...topology.services, proxy]});
    expect(written(serviceNetMap, together, {release: 'train'}).data).toBeUndefined();
    const elsewhere = withServices(withServices(together, bound('nova_vnc_proxy', 'external')), bound('nova_libvirt', 'external'));
    expect(written(serviceNetMap, elsewhere, {release: 'train'}).data).toEqual({
      parameter_defaults: {ServiceNetMap: {NovaLibvirtNetwork: 'external'}},
    });
  });
});

describe('the whole ServiceNetMap', () => {
  it("is upstream's with what differs over it", () => {
    const map = wholeServiceNetMap(cloudOfTexts(OVERRIDDEN), OPTIONS);
    expect(map.get('GlanceApiNetwork')).toBe('storage');
    expect(map.get('KeystonePublicApiNetwork')).toBe('internal_api');
    expect(map.get('CephStorageHostnameResolveNetwork')).toBe('storage');
  });
});
