/**
 * How the services of a cloud run: clustered on several hosts, or alone on one.
 *
 * Upstream has one alias for both and decides by the resource registry; the templates are those of policies/facts/high-availability.yaml.
 */
import type {Role} from '../../model/topology.js';
import {joinNames} from '../../text/names.js';
import type {Availability} from '../../tripleo/facts.js';
import {writeAvailabilityUnknown} from '../checks/write-availability-unknown.js';
import type {WriteOptions, WriteReport} from '../writer.js';
import type {TripleoCloud} from './cloud.js';
import {templatePath, type YamlEntries} from './legacy-environment.js';

const SERVICES = 'OS::TripleO::Services::';
const NOTHING = 'OS::Heat::None';

/** What makes a cluster, and is off only where there is none. */
const CLUSTER: ReadonlySet<string> = new Set(['Pacemaker', 'PacemakerRemote', 'Clustercheck']);

/** The registry entries by which every service of the cloud that has two forms runs in this one. */
export function availabilityEntries(cloud: TripleoCloud, options: WriteOptions, form: Availability, report: WriteReport): YamlEntries {
  const {highAvailability, services} = options.facts;
  const aliases = aliasesOf(cloud.roles);
  const running = new Set<string>(cloud.topology.services.map(({id}) => id));
  const registry: YamlEntries = new Map();
  const unknown: string[] = [];
  for (const [alias, templates] of highAvailability.services[options.release]) {
    if (aliases !== undefined && !aliases.has(alias)) continue;
    const template = templates[form];
    const fact = services.get(alias);
    const runs = fact?.enabled.includes(options.release) === true || running.has(`service:${fact?.service ?? alias}`) || CLUSTER.has(alias);
    if (template === NOTHING) registry.set(SERVICES + alias, NOTHING);
    else if (runs) registry.set(SERVICES + alias, templatePath(options, template));
    else if (aliases !== undefined) unknown.push(alias);
  }
  if (unknown.length > 0) {
    report.add(writeAvailabilityUnknown, {
      message: `Nothing says that ${joinNames(unknown)} ${unknown.length === 1 ? 'runs' : 'run'}, which upstream leaves off, so no form of ${
        unknown.length === 1 ? 'it' : 'them'
      } is written.`,
      subjects: unknown.map((alias) => `service:${services.get(alias)?.service ?? alias}`),
    });
  }
  return registry;
}

/** What roles list; undefined where that is drawn from their services, so that any may be among it. */
function aliasesOf(roles: readonly Role[]): ReadonlySet<string> | undefined {
  if (roles.some(({components, services}) => components === undefined && services.length > 0)) return undefined;
  return new Set(roles.flatMap(({components = []}) => components.map(({value}) => value.replace(SERVICES, ''))));
}
