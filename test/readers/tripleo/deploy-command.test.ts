// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are shell scripts
import {describe, expect, it} from '@jest/globals';
import {type DeployCommand, parseDeployScript, type ScriptWord} from '#src/readers/tripleo/deploy-command.js';
import {SourceText} from '#src/source/location.js';
import {CLASSIC, PROVISIONED, TWO_STACKS} from './deploy-scripts.js';

function parse(...lines: string[]) {
  const source = new SourceText('deploy.sh', lines.join('\n'));
  return {source, ...parseDeployScript(source, {home: '/home/stack', scriptFolder: '/srv/cloud'})};
}

/** A command as a list of what it names; what is not resolved stands behind a question mark. */
function told(command: DeployCommand): string[] {
  const one = (label: string, word: ScriptWord | undefined) => (word === undefined ? [] : [`${label} ${word.resolved ?? `?${word.text}`}`]);
  return [
    command.kind,
    ...one('stack', command.stack),
    ...one('templates', command.templates),
    ...one('networks', command.networksFile),
    ...one('roles', command.rolesFile),
    ...one('vips', command.vipFile),
    ...one('hosts', command.baremetalDeployment),
    ...one('answers', command.answersFile),
    ...command.environmentDirectories.flatMap((word) => one('folder', word)),
    ...command.environments.flatMap((word) => one('-e', word)),
    ...command.outputs.flatMap((word) => one('-o', word)),
  ];
}

function problems(...lines: string[]): string[] {
  const {source, problems} = parse(...lines);
  return problems.map(({message, offset}) => {
    const {line, column} = source.positionAt(offset);
    return `${line}:${column} ${message}`;
  });
}

const environments = (...lines: string[]) =>
  parse(...lines).commands.flatMap((command) => command.environments.map((word) => word.resolved ?? `?${word.text}`));

describe('scripts as operators keep them', () => {
  it('one stack in one command', () => {
    const {commands, problems} = parse(CLASSIC);
    expect(problems).toEqual([]);
    expect(commands.map(told)).toEqual([
      [
        'overcloud-deploy',
        'stack overcloud',
        'templates /usr/share/openstack-tripleo-heat-templates',
        'networks /home/stack/templates/network_data.yaml',
        'roles /home/stack/templates/roles_data.yaml',
        'folder /home/stack/templates/site.d',
        '-e /usr/share/openstack-tripleo-heat-templates/environments/network-isolation.yaml',
        '-e /usr/share/openstack-tripleo-heat-templates/environments/disable-telemetry.yaml',
        '-e /home/stack/templates/network-environment.yaml',
        '-e /home/stack/templates/fixed-vips.yaml',
        '-e /home/stack/containers-prepare-parameter.yaml',
      ],
    ]);
    expect(commands[0]?.folder.resolved).toBe('/home/stack');
    expect(commands[0]?.isConditional).toBe(false);
  });

  it('one stack provisioned in steps', () => {
    const {commands, problems} = parse(PROVISIONED);
    expect(problems).toEqual([]);
    expect(commands.map(told)).toEqual([
      [
        'network-provision',
        'stack overcloud',
        'templates /usr/share/openstack-tripleo-heat-templates',
        'networks /srv/cloud/network_data.yaml',
        '-o /srv/cloud/generated/networks-deployed.yaml',
      ],
      [
        'vip-provision',
        'stack overcloud',
        'templates /usr/share/openstack-tripleo-heat-templates',
        'vips /srv/cloud/vip_data.yaml',
        '-o /srv/cloud/generated/vips-deployed.yaml',
      ],
      [
        'node-provision',
        'stack overcloud',
        'templates /usr/share/openstack-tripleo-heat-templates',
        'hosts /srv/cloud/baremetal_deployment.yaml',
        '-o /srv/cloud/generated/baremetal-deployed.yaml',
        '-o /home/stack/overcloud-deploy/overcloud/tripleo-overcloud-baremetal-deployment.yaml',
      ],
      ['image-prepare', 'stack overcloud', 'templates /usr/share/openstack-tripleo-heat-templates', '-o /srv/cloud/generated/images.yaml'],
      [
        'overcloud-deploy',
        'stack overcloud',
        'templates /usr/share/openstack-tripleo-heat-templates',
        'networks /srv/cloud/network_data.yaml',
        'roles /srv/cloud/roles_data.yaml',
        'vips /srv/cloud/vip_data.yaml',
        '-e environments/ssl.yaml',
        '-e /srv/cloud/generated/networks-deployed.yaml',
        '-e /srv/cloud/generated/vips-deployed.yaml',
        '-e /srv/cloud/generated/baremetal-deployed.yaml',
        '-e /srv/cloud/generated/images.yaml',
      ],
    ]);
    expect(commands[2]?.appliesNetworkConfig).toBe(true);
  });

  it('two stacks through one function', () => {
    const {commands, problems} = parse(TWO_STACKS);
    expect(problems).toEqual([]);
    const deploys = commands.filter((command) => command.kind === 'overcloud-deploy');
    expect(deploys.map(told)).toEqual([
      [
        'overcloud-deploy',
        'stack control-plane',
        'templates /usr/share/openstack-tripleo-heat-templates',
        'networks /home/stack/templates/network_data.yaml',
        'roles /home/stack/templates/roles_data.yaml',
        '-e /home/stack/templates/common.yaml',
        '-e /home/stack/networks-deployed.yaml',
        '-e /home/stack/control-plane/nodes.yaml',
        '-e /home/stack/templates/control-plane/site.yaml',
      ],
      [
        'overcloud-deploy',
        'stack edge',
        'templates /usr/share/openstack-tripleo-heat-templates',
        'networks /home/stack/templates/network_data.yaml',
        'roles /home/stack/templates/roles_data.yaml',
        '-e /home/stack/templates/common.yaml',
        '-e /home/stack/networks-deployed.yaml',
        '-e /home/stack/edge/nodes.yaml',
        '-e /home/stack/templates/edge/site.yaml',
        '-e /home/stack/control-plane-export.yaml',
        '-e /home/stack/templates/edge/dcn.yaml',
      ],
    ]);
    expect(commands.map((command) => `${command.name} ${command.stack.resolved} ${command.isStackWritten}`)).toEqual([
      'openstack overcloud network provision overcloud false',
      'openstack overcloud node provision control-plane true',
      'openstack overcloud deploy control-plane true',
      'openstack overcloud export control-plane true',
      'openstack overcloud node provision edge true',
      'openstack overcloud deploy edge true',
    ]);
  });
});

describe('a command is found', () => {
  it.each([
    'openstack overcloud deploy -e a',
    '/usr/bin/openstack --debug --os-cloud undercloud overcloud deploy -e a',
    'sudo -E openstack overcloud deploy -e a',
    'OS_CLOUD=undercloud exec openstack overcloud deploy -e a',
    'env A=b timeout 3h openstack overcloud deploy -e a &',
    'source ~/stackrc && time openstack overcloud deploy -e a',
    'if ! openstack overcloud deploy -e a; then exit 1; fi',
    'CMD="openstack overcloud deploy -e a"; eval $CMD',
    'openstack overcloud update prepare -e a',
    '$CLIENT overcloud deploy -e a',
    'ssh undercloud openstack overcloud deploy -e a',
  ])('in %s', (line) => {
    expect(environments(line)).toEqual(['a']);
  });

  it('not in text, comments and here-documents', () => {
    const {commands, problems} = parse(
      'echo "openstack overcloud deploy -e a"',
      'echo openstack overcloud deploy -e a',
      '# openstack overcloud deploy -e a',
      'cat <<EOF',
      'openstack overcloud deploy -e a',
      'EOF',
      'openstack server list',
      'openstack overcloud node introspect --all-manageable',
    );
    expect(commands).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('and its place is where it begins', () => {
    const {source, commands} = parse('cd x', '  openstack \\', '  overcloud deploy -e a');
    expect(source.text.slice(commands[0]?.place, commands[0]?.end)).toBe('openstack \\\n  overcloud deploy -e a');
  });
});

describe('options', () => {
  it('take their values in all spellings of argparse', () => {
    expect(environments('openstack overcloud deploy -e a --environment-file b --environment-file=c -ed -e=e --environment-f f')).toEqual([
      'a',
      'b',
      'c',
      'd',
      'e',
      'f',
    ]);
  });

  it('that say nothing about files do not shift the reading', () => {
    expect(
      problems(
        'openstack overcloud deploy --templates -e a --ntp-server 192.0.2.1 --libvirt-type qemu -t 90 --timeout 90 --deployed-server -e b \\',
        '  --control-scale 3 --control-flavor control --limit a,b --tags x --skip-tags y --ansible-forks 10 --heat-type pod --rm-heat -y \\',
        '  --overcloud-ssh-user tripleo-admin --config-download-timeout 60 --output-dir out --no-cleanup --validation-warnings-fatal \\',
        '  --neutron-bridge-mappings datacentre:br-ex --log-file x.log -v --working-dir ~/w --disable-validations -e c',
      ),
    ).toEqual([]);
  });

  it('"--templates" and "-b" may go without a value', () => {
    const [first, second] = parse(
      'openstack overcloud deploy --templates -b --stack s -e a',
      'openstack overcloud deploy --templates /t/ -b nodes.yaml',
    ).commands;
    expect(first && told(first)).toEqual([
      'overcloud-deploy',
      'stack s',
      'templates /usr/share/openstack-tripleo-heat-templates',
      'hosts /home/stack/overcloud-deploy/s/tripleo-s-baremetal-deployment.yaml',
      '-e a',
    ]);
    expect(second && told(second)).toEqual(['overcloud-deploy', 'stack overcloud', 'templates /t/', 'hosts nodes.yaml']);
  });

  it('have the defaults of their command', () => {
    const {commands} = parse(
      'openstack tripleo deploy -e a',
      'export OVERCLOUD_STACK_NAME=site TRIPLEO_ENVIRONMENT_DIRECTORY=~/env.d',
      'openstack overcloud network vip provision vips.yaml -o v.yaml',
      'openstack overcloud node provision nodes.yaml',
      'openstack overcloud deploy --templates --environment-directory x.d',
    );
    expect(commands.map((command) => `${command.stack.resolved} ${command.outputs.map((word) => word.resolved)}`)).toEqual([
      'standalone ',
      'site v.yaml',
      'site baremetal_environment.yaml,/home/stack/overcloud-deploy/site/tripleo-site-baremetal-deployment.yaml',
      'overcloud ',
    ]);
    expect(commands[3]?.environmentDirectories.map((word) => word.resolved)).toEqual(['x.d', '/home/stack/env.d']);
  });

  it('that nobody knows are a problem, with the nearest that is known', () => {
    expect(problems('openstack overcloud deploy --templates --enviroment-file a -e b')).toEqual([
      '1:40 "--enviroment-file" is not an option of "openstack overcloud deploy" that we know. Did you mean "--environment-file"?',
    ]);
  });

  it('without their value, and values without an option, are problems', () => {
    expect(problems('openstack overcloud deploy --templates -n -e b c')).toEqual([
      '1:40 "-n" of "openstack overcloud deploy" lacks its value.',
      '1:48 "c" belongs to no option of "openstack overcloud deploy"; put "-e" or its option before it.',
    ]);
    expect(problems('openstack overcloud network provision -o x.yaml')).toEqual([
      '1:1 "openstack overcloud network provision" names no file to provision from.',
    ]);
  });
});

describe('what the script leaves open', () => {
  it('is a problem at its place, and is never guessed', () => {
    const lines = [
      'THT=/t',
      'openstack overcloud deploy --templates "$THT" -e $THT/a.yaml -e "$SITE/b.yaml" -e $(ls *.yaml) --stack=$NAME --ntp-server $NTP',
    ];
    expect(problems(...lines)).toEqual([
      '2:65 Which file "$SITE/b.yaml" is, is not known: "SITE" is not set in the script.',
      '2:83 Which file "$(ls *.yaml)" is, is not known: the command in it is not run.',
      '2:104 Which stack "$NAME" is, is not known: "NAME" is not set in the script.',
    ]);
    expect(environments(...lines)).toEqual(['/t/a.yaml', '?$SITE/b.yaml', '?$(ls *.yaml)']);
  });

  it('may be whole options', () => {
    expect(problems('openstack overcloud deploy --templates $EXTRA "$@"')).toEqual([
      '1:40 Which folder "$EXTRA" is, is not known: "EXTRA" is not set in the script.',
      '1:47 Which options and files "$@" stands for is not known: it is what the script or function is called with.',
    ]);
    expect(problems('E=(-e a)', 'if x; then', '  E+=(-e b)', 'fi', 'openstack overcloud deploy --stack s "${E[@]}"')).toEqual([
      '3:7 Which options and files "-e b" stands for is not known: "E" holds it only in a branch.',
    ]);
  });

  it('is what a comment between continued lines cuts off', () => {
    const lines = ['openstack overcloud deploy --templates \\', '  -e a \\', '  # -e b \\', '  -e c \\', '  -e d'];
    expect(environments(...lines)).toEqual(['a']);
    expect(problems(...lines)).toEqual([
      '4:3 "-e" starts a command of its own, because the line before it does not end in "\\"; it is not part of the deploy command.',
    ]);
  });

  it('is a deploy command handed to another shell', () => {
    const lines = ["su - stack -c 'source stackrc; openstack overcloud deploy --templates -e a'"];
    expect(problems(...lines)).toEqual(['1:15 A deploy command inside quotes is not read; give it as a script of its own.']);
    expect(environments(...lines)).toEqual([]);
  });

  it('is a quote without an end', () => {
    expect(problems('openstack overcloud deploy -e "a')).toEqual(['1:31 A quote that opens here has no end.']);
  });
});

describe('branches', () => {
  it('are read, and said to be branches', () => {
    const {commands} = parse('if [ -f x ]; then', '  openstack overcloud deploy --templates -e a', 'fi');
    expect(commands.map((command) => command.isConditional)).toEqual([true]);
  });
});
