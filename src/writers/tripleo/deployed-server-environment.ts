/**
 * `environments/deployed-server-environment.yaml`: hosts that somebody else installed.
 *
 * Upstream: tripleo-heat-templates environments/deployed-server-environment.j2.yaml. It configures every host with a bridge on the
 * provisioning network alone, which is right only until an environment behind it names the templates that carry the other networks.
 */
import type {YamlValue} from '../../text/yaml-text.js';
import type {OutputFile, WriteOptions, WriteReport} from '../writer.js';
import type {TripleoCloud} from './cloud.js';
import {environmentFile, templatePath, type YamlEntries} from './legacy-environment.js';
import {type NicTemplateChoice, nicTemplates} from './nic-templates.js';

export function deployedServerEnvironment(
  cloud: TripleoCloud,
  options: WriteOptions,
  report: WriteReport,
  choice: NicTemplateChoice = 'named',
): OutputFile {
  return environmentFile('deployed-server-environment', deployedServerEnvironmentData(cloud, options, report, choice));
}

export function deployedServerEnvironmentData(
  cloud: TripleoCloud,
  options: WriteOptions,
  report: WriteReport,
  choice: NicTemplateChoice = 'named',
): YamlValue {
  const isTrain = options.release === 'train';
  const registry: YamlEntries = new Map([
    ['OS::TripleO::Server', templatePath(options, 'deployed-server/deployed-server.yaml')],
    ['OS::TripleO::DeployedServer::ControlPlanePort', 'OS::Neutron::Port'],
  ]);
  if (isTrain) registry.set('OS::TripleO::DeployedServer::Bootstrap', 'OS::Heat::None');
  const parameters: YamlEntries = new Map([['EnablePackageInstall', true]]);
  const stock = () => (isTrain ? templatePath(options, 'net-config-static-bridge.yaml') : 'templates/net_config_static_bridge.j2');
  const templates = nicTemplates(cloud, options, report, {choice, stock});
  for (const {id, name} of cloud.roles) {
    const template = templates.get(id);
    if (template === undefined) continue;
    registry.set(`OS::TripleO::${name}::Net::SoftwareConfig`, isTrain ? template : 'OS::Heat::None');
    if (!isTrain) parameters.set(`${name}NetworkConfigTemplate`, template);
  }
  return {resource_registry: registry, parameter_defaults: parameters};
}
