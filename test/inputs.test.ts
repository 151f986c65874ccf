import {mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals';
import {findJinja, type InputRequest, reportJinja, type Selected, selectInputs} from '#src/inputs.js';
import {ReadCollector} from '#src/readers/read-report.js';
import {formatPlace} from '#src/source/location.js';
import {CLASSIC, PROVISIONED, TWO_STACKS} from './readers/tripleo/deploy-scripts.js';

let root: string;
let cwd: string;
let home: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'isoplan-inputs-')));
  cwd = join(root, 'srv');
  home = join(root, 'home/stack');
  mkdirSync(cwd, {recursive: true});
});

afterEach(() => rmSync(root, {recursive: true, force: true}));

/** Writes files below the current folder; those whose names begin with `~/` below the home of the script's user. */
function write(files: Record<string, string>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = name.startsWith('~/') ? join(home, name.slice(2)) : join(cwd, name);
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, content);
  }
}

const ENVIRONMENT = 'parameter_defaults: {}\n';
const STOCK = '/usr/share/openstack-tripleo-heat-templates';

interface Told {
  readonly inputs: string[];
  readonly findings: string[];
  readonly missing: string[];
  readonly ignored: string[];
  readonly problems: string[];
  readonly selected: Selected;
}

function select(request: Partial<InputRequest>): Told {
  const report = new ReadCollector();
  const selected = selectInputs(
    {inputs: [], deployCommands: [], cwd, home, ...request},
    {report, isStockWithoutNetworks: (path) => path === 'environments/disable-telemetry.yaml', isInput: () => false},
  );
  const short = (text: string) => text.replaceAll(home, '~').replaceAll(root, '');
  return {
    inputs: selected.inputs.map(({file, stack, reader, isOrdered, document}) =>
      short(
        `${file}${document.index === 0 ? '' : `#${document.index}`}${stack === undefined ? '' : ` for ${stack}`}${reader === undefined ? '' : ` as ${reader}`}${isOrdered ? '' : ', no order'}`,
      ),
    ),
    findings: report.diagnostics.map(({code, certainty, message, location, notes}) =>
      short(
        `${location && formatPlace(location)} ${certainty} ${code} ${message}${notes.map((note) => ` [${note.location && formatPlace(note.location)} ${note.message}]`).join('')}`,
      ),
    ),
    missing: selected.missing.map(({name, namedAt, stack, kind, isStockWithoutNetworks, template}) =>
      short(
        `${formatPlace(namedAt)} ${kind} ${name} for ${stack}${isStockWithoutNetworks ? ', no networks in it' : ''}${template === undefined ? '' : `, from ${template}`}`,
      ),
    ),
    ignored: selected.ignored.map(({file, reason}) => short(`${file}: ${reason}`)),
    problems: selected.problems.map(({message, location}) =>
      short(`${location === undefined ? '' : `${formatPlace(location)} `}${message}`),
    ),
    selected,
  };
}

describe('files and folders', () => {
  it('have an order as a list, and none in a folder', () => {
    write({
      'b.yaml': 'b: 1',
      'a.yaml': 'a: 1',
      'cloud/y.yaml': 'y: 1',
      'cloud/x.json': '{"x": 010}',
      'cloud/undercloud.conf': '[DEFAULT]\nlocal_ip = 192.0.2.1/24\n',
    });
    const {inputs, problems, selected} = select({inputs: ['b.yaml', 'cloud', 'a.yaml']});
    expect(inputs).toEqual(['b.yaml', 'cloud/undercloud.conf, no order', 'cloud/x.json, no order', 'cloud/y.yaml, no order', 'a.yaml']);
    expect(problems).toEqual([]);
    expect(selected.files).toEqual(['b.yaml', 'cloud/undercloud.conf', 'cloud/x.json', 'cloud/y.yaml', 'a.yaml']);
    expect(selected.inputs.map(({document}) => document.version)).toEqual(['1.1', '1.2', '1.2', '1.1', '1.1']);
  });

  it('may hold several documents, or none', () => {
    write({'two.yaml': 'a: 1\n---\nb: 2\n', 'none.yaml': '# nothing\n'});
    const {inputs, ignored} = select({inputs: ['two.yaml', 'none.yaml']});
    expect(inputs).toEqual(['two.yaml', 'two.yaml#1']);
    expect(ignored).toEqual(['none.yaml: empty']);
  });

  it('are read as the format the user says, and are then inputs by that alone', () => {
    write({'a.yaml': 'a: 1', 'net.txt': '- name: A', 'uc.txt': '[DEFAULT]\n'});
    const formats = [
      {format: 'network-data', file: 'net.txt'},
      {format: 'undercloud-conf', file: 'uc.txt'},
    ];
    expect(select({inputs: ['a.yaml', 'net.txt'], formats}).inputs).toEqual([
      'a.yaml',
      'net.txt as network-data',
      'uc.txt as undercloud-conf',
    ]);
  });

  it('come through standard input too', () => {
    const {selected} = select({inputs: ['-'], stdin: () => 'a: 1'});
    expect(selected.inputs.map(({file, isOrdered}) => `${file} ${isOrdered}`)).toEqual(['<stdin> true']);
  });

  it('that cannot be read are problems at their place', () => {
    write({'bad.yaml': 'a: 1\nb: [1\n', 'bad.conf': 'key = value\n', 'deploy.sh': '#!/bin/bash\n'});
    expect(select({inputs: ['bad.yaml', 'bad.conf', 'gone.yaml', 'deploy.sh']}).problems).toEqual([
      '"gone.yaml" does not exist.',
      'bad.yaml:3:1 This is not YAML: unexpected end of the stream within a flow collection.',
      'bad.conf:1:1 A key stands before the first "[section]".',
      '"deploy.sh" is a script; give it with "--deploy-command".',
    ]);
  });
});

describe('templates that are not rendered', () => {
  const network = '- name: Storage\n  vlan: {{ storage_vlan }}\n';

  it('are not read, and leave the verdict open', () => {
    write({'net.yaml': network, 'cloud/env.yaml': 'parameter_defaults:\n  NeutronNetworkVLANRanges: CHANGEME\n'});
    const {inputs, findings, ignored, problems} = select({inputs: ['net.yaml', 'cloud']});
    expect(inputs).toEqual([]);
    expect(findings).toEqual([
      'net.yaml:2:9 undecided env-jinja-unrendered The template marker "{{ storage_vlan }}" is not rendered.',
      'cloud/env.yaml:2:29 undecided env-jinja-unrendered The placeholder "CHANGEME" is not filled in.',
    ]);
    expect(ignored).toEqual(['net.yaml: a template that is not rendered', 'cloud/env.yaml: a template that is not rendered']);
    expect(problems).toEqual([]);
  });

  it('are nothing to say of in comments, quotes and block scalars; quoted ones are told when the document is read', () => {
    write({'env.yaml': '# {{ a }}\nparameter_defaults:\n  A: "{{ b }}"\n  B: |\n    {% c %}\n  C: plain\n'});
    const {findings, selected} = select({inputs: ['env.yaml']});
    expect(findings).toEqual([]);
    const {document} = selected.inputs[0]!;
    expect(findJinja(document).map((node) => document.pointer(node))).toEqual(['/parameter_defaults/A', '/parameter_defaults/B']);
    const report = new ReadCollector();
    reportJinja(document, report);
    expect(
      report.diagnostics.map(({message, location, notes}) => [message, location, ...notes.map((note) => note.location)]),
    ).toMatchObject([['The template marker "{{ b }}" is not rendered.', {start: {line: 3, column: 6}}, {start: {line: 4, column: 6}}]]);
  });

  it('of others in a folder are passed over; given by name they are not', () => {
    write({
      'cloud/site.yml': '- hosts: all\n  tasks:\n    - debug: msg={{ x }}\n',
      'cloud/play.yaml': '- name: Deploy\n  hosts: undercloud\n  roles: [a]\n',
      'cloud/group_vars/all.yaml': 'path: /home/{{ user }}/x\n',
      'cloud/chart.yaml': 'kind: ConfigMap\nname: {{ .Values.name }}\n',
      'cloud/values.yaml': 'apiVersion: v1\nkind: ConfigMap\ndata: {a: CHANGEME}\n',
      'cloud/.hidden.yaml': 'a: {{ b }}\n',
      'cloud/nic.j2': '{{ x }}',
    });
    const {inputs, findings, ignored} = select({inputs: ['cloud']});
    expect(inputs).toEqual([]);
    expect(findings).toEqual([]);
    expect(ignored).toEqual([
      'cloud/nic.j2: a template that is not rendered',
      'cloud/chart.yaml: a Helm template',
      'cloud/group_vars/all.yaml: in a folder of Ansible files',
      'cloud/play.yaml: an Ansible playbook or task list',
      'cloud/site.yml: an Ansible playbook or task list',
      'cloud/values.yaml: a Kubernetes manifest that is not rendered',
    ]);
    expect(select({inputs: ['cloud/group_vars/all.yaml']}).findings).toEqual([
      'cloud/group_vars/all.yaml:1:13 undecided env-jinja-unrendered The template marker "{{ user }}" is not rendered.',
    ]);
  });

  it('never pass network, role and host data for a playbook', () => {
    write({
      'cloud/network_data.yaml': '- name: Storage\n  vip: true\n  name_lower: storage\n  subnets: {}\n',
      'cloud/roles_data.yaml': '- name: Controller\n  description: x\n  tags: [primary]\n  networks: {}\n  ServicesDefault: []\n',
      'cloud/nodes.yaml': '- name: Compute\n  count: 2\n  defaults: {}\n  ansible_playbooks:\n    - playbook: x.yaml\n',
      'cloud/vip_data.yaml': '- network: storage\n  dns_name: overcloud\n',
    });
    expect(select({inputs: ['cloud']}).ignored).toEqual([]);
  });
});

describe('a deploy script', () => {
  const THT = `${STOCK}/environments`;

  it("of one stack in one command gives its files in upstream's order", () => {
    write({
      'deploy.sh': CLASSIC,
      '~/templates/network_data.yaml': '[]',
      '~/templates/roles_data.yaml': '[]',
      '~/templates/network-environment.yaml': ENVIRONMENT,
      '~/templates/fixed-vips.yaml': ENVIRONMENT,
      '~/templates/site.d/20.yaml': ENVIRONMENT,
      '~/templates/site.d/10.yaml': ENVIRONMENT,
      '~/templates/site.d/notes.txt': 'no',
      '~/.tripleo/environments/own.yaml': ENVIRONMENT,
      '~/containers-prepare-parameter.yaml': ENVIRONMENT,
      'beside.yaml': 'not: named',
    });
    const {inputs, missing, findings, problems, selected} = select({deployCommands: ['deploy.sh']});
    expect(inputs).toEqual([
      '~/templates/network_data.yaml for overcloud as network-data',
      '~/templates/roles_data.yaml for overcloud as roles-data',
      '~/.tripleo/environments/own.yaml for overcloud as heat-environment',
      '~/templates/site.d/10.yaml for overcloud as heat-environment',
      '~/templates/site.d/20.yaml for overcloud as heat-environment',
      '~/templates/network-environment.yaml for overcloud as heat-environment',
      '~/templates/fixed-vips.yaml for overcloud as heat-environment',
      '~/containers-prepare-parameter.yaml for overcloud as heat-environment',
    ]);
    expect(missing).toEqual([
      `deploy.sh:18:6 environment ${THT}/network-isolation.yaml for overcloud`,
      `deploy.sh:19:6 environment ${THT}/disable-telemetry.yaml for overcloud, no networks in it`,
    ]);
    expect(findings).toEqual([]);
    expect(problems).toEqual([]);
    expect(selected.files[0]).toBe('deploy.sh');
    expect(selected.missing[0]?.couldChange).toBe('networks, ports, virtual addresses, routes and the service map');
  });

  it("finds stock files in the user's copy of the templates, and names the template of one that is not rendered there", () => {
    write({
      'deploy.sh': [
        `openstack overcloud deploy --templates ${STOCK}/ \\`,
        `  -e ${THT}/ssl/tls.yaml \\`,
        `  -e ${THT}/network-isolation.yaml \\`,
        `  -e ${STOCK}//x/../environments/disable-telemetry.yaml`,
      ].join('\n'),
      'tht/environments/ssl/tls.yaml': ENVIRONMENT,
      'tht/environments/network-isolation.j2.yaml': '{% for x in y %}\n',
    });
    const {inputs, missing} = select({deployCommands: ['deploy.sh'], templates: 'tht'});
    expect(inputs).toEqual(['tht/environments/ssl/tls.yaml for overcloud as heat-environment']);
    expect(missing).toEqual([
      `deploy.sh:3:6 environment ${THT}/network-isolation.yaml for overcloud, from tht/environments/network-isolation.j2.yaml`,
      `deploy.sh:4:6 environment ${THT}/disable-telemetry.yaml for overcloud, no networks in it`,
    ]);
  });

  it("does not take somebody's own copy of the templates for stock", () => {
    write({
      'deploy.sh':
        'openstack overcloud deploy --templates ~/tht -e ~/tht/environments/disable-telemetry.yaml -e ~/tht/environments/a.yaml\n',
      'copy/environments/a.yaml': ENVIRONMENT,
    });
    const {inputs, missing} = select({deployCommands: ['deploy.sh'], templates: 'copy'});
    expect(inputs).toEqual(['copy/environments/a.yaml for overcloud as heat-environment']);
    expect(missing).toEqual(['deploy.sh:1:49 environment ~/tht/environments/disable-telemetry.yaml for overcloud']);
  });

  it('that provisions in steps needs nothing that it writes itself', () => {
    write({
      'site/deploy.sh': PROVISIONED,
      'site/network_data.yaml': '[]',
      'site/vip_data.yaml': '[]',
      'site/roles_data.yaml': '[]',
      'site/baremetal_deployment.yaml': '[]',
      'environments/ssl.yaml': ENVIRONMENT,
      'site/generated/vips-deployed.yaml': ENVIRONMENT,
    });
    const {inputs, missing, ignored, findings} = select({deployCommands: ['site/deploy.sh']});
    expect(inputs).toEqual([
      'site/network_data.yaml for overcloud as network-data',
      'site/vip_data.yaml for overcloud as vip-data',
      'site/baremetal_deployment.yaml for overcloud as baremetal-deployment',
      'site/roles_data.yaml for overcloud as roles-data',
      'environments/ssl.yaml for overcloud as heat-environment',
      'site/generated/vips-deployed.yaml for overcloud as heat-environment',
    ]);
    expect(missing).toEqual([]);
    expect(findings).toEqual([]);
    expect(ignored).toEqual([
      '/srv/site/generated/networks-deployed.yaml: written by "openstack overcloud network provision" (site/deploy.sh:8)',
      '/srv/site/generated/baremetal-deployed.yaml: written by "openstack overcloud node provision" (site/deploy.sh:14)',
      '/srv/site/generated/images.yaml: written by "openstack tripleo container image prepare default" (site/deploy.sh:17)',
    ]);
  });

  it('of two stacks reads what they share once, and gives it to both', () => {
    write({
      'deploy.sh': TWO_STACKS,
      '~/templates/network_data.yaml': '[]',
      '~/templates/roles_data.yaml': '[]',
      '~/templates/common.yaml': ENVIRONMENT,
      '~/templates/control-plane/nodes.yaml': '[]',
      '~/templates/control-plane/site.yaml': ENVIRONMENT,
      '~/templates/edge/nodes.yaml': '[]',
      '~/templates/edge/site.yaml': ENVIRONMENT,
    });
    const {inputs, missing, ignored, findings, selected} = select({deployCommands: ['deploy.sh']});
    expect(inputs).toEqual([
      '~/templates/network_data.yaml for control-plane as network-data',
      '~/templates/network_data.yaml for edge as network-data',
      '~/templates/control-plane/nodes.yaml for control-plane as baremetal-deployment',
      '~/templates/roles_data.yaml for control-plane as roles-data',
      '~/templates/common.yaml for control-plane as heat-environment',
      '~/templates/control-plane/site.yaml for control-plane as heat-environment',
      '~/templates/edge/nodes.yaml for edge as baremetal-deployment',
      '~/templates/roles_data.yaml for edge as roles-data',
      '~/templates/common.yaml for edge as heat-environment',
      '~/templates/edge/site.yaml for edge as heat-environment',
    ]);
    expect(new Set(selected.inputs.map(({document}) => document)).size).toBe(7);
    expect(missing).toEqual(['deploy.sh:18:47 environment ~/templates/edge/dcn.yaml for edge']);
    expect(findings).toEqual([]);
    expect(ignored).toEqual([
      '~/networks-deployed.yaml: written by "openstack overcloud network provision" (deploy.sh:6)',
      '~/control-plane/nodes.yaml: written by "openstack overcloud node provision" (deploy.sh:11)',
      '~/edge/nodes.yaml: written by "openstack overcloud node provision" (deploy.sh:11)',
      '~/control-plane-export.yaml: written by "openstack overcloud export" (deploy.sh:17)',
    ]);
  });

  it('may be one of several, each a stack', () => {
    write({
      'central.sh': 'openstack overcloud deploy --templates --stack central -e common.yaml\n',
      'edge.sh': 'openstack overcloud deploy --templates --stack edge -e common.yaml -e edge.yaml\n',
      'common.yaml': ENVIRONMENT,
      'edge.yaml': ENVIRONMENT,
    });
    expect(select({deployCommands: ['central.sh', 'edge.sh']}).inputs).toEqual([
      'common.yaml for central as heat-environment',
      'common.yaml for edge as heat-environment',
      'edge.yaml for edge as heat-environment',
    ]);
  });

  it('of a home that is checked out elsewhere finds its files beside the script', () => {
    write({
      'checkout/deploy.sh': 'openstack overcloud deploy --templates -e /home/stack/templates/a.yaml -e ~/templates/b.yaml\n',
      'checkout/templates/a.yaml': ENVIRONMENT,
      'checkout/templates/b.yaml': ENVIRONMENT,
    });
    expect(select({deployCommands: ['checkout/deploy.sh'], home: '/home/stack'}).inputs).toEqual([
      'checkout/templates/a.yaml for overcloud as heat-environment',
      'checkout/templates/b.yaml for overcloud as heat-environment',
    ]);
  });

  it('reads relative names from its own folder, then from the current one, and below a folder it changes to', () => {
    write({
      'site/deploy.sh':
        'openstack overcloud deploy --templates -e a.yaml -e b.yaml\ncd sub\nopenstack overcloud deploy --stack s --templates -e c.yaml\n',
      'site/a.yaml': ENVIRONMENT,
      'a.yaml': ENVIRONMENT,
      'b.yaml': ENVIRONMENT,
      'site/sub/c.yaml': ENVIRONMENT,
    });
    expect(select({deployCommands: ['site/deploy.sh']}).inputs).toEqual([
      'site/a.yaml for overcloud as heat-environment',
      'b.yaml for overcloud as heat-environment',
      'site/sub/c.yaml for s as heat-environment',
    ]);
  });

  it('names a roles file relative to the templates', () => {
    write({'deploy.sh': `openstack overcloud deploy --templates -r roles/Compute.yaml\n`, 'tht/roles/Compute.yaml': '[]'});
    expect(select({deployCommands: ['deploy.sh'], templates: 'tht'}).inputs).toEqual([
      'tht/roles/Compute.yaml for overcloud as roles-data',
    ]);
  });

  it('takes an answers file, whose environments come first', () => {
    write({
      'deploy.sh': 'openstack overcloud deploy --answers-file answers.yaml -e last.yaml -n net.yaml\n',
      'answers.yaml': `templates: ${STOCK}\nnetworks: other.yaml\nroles: roles.yaml\nenvironments:\n  - first.yaml\n  - ${THT}/disable-telemetry.yaml\n  - gone.yaml\n`,
      'first.yaml': ENVIRONMENT,
      'last.yaml': ENVIRONMENT,
      'net.yaml': '[]',
      'roles.yaml': '[]',
    });
    const {inputs, missing} = select({deployCommands: ['deploy.sh']});
    expect(inputs).toEqual([
      'net.yaml for overcloud as network-data',
      'roles.yaml for overcloud as roles-data',
      'first.yaml for overcloud as heat-environment',
      'last.yaml for overcloud as heat-environment',
    ]);
    expect(missing).toEqual([
      `answers.yaml:6:5 environment ${THT}/disable-telemetry.yaml for overcloud, no networks in it`,
      'answers.yaml:7:5 environment gone.yaml for overcloud',
    ]);
  });

  it('with an answers file that is not there, or says something else, leaves open what is deployed', () => {
    write({
      'a.sh': 'openstack overcloud deploy --answers-file gone.yaml\n',
      'b.sh': 'openstack overcloud deploy --stack b --answers-file odd.yaml\n',
      'odd.yaml': '[a]',
    });
    const {missing, findings} = select({deployCommands: ['a.sh', 'b.sh']});
    expect(missing).toEqual(['a.sh:1:43 answers gone.yaml for overcloud']);
    expect(findings).toEqual([
      'odd.yaml:1:1 undecided deploy-script-unclear The answers file "odd.yaml" must be a mapping of "templates" and "environments".',
    ]);
  });

  it('names missing files of every kind', () => {
    write({
      'deploy.sh': 'openstack overcloud deploy --templates -n n.yaml -r r.yaml --vip-file v.yaml -b b.yaml --environment-directory e.d\n',
    });
    expect(select({deployCommands: ['deploy.sh']}).missing).toEqual([
      'deploy.sh:1:43 network-data n.yaml for overcloud',
      'deploy.sh:1:53 roles-data r.yaml for overcloud',
      'deploy.sh:1:71 vip-data v.yaml for overcloud',
      'deploy.sh:1:81 baremetal-deployment b.yaml for overcloud',
      'deploy.sh:1:112 environment e.d for overcloud',
    ]);
  });

  it("without a networks file misses none: upstream's own has no networks", () => {
    write({'deploy.sh': 'openstack overcloud deploy --templates\n'});
    expect(select({deployCommands: ['deploy.sh']})).toMatchObject({missing: [], inputs: [], findings: [], problems: []});
  });

  it('does not take what it writes later, nor the export of a stack that it does not deploy, for its own', () => {
    write({
      'deploy.sh': [
        'openstack overcloud export --stack elsewhere -o export.yaml',
        'openstack overcloud deploy --templates -e nodes.yaml -e export.yaml',
        'openstack overcloud node provision -o nodes.yaml hosts.yaml',
      ].join('\n'),
      'hosts.yaml': '[]',
    });
    expect(select({deployCommands: ['deploy.sh']}).missing).toEqual([
      'deploy.sh:2:43 environment nodes.yaml for overcloud',
      'deploy.sh:2:57 environment export.yaml for overcloud',
    ]);
  });

  it('leaves the verdict open where it does not say what it names', () => {
    write({
      'deploy.sh':
        'openstack overcloud deploy --templates -e $SITE/a.yaml\ncd "$WHERE"\nopenstack overcloud deploy --templates --stack b -e b.yaml\n',
    });
    expect(select({deployCommands: ['deploy.sh']}).findings).toEqual([
      'deploy.sh:1:43 undecided deploy-script-unclear Which file "$SITE/a.yaml" is, is not known: "SITE" is not set in the script.',
      'deploy.sh:3:53 undecided deploy-script-unclear Which folder "b.yaml" lies in is not known: "WHERE" is not set in the script.',
    ]);
  });

  it('that deploys one stack twice with different files leaves open which holds', () => {
    write({
      'deploy.sh': 'openstack overcloud deploy --templates -e a.yaml\nopenstack overcloud deploy --templates -e b.yaml\n',
      'a.yaml': ENVIRONMENT,
      'b.yaml': ENVIRONMENT,
    });
    const {inputs, findings} = select({deployCommands: ['deploy.sh']});
    expect(inputs).toEqual(['b.yaml for overcloud as heat-environment']);
    expect(findings).toEqual([
      'deploy.sh:2:1 undecided deploy-script-unclear Stack "overcloud" is deployed by two commands that take different files; only those of the last one are read. [deploy.sh:1:1 The other command is here.]',
    ]);
    write({'again.sh': 'openstack overcloud deploy --templates -e a.yaml || openstack overcloud deploy --templates -e a.yaml\n'});
    expect(select({deployCommands: ['again.sh']})).toMatchObject({findings: [], inputs: ['a.yaml for overcloud as heat-environment']});
  });

  it('takes an environment that is named twice where it wins', () => {
    write({
      'deploy.sh': 'openstack overcloud deploy --templates -e a.yaml -e b.yaml -e ./a.yaml\n',
      'a.yaml': ENVIRONMENT,
      'b.yaml': ENVIRONMENT,
    });
    expect(select({deployCommands: ['deploy.sh']}).inputs).toEqual([
      'b.yaml for overcloud as heat-environment',
      'a.yaml for overcloud as heat-environment',
    ]);
  });

  it('comes before what stands beside it, and keeps its files from a folder', () => {
    write({
      'cloud/deploy.sh': 'openstack overcloud deploy --templates -e a.yaml -n net.yaml\n',
      'cloud/a.yaml': ENVIRONMENT,
      'cloud/net.yaml': '[]',
      'cloud/z.yaml': ENVIRONMENT,
      'undercloud.conf': '[DEFAULT]\n',
    });
    expect(
      select({
        deployCommands: ['cloud/deploy.sh'],
        inputs: ['undercloud.conf', 'cloud'],
        formats: [{format: 'vip-data', file: 'cloud/net.yaml'}],
      }).inputs,
    ).toEqual([
      'cloud/net.yaml for overcloud as vip-data',
      'cloud/a.yaml for overcloud as heat-environment',
      'undercloud.conf',
      'cloud/z.yaml, no order',
    ]);
  });

  it('that deploys nothing, is not there or is too large is a problem', () => {
    write({'none.sh': 'echo openstack overcloud deploy\n', 'huge.sh': '#'.repeat(2 ** 20 + 1)});
    expect(select({deployCommands: ['none.sh', 'gone.sh', 'huge.sh']}).problems).toEqual([
      '"none.sh" holds no "openstack overcloud deploy" command.',
      '"gone.sh" does not exist. Did you mean "none.sh"?',
      '"huge.sh" is larger than 1 MiB; give only files that describe the network.',
    ]);
  });

  it('comes through standard input too', () => {
    write({'a.yaml': ENVIRONMENT});
    const stdin = () => 'openstack overcloud deploy --templates -e a.yaml\n';
    expect(select({deployCommands: ['-'], stdin}).inputs).toEqual(['a.yaml for overcloud as heat-environment']);
  });

  it('names a template that is not rendered, or a file that is no YAML', () => {
    write({
      'deploy.sh': 'openstack overcloud deploy --templates -e a.yaml -e b.yaml\n',
      'a.yaml': 'parameter_defaults: {{ x }}\n',
      'b.yaml': 'a: [\n',
    });
    const {findings, problems} = select({deployCommands: ['deploy.sh']});
    expect(findings).toEqual(['a.yaml:1:21 undecided env-jinja-unrendered The template marker "{{ x }}" is not rendered.']);
    expect(problems).toEqual(['b.yaml:2:1 This is not YAML: unexpected end of the stream within a flow collection.']);
  });
});
