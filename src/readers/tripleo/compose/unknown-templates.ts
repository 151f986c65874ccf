import {Cursor, type Place} from '../../../source/cursor.js';
import type {NodeId, SourceDocument} from '../../../source/source-document.js';
import {joinNames} from '../../../text/names.js';
import {envTemplateUnknown} from '../checks/env-template-unknown.js';
import {STOCK_TEMPLATES} from '../deploy-command.js';
import type {UndercloudConf} from '../inputs.js';
import {type CloudBuilder, CONTROL_PLANE} from './cloud-builder.js';
import {STANDARD_PURPOSES} from './networks.js';
import {roleId, type Stack} from './stack.js';

/** A group of resource types whose templates shape the network, with the stock templates they are mapped to. */
interface TemplateKind {
  readonly types: RegExp;
  readonly couldChange: string;
  /** Stock templates by the ends of their paths. */
  readonly stock: RegExp;
  /** Stock templates of one network; the first group is its `name_lower`. */
  readonly ofNetwork?: RegExp;
}

/**
 * The first whose types match counts (tripleo-heat-templates overcloud-resource-registry-puppet.j2.yaml, network/, network/ports/,
 * extraconfig/ and firstboot/ of Train to Wallaby). NIC templates are judged with the hosts: see host-configuration.ts.
 */
const KINDS: readonly TemplateKind[] = [
  {
    types: /::Ports::|::DeployedServer::ControlPlanePort$/,
    couldChange: 'which addresses hosts and services have',
    stock:
      /(^|\/)(network\/ports\/(noop|vip|vip_v6|ctlplane_vip|from_service|from_service_v6|net_ip_map|net_ip_list_map|net_vip_map_external|net_vip_map_external_v6)|deployed-server\/deployed-neutron-port)\.yaml$/,
    ofNetwork: /(?:^|\/)network\/ports\/(?:deployed_vip_|deployed_|external_resource_)?(\w+?)(?:_from_pool)?(?:_v6)?\.yaml$/,
  },
  {
    types: /(ExtraConfig(Pre|Post)?|NodeUserData|NodeAdminUserData|NodeTimesyncUserData|PreNetworkConfig)$/,
    couldChange: 'interfaces, addresses and routes of hosts',
    stock: new RegExp(
      `(^|/)(${[
        '(puppet/)?extraconfig/(pre_deploy|post_deploy)/default',
        'puppet/extraconfig/pre_deploy/per_node',
        'extraconfig/pre_deploy/rhel-registration/rhel-registration',
        'extraconfig/pre_network/(ansible_host_config|boot_param_tasks|config_then_reboot|host_config_and_reboot)',
        'extraconfig/post_deploy/(undercloud_post|standalone_post)',
        'firstboot/userdata_(default|dev_rsync|heat_admin|root_password|timesync)',
      ].join('|')})\\.yaml$`,
    ),
  },
  {
    types: /^OS::TripleO::Network(::|$)/,
    couldChange: 'subnets, pools and routes of networks',
    stock: /(^|\/)network\/(networks|deployed_networks|noop)\.yaml$/,
    ofNetwork: /(?:^|\/)network\/(\w+?)(?:_v6)?\.yaml$/,
  },
];

/**
 * Reports templates of the operator's own behind the types that shape networks, ports and hosts. What they do is not read, and their
 * types hold no assumption: an own port template may give any address.
 */
export function reportUnknownTemplates(builder: CloudBuilder, stack: Stack): void {
  const {registry} = stack.environment;
  const unknown = new Map<string, {kind: TemplateKind; target: string; place: Place; keys: string[]}>();
  for (const key of registry.keys()) {
    const kind = KINDS.find(({types}) => types.test(key));
    const match = kind === undefined ? undefined : registry.lookup(key);
    if (kind === undefined || match === undefined || match.kind !== 'template' || isStock(builder, kind, match.target)) continue;
    const id = `${kind.couldChange}\n${match.target}`;
    const known = unknown.get(id);
    if (known === undefined) unknown.set(id, {kind, target: match.target, place: match.place, keys: [key]});
    else known.keys.push(key);
  }
  for (const {kind, target, place, keys} of unknown.values()) {
    const are = keys.length === 1 ? 'is' : 'are';
    builder.report.add(envTemplateUnknown, {
      message: `${joinNames(keys, 3)} ${are} mapped to "${target}", which is no stock template; it could change ${kind.couldChange}.`,
      at: place,
      subjects: keys.map((key) => `resource:${key}`),
      certainty: 'undecided',
    });
  }
}

/** Playbooks that come with TripleO. */
const STOCK_PLAYBOOK = /(^|\/)usr\/share\/ansible\/tripleo-playbooks\//;

/** Reports playbooks of the operator's own that run on hosts when they are provisioned (baremetal_deployment, `ansible_playbooks`). */
export function reportUnknownPlaybooks(builder: CloudBuilder, stack: Stack): void {
  for (const role of stack.baremetal.flatMap((file) => file.roles)) {
    const {document, node} = role.place;
    const list = cursorAt(document, node).get('ansible_playbooks').optional();
    for (const item of list.isSequence ? list.items() : []) {
      const playbook = item.isMapping ? item.get('playbook').optional() : item;
      const path = playbook.isScalar ? (playbook.text() ?? '') : '';
      if (STOCK_PLAYBOOK.test(path)) continue;
      builder.report.add(envTemplateUnknown, {
        message: `Hosts of role "${role.name.value}" run the playbook "${path}", which is no stock one; it could change their interfaces, addresses and routes.`,
        at: (playbook.exists ? playbook : item).place,
        subjects: [roleId(stack, role.name.value), `file:${path}`],
        certainty: 'undecided',
      });
    }
  }
}

/** Options of undercloud.conf that name files which may set anything on the undercloud. */
const UNDERCLOUD_FILES = ['custom_env_files', 'hieradata_override'] as const;

/** Reports files of the operator's own by which the undercloud is installed (python-tripleoclient, config/undercloud.py). */
export function reportUnknownUndercloudFiles(builder: CloudBuilder, underclouds: readonly UndercloudConf[]): void {
  for (const {source} of underclouds) {
    const {document} = source;
    const options = cursorAt(document, document.root).get('DEFAULT').optional();
    if (!options.isMapping) continue;
    for (const name of UNDERCLOUD_FILES) {
      const option = options.get(name).optional();
      const written = option.isScalar ? (option.text() ?? '').trim() : '';
      if (written === '') continue;
      builder.report.add(envTemplateUnknown, {
        message: `"${name}" installs the undercloud with "${written}", which is not read; it could change its addresses, subnets and routes.`,
        at: option.place,
        subjects: ['undercloud', `file:${written}`],
        certainty: 'undecided',
      });
    }
  }
}

/** A reader's own checks have said what is wrong with its types. */
function cursorAt(document: SourceDocument, node: NodeId): Cursor {
  return new Cursor(document, node, '', () => {});
}

function isStock(builder: CloudBuilder, {stock, ofNetwork}: TemplateKind, target: string): boolean {
  if (stock.test(target)) return true;
  const nameLower = ofNetwork?.exec(target)?.[1];
  if (nameLower === undefined) return false;
  // Below the templates themselves every network of the plan has its files; elsewhere only names that we know are taken for copies of them.
  const isBelowTemplates = target.startsWith(`${STOCK_TEMPLATES}/`) || target.startsWith('../');
  return (
    isBelowTemplates || builder.networks.has(nameLower) || STANDARD_PURPOSES.includes(nameLower) || nameLower === CONTROL_PLANE.nameLower
  );
}
