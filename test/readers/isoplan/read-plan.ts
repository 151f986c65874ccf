import type {Diagnostic} from '#src/diagnostics/diagnostic.js';
import type {Fragment} from '#src/model/fragment.js';
import {type Fact, type OriginId, OriginTable} from '#src/model/origin.js';
import {type Address, formatAddress} from '#src/net/address.js';
import {formatRange} from '#src/net/address-range.js';
import {formatPrefix} from '#src/net/prefix.js';
import {isoplanFamily} from '#src/readers/isoplan/family.js';
import type {PlanInputs} from '#src/readers/isoplan/inputs.js';
import {ReadCollector} from '#src/readers/read-report.js';
import type {ComposeContext} from '#src/readers/reader.js';
import {findingLines, parseText} from '../../support/read.js';

export interface ReadPlan {
  readonly inputs: PlanInputs;
  readonly fragment: Fragment;
  readonly origins: OriginTable;
  /** `line:column code message`, by place. */
  readonly findings: string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The fragment of plans, each a text of its own. */
export function readPlan(...texts: string[]): ReadPlan {
  const inputs = isoplanFamily.start();
  const report = new ReadCollector();
  const origins = new OriginTable();
  const documents = texts.flatMap((text) => parseText(text).map((document) => ({document, isOrdered: false})));
  for (const reader of isoplanFamily.readers) reader.read(documents, inputs, report);
  const context = {origins, declarations: {undercloud: [], routers: []}} as unknown as ComposeContext;
  const fragment = isoplanFamily.compose(inputs, context, report);
  return {inputs, fragment, origins, findings: findingLines(report.diagnostics), diagnostics: report.diagnostics};
}

/** Every element in a line of its own, each value with the line and column of its text, or the words of its origin in brackets. */
export function spell({fragment, origins}: ReadPlan): string[] {
  const at = (origin: OriginId): string => {
    const words = origins.describe(origin);
    const {line, column} = origins.location(origin)?.start ?? {line: 0, column: 0};
    return words === undefined ? `@${line}:${column}` : `[${words}]`;
  };
  const fact = <T>(name: string, value: Fact<T> | undefined, text: (value: T) => string = String): string[] =>
    value === undefined ? [] : [`${name} ${text(value.value)}${at(value.origin)}`];
  const addresses = (name: string, facts: readonly Fact<Address>[]): string[] =>
    facts.flatMap((address) => fact(name, address, formatAddress));
  const row = (...parts: string[]): string => parts.join(' ');
  return [
    ...fragment.networks.map(({id, origin, isProvisioning, hasVip, mtu, dnsDomain, purpose}) =>
      row(
        `${id}${at(origin)}`,
        ...(isProvisioning ? ['provisioning'] : []),
        ...fact('vip', hasVip),
        ...fact('mtu', mtu),
        ...fact('domain', dnsDomain),
        ...fact('purpose', purpose),
      ),
    ),
    ...fragment.segments.map(({id, network, origin, vlan, physicalNetwork}) =>
      row(`${id}${at(origin)}`, network, ...fact('vlan', vlan), ...fact('physical', physicalNetwork)),
    ),
    ...fragment.subnets.map(({id, segment, prefix, gateway, pools, routes, nameservers}) =>
      row(
        id,
        segment,
        ...fact('prefix', prefix, formatPrefix),
        ...fact('gateway', gateway, formatAddress),
        ...pools.map(({range, allocator, origin}) => `pool ${formatRange(range)} by ${allocator}${at(origin)}`),
        ...routes.map(
          ({destination, nextHop, origin}) => `route ${formatPrefix(destination.value)} via ${formatAddress(nextHop.value)}${at(origin)}`,
        ),
        ...addresses('nameserver', nameservers),
      ),
    ),
    ...fragment.roles.map(({id, origin, attachments, defaultRouteNetworks, count, tags, services, configuration}) =>
      row(
        `${id}${at(origin)}`,
        ...fact('count', count),
        ...attachments.map((item) => `on ${item.segment}${item.isConfigured ? '' : ' (not configured)'}${at(item.origin)}`),
        ...defaultRouteNetworks.flatMap((network) => fact('default', network)),
        ...tags.map((tag) => `tag ${tag}`),
        ...services.map(({service, origin: from}) => `runs ${service}${at(from)}`),
        ...(configuration.kind === 'assigned' ? configuration.leavesOut.map((network) => `leaves out ${network}`) : [configuration.kind]),
      ),
    ),
    ...fragment.hosts.map(({id, name, kind, origin, addresses: own}) =>
      row(
        `${id}${at(origin)}`,
        `${kind} "${name}"`,
        ...own.map((item) => `${formatAddress(item.address)}${at(item.origin)}${item.segment === undefined ? '' : ` on ${item.segment}`}`),
      ),
    ),
    ...fragment.vips.map(({id, network, origin, segment, address, holders}) =>
      row(
        `${id}${at(origin)}`,
        network,
        ...fact('on', segment),
        ...fact('address', address, formatAddress),
        ...holders.map((role) => `held by ${role}`),
      ),
    ),
    ...fragment.services.map(({id, network, networkOfRole, isLoadBalanced, belongsOnProvisioning}) =>
      row(
        id,
        ...fact('on', network),
        ...[...networkOfRole].flatMap(([role, own]) => fact(`of ${role} on`, own)),
        ...(isLoadBalanced ? ['load-balanced'] : []),
        ...(belongsOnProvisioning ? ['belongs on provisioning'] : []),
      ),
    ),
    ...fragment.masquerades.map(({host, source, isOn}) => row('masquerade', host, formatPrefix(source), ...fact('is', isOn))),
    ...fragment.dependencies.map(({kind, phase, address, users}) =>
      row(kind, `to ${phase}`, ...fact('at', address, formatAddress), `for ${users}`),
    ),
    ...fragment.questions.map(({property, needs, because}) => row(property, `needs ${needs}`, because === undefined ? '' : at(because))),
    ...fragment.assumptions.map(({id, because, properties}) => row(`assumes ${id}`, ...because.map(at), ...properties)),
  ];
}
