import type {Host, Role, RoleId} from '../../model/topology.js';
import {count} from '../../text/count.js';
import {joinNames} from '../../text/names.js';
import {findNicTemplate} from '../../tripleo/facts.js';
import {writeHostNicTemplate} from '../checks/write-host-nic-template.js';
import {writeNicTemplateRelease} from '../checks/write-nic-template-release.js';
import {writeNicTemplateUnnamed} from '../checks/write-nic-template-unnamed.js';
import type {WriteOptions, WriteReport} from '../writer.js';
import type {TripleoCloud} from './cloud.js';
import {templatePath} from './legacy-environment.js';
import {releaseTemplate, reportTranslated, type Translated} from './release-template.js';

/** *named*: those that roles name. *stock*: for the others what upstream renders, unless it is unknown what configures their hosts. */
export type NicTemplateChoice = 'named' | 'stock';

/**
 * The NIC templates of roles, as an environment of this release names them.
 *
 * Where one is missing, a finding says so, and what `stock` gives in its place.
 */
export function nicTemplates(
  cloud: TripleoCloud,
  options: WriteOptions,
  report: WriteReport,
  {choice, stock}: {readonly choice: NicTemplateChoice; readonly stock: (role: Role) => string},
): ReadonlyMap<RoleId, string> {
  const templates = new Map<RoleId, string>();
  const unnamed: Role[] = [];
  const translated: Translated[] = [];
  for (const role of cloud.roles) {
    const {template} = role.configuration;
    reportDeviating(role, cloud.hostsOf.get(role.id) ?? [], report);
    if (template === undefined || template.value === '') {
      if (role.configuration.kind === 'unknown') continue;
      unnamed.push(role);
      if (choice === 'stock') templates.set(role.id, stock(role));
      continue;
    }
    const written = releaseTemplate(template.value, role, cloud, options);
    if (written === undefined) {
      const [is, reads] =
        options.release === 'train'
          ? ['no Heat template', 'Train reads none other']
          : ['a Heat template', 'releases after Train read Jinja ones'];
      report.add(writeNicTemplateRelease, {
        message: `Role "${role.name}" is configured by "${template.value}", which is ${is}, and ${reads}.`,
        subjects: [role.id],
        at: template.origin,
      });
      continue;
    }
    if (written !== template.value) translated.push({role, written});
    templates.set(role.id, located(written, options));
  }
  reportTranslated(translated, options, report);
  reportUnnamed(unnamed, choice, templates, report);
  return templates;
}

/** Train names templates by file, so that stock ones lie below the root; Ansible finds its own by their names. */
function located(template: string, options: WriteOptions): string {
  const isStock = options.release === 'train' && !template.startsWith('/') && findNicTemplate(template, options.facts) !== undefined;
  return isStock ? templatePath(options, template) : template;
}

function reportUnnamed(
  unnamed: readonly Role[],
  choice: NicTemplateChoice,
  templates: ReadonlyMap<RoleId, string>,
  report: WriteReport,
): void {
  const [first] = unnamed;
  if (first === undefined) return;
  const names = joinNames(
    unnamed.map(({name}) => name),
    5,
  );
  const written = choice === 'stock' ? `what upstream renders, such as "${templates.get(first.id)!}", is written` : 'none is written';
  report.add(writeNicTemplateUnnamed, {
    message: `${unnamed.length === 1 ? 'Role' : 'Roles'} ${names} ${unnamed.length === 1 ? 'names' : 'name'} no NIC template, and ${written}.`,
    subjects: unnamed.map(({id}) => id),
    at: first.origin,
  });
}

/** Hosts that are configured alike share one value, so it is enough to look at each value once. */
function reportDeviating(role: Role, hosts: readonly Host[], report: WriteReport): void {
  const deviating = hosts.filter(
    ({configuredAs}) => configuredAs !== undefined && differs(role, configuredAs.configuration.template?.value),
  );
  const [first] = deviating;
  if (first === undefined) return;
  report.add(writeHostNicTemplate, {
    message: `Host "${first.name}"${deviating.length === 1 ? '' : ` and ${count(deviating.length - 1, 'other')}`} of role "${role.name}" ${
      deviating.length === 1 ? 'has' : 'have'
    } another NIC template than the role, and an environment names one for all.`,
    subjects: [role.id],
    at: first.origin,
  });
}

function differs(role: Role, template: string | undefined): boolean {
  return template !== role.configuration.template?.value;
}
