import {describe, expect, it} from '@jest/globals';
import {type Report, runTexts, type Texts} from '../../support/run.js';

const NETWORKS = `- name: External
  name_lower: external
  subnets:
    external_subnet: {ip_subnet: 203.0.113.0/24, gateway_ip: 203.0.113.1, vlan: 10}
`;
const ROLES = `- name: Compute
  networks:
    External: {subnet: external_subnet}
  default_route_networks: [ControlPlane]
  ServicesDefault: []
`;

/** A cloud whose computes take their default route over the provisioning network. */
function cloud(texts: Texts, options: Parameters<typeof runTexts>[1] = {}): Report {
  return runTexts({'network_data.yaml': NETWORKS, 'roles_data.yaml': ROLES, ...texts}, options);
}

function undercloud(options: string, subnet: string): Texts {
  return {'undercloud.conf': `[DEFAULT]\n${options}[ctlplane-subnet]\n${subnet}`};
}

function attributes(subnet: string): string {
  return `parameter_defaults:\n  CtlplaneNetworkAttributes:\n    subnets:\n      ctlplane-subnet: ${subnet}\n`;
}

function codes({findings}: Report): string[] {
  return findings.map((line) => line.split(' ').slice(0, 3).join(' '));
}

describe('an address of the undercloud that is not written', () => {
  const SUBNET =
    'cidr = 192.168.24.0/24\ndhcp_start = 192.168.24.30\ndhcp_end = 192.168.24.60\ninspection_iprange = 192.168.24.100,192.168.24.120\n';

  it("is upstream's, whatever others are written", () => {
    const hosts = 'undercloud_public_host = 192.168.24.12\nundercloud_admin_host = 192.168.24.13\n';
    const {findings, properties} = cloud(undercloud(hosts, `${SUBNET}gateway = 192.168.24.1\n`));
    expect(findings).toEqual([
      'undercloud.conf:9:11 error uc-gateway-is-undercloud The gateway of "ctlplane/ctlplane-subnet", 192.168.24.1, is the undercloud; "Compute" sends packets through it.',
    ]);
    expect(properties['transit-freedom']).toBe('violated');
  });

  it('may be the admin host alone', () => {
    const {lines, assumptions} = cloud(undercloud('local_ip = 192.168.24.1/24\n', `${SUBNET}gateway = 192.168.24.3\n`));
    expect(lines[0]).toBe(
      'undercloud.conf:8:11 error uc-gateway-is-undercloud The gateway of "ctlplane/ctlplane-subnet", 192.168.24.3, is the undercloud; "Compute" sends packets through it.',
    );
    expect(lines[1]).toMatch(/The undercloud has 192\.168\.24\.3 as "undercloud_admin_host" \(upstream default/);
    expect(assumptions).toContain(
      "The undercloud has upstream's default addresses 192.168.24.2 and 192.168.24.3, which lie in its provisioning subnet.",
    );
  });

  it('is none without TLS, when nothing listens on the public and the admin host', () => {
    const options = 'local_ip = 192.168.24.1/24\ngenerate_service_certificate = false\n';
    expect(cloud(undercloud(options, `${SUBNET}gateway = 192.168.24.3\n`)).findings).toEqual([]);
  });

  it('is none where the default lies outside of the provisioning subnet', () => {
    const options = 'local_ip = 192.0.2.1/24\nundercloud_public_host = 192.0.2.2\nundercloud_admin_host = 192.0.2.3\n';
    const subnet = 'cidr = 192.0.2.0/24\ngateway = 192.0.2.254\ninspection_iprange = 192.0.2.200,192.0.2.220\n';
    const {verdict, assumptions} = cloud(undercloud(options, subnet));
    expect(verdict).toBe('holds');
    expect(assumptions.filter((text) => text.includes("upstream's default"))).toEqual([]);
  });

  it('counts beside an address that the user declares, and yields to a router that the user declares', () => {
    const files = {'cloud.yaml': attributes('{cidr: 192.168.24.0/24, gateway_ip: 192.168.24.1}')};
    expect(codes(cloud(files, {undercloud: ['203.0.113.9']}))).toContain('cloud.yaml:4:60 error uc-gateway-is-undercloud');
    const {properties} = cloud(files, {undercloud: ['192.168.24.9'], routers: ['192.168.24.1']});
    expect(properties['transit-freedom']).toBe('holds');
  });

  it('may be the gateway without undercloud.conf, and is else a node as well as any address', () => {
    const told = (gateway: string) => ({
      'cloud.yaml': `${attributes(`{cidr: 192.168.24.0/24, gateway_ip: ${gateway}}`)}  NodePortMap:\n    overcloud-novacompute-0: {ctlplane: {ip_address: 192.168.24.2}}\n`,
    });
    expect(codes(cloud(told('192.168.24.3')))).toEqual(['cloud.yaml:4:60 error uc-gateway-is-undercloud']);
    expect(codes(cloud(told('192.168.24.254')))).toEqual([]);
  });

  it('is of its own host: a name leaves no room for a default', () => {
    const options = 'local_ip = 192.168.24.1/24\nundercloud_public_host = cloud.example.com\nundercloud_admin_host = 192.168.24.13\n';
    const {findings, assumptions} = cloud(undercloud(options, `${SUBNET}gateway = 192.168.24.2\n`));
    expect(findings).toEqual([
      'undercloud.conf:3:26 warning? uc-address-unknown "undercloud_public_host" is the name "cloud.example.com", and the address behind it is not known.',
    ]);
    expect(assumptions.filter((text) => text.includes("upstream's default"))).toEqual([]);
  });

  it("is shown at the undercloud's address where only the pool it runs into is a default", () => {
    const {lines} = cloud({'undercloud.conf': '[DEFAULT]\nlocal_ip = 192.168.24.10/24\n'});
    expect(lines.slice(0, 2)).toEqual([
      'undercloud.conf:2:12 error uc-vip-collision 192.168.24.10, the undercloud\'s "local_ip", lies in the pool 192.168.24.5-192.168.24.24 of "ctlplane/ctlplane-subnet", which gives it to a node.',
      "  note undercloud.conf:1:2 The pool is upstream's default, which counts where none is written.",
    ]);
  });
});

describe('the gateway of an IPv6 provisioning subnet', () => {
  const HOSTS = 'local_ip = 2001:db8:24::1/64\nundercloud_public_host = 2001:db8:24::2\nundercloud_admin_host = 2001:db8:24::3\n';
  const SUBNET = 'cidr = 2001:db8:24::/64\ngateway = 2001:db8:24::fe\ninspection_iprange = 2001:db8:24::200,2001:db8:24::220\n';

  it("is the undercloud's Neutron router", () => {
    const {lines} = cloud(undercloud(HOSTS, SUBNET));
    expect(lines.slice(0, 2)).toEqual([
      'undercloud.conf:7:11 error uc-gateway-is-undercloud The gateway of "ctlplane/ctlplane-subnet", 2001:db8:24::fe, is the undercloud; "Compute" sends packets through it.',
      '  note undercloud.conf:7:11 The undercloud has 2001:db8:24::fe as "Neutron router" (the undercloud\'s Neutron router owns the gateway of an IPv6 provisioning subnet without "enable_routed_networks").',
    ]);
  });

  it("is somebody else's with routed networks", () => {
    expect(cloud(undercloud(`${HOSTS}enable_routed_networks = true\n`, SUBNET)).findings).toEqual([]);
  });

  it('is open where it cannot be read whether networks are routed', () => {
    const {needs} = cloud(undercloud(`${HOSTS}enable_routed_networks = perhaps\n`, SUBNET));
    expect(needs).toContain(
      'transit-freedom: What "enable_routed_networks" of the undercloud is: write it so that it can be read. (undercloud.conf:5:26)',
    );
  });

  it('is open without undercloud.conf, unless it is declared a router', () => {
    const files = {'cloud.yaml': attributes('{cidr: "2001:db8:24::/64", gateway_ip: "2001:db8:24::fe"}')};
    expect(cloud(files, {undercloud: ['2001:db8:24::1']}).needs).toEqual([
      'transit-freedom: Whether a Neutron router of the undercloud owns 2001:db8:24::fe, the IPv6 gateway of "ctlplane-subnet": give undercloud.conf, or declare it with --router. (cloud.yaml:4:63)',
    ]);
    expect(cloud(files, {undercloud: ['2001:db8:24::1'], routers: ['2001:db8:24::fe']}).needs).toEqual([]);
  });
});

describe('several stacks', () => {
  const deploy = (...stacks: readonly string[]) =>
    `#!/bin/bash\n${stacks.map((stack) => `openstack overcloud deploy --templates --stack ${stack} -n network_data.yaml -r roles_data.yaml -e ${stack}.yaml\n`).join('')}`;
  const OPTIONS = {inputs: ['undercloud.conf'], deployCommands: ['deploy.sh']};
  const UNDERCLOUD = undercloud(
    'local_ip = 192.0.2.1/24\nundercloud_public_host = 192.0.2.2\nundercloud_admin_host = 192.0.2.3\n',
    'cidr = 192.0.2.0/24\ngateway = 192.0.2.254\ninspection_iprange = 192.0.2.200,192.0.2.220\n',
  );
  const told = (central: string, edge: string) =>
    cloud({...UNDERCLOUD, 'deploy.sh': deploy('central', 'edge'), 'central.yaml': central, 'edge.yaml': edge}, OPTIONS);
  const GOOD = attributes('{cidr: 192.0.2.0/24, gateway_ip: 192.0.2.254}');

  it('prov-attributes-differ: two are told of two gateways', () => {
    const {lines, properties} = told(GOOD, attributes('{cidr: 192.0.2.0/24, gateway_ip: 192.0.2.1}'));
    expect(lines.filter((line, index) => line.includes('prov-') || lines[index - 1]?.includes('prov-'))).toEqual([
      'edge.yaml:4:57 error? prov-attributes-differ CtlplaneNetworkAttributes gives "ctlplane-subnet" the gateway 192.0.2.1, and for another stack 192.0.2.254.',
      '  note central.yaml:4:57 What the other stack is told is here.',
    ]);
    expect(properties['transit-freedom']).not.toBe('holds');
  });

  it('prov-attributes-differ: two are told of two prefixes, or of two routes', () => {
    expect(told(GOOD, attributes('{cidr: 192.0.2.0/25, gateway_ip: 192.0.2.254}')).findings).toContain(
      'edge.yaml:4:31 error? prov-attributes-differ CtlplaneNetworkAttributes gives "ctlplane-subnet" the prefix 192.0.2.0/25, and for another stack 192.0.2.0/24.',
    );
    const route = 'host_routes: [{destination: 10.8.0.0/16, nexthop: 192.0.2.1}]';
    expect(told(GOOD, attributes(`{cidr: 192.0.2.0/24, gateway_ip: 192.0.2.254, ${route}}`)).findings).toContain(
      'edge.yaml:4:84 error? prov-attributes-differ CtlplaneNetworkAttributes gives "ctlplane-subnet" the host routes 10.8.0.0/16 via 192.0.2.1, and for another stack none.',
    );
  });

  it('may be told the same', () => {
    expect(codes(told(GOOD, GOOD)).filter((line) => line.includes('prov-'))).toEqual([]);
  });

  const FIRST_GENERATION = `- name: External
  name_lower: external
  vlan: 10
  ip_subnet: 203.0.113.0/24
  gateway_ip: 203.0.113.1
  allocation_pools: [{start: 203.0.113.20, end: 203.0.113.200}]
`;
  const shared = (central: string, edge: string) =>
    cloud(
      {
        ...UNDERCLOUD,
        'network_data.yaml': FIRST_GENERATION,
        'deploy.sh': deploy('central', 'edge'),
        'central.yaml': `parameter_defaults:\n  ${central}\n`,
        'edge.yaml': `parameter_defaults:\n  ${edge}\n`,
      },
      OPTIONS,
    );
  const parameterLines = ({lines}: Report) =>
    lines.filter((line, index) => line.includes('stack-parameters') || lines[index - 1]?.includes('stack-parameters'));

  it('stack-parameters-differ: one overrides what the other takes from the file', () => {
    const report = shared('ExternalInterfaceDefaultRoute: 203.0.113.9', 'Foo: 1');
    expect(parameterLines(report)).toEqual([
      'central.yaml:2:34 error? stack-parameters-differ Stacks "central" and "edge" share the network "External", and "ExternalInterfaceDefaultRoute" is not the same in both.',
      '  note network_data.yaml:1:3 Stack "edge" does not set it, so that the network\'s own definition counts.',
    ]);
    const gateways = report.run.topology.subnets.flatMap(({gateway}) => gateway ?? []);
    expect(gateways.map(({value}) => value.value & 0xffn)).toContain(9n);
  });

  it('stack-parameters-differ: two override with two values', () => {
    expect(parameterLines(shared('ExternalNetworkVlanID: 11', 'ExternalNetworkVlanID: 12'))).toEqual([
      'central.yaml:2:26 error? stack-parameters-differ Stacks "central" and "edge" share the network "External", and "ExternalNetworkVlanID" is not the same in both.',
      '  note edge.yaml:2:26 Stack "edge" sets it here.',
    ]);
  });

  it('may override with one value, or with what the file says', () => {
    expect(parameterLines(shared('ExternalNetworkVlanID: 11', "ExternalNetworkVlanID: '11'"))).toEqual([]);
    expect(parameterLines(shared('Foo: 1', 'ExternalInterfaceDefaultRoute: 203.0.113.1'))).toEqual([]);
    const pools = "ExternalAllocationPools: [{'start': '203.0.113.20', 'end': '203.0.113.200'}]";
    expect(parameterLines(shared(pools, 'Foo: 1'))).toEqual([]);
  });
});

describe('ControlPlaneStaticRoutes', () => {
  const UNDERCLOUD = undercloud(
    'local_ip = 192.0.2.1/24\nundercloud_public_host = 192.0.2.2\nundercloud_admin_host = 192.0.2.3\n',
    'cidr = 192.0.2.0/24\ngateway = 192.0.2.254\ninspection_iprange = 192.0.2.200,192.0.2.220\n',
  );
  const routes = (value: string) => cloud({...UNDERCLOUD, 'cloud.yaml': `parameter_defaults:\n  ControlPlaneStaticRoutes: ${value}\n`});

  it('are routes of the provisioning subnet', () => {
    expect(routes('[{destination: 10.8.0.0/16, nexthop: 192.0.2.1}]').findings).toEqual([
      'cloud.yaml:2:66 error uc-host-route-via-undercloud The route to 10.8.0.0/16 on "ctlplane/ctlplane-subnet" leads through the undercloud (192.0.2.1).',
    ]);
    expect(routes('[{destination: 10.8.0.0/16, nexthop: 192.0.2.254}]').verdict).toBe('holds');
    expect(routes('[]').verdict).toBe('holds');
  });

  it('stay open where one cannot be read', () => {
    expect(routes('[{destination: 10.8.0.0/16, nexthop: 192.0.2.01}]').needs).toEqual([
      'transit-freedom: What "ControlPlaneStaticRoutes" of provisioning subnet "ctlplane" is: write it so that it can be read. (cloud.yaml:2:29)',
    ]);
  });
});

describe('a value that cannot be read', () => {
  const HOSTS = 'undercloud_public_host = 192.0.2.2\nundercloud_admin_host = 192.0.2.3\n';
  const SUBNET = 'cidr = 192.0.2.0/24\ngateway = 192.0.2.254\ninspection_iprange = 192.0.2.200,192.0.2.220\n';
  const POLICY = {policy: 'undercloud-avoidance'};

  it.each([
    ['local_ip', undercloud(`${HOSTS}local_ip = %(gwx)s\n`, SUBNET), 'What "local_ip" of the undercloud is', 'undercloud.conf:4:12'],
    ['local_ip', undercloud(`${HOSTS}local_ip = 192.0.2.254/33\n`, SUBNET), 'What "local_ip" of the undercloud is', 'undercloud.conf:4:12'],
    [
      'undercloud_admin_host',
      undercloud('local_ip = 192.0.2.1/24\nundercloud_public_host = 192.0.2.2\nundercloud_admin_host = 192.0.2.03\n', SUBNET),
      'What "undercloud_admin_host" of the undercloud is',
      'undercloud.conf:4:25',
    ],
    [
      'gateway',
      undercloud(`${HOSTS}local_ip = 192.0.2.1/24\n`, SUBNET.replace('.254', '.01')),
      'What "gateway" of provisioning subnet "ctlplane-subnet" is',
      'undercloud.conf:7:11',
    ],
    [
      'cidr',
      undercloud(`${HOSTS}local_ip = 192.0.2.1/24\n`, SUBNET.replace('/24', '/33')),
      'What "cidr" of provisioning subnet "ctlplane-subnet" is',
      'undercloud.conf:6:8',
    ],
    [
      'host_routes',
      undercloud(`${HOSTS}local_ip = 192.0.2.1/24\n`, `${SUBNET}host_routes = [{destination: 10.8.0.0/16}]\n`),
      'What "host_routes" of provisioning subnet "ctlplane-subnet" is',
      'undercloud.conf:9:15',
    ],
  ])('leaves the paths open: %s of undercloud.conf', (_, files, needs, place) => {
    const report = cloud(files, POLICY);
    expect(report.needs).toContain(`transit-freedom: ${needs}: write it so that it can be read. (${place})`);
    expect(report.properties['transit-freedom']).not.toBe('holds');
    expect(report.verdict).not.toBe('holds');
  });

  const told = (subnet: string) => {
    const files = {...undercloud(`${HOSTS}local_ip = 192.0.2.1/24\n`, SUBNET), 'cloud.yaml': attributes(subnet)};
    return cloud(files, POLICY);
  };

  it.each([
    ['gateway_ip', '{cidr: 192.0.2.0/24, gateway_ip: 192.0.2.01}'],
    ['cidr', '{cidr: 192.0.2.0/33, gateway_ip: 192.0.2.254}'],
    ['host_routes', '{cidr: 192.0.2.0/24, gateway_ip: 192.0.2.254, host_routes: [{destination: 10.8.0.0/16, nexthop: 192.0.2.01}]}'],
    ['host_routes', '{cidr: 192.0.2.0/24, gateway_ip: 192.0.2.254, host_routes: "10.0.0.0/8,192.0.2.1"}'],
  ])('leaves the paths open: %s of CtlplaneNetworkAttributes', (key, subnet) => {
    expect(told(subnet).needs.join('\n')).toContain(
      `transit-freedom: What "${key}" of provisioning subnet "ctlplane-subnet" is: write it so that it can be read. (cloud.yaml:4:`,
    );
  });

  it('leaves the paths open: a gateway of network_data', () => {
    const files = undercloud(`${HOSTS}local_ip = 192.0.2.1/24\n`, SUBNET);
    const {needs, verdict} = cloud({...files, 'network_data.yaml': NETWORKS.replace('113.1,', '113.01,')}, POLICY);
    expect(needs).toEqual([
      'transit-freedom: What "gateway_ip" of "external/external_subnet" is: write it so that it can be read. (network_data.yaml:4:5)',
    ]);
    expect(verdict).toBe('undecided');
  });

  it('is not one that is empty', () => {
    expect(told("{cidr: 192.0.2.0/24, gateway_ip: '', host_routes: []}").needs).toEqual([]);
    expect(told('{cidr: 192.0.2.0/24, gateway_ip: 192.0.2.254, host_routes: null}').needs).toEqual([]);
  });
});
