import {fileURLToPath} from 'node:url';
import {describe, expect, it} from '@jest/globals';
import {EXIT, exitCodeOfTraces} from '#src/cli/exit-code.js';
import {trace} from '#src/pipeline.js';
import {findSource, traceBetween} from '#src/trace.js';
import {UsageError} from '#src/usage-error.js';
import {readNetwork} from '../support/network.js';
import {inFolder, textsOf} from '../support/run.js';
import {STOCK_CLOUD, STOCK_UNDERCLOUD} from '../support/stock-cloud.js';

const EXAMPLE = textsOf(fileURLToPath(new URL('../../../examples/three-controllers', import.meta.url)), [
  'baremetal_deployment.yaml',
  'cloud.yaml',
  'network_data.yaml',
  'roles_data.yaml',
  'undercloud.conf',
  'vip_data.yaml',
]);

describe('a packet', () => {
  it('that a node with the address of the gateway sends back goes round, and that is not allowed', () => {
    const traces = tracesOf(cloud('hosts:\n  node-0: {role: compute, addresses: {ctlplane: 192.168.24.254}}\n'), 'compute', '8.8.8.8');
    expect(traces.map(waysOf)).toEqual(['compute > ! node-0 = dropped']);
    expect(traces[0]?.hops.at(-1)?.action).toBe('has 192.168.24.254, and sends the packet round in a loop');
    expect(exitCodeOfTraces(traces, {noAssumptions: false})).toBe(EXIT.violated);
  });

  it('that an inferred router forwards is known to its end only while that is assumed', () => {
    const traces = tracesOf(cloud(), 'compute', '8.8.8.8');
    expect(traces.map(waysOf)).toEqual(['compute > 192.168.24.254 = left-the-cloud']);
    expect(exitCodeOfTraces(traces, {noAssumptions: false})).toBe(EXIT.holds);
    expect(exitCodeOfTraces(traces, {noAssumptions: true})).toBe(EXIT.undecided);
    const onLink = tracesOf(cloud(), 'compute', '192.168.24.77');
    expect(exitCodeOfTraces(onLink, {noAssumptions: true})).toBe(EXIT.holds);
  });

  it('rests on the assumptions about host configuration as well', () => {
    const traces = inFolder(
      {...STOCK_CLOUD, 'undercloud.conf': STOCK_UNDERCLOUD},
      (cwd) => trace({inputs: ['.'], cwd}, {from: 'Compute', to: '192.168.24.77'}).traces,
    );
    expect(traces.map(({isAssumed, outcome}) => ({isAssumed, outcome}))).toEqual([{isAssumed: true, outcome: 'delivered'}]);
  });
});

describe('a role', () => {
  it('of which some hosts have a configuration that is not known is not followed to its end', () => {
    const own = (name: string) => `    - hostname: ${name}\n      network_config: {template: /home/stack/own.j2}\n`;
    const names = ['overcloud-controller-1', 'overcloud-controller-2'];
    const written = EXAMPLE['baremetal_deployment.yaml']!;
    const changed = names.reduce((text, name) => text.replace(`    - hostname: ${name}\n`, own(name)), written);
    const texts = {...EXAMPLE, 'baremetal_deployment.yaml': changed};
    const {traces} = inFolder(texts, (cwd) => trace({inputs: ['.'], cwd}, {from: 'Controller', to: '198.51.100.53'}));
    expect(traces.map(waysOf)).toEqual([
      'Controller (as overcloud-controller-0) > 203.0.113.1 = left-the-cloud',
      'overcloud-controller-1 = unknown',
    ]);
    expect(traces[1]?.hops[0]?.action).toBe('and 1 other host have routes that are not known from these files');
    expect(exitCodeOfTraces(traces, {noAssumptions: false})).toBe(EXIT.undecided);
  });
});

describe('ways without number', () => {
  it('are listed from the shortest on, with every kind of end, and that there are more', () => {
    const traces = tracesOf(mesh(30, '192.168.24.1'), 'r0', '10.99.0.5');
    expect(traces).toHaveLength(16);
    const lengths = traces.map(({hops}) => hops.length);
    expect(lengths).toEqual([...lengths].sort((left, right) => left - right));
    expect(traces.map(({hasMoreBehind}) => hasMoreBehind === true)).toEqual([...Array(15).fill(false), true]);
    expect(traces.filter(({hops}) => hops.at(-1)?.device === 'undercloud').map(waysOf)).toEqual(['r0 > r1 > r2 > ! undercloud = unknown']);
    expect(exitCodeOfTraces(traces, {noAssumptions: false})).toBe(EXIT.violated);
  });

  it('are decided in less than a second, thirty roles that send to each other', () => {
    const network = readNetwork(mesh(30, '192.168.24.1'));
    const start = performance.now();
    const origins = network.transits.map(({origin, steps}) => `${origin.name} ${steps.length}`);
    expect(performance.now() - start).toBeLessThan(1000);
    expect(origins).toHaveLength(30);
    expect(origins.slice(0, 4)).toEqual(['r0 3', 'r1 2', 'r2 1', 'r3 3']);
  });

  it('are all listed where they are few', () => {
    const traces = tracesOf(mesh(3, '192.168.24.3'), 'r0', '10.99.0.5');
    expect(traces.map(waysOf)).toEqual([
      'r0 > ! r0-0 = dropped',
      'r0 > r1 > ! r0-0 = dropped',
      'r0 > r1 > ! r1-0 = dropped',
      'r0 > r1 > r2 > 192.168.24.3 = left-the-cloud',
    ]);
    expect(traces.some(({hasMoreBehind}) => hasMoreBehind)).toBe(false);
  });
});

describe('the sender', () => {
  const hosts = 'hosts:\n  node-0: {role: compute, addresses: {ctlplane: 192.168.24.30}}\n';

  it('sends from an address of its own', () => {
    const network = readNetwork(cloud(hosts));
    expect(traceBetween(network, findSource(network, 'node-0', '192.168.24.30'), '8.8.8.8')[0]?.packet.source).toBe('192.168.24.30');
    expect(traceBetween(network, findSource(network, 'compute', '192.168.24.30'), '8.8.8.8')[0]?.packet.source).toBe('192.168.24.30');
  });

  it('sends from an address that nobody has where its own is not known', () => {
    const network = readNetwork(cloud());
    expect(findSource(network, 'compute', '192.168.24.77').classes).toHaveLength(1);
  });

  it.each([
    ['node-0', '1.2.3.4', '--from-address "1.2.3.4" is no address of "node-0".'],
    ['node-0', '192.168.24.31', '--from-address "192.168.24.31" is no address of "node-0".'],
    ['compute', '1.2.3.4', '--from-address "1.2.3.4" is no address of any host of the role "compute".'],
    ['compute', '192.168.24.1', '--from-address "192.168.24.1" is no address of any host of the role "compute".'],
    ['compute', 'x', '--from-address "x" is not an IPv4 or IPv6 address.'],
  ])('%s does not send from %s', (name, address, message) => {
    const network = readNetwork(cloud(hosts));
    expect(() => findSource(network, name, address)).toThrow(new UsageError(message));
  });
});

function tracesOf(text: string, from: string, to: string) {
  const network = readNetwork(text);
  return traceBetween(network, findSource(network, from), to);
}

function waysOf({hops, outcome}: ReturnType<typeof tracesOf>[number]): string {
  return `${hops.map(({device, isForbidden}) => `${isForbidden ? '! ' : ''}${device}`).join(' > ')} = ${outcome}`;
}

function cloud(facts = 'hosts: {}\n'): string {
  return `
undercloud: 192.168.24.1
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24, gateway: 192.168.24.254}
roles:
  compute: {default-route: ctlplane}
---
${facts}`;
}

/** Roles on one network that all have routes over all hosts of all the others; only the third is on the network of the last next hop. */
function mesh(size: number, last: string): string {
  const roles = Array.from({length: size}, (_, index) => index);
  const routes = (network: number, hosts: readonly number[]) =>
    hosts.map((index) => `{destination: 10.99.0.0/16, next-hop: 10.0.${network}.${10 + index}}`).join(', ');
  const most = roles.filter((index) => index !== 2);
  return `
undercloud: 192.168.24.1
networks:
  ctlplane: {provisioning: true, cidr: 192.168.25.0/24}
  mesh: {cidr: 10.0.0.0/24, routes: [${routes(0, most)}]}
  inner: {cidr: 10.0.1.0/24, routes: [${routes(1, [2])}]}
  last: {cidr: 192.168.24.0/24, routes: [{destination: 10.99.0.0/16, next-hop: ${last}}]}
roles:
${roles.map((index) => `  r${index}: {networks: [${index === 2 ? 'last' : index === 1 ? 'mesh, inner' : 'mesh'}], default-route: []}`).join('\n')}
---
hosts:
${roles.map((index) => `  r${index}-0: {role: r${index}, addresses: {${index === 2 ? 'inner: 10.0.1.12' : `mesh: 10.0.0.${10 + index}`}}}`).join('\n')}
`;
}
