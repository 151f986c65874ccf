import {describe, expect, it} from '@jest/globals';
import {Network} from '#src/forwarding/network.js';
import {type Address, parseAddress} from '#src/net/address.js';
import {readNetwork} from '../support/network.js';

describe('what is sent to a virtual address', () => {
  it('is received by the roles that may hold it', () => {
    expect(receiversOf(['a', 'b'])).toEqual(['a', 'b']);
  });

  it('may be received by hosts of which nothing is known', () => {
    expect(receiversOf(['a', 'b'], 'b')).toEqual(['a', 'unknown']);
    expect(receiversOf([])).toEqual(['unknown']);
  });
});

/** Who receives what is sent to a virtual address that roles may hold, one of which has a configuration that nobody read. */
function receiversOf(holders: readonly string[], unread?: string): string[] {
  const {topology} = readNetwork(`
undercloud: 192.168.24.1
networks: {ctlplane: {provisioning: true, cidr: 192.168.24.0/24}}
roles: {a: {default-route: []}, b: {default-route: []}}
---
vips: {front: {network: ctlplane, segment: ctlplane, address: 192.168.24.9}}
`);
  const network = new Network({
    ...topology,
    vips: topology.vips.map((vip) => ({...vip, holders: holders.map((name) => `role:${name}` as const)})),
    roles: topology.roles.map((role) =>
      role.name === unread ? {...role, configuration: {kind: 'unknown', because: {value: 'the test', origin: role.origin}}} : role,
    ),
  });
  const [segment] = topology.segments;
  return network
    .receivers(parseAddress('192.168.24.9') as Address, segment!.id)
    .map((receiver) => (receiver.kind === 'class' ? receiver.hostClass.name : receiver.kind));
}
