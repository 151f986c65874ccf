import {join} from 'node:path';
import {describe, expect, it} from '@jest/globals';
import {runFiles} from '../support/run.js';
import {describeWithShared} from '../support/shared.js';

/** The scenarios from which upstream's adoption tests start: whole deployments, with their own gateway line and roles. */
const SCENARIOS = [
  {name: 'uni01alpha', gateway: '83:21', roles: ['Controller', 'Compute', 'Networker']},
  {name: 'uni02beta', gateway: '69:21', roles: ['Controller', 'Compute']},
  {name: 'hci', gateway: '76:21', roles: ['Controller', 'ComputeHCI']},
];
const GATEWAY = '192.168.122.10';

describeWithShared('the adoption scenarios', (folder) => {
  const cwd = join(folder, 'tripleo/data-plane-adoption');

  describe.each(SCENARIOS)('$name', ({name, gateway, roles}) => {
    const place = `${name}/config_download.yaml:${gateway}`;
    const whoSends = roles.length === 2 ? `"${roles[0]}" and "${roles[1]}"` : `"${roles[0]}", "${roles[1]}" and "${roles[2]}"`;
    const isOfGateway = (line: string) => line.includes(' uc-gateway-is-undercloud ');

    it('is undecided as given, and says how to decide it', () => {
      const report = runFiles([name], {cwd});
      expect(report.verdict).toBe('undecided');
      expect(report.properties['transit-freedom']).toBe('undecided');
      expect(report.findings.filter(isOfGateway)).toEqual([
        `${place} error? uc-gateway-is-undercloud Nothing says who owns ${GATEWAY}, the gateway of "ctlplane/ctlplane-subnet"; ` +
          `${whoSends} send packets through it, and it may be the undercloud.`,
      ]);
      expect(report.lines).toContain(`  fix Declare it with --undercloud ${GATEWAY} or --router ${GATEWAY}, or give undercloud.conf.`);
      expect(fromRoles(report.lines, 'may be the undercloud: no input says who owns this address')).toEqual(roles);
    });

    it('is violated where the gateway is the undercloud, with a path from every role', () => {
      const report = runFiles([name], {cwd, undercloud: [GATEWAY]});
      expect(report.verdict).toBe('violated');
      expect(report.properties).toMatchObject({'transit-freedom': 'violated', 'control-dependence': 'violated'});
      expect(report.findings.filter((line) => / error\??/.test(line))).toEqual([
        `${place} error uc-gateway-is-undercloud The gateway of "ctlplane/ctlplane-subnet", ${GATEWAY}, is the undercloud; ${whoSends} send packets through it.`,
      ]);
      expect(fromRoles(report.lines, `owns ${GATEWAY}, does not own .*, and would have to forward !`)).toEqual(roles);
      expect(report.findings).toContainEqual(expect.stringContaining(`The name server of every node, ${GATEWAY}, is the undercloud`));
    });

    it('holds where the gateway is a router, and lists that as an assumption', () => {
      const report = runFiles([name], {cwd, routers: [GATEWAY]});
      expect(report.verdict).toBe('holds');
      expect(report.properties['transit-freedom']).toBe('holds');
      expect(report.findings.filter((line) => / error\??/.test(line))).toEqual([]);
      expect(report.assumptions).toContain(
        `The router ${GATEWAY} forwards only between its own subnets and the outside, and not through the undercloud.`,
      );
    });

    it('is decided for the undercloud, not against it, where both are declared of one address', () => {
      const report = runFiles([name], {cwd, undercloud: [GATEWAY], routers: [GATEWAY]});
      expect(report.verdict).toBe('violated');
    });
  });

  it('does not say that an undercloud does not masquerade which an environment says does', () => {
    const {lines} = runFiles(['uni02beta'], {cwd, undercloud: [GATEWAY]});
    expect(lines.filter((line) => line.includes('does not masquerade'))).toEqual([]);
    expect(lines).toContainEqual(
      expect.stringMatching(/note .*undercloud_parameter_defaults.yaml:8:13 The undercloud masquerades 192\.168\.122\.0\/24/),
    );
  });
});

/** The roles from which paths start that end so. */
function fromRoles(lines: readonly string[], end: string): string[] {
  const pattern = new RegExp(`^ {2}path (\\S+) -> .* ${end}`);
  return lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);
}
