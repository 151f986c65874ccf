import {join} from 'node:path';
import {describe, expect, it} from '@jest/globals';
import {type Report, runTexts, type Texts, textsOf} from '../support/run.js';
import {describeWithShared} from '../support/shared.js';
import {STOCK_CLOUD, STOCK_UNDERCLOUD} from '../support/stock-cloud.js';

describe("a stock cloud in upstream's shape", () => {
  behavesAsStock(STOCK_CLOUD, ['Compute', 'CephStorage']);
});

describeWithShared("upstream's own stock cloud", (folder) => {
  const templates = join(folder, 'tripleo/tripleo-heat-templates');
  const texts = {
    ...renamed(textsOf(templates, ['network-data-samples/default-network-isolation.yaml']), 'network_data.yaml'),
    ...textsOf(templates, ['roles_data.yaml']),
  };
  behavesAsStock(texts, ['Compute', 'BlockStorage', 'ObjectStorage', 'CephStorage']);
});

/** What must be said of a cloud whose `roles` leave over the provisioning network. */
function behavesAsStock(cloud: Texts, roles: readonly string[]): void {
  const withUndercloud = (conf: string, options = {}): Report => runTexts({...cloud, 'undercloud.conf': conf}, options);
  const gatewayOf = (address: string): string => STOCK_UNDERCLOUD.replace('gateway = 192.168.24.1\n', `gateway = ${address}\n`);

  describe('as it is out of the box', () => {
    const {verdict, lines, findings, properties, diagnostics} = withUndercloud(STOCK_UNDERCLOUD);

    it('is violated by one fault alone, at the line of the gateway', () => {
      expect(verdict).toBe('violated');
      expect(properties['transit-freedom']).toBe('violated');
      expect(findings).toEqual([
        expect.stringMatching(
          /^undercloud\.conf:13:11 error uc-gateway-is-undercloud The gateway of "ctlplane\/ctlplane-subnet", 192\.168\.24\.1, is the undercloud; .* send packets through it\.$/,
        ),
      ]);
      for (const role of roles) expect(findings[0]).toContain(`"${role}"`);
      expect(findings[0]).not.toContain('"Controller"');
    });

    it('names local_ip, the default route of every role and the missing masquerade', () => {
      expect(lines).toContain('  note undercloud.conf:2:12 The undercloud has 192.168.24.1 as "local_ip".');
      for (const role of roles) {
        expect(lines).toContainEqual(
          expect.stringMatching(
            new RegExp(`^  note roles_data\\.yaml:\\d+:9 "${role}" takes its default route through the undercloud on "ctlplane";`),
          ),
        );
      }
      expect(lines).toContainEqual(
        expect.stringMatching(
          /^ {2}note undercloud\.conf:14:14 The undercloud is the gateway .* does not masquerade 192\.168\.24\.0\/24.*: answers have no way back/,
        ),
      );
      expect(diagnostics[0]!.notes).toHaveLength(2 + roles.length);
    });

    it('says the edit that mends it, and the edit mends it', () => {
      expect(lines).toContain(
        '  fix Replace 192.168.24.1 here by the address of a router on "ctlplane/ctlplane-subnet", and give the nodes the new route.',
      );
      expect(withUndercloud(gatewayOf('192.168.24.254')).verdict).toBe('holds');
    });

    it('shows a path from every role that ends at the undercloud', () => {
      for (const role of roles) {
        expect(lines).toContainEqual(
          expect.stringMatching(
            new RegExp(
              `^  path ${role} -> .*default route via 192\\.168\\.24\\.1 .*\\(undercloud\\.conf:13:11\\) \\| undercloud owns 192\\.168\\.24\\.1 .*\\(undercloud\\.conf:2:12\\) !$`,
            ),
          ),
        );
      }
    });
  });

  it('is the same cloud where undercloud.conf leaves all of it to the defaults', () => {
    const {verdict, findings, lines, assumptions} = withUndercloud('[DEFAULT]\n');
    expect(verdict).toBe('violated');
    expect(findings).toEqual([
      expect.stringMatching(/^undercloud\.conf:1:2 error uc-gateway-is-undercloud .*, 192\.168\.24\.1, is the undercloud;/),
    ]);
    expect(lines).toContainEqual(expect.stringContaining('as "local_ip" (upstream default: local_ip = 192.168.24.1).'));
    expect(lines).toContainEqual(expect.stringContaining('(upstream default: masquerade = false)'));
    expect(assumptions).toContain(
      "The undercloud has upstream's default addresses 192.168.24.1, 192.168.24.2 and 192.168.24.3, which lie in its provisioning subnet.",
    );
  });

  it('is violated with masquerading on too, which then needs the undercloud at run time', () => {
    const {verdict, findings, lines, properties} = withUndercloud(STOCK_UNDERCLOUD.replace('masquerade = false', 'masquerade = true'));
    expect(verdict).toBe('violated');
    expect(findings).toHaveLength(1);
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}note undercloud\.conf:14:14 The undercloud masquerades 192\.168\.24\.0\/24/));
    expect(lines.join('\n')).not.toContain('does not masquerade');
    expect(properties['control-dependence']).toBe('violated');
  });

  describe('with a router as gateway', () => {
    it('holds, on the assumption that gateways nobody owns are routers', () => {
      const {verdict, findings, assumptions, properties} = withUndercloud(gatewayOf('192.168.24.254'));
      expect(verdict).toBe('holds');
      expect(findings).toEqual([]);
      expect(Object.values(properties)).toEqual(['holds', 'holds', 'holds', 'holds', 'holds']);
      expect(assumptions).toEqual([
        'Hosts carry the addresses and routes that TripleO assigns to their roles: no NIC template is named.',
        '10.0.0.1, a next hop on "external/external_subnet" that no host of these files owns, is a router that forwards only between its own subnets and the outside, and not through the undercloud.',
        '192.168.24.254, a next hop on "ctlplane/ctlplane-subnet" that no host of these files owns, is a router that forwards only between its own subnets and the outside, and not through the undercloud.',
      ]);
    });

    it('holds where the router is declared, and lists what is assumed of it', () => {
      const {verdict, assumptions} = withUndercloud(gatewayOf('192.168.24.254'), {routers: ['192.168.24.254']});
      expect(verdict).toBe('holds');
      expect(assumptions).toContain(
        'The router 192.168.24.254 forwards only between its own subnets and the outside, and not through the undercloud.',
      );
    });

    it('is undecided where assumptions do not count', () => {
      const {verdict, needs} = withUndercloud(gatewayOf('192.168.24.254'), {noAssumptions: true});
      expect(verdict).toBe('undecided');
      expect(needs).toContainEqual(
        expect.stringMatching(/^transit-freedom: Proof that this holds: 192\.168\.24\.254, a next hop .* \(undercloud\.conf:13:11\)$/),
      );
    });

    it('is violated where the router is declared the undercloud', () => {
      const {verdict, findings} = withUndercloud(gatewayOf('192.168.24.254'), {undercloud: ['192.168.24.254']});
      expect(verdict).toBe('violated');
      expect(findings).toEqual([expect.stringMatching(/^undercloud\.conf:13:11 error uc-gateway-is-undercloud /)]);
    });
  });

  describe('with every role on External, and External as its default route', () => {
    const texts = {...cloud, 'roles_data.yaml': overExternal(cloud['roles_data.yaml']!)};
    const info = 'The gateway of "ctlplane/ctlplane-subnet", 192.168.24.1, is the undercloud; no role sends packets through it.';

    it('holds, with a word on the gateway that nobody uses', () => {
      const {verdict, findings, properties} = runTexts({...texts, 'undercloud.conf': STOCK_UNDERCLOUD});
      expect(verdict).toBe('holds');
      expect(properties['transit-freedom']).toBe('holds');
      expect(findings).toEqual([`undercloud.conf:13:11 info uc-gateway-is-undercloud ${info}`]);
    });

    it('warns of masquerading still, which is no note of that word', () => {
      const {verdict, findings, properties} = runTexts({
        ...texts,
        'undercloud.conf': STOCK_UNDERCLOUD.replace('masquerade = false', 'masquerade = true'),
      });
      expect(verdict).toBe('holds');
      expect(properties['control-dependence']).toBe('violated');
      expect(findings).toContainEqual(expect.stringMatching(/^undercloud\.conf:14:14 warning uc-masquerade-on /));
    });
  });

  it("is violated though the undercloud's own address is declared a router", () => {
    expect(withUndercloud(STOCK_UNDERCLOUD, {routers: ['192.168.24.1']}).verdict).toBe('violated');
  });

  it('is undecided without a word on the provisioning network', () => {
    const {verdict, needs} = runTexts(cloud);
    expect(verdict).toBe('undecided');
    expect(needs).toContainEqual(
      expect.stringMatching(/^transit-freedom: The provisioning subnet, its gateway and the undercloud: give undercloud\.conf/),
    );
  });
}

/** Roles that all have External, and leave over it. */
function overExternal(roles: string): string {
  return roles
    .split(/^(?=- name:)/m)
    .map((role) => {
      if (!/^- name:/.test(role) || /^ {2}default_route_networks:.*External/m.test(role)) return role;
      return role.replace(
        /^ {2}networks:\n/m,
        '  default_route_networks: [External]\n  networks:\n    External: {subnet: external_subnet}\n',
      );
    })
    .join('');
}

/** The one text under another name. */
function renamed(texts: Texts, name: string): Texts {
  return {[name]: Object.values(texts)[0]!};
}
