import type {Fact} from '../../../model/origin.js';
import type {Network, RoleId, SegmentId, Service, Setting, Vip, VipId} from '../../../model/topology.js';
import type {Address} from '../../../net/address.js';
import type {Cursor} from '../../../source/cursor.js';
import {suggestion} from '../../../text/did-you-mean.js';
import type {Located} from '../../reader.js';
import {readAddress} from '../../values.js';
import {vipPortFallback} from '../checks/vip-port-fallback.js';
import {vipSubnetUnknown} from '../checks/vip-subnet-unknown.js';
import type {VipEntry} from '../inputs.js';
import {type CloudBuilder, CONTROL_PLANE, nameLowerOf} from './cloud-builder.js';
import {STANDARD_PURPOSES} from './networks.js';
import {isNoPort} from './no-port.js';
import type {ComposedServices} from './services.js';
import type {Stack} from './stack.js';

/**
 * The virtual addresses of a stack: asked for in vip_data, fixed by parameters, or deployed.
 *
 * A deployed address (`VipPortMap`, `ControlPlaneVipData`) is one that Neutron registered; a fixed one is only wished for, and stays in its
 * pool. A later source of the same network replaces the address of an earlier one: deployed over fixed over asked for.
 */
export function composeVips(
  builder: CloudBuilder,
  stack: Stack,
  holding: Pick<ComposedServices, 'balancers' | 'addressKind'>,
  services: readonly Service[],
): void {
  const {balancers: holders, addressKind} = holding;
  const vips = new Map<VipId, Vip>();
  const put = (vip: Vip): void => {
    const known = vips.get(vip.id);
    const settings = mergedSettings(known?.settings, vip.settings);
    vips.set(vip.id, {...known, ...vip, ...(settings && {settings})});
  };
  for (const file of stack.vipData) for (const entry of file.vips) for (const vip of asked(builder, stack, entry, holders)) put(vip);
  for (const [parameter, nameLower] of fixedParameters(builder, stack)) {
    const fixed = stack.environment.list(parameter)?.cursor;
    const address = fixed === undefined ? undefined : fixedAddress(builder, fixed);
    const network = address === undefined ? undefined : builder.networkOfAddress(nameLower, address.origin, true);
    if (network !== undefined && address !== undefined)
      put(makeVip(builder, stack, network, nameLower, {address, origin: address.origin, holders}));
  }
  for (const [parameter, key, name] of SERVICE_VIPS) {
    const fixed = stack.environment.list(parameter)?.cursor;
    const address = fixed === undefined ? undefined : fixedAddress(builder, fixed);
    const service = services.find((candidate) => candidate.name === key);
    if (address === undefined) continue;
    const network =
      service === undefined
        ? builder.networkOfAddress('internal_api', address.origin, true)
        : builder.fragment.networks.find(({id}) => id === service.network.value);
    if (network === undefined) continue;
    put(makeVip(builder, stack, network, name, {address, origin: address.origin, holders}));
  }
  const deployed = stack.environment.mapping('VipPortMap')?.cursor;
  for (const entry of deployed?.entries() ?? []) {
    const network = builder.networkOfAddress(entry.key, builder.at(entry.keyPlace), true);
    if (!entry.isMapping) entry.entries();
    const text = entry.get('ip_address').optional();
    const address = network === undefined || !text.exists ? undefined : readAddress(text, builder.report);
    if (network === undefined || address === undefined) continue;
    put(
      makeVip(builder, stack, network, entry.key, {
        address: builder.fact(address),
        origin: builder.at(entry.keyPlace),
        holders,
        isReserved: true,
      }),
    );
  }
  const control = stack.environment.mapping('ControlPlaneVipData')?.get('fixed_ips')?.cursor;
  const provisioning = builder.networks.get(CONTROL_PLANE.nameLower)!;
  const controlAddress = control === undefined ? undefined : fixedAddress(builder, control);
  if (controlAddress !== undefined) {
    const name = stack.environment.mapping('ControlPlaneVipData')?.get('name')?.cursor;
    const isOwn = name?.isScalar === true && !name.isNull && name.text() !== DEFAULT_CONTROL_NAME;
    const settings = isOwn ? settingOf(builder, 'name', {value: name.text()!, place: name.place}) : [];
    put(
      makeVip(builder, stack, provisioning, CONTROL_PLANE.nameLower, {
        address: controlAddress,
        origin: controlAddress.origin,
        holders,
        isReserved: true,
        settings,
      }),
    );
  }
  if (stack.vipData.length === 0 && deployed === undefined) addWanted(builder, stack, holders, vips);
  dropPortless(builder, stack, vips);
  for (const vip of vips.values())
    builder.fragment.vips.push(addressKind === undefined || vip.holders.length === 0 ? vip : {...vip, kind: addressKind});
}

/** Reports and takes away the virtual addresses whose port the registry maps to nothing. */
function dropPortless(builder: CloudBuilder, stack: Stack, vips: Map<VipId, Vip>): void {
  for (const vip of vips.values()) {
    const network = builder.fragment.networks.find(({id}) => id === vip.network);
    if (network === undefined || network.isProvisioning || vip.id !== vipId(stack, nameLowerOf(network.id))) continue;
    const type = `OS::TripleO::Network::Ports::${network.name}VipPort`;
    const match = stack.environment.lookup(type);
    if (match === undefined || !isNoPort(match)) continue;
    builder.report.add(vipPortFallback, {
      message: `The port for the virtual address of "${network.name}" is mapped to "${match.target}"; it becomes the provisioning network's.`,
      at: match.place,
      subjects: [vip.id, network.id],
    });
    vips.delete(vip.id);
  }
}

/** Where no file says which virtual addresses are made, every network that wants one is taken to get one from its pool. */
function addWanted(builder: CloudBuilder, stack: Stack, holders: readonly RoleId[], vips: Map<VipId, Vip>): void {
  for (const [nameLower, network] of builder.networks) {
    if (!network.hasVip.value) continue;
    const vip = makeVip(builder, stack, network, nameLower, {origin: network.hasVip.origin, holders});
    if (!vips.has(vip.id)) vips.set(vip.id, vip);
  }
}

function asked(builder: CloudBuilder, stack: Stack, entry: VipEntry, holders: readonly RoleId[]): readonly Vip[] {
  const network = builder.networkOfAddress(entry.network.value, builder.at(entry.network.place), true);
  if (network === undefined) {
    builder.report.add(vipSubnetUnknown, {
      message: `A virtual address is asked for on the network "${entry.network.value}", which is not defined.${suggestion(entry.network.value, builder.networks.keys())}`,
      at: entry.network.place,
      subjects: [`vip:${entry.network.value}`],
    });
    return [];
  }
  const segments = builder.segmentsOf(network.id);
  const segment = entry.subnet === undefined ? undefined : builder.findSegment(network.id, entry.subnet.value);
  if (entry.subnet !== undefined && segment === undefined && segments.length > 0) {
    const names = segments.map((candidate) => candidate.name);
    builder.report.add(vipSubnetUnknown, {
      message: `The virtual address of "${network.name}" is asked for on the subnet "${entry.subnet.value}", which does not exist.${suggestion(entry.subnet.value, names)}`,
      at: entry.subnet.place,
      subjects: [`vip:${entry.network.value}`, network.id],
      notes: segments.map((candidate) => ({message: `"${network.name}" has the subnet "${candidate.name}".`})),
      fix: `Name one of ${names.map((name) => `"${name}"`).join(', ')}.`,
    });
    // Upstream stops here; what it would have made is not known.
    if (entry.address === undefined) return [];
  }
  const details: VipDetails = {
    origin: builder.at(entry.network.place),
    holders,
    ...(entry.address && {address: builder.fact(entry.address)}),
    ...(segment && {segment: {value: segment.id, origin: builder.at(entry.subnet!.place)}}),
    settings: [...settingOf(builder, 'name', entry.name), ...settingOf(builder, 'dns_name', entry.dnsName)],
  };
  return [makeVip(builder, stack, network, entry.network.value, details)];
}

function settingOf(builder: CloudBuilder, key: string, written: Located<string> | undefined): Setting[] {
  return written === undefined ? [] : [{key, value: written.value, origin: builder.at(written.place)}];
}

/** What the later source says of a key counts. */
function mergedSettings(known: Vip['settings'], later: Vip['settings']): Vip['settings'] {
  if (known === undefined || later === undefined) return later ?? known;
  return [...known.filter(({key}) => !later.some((setting) => setting.key === key)), ...later];
}

function vipId(stack: Stack, name: string): VipId {
  return stack.isOneOfMany ? `vip:${stack.name}/${name}` : `vip:${name}`;
}

/** The port of the provisioning network's virtual address, where vip_data calls it nothing else. */
const DEFAULT_CONTROL_NAME = 'control_virtual_ip';

interface VipDetails {
  readonly origin: Vip['origin'];
  readonly holders: readonly RoleId[];
  readonly address?: Fact<Address>;
  readonly segment?: Fact<SegmentId>;
  readonly isReserved?: boolean;
  readonly settings?: readonly Setting[];
}

function makeVip(builder: CloudBuilder, stack: Stack, network: Network, name: string, details: VipDetails): Vip {
  const segments = builder.segmentsOf(network.id);
  const ofAddress = details.address === undefined ? undefined : builder.segmentOfAddress(network.id, details.address.value);
  const only = segments.length === 1 ? segments[0] : undefined;
  const segment: Fact<SegmentId> | undefined =
    details.segment ??
    (ofAddress !== undefined ? {value: ofAddress.id, origin: details.address!.origin} : only && {value: only.id, origin: details.origin});
  return {
    id: vipId(stack, name),
    name,
    origin: details.origin,
    network: network.id,
    // Which roles are on a network that is only mentioned is not known.
    holders: builder.isMentionedOnly(network) ? [] : details.holders,
    isReserved: details.isReserved ?? false,
    ...(segment && {segment}),
    ...(details.address && {address: details.address}),
    ...(details.settings && details.settings.length > 0 && {settings: details.settings}),
  };
}

/** `ControlFixedIPs`, `PublicVirtualFixedIPs` and `<Name>VirtualFixedIPs`, with the networks they belong to (overcloud.j2.yaml). */
function* fixedParameters(builder: CloudBuilder, stack: Stack): Iterable<[string, string]> {
  yield ['ControlFixedIPs', CONTROL_PLANE.nameLower];
  if (!builder.describesNetworks) yield* fixedParametersByName(stack);
  for (const [nameLower, network] of builder.networks) {
    if (network.isProvisioning) continue;
    yield [network.name === 'External' ? 'PublicVirtualFixedIPs' : `${network.name}VirtualFixedIPs`, nameLower];
  }
}

/** Where no input describes networks, those that the parameters' names speak of. */
function* fixedParametersByName(stack: Stack): Iterable<[string, string]> {
  const ofServices = new Set<string>(SERVICE_VIPS.map(([parameter]) => parameter));
  for (const parameter of stack.environment.parameterNames()) {
    const name = /^(\w+)VirtualFixedIPs$/.exec(parameter)?.[1]?.toLowerCase();
    if (name === undefined || ofServices.has(parameter)) continue;
    yield [parameter, name === 'public' ? 'external' : (STANDARD_PURPOSES.find((purpose) => purpose.replaceAll('_', '') === name) ?? name)];
  }
}

/** Services with a virtual address of their own: parameter, service and name. */
const SERVICE_VIPS = [
  ['RedisVirtualFixedIPs', 'redis', 'redis'],
  ['OVNDBsVirtualFixedIPs', 'ovn_dbs', 'ovn_dbs'],
] as const;

function fixedAddress(builder: CloudBuilder, list: Cursor): Fact<Address> | undefined {
  const [first] = list.items();
  if (first?.isMapping === false) first.entries();
  const cursor = first?.get('ip_address').optional();
  const address = cursor?.exists ? readAddress(cursor, builder.report) : undefined;
  return address && builder.fact(address);
}
