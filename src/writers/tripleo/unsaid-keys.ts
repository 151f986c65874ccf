import type {Topology, Untold} from '../../model/topology.js';
import {count} from '../../text/count.js';
import {joinNames} from '../../text/names.js';
import {writeKeysUnsaid} from '../checks/write-keys-unsaid.js';
import type {OutputFile, WriteReport} from '../writer.js';

/** The files that take the place of those that a reader reads. */
const WRITTEN: ReadonlyMap<string, string> = new Map([
  ['network-data', 'network_data.yaml'],
  ['vip-data', 'vip_data.yaml'],
  ['roles-data', 'roles_data.yaml'],
  ['baremetal-deployment', 'baremetal_deployment.yaml'],
  ['undercloud-conf', 'undercloud.conf'],
]);

/** Says once for each file that was read which of its keys the written one goes without. A file that is not written replaces none. */
export function reportUnsaidKeys({origins, untold}: Topology, files: readonly OutputFile[], report: WriteReport): void {
  const paths = new Set(files.map(({path}) => path));
  const bySource = new Map<string, Untold[]>();
  for (const key of untold) {
    if (!paths.has(WRITTEN.get(key.format) ?? '')) continue;
    const source = origins.location(key.origin)?.source ?? key.format;
    const known = bySource.get(source);
    if (known === undefined) bySource.set(source, [key]);
    else known.push(key);
  }
  for (const [source, keys] of bySource) {
    const first = keys[0]!;
    const names = [...new Set(keys.map(({what}) => what))];
    const written = WRITTEN.get(first.format)!;
    report.add(writeKeysUnsaid, {
      message: `"${source}" has ${joinNames(names, MOST_NAMED)}${keys.length === names.length ? '' : `, ${count(keys.length, 'time')} in all`}, and the ${written} that is written goes without ${names.length === 1 ? 'it' : 'them'}.`,
      subjects: [`file:${written}`],
      at: first.origin,
      fix: `Merge ${names.length === 1 ? 'it' : 'them'} from "${source}" into the written ${written} before you deploy with it.`,
    });
  }
}

const MOST_NAMED = 12;
