import type {Network} from '../forwarding/network.js';
import {formatAddress} from '../net/address.js';
import type {Finding, Rule} from './rule.js';

/**
 * Nothing that runs needs the undercloud.
 *
 * Name service, time, metadata and proxies are used all the time; what only deployment needs (image registry, PXE, SSH) is allowed and
 * listed.
 *
 * See docs/rules/uc-service-dependency.md
 */
export const ucServiceDependency: Rule = {
  id: 'uc-service-dependency',
  summary: 'Nothing that runs needs the undercloud.',
  why: 'A cloud whose name or time servers are the undercloud degrades when it is down, hours after everything looked well.',
  fix: 'Give the nodes servers that are highly available.',
  severity: 'warning',
  property: 'control-dependence',
  *check(network: Network): Iterable<Finding> {
    for (const dependency of network.topology.dependencies) {
      const owner = network.owners.of(dependency.address.value).find((candidate) => candidate.host?.kind === 'undercloud');
      if (owner === undefined) continue;
      const address = formatAddress(dependency.address.value);
      const when = dependency.phase === 'run' ? 'at run time' : 'when nodes are deployed';
      yield {
        message: `The ${WORDS[dependency.kind]} of ${dependency.users}, ${address}, is the undercloud, and is used ${when}.`,
        subjects: [owner.host!.id, `dependency:${dependency.kind}/${address}`],
        at: dependency.address.origin,
        notes: [{message: `${address} is the undercloud's.`, at: owner.origin}],
        severity: dependency.phase === 'run' ? 'warning' : 'info',
      };
    }
  },
};

const WORDS = {
  nameserver: 'name server',
  time: 'time server',
  registry: 'image registry',
  proxy: 'proxy',
  metadata: 'metadata service',
  repository: 'package repository',
} as const;
