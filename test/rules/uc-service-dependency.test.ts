import {describe, it} from '@jest/globals';
import {ucServiceDependency} from '#src/rules/uc-service-dependency.js';
import {expectFindings} from '../support/network.js';

describe('uc-service-dependency', () => {
  it('takes servers that are not the undercloud', () => {
    expectFindings(ucServiceDependency, cloud('{nameserver: [198.51.100.53], time: [198.51.100.123]}')).toEqual([]);
  });

  it('finds what runs on the undercloud, and lists what only deployment needs', () => {
    expectFindings(ucServiceDependency, cloud('{nameserver: [192.168.24.1], registry: [192.168.24.1]}')).toEqual([
      '5:29 The name server of every host, 192.168.24.1, is the undercloud, and is used at run time.',
      "  note 2:13 192.168.24.1 is the undercloud's.",
      '5:55 info: The image registry of every host, 192.168.24.1, is the undercloud, and is used when nodes are deployed.',
      "  note 2:13 192.168.24.1 is the undercloud's.",
    ]);
  });
});

function cloud(dependencies: string): string {
  return `
undercloud: 192.168.24.1
networks:
  ctlplane: {provisioning: true, cidr: 192.168.24.0/24}
dependencies: ${dependencies}
`;
}
