import {describe, expect, it} from '@jest/globals';
import {hostClasses} from '#src/forwarding/host-class.js';
import type {OriginId} from '#src/model/origin.js';
import type {ConfiguredAs, Host, HostConfiguration, NetworkId, Role, Topology} from '#src/model/topology.js';

const HERE = 0 as unknown as OriginId;
const ASSIGNED: Extract<HostConfiguration, {kind: 'assigned'}> = {
  kind: 'assigned',
  because: {value: 'a template', origin: HERE},
  leavesOut: [],
};
const UNKNOWN: HostConfiguration = {kind: 'unknown', because: {value: 'an own template', origin: HERE}};

function configured(configuration: HostConfiguration, ...routes: readonly string[]): ConfiguredAs {
  return {
    attachments: ['storage', 'external'].map((name) => ({
      network: `network:${name}`,
      segment: `segment:${name}/${name}`,
      origin: HERE,
      isConfigured: true,
    })),
    defaultRouteNetworks: routes.map((name) => ({value: `network:${name}`, origin: HERE})),
    configuration,
  };
}

/** Hosts of one role, each with what it has in the place of the role's. */
function classesOf(ofRole: ConfiguredAs, hosts: Readonly<Record<string, ConfiguredAs | undefined>>): string[] {
  const role: Role = {id: 'role:Compute', name: 'Compute', origin: HERE, tags: [], services: [], ...ofRole};
  const ids: readonly NetworkId[] = ['network:storage', 'network:external'];
  const topology = {
    segments: ids.map((id) => ({id: `segment:${id.slice(8)}/${id.slice(8)}`, network: id, name: id, origin: HERE})),
    roles: [role],
    hosts: Object.entries(hosts).map(
      ([name, configuredAs]): Host => ({
        id: `host:${name}`,
        name,
        kind: 'node',
        role: role.id,
        origin: HERE,
        addresses: [],
        ...(configuredAs && {configuredAs}),
      }),
    ),
  } as unknown as Topology;
  return hostClasses(topology).map(({name, hosts: members, defaultRouteNetworks, segments}) => {
    const networks = segments.map(({network}) => network.slice(8)).join('+');
    return `${name}: ${members.map((host) => host.name).join(' ')} on ${networks} by ${defaultRouteNetworks.map(({value}) => value.slice(8)).join('+')}`;
  });
}

describe('hosts of one role', () => {
  const ofRole = configured(ASSIGNED, 'external');

  it('are one class where they are configured alike', () => {
    expect(classesOf(ofRole, {a: undefined, b: undefined})).toEqual(['Compute: a b on storage+external by external']);
  });

  it('are one class where what they say of their own is the same', () => {
    expect(classesOf(ofRole, {a: undefined, b: configured(ASSIGNED, 'external')})).toEqual([
      'Compute: a b on storage+external by external',
    ]);
  });

  it('part by their default routes', () => {
    expect(classesOf(ofRole, {a: undefined, b: configured(ASSIGNED, 'storage'), c: undefined})).toEqual([
      'Compute (as a): a c on storage+external by external',
      'Compute (as b): b on storage+external by storage',
    ]);
  });

  it('part by the networks that are left out', () => {
    const without: HostConfiguration = {...ASSIGNED, leavesOut: ['network:storage']};
    expect(classesOf(ofRole, {a: undefined, b: configured(without, 'external')})).toEqual([
      'Compute (as a): a on storage+external by external',
      'Compute (as b): b on external by external',
    ]);
  });

  it('have no class where their configuration is unknown, and the others have', () => {
    expect(classesOf(ofRole, {a: undefined, b: configured(UNKNOWN, 'external')})).toEqual([
      'Compute (as a): a on storage+external by external',
    ]);
    expect(classesOf(configured(UNKNOWN), {a: undefined, b: configured(ASSIGNED, 'external')})).toEqual([
      'Compute (as b): b on storage+external by external',
    ]);
    expect(classesOf(ofRole, {a: configured(UNKNOWN)})).toEqual([]);
  });

  it('are one class that stands for them where none is listed', () => {
    expect(classesOf(ofRole, {})).toEqual(['Compute:  on storage+external by external']);
    expect(classesOf(configured(UNKNOWN), {})).toEqual([]);
  });
});
