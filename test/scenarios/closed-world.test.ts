// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are shell scripts
import {describe, expect, it} from '@jest/globals';
import {type Report, runTexts, type Texts} from '../support/run.js';
import {STOCK_CLOUD, STOCK_UNDERCLOUD} from '../support/stock-cloud.js';

const NIC_TEMPLATE = 'template: templates/single_nic_vlans/single_nic_vlans.j2';
const hostsOf = (role: string, defaultRoute: string, ...networks: string[]): string =>
  `- name: ${role}\n  defaults:\n    networks: [${networks.map((name) => `{network: ${name}}`).join(', ')}]\n    network_config: {${NIC_TEMPLATE}, default_route_network: [${defaultRoute}]}\n`;
const CLOUD: Texts = {
  ...STOCK_CLOUD,
  'undercloud.conf': STOCK_UNDERCLOUD.replace('gateway = 192.168.24.1', 'gateway = 192.168.24.254'),
  'cloud.yaml': 'parameter_defaults: {NtpServer: [pool.example]}\n',
  'hosts.yaml': [
    hostsOf('Controller', 'external', 'ctlplane', 'external', 'internal_api', 'storage', 'storage_mgmt', 'tenant'),
    hostsOf('Compute', 'ctlplane', 'ctlplane', 'internal_api', 'storage', 'tenant'),
    hostsOf('CephStorage', 'ctlplane', 'ctlplane', 'storage', 'storage_mgmt'),
  ].join(''),
};
const DEPLOY = 'openstack overcloud deploy --templates -r roles_data.yaml -n network_data.yaml';
const PROVISION = 'openstack overcloud node provision -o nodes.yaml hosts.yaml';

function deploy(lines: readonly string[], texts: Texts = {}): Report {
  const script = `#!/bin/bash\n${lines.join('\n')}\n`;
  return runTexts({...CLOUD, 'deploy.sh': script, ...texts}, {inputs: ['undercloud.conf'], deployCommands: ['deploy.sh']});
}

const of = ({findings}: Report, ...laws: string[]): string[] => findings.filter((line) => laws.some((law) => line.includes(` ${law} `)));

describe('a deploy script that is read whole', () => {
  it('and makes no ports puts every role on the provisioning network', () => {
    const report = deploy([`${DEPLOY} -e cloud.yaml`]);
    expect(of(report, 'role-network-fallback')).toHaveLength(10);
    expect(report.findings).toContain(
      'deploy.sh:2:1 error role-network-fallback "Compute" is on "Tenant" with its provisioning address, because no environment that the deploy command takes makes its port there, and no provisioning does.',
    );
    expect(report.properties['segment-isolation']).toBe('violated');
  });

  it('and never takes what provisioning wrote loses the ports', () => {
    const report = deploy([PROVISION, `${DEPLOY} -e cloud.yaml`]);
    expect(of(report, 'role-network-fallback')).toHaveLength(10);
    expect(report.verdict).toBe('violated');
  });

  it.each([
    ['what provisioning wrote', [PROVISION, `${DEPLOY} -e nodes.yaml -e cloud.yaml`]],
    ['the bare metal file itself', [`${DEPLOY} -b hosts.yaml -e cloud.yaml`]],
  ])('and takes %s has its ports', (_, lines) => {
    const report = deploy(lines);
    expect(of(report, 'role-network-fallback', 'deploy-script-unclear')).toEqual([]);
    expect(report.properties['segment-isolation']).toBe('holds');
  });

  it('has the ports that an environment makes, and only these', () => {
    const ports = ['InternalApi', 'Storage']
      .map(
        (name) => `  OS::TripleO::Compute::Ports::${name}Port: ../network/ports/${name === 'Storage' ? 'storage' : 'internal_api'}.yaml\n`,
      )
      .join('');
    const report = deploy([`${DEPLOY} -e ports.yaml`], {'ports.yaml': `resource_registry:\n${ports}`});
    const compute = of(report, 'role-network-fallback').filter((line) => line.includes('"Compute"'));
    expect(compute).toEqual([expect.stringContaining('"Compute" is on "Tenant"')]);
  });

  it('says nothing of roles without hosts', () => {
    const report = deploy([`${DEPLOY} -e cloud.yaml`], {
      'cloud.yaml': 'parameter_defaults: {ControllerCount: 0, ComputeCount: 0, CephStorageCount: 1}\n',
    });
    expect(of(report, 'role-network-fallback')).toEqual([
      expect.stringContaining('"CephStorage" is on "Storage"'),
      expect.stringContaining('"CephStorage" is on "StorageMgmt"'),
    ]);
  });

  it('and names a file that is not there leaves open who makes ports', () => {
    const report = deploy([`${DEPLOY} -e gone.yaml`]);
    expect(of(report, 'role-network-fallback')).toEqual([]);
    expect(of(report, 'env-file-missing')).toHaveLength(1);
    expect(report.verdict).toBe('undecided');
  });
});

describe('a deploy script that does something we do not follow', () => {
  const whole = [PROVISION, `${DEPLOY} -e nodes.yaml -e cloud.yaml`];

  it.each([
    ['./inner.sh', 'deploy.sh:4:1', './inner.sh'],
    ['source ./inner.sh', 'deploy.sh:4:8', './inner.sh'],
    ['sudo -E bash -x inner.sh --now', 'deploy.sh:4:17', 'inner.sh'],
  ])('calls a script with TripleO commands: %s', (line, place, name) => {
    const report = deploy([...whole, line], {'inner.sh': 'openstack overcloud deploy -e bad.yaml\n'});
    expect(of(report, 'deploy-script-unclear')).toEqual([
      `${place} error? deploy-script-unclear The script "${name}", which is called here, has TripleO commands of its own; give it with "--deploy-command" too.`,
    ]);
    expect(report.verdict).toBe('undecided');
  });

  it('calls a script that is not there', () => {
    expect(of(deploy([...whole, './gone.sh']), 'deploy-script-unclear')).toEqual([
      'deploy.sh:4:1 error? deploy-script-unclear The script "./gone.sh", which is called here, is not there; it may deploy, or change what is deployed.',
    ]);
  });

  it('calls a program of another language', () => {
    const report = deploy([...whole, './render.py'], {'render.py': '#!/usr/bin/python3\nprint(1)\n'});
    expect(of(report, 'deploy-script-unclear')).toEqual([expect.stringContaining('"./render.py", which is called here, is not read')]);
  });

  it('calls a script that writes what is deployed, through another one', () => {
    const texts = {'outer.sh': './inner.sh\n', 'inner.sh': 'echo "parameter_defaults: {A: 1}" > cloud.yaml\n'};
    expect(of(deploy(['./outer.sh', ...whole], texts), 'deploy-script-unclear')).toEqual([
      expect.stringMatching(/^deploy\.sh:2:1 .* The script itself writes "cloud\.yaml" before "openstack overcloud deploy" takes it/),
    ]);
  });

  it('is silent about scripts that set credentials or do nothing of the kind', () => {
    const report = deploy(['source ~/stackrc', './hello.sh', '/usr/bin/date', ...whole], {'hello.sh': 'echo hello\n'});
    expect(of(report, 'deploy-script-unclear')).toEqual([]);
    expect(report.verdict).toBe('holds');
  });

  it.each([
    'cat > cloud.yaml <<EOF\nA: 1\nEOF',
    'echo x >> ./cloud.yaml',
    "sed -i 's/a/b/' other.yaml cloud.yaml",
    'cp /srv/cloud.yaml .',
    'mv other.yaml cloud.yaml',
    'echo x | tee cloud.yaml >/dev/null',
    '{ echo x; } > cloud.yaml',
    '(echo x) > cloud.yaml',
    'F=cloud.yaml; > $F echo x',
  ])('writes an environment before it deploys it: %s', (line) => {
    const report = deploy([line, ...whole]);
    expect(of(report, 'deploy-script-unclear')).toEqual([
      expect.stringContaining(
        'The script itself writes "cloud.yaml" before "openstack overcloud deploy" takes it; what it then says is not known.',
      ),
    ]);
    expect(report.verdict).toBe('undecided');
  });

  it.each([
    'cat cloud.yaml > copy.yaml',
    'cp cloud.yaml /srv/',
    'echo x 2>&1 | tee deploy.log',
    "sed 's/a/b/' cloud.yaml",
    'cat < cloud.yaml',
  ])('may read it: %s', (line) => {
    expect(of(deploy([line, ...whole]), 'deploy-script-unclear')).toEqual([]);
  });

  it('may change it when it is deployed', () => {
    expect(of(deploy([...whole, 'echo x > cloud.yaml']), 'deploy-script-unclear')).toEqual([]);
  });

  it('deploys nothing', () => {
    expect(of(deploy([PROVISION]), 'deploy-script-unclear')).toEqual([
      'deploy.sh:2:1 error? deploy-script-unclear What is provisioned here is deployed by no command; which environments it is deployed with is not known.',
    ]);
  });

  it('deploys a plan', () => {
    expect(of(deploy([PROVISION, `${DEPLOY} -e nodes.yaml -p plan.yaml`]), 'deploy-script-unclear')).toEqual([
      expect.stringContaining('The plan "plan.yaml" may add environments and parameters, which are not read.'),
    ]);
  });

  it('never shows a secret', () => {
    const report = deploy([
      'OS_PASSWORD=s3cr3t',
      PROVISION,
      `${DEPLOY} -e nodes.yaml --reg-activation-key $OS_PASSWORD -e $OS_PASSWORD/x.yaml -e https://user:s3cr3t@host.example/x.yaml`,
    ]);
    expect(report.lines.join('\n')).not.toContain('s3cr3t');
    expect(JSON.stringify(report.run.result)).not.toContain('s3cr3t');
    expect(of(report, 'deploy-script-unclear')).toEqual([
      expect.stringContaining('Which file "$OS_PASSWORD/x.yaml" is, is not known: "OS_PASSWORD" is the name of a secret.'),
    ]);
    expect(of(report, 'env-file-missing')).toEqual([expect.stringContaining('"https://user:***@host.example/x.yaml"')]);
  });
});

describe('a file that is no input', () => {
  const given = (text: string, options = {}): Report => runTexts({...CLOUD, 'z.yaml': text}, options);
  const named = {inputs: ['network_data.yaml', 'roles_data.yaml', 'undercloud.conf', 'z.yaml']};

  it.each(['foo: bar\n', 'network_config: [{type: interface, name: nic1}]\n', '- 1\n'])(
    'and is given by name leaves the world open: %j',
    (text) => {
      const report = given(text, named);
      expect(of(report, 'input-not-understood')).toEqual([
        'z.yaml:1:1 error? input-not-understood "z.yaml", which is given by name, is of no format that can be read; what it says is left out.',
      ]);
      expect(report.verdict).toBe('undecided');
      expect(of(given(text), 'input-not-understood')).toEqual([]);
    },
  );

  it('and nearly an environment leaves it open in a folder too', () => {
    const report = given('parameter_default:\n  ControlPlaneDefaultRoute: 192.168.24.1\n');
    expect(of(report, 'input-not-understood')).toEqual([
      'z.yaml:1:1 error? input-not-understood "z.yaml" is not read, because "parameter_default" is no section of an environment; "parameter_defaults" would be one.',
    ]);
    expect(report.verdict).toBe('undecided');
  });

  it.each(['heat_template_version: wallaby\nparameters: {}\n', 'services: {}\n', '---\n'])(
    'and lies in a folder is passed over: %j',
    (text) => {
      expect(of(given(text), 'input-not-understood')).toEqual([]);
    },
  );

  it('and is empty says nothing, though it is named', () => {
    expect(of(given('# nothing\n---\n', named), 'input-not-understood')).toEqual([]);
  });

  it('by its ending is at least listed', () => {
    const {ignored} = runTexts({...CLOUD, 'a.YAML': '', 'b.yaml.sample': '', 'c.env': '', 'd.yaml~': '', 'e.txt': ''}).run.result;
    expect(ignored.map(({file}) => file)).toEqual(['a.YAML', 'b.yaml.sample', 'c.env', 'd.yaml~']);
  });

  it('for a stray key of Ansible is one all the same', () => {
    const report = runTexts({...CLOUD, 'hosts.yaml': `${CLOUD['hosts.yaml']!.trim()}\n  when: y\n`});
    expect(report.findings).toContainEqual(expect.stringMatching(/^hosts\.yaml:\d+:\d+ error bm-schema /));
  });
});

describe('a template of one’s own', () => {
  const withRegistry = (...entries: string[]): Report =>
    runTexts({...CLOUD, 'own.yaml': `resource_registry:\n${entries.map((entry) => `  OS::TripleO::${entry}\n`).join('')}`});

  it.each([
    ['Compute::Ports::TenantPort: /home/stack/port.yaml', 'which addresses hosts and services have'],
    ['Network::Ports::StorageVipPort: port.yaml', 'which addresses hosts and services have'],
    ['Network::InternalApi: /home/stack/my-net.yaml', 'subnets, pools and routes of networks'],
    ['Network: /home/stack/networks-of-mine.yaml', 'subnets, pools and routes of networks'],
    ['NodeExtraConfigPost: /home/stack/routes.yaml', 'interfaces, addresses and routes of hosts'],
    ['Compute::PreNetworkConfig: /home/stack/x.yaml', 'interfaces, addresses and routes of hosts'],
    ['NodeUserData: /home/stack/y.yaml', 'interfaces, addresses and routes of hosts'],
    ['ComputeExtraConfigPre: z.yaml', 'interfaces, addresses and routes of hosts'],
  ])('is nothing we assume anything of: %s', (entry, couldChange) => {
    const report = withRegistry(entry);
    const [key, target] = entry.split(': ');
    expect(of(report, 'env-template-unknown')).toEqual([
      expect.stringContaining(
        `error? env-template-unknown "OS::TripleO::${key}" is mapped to "${target}", which is no stock template; it could change ${couldChange}.`,
      ),
    ]);
    expect(report.verdict).toBe('undecided');
  });

  it('is named once for all that it stands for, and found through an alias', () => {
    const ports = ['InternalApi', 'Storage', 'Tenant'].map((name) => `Compute::Ports::${name}Port: OS::TripleO::Own`);
    expect(of(withRegistry(...ports, 'Own: port.yaml'), 'env-template-unknown')).toEqual([
      expect.stringMatching(/^own\.yaml:5:\d+ .*InternalApiPort", .*StoragePort" and .*TenantPort" are mapped to "port\.yaml"/),
    ]);
  });

  it.each([
    'Compute::Ports::TenantPort: ../network/ports/deployed_tenant.yaml',
    'Compute::Ports::TenantPort: /usr/share/openstack-tripleo-heat-templates/network/ports/tenant_from_pool_v6.yaml',
    'Compute::Ports::TenantPort: /home/stack/templates/network/ports/external_resource_tenant.yaml',
    'Network::Ports::RedisVipPort: ../network/ports/vip.yaml',
    'Network::Tenant: ../network/tenant_v6.yaml',
    'Network: ../network/deployed_networks.yaml',
    'NodeExtraConfigPost: ../extraconfig/post_deploy/default.yaml',
    'NodeUserData: OS::Heat::None',
  ])('is none that upstream ships: %s', (entry) => {
    expect(of(withRegistry(entry), 'env-template-unknown')).toEqual([]);
  });

  it('may be a playbook, or a file by which the undercloud is installed', () => {
    const hosts = CLOUD['hosts.yaml']!.replace(
      '- name: Compute\n',
      '- name: Compute\n  ansible_playbooks:\n  - {playbook: /usr/share/ansible/tripleo-playbooks/cli-overcloud-node-kernelargs.yaml}\n  - {playbook: own.yaml}\n',
    );
    const undercloud = CLOUD['undercloud.conf']!.replace('[DEFAULT]\n', '[DEFAULT]\ncustom_env_files = a.yaml\nhieradata_override =\n');
    expect(of(runTexts({...CLOUD, 'hosts.yaml': hosts, 'undercloud.conf': undercloud}), 'env-template-unknown')).toEqual([
      'hosts.yaml:8:16 error? env-template-unknown Hosts of role "Compute" run the playbook "own.yaml", which is no stock one; it could change their interfaces, addresses and routes.',
      'undercloud.conf:2:20 error? env-template-unknown "custom_env_files" installs the undercloud with "a.yaml", which is not read; it could change its addresses, subnets and routes.',
    ]);
  });
});
