import type {Role} from '../../model/topology.js';
import {joinNames} from '../../text/names.js';
import {nicTemplateOfRelease} from '../../tripleo/nic-template-of-release.js';
import {writeNicTemplateTranslated} from '../checks/write-nic-template-translated.js';
import type {WriteOptions, WriteReport} from '../writer.js';
import type {TripleoCloud} from './cloud.js';

/** The template of a role, or of some of its hosts, in the form of the release; undefined where the release has none that does the same. */
export function releaseTemplate(
  template: string,
  {name, tags, attachments}: Pick<Role, 'name' | 'tags' | 'attachments'>,
  {networks}: Pick<TripleoCloud, 'networks'>,
  {release, facts}: Pick<WriteOptions, 'release' | 'facts'>,
): string | undefined {
  const attached = new Set(attachments.map(({network}) => network));
  const own = networks.filter(({network}) => attached.has(network.id)).map((network) => network.name);
  return nicTemplateOfRelease(template, release, {name, tags, networks: own, hasAllNetworks: own.length === networks.length}, facts);
}

/** A role with the template that is written in the place of its own. */
export interface Translated {
  readonly role: Role;
  readonly written: string;
}

/** Says once of which roles another template is written. */
export function reportTranslated(translated: readonly Translated[], {release}: Pick<WriteOptions, 'release'>, report: WriteReport): void {
  const [first] = translated;
  if (first === undefined) return;
  const {template} = first.role.configuration;
  const names = joinNames(
    translated.map(({role}) => role.name),
    5,
  );
  const [subject, written] =
    translated.length === 1
      ? [`Role ${names} is configured by "${template!.value}"`, `"${first.written}" is`]
      : [`Roles ${names} are configured by templates such as "${template!.value}"`, `templates such as "${first.written}" are`];
  report.add(writeNicTemplateTranslated, {
    message: `${subject}, which ${release === 'train' ? 'Train does' : 'releases after Train do'} not read; ${written} written, which ${translated.length === 1 ? 'does' : 'do'} the same there.`,
    subjects: translated.map(({role}) => role.id),
    at: template!.origin,
  });
}
