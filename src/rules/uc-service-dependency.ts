import type {Network} from '../forwarding/network.js';
import {nameOf} from '../model/names.js';
import type {Dependency, Subnet} from '../model/topology.js';
import {formatAddress} from '../net/address.js';
import type {Finding, Rule} from './rule.js';
import {DEPENDENCY_WORDS} from './support/dependency-words.js';

/**
 * Nothing that runs needs the undercloud.
 *
 * Name service, time, metadata and proxies are used all the time; what only deployment needs (image registry, PXE, SSH) is allowed and
 * listed. Where no address of the undercloud is known, a server on a segment of the cloud may be it, and the question stays open.
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
      const owners = network.owners.of(dependency.address.value);
      const owner = owners.find((candidate) => candidate.host?.kind === 'undercloud');
      const address = formatAddress(dependency.address.value);
      if (owner === undefined) {
        const subnet =
          network.isUndercloudKnown || owners.length > 0 || dependency.phase !== 'run'
            ? undefined
            : network.subnetOf(dependency.address.value);
        if (subnet !== undefined) yield ownerUnknown(dependency, subnet);
        continue;
      }
      const when = dependency.phase === 'run' ? 'at run time' : 'when nodes are deployed';
      yield {
        message: `The ${DEPENDENCY_WORDS[dependency.kind]} of ${dependency.users}, ${address}, is the undercloud, and is used ${when}.`,
        subjects: [owner.host!.id, `dependency:${dependency.kind}/${address}`],
        at: dependency.address.origin,
        notes: [{message: `${address} is the undercloud's.`, at: owner.origin}],
        severity: dependency.phase === 'run' ? 'warning' : 'info',
      };
    }
  },
};

/** A server on a segment of the cloud that nobody owns, where nothing says which addresses are the undercloud's. */
function ownerUnknown(dependency: Dependency, subnet: Subnet): Finding {
  const address = formatAddress(dependency.address.value);
  return {
    message: `Nothing says who owns ${address}, the ${DEPENDENCY_WORDS[dependency.kind]} of ${dependency.users} on "${nameOf(subnet.segment)}"; it may be the undercloud.`,
    subjects: [subnet.id, `dependency:${dependency.kind}/${address}`],
    at: dependency.address.origin,
    certainty: 'undecided',
    fix: `Declare it with --undercloud ${address} or --router ${address}, or give undercloud.conf.`,
  };
}
