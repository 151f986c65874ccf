/** How hosts are configured: their networks, default routes and what is known of their configuration. */
import type {Cursor} from '../../source/cursor.js';
import {readSettings} from './deployer-settings.js';
import type {HostSettings, PlanAttachment, PlanConfiguration} from './inputs.js';
import {expectMapping, itemsOf, readBoolean, readString, readStrings, readWord, requiredString} from './values.js';

/** What a role says of its hosts, and what one of them may say for itself. */
export const HOST_SETTING_KEYS = ['networks', 'default-route', 'configuration'] as const;
export const ATTACHMENT_KEYS = ['network', 'subnet', 'joined', 'configured', 'falls-back'] as const;
export const CONFIGURATION_KEYS = ['template', 'wire', 'leaves-out', 'because', 'unknown', 'asks', 'settings'] as const;
export const WIRES = ['shared', 'separate'] as const;

export function readHostSettings(host: Cursor, whose: string): HostSettings {
  const configuration = readConfiguration(host.get('configuration'), whose);
  return {
    ...(host.has('networks') && {networks: itemsOf(host.get('networks')).flatMap((item) => readAttachment(item, whose) ?? [])}),
    ...(host.has('default-route') && {defaultRoutes: readStrings(host.get('default-route'))}),
    ...(configuration && {configuration}),
  };
}

/** A name of a network, or a mapping that says more. */
function readAttachment(item: Cursor, whose: string): PlanAttachment | undefined {
  const {place} = item;
  if (!item.isMapping) {
    const network = readString(item);
    return network && {place, network, isJoined: true, isConfigured: true};
  }
  expectMapping(item, ATTACHMENT_KEYS, `A network of ${whose}`);
  const network = requiredString(item, 'network', `A network of ${whose}`);
  const subnet = readString(item.get('subnet'));
  const fallsBack = readString(item.get('falls-back'));
  return (
    network && {
      place,
      network,
      ...(subnet && {subnet}),
      isJoined: readBoolean(item.get('joined'))?.value ?? true,
      isConfigured: readBoolean(item.get('configured'))?.value ?? true,
      ...(fallsBack && {fallsBack}),
    }
  );
}

function readConfiguration(cursor: Cursor, whose: string): PlanConfiguration | undefined {
  if (!cursor.exists || !expectMapping(cursor, CONFIGURATION_KEYS, `The configuration of ${whose}`)) return undefined;
  const template = readString(cursor.get('template'));
  const wire = readWord(cursor.get('wire'), WIRES);
  const because = readString(cursor.get('because'));
  const unknown = readString(cursor.get('unknown'));
  if (unknown !== undefined) {
    for (const key of ['wire', 'leaves-out', 'because']) {
      if (cursor.has(key))
        cursor.get(key).problem('unknown-key', `"${key}" stands beside "unknown", where nothing is known of the configuration.`);
    }
  }
  return {
    place: cursor.place,
    ...(template && {template}),
    ...(wire && {drawsVlans: wire === 'shared'}),
    ...(cursor.has('leaves-out') && {leavesOut: readStrings(cursor.get('leaves-out'))}),
    ...(because && {because}),
    ...(unknown && {unknown}),
    asks: readBoolean(cursor.get('asks'))?.value ?? true,
    settings: readSettings(cursor.get('settings')),
  };
}
