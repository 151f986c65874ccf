import type {Diagnostic} from '#src/diagnostics/diagnostic.js';
import type {Trace} from '#src/diagnostics/trace.js';
import type {Result} from '#src/result.js';
import type {Location} from '#src/source/location.js';

/** A place of one character in a file. */
export function place(source: string, line: number, column: number, pointer = ''): Location {
  return {source, document: 0, pointer, start: {line, column}, end: {line, column: column + 1}};
}

/** The file that the findings below stand in. */
export const NETWORK_DATA = [
  '- name: Storage',
  '  vip: true',
  '  subnets:',
  '    storage_subnet:',
  '      ip_subnet: 172.16.1.0/24',
  '      vlan: 20',
];

export function sourceLine(location: Location): string | undefined {
  return location.source === 'deploy/network_data.yaml' ? NETWORK_DATA[location.start.line - 1] : undefined;
}

export const vlanClash: Diagnostic = {
  code: 'unique-vlan-ids',
  severity: 'error',
  certainty: 'violated',
  message: 'Segment "Storage" uses VLAN 20, which "InternalApi" already has.',
  subjects: ['segment:Storage', 'segment:InternalApi'],
  location: place('deploy/network_data.yaml', 6, 13, '/0/subnets/storage_subnet/vlan'),
  notes: [{message: '"InternalApi" is here', location: place('deploy/network_data.yaml', 12, 13)}],
  fix: 'Give one of the segments another VLAN id.',
};

export const openGateway: Diagnostic = {
  code: 'gateway-owner-known',
  severity: 'warning',
  certainty: 'undecided',
  message: 'No file says who owns 172.16.1.1, the gateway of "storage_subnet".',
  subjects: ['subnet:storage_subnet'],
  location: place('deploy/network_data.yaml', 5, 18, '/0/subnets/storage_subnet/ip_subnet'),
  notes: [],
};

export const unusedNetwork: Diagnostic = {
  code: 'network-unused',
  severity: 'info',
  certainty: 'violated',
  message: 'No role is on network "Storage".',
  subjects: ['network:Storage'],
  notes: [],
};

/** A way over the undercloud, from one of several destinations. */
export function transit(destination: string): Trace {
  return {
    from: 'Controller',
    to: 'External',
    packet: {source: '172.17.1.10', destination},
    hops: [
      {device: 'Controller', action: 'sends by its default route via 192.168.24.1', location: place('deploy/roles_data.yaml', 8, 5)},
      {
        device: 'undercloud',
        segment: 'ctlplane',
        action: 'owns 192.168.24.1 and forwards',
        location: place('deploy/undercloud.conf', 3, 12),
        isForbidden: true,
      },
      {device: 'router 10.0.0.1', segment: 'external', action: 'receives it'},
    ],
    outcome: 'left-the-cloud',
    affectedHosts: 3,
  };
}

export const transitFound: Diagnostic = {
  code: 'no-transit-via-undercloud',
  severity: 'error',
  certainty: 'violated',
  message: 'Hosts of role "Controller" send packets for "External" through the undercloud.',
  subjects: ['role:Controller'],
  location: place('deploy/roles_data.yaml', 8, 5),
  notes: [],
  evidence: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5'].map(transit),
  fix: 'Take "ctlplane" out of default_route_networks.',
};

export const holding: Result = {
  resultVersion: 1,
  isoplanVersion: '0.1.0',
  verdict: 'holds',
  failOn: 'error',
  properties: [
    {id: 'closed-world', title: 'Everything was understood and every name resolves', verdict: 'holds', needs: []},
    {id: 'transit-freedom', title: 'No path routes through the undercloud', verdict: 'holds', needs: []},
  ],
  findings: [],
  assumptions: [],
  inputs: [{file: 'deploy/network_data.yaml', formats: ['tripleo/network-data']}],
  ignored: [],
  counts: {networks: 1, segments: 1, subnets: 1, roles: 0, hosts: 0, virtualAddresses: 0, services: 0},
};

export const violated: Result = {
  ...holding,
  verdict: 'violated',
  properties: [
    {id: 'closed-world', title: 'Everything was understood and every name resolves', verdict: 'undecided', needs: []},
    {id: 'transit-freedom', title: 'No path routes through the undercloud', verdict: 'violated', needs: []},
  ],
  findings: [unusedNetwork, openGateway, vlanClash, transitFound],
  assumptions: [
    {
      id: 'unowned-gateways-are-routers',
      text: 'A gateway that no file owns is a router.',
      because: [
        {text: 'the gateway of "storage_subnet":', location: place('deploy/network_data.yaml', 5, 18)},
        {text: 'nothing else is said'},
      ],
    },
  ],
  inputs: [
    {file: 'deploy/network_data.yaml', formats: ['tripleo/network-data']},
    {file: 'deploy/roles_data.yaml', formats: ['tripleo/roles-data']},
    {file: 'deploy/overcloud.yaml', formats: ['tripleo/environment', 'tripleo/deployed-networks'], stack: 'overcloud'},
  ],
  ignored: [{file: 'deploy/network.j2', reason: 'a template that is not rendered'}],
  counts: {networks: 2, segments: 2, subnets: 2, roles: 1, hosts: 3, virtualAddresses: 1, services: 0},
};

export const undecided: Result = {
  ...holding,
  verdict: 'undecided',
  properties: [
    {id: 'closed-world', title: 'Everything was understood and every name resolves', verdict: 'holds', needs: []},
    {
      id: 'transit-freedom',
      title: 'No path routes through the undercloud',
      verdict: 'undecided',
      needs: [
        {text: 'the addresses of the undercloud: give undercloud.conf, or --undercloud ADDRESS.'},
        {text: 'the network configuration of role "Compute"', location: place('deploy/roles_data.yaml', 40, 3)},
      ],
    },
  ],
};
