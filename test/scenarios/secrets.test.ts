import {fileURLToPath} from 'node:url';
import {describe, expect, it} from '@jest/globals';
import {asFailure} from '#src/cli/failure.js';
import {human} from '#src/reporters/human.js';
import {json} from '#src/reporters/json.js';
import {PLAIN} from '#src/reporters/reporter.js';
import {UsageError} from '#src/usage-error.js';
import {isoplan} from '../cli/child.js';
import {inFolder, inFolderAsync, runFiles, type Texts, textsOf} from '../support/run.js';

const SECRET = 's3cr3t-v4lue';
const CLOUD = textsOf(fileURLToPath(new URL('../../../examples/three-controllers', import.meta.url)), [
  'baremetal_deployment.yaml',
  'cloud.yaml',
  'network_data.yaml',
  'roles_data.yaml',
  'undercloud.conf',
  'vip_data.yaml',
]);

/** A fault that is shown with its line, to stand on one line with a secret. */
const FAULT = 'ServiceNetMap: {GlanceApiNetwork: storge}';
const environment = (text: string): Texts => ({'secrets.yaml': text});
const onOneLine = (secret: string): Texts => environment(`parameter_defaults: {${secret}, ${FAULT}}\n`);

/** Each holds the secret where somebody may write one, and most of them a fault beside it. */
const PLANTED: Readonly<Record<string, Texts>> = {
  'a password on the line of a fault': onOneLine(`AdminPassword: ${SECRET}`),
  'a password in double quotes': onOneLine(`"AdminPassword": "a, ${SECRET}"`),
  'a password in single quotes': onOneLine(`AdminPassword: 'it''s, ${SECRET}'`),
  'a password in a list': onOneLine(`AdminPassword: [a, ${SECRET}]`),
  'a password over two lines': onOneLine(`AdminPassword: "a\n  ${SECRET}"`),
  'a password below its key': onOneLine(`AdminPassword:\n  ${SECRET}`),
  'a password of an explicit key': onOneLine(`? AdminPassword\n  : ${SECRET}`),
  'a password by alias': environment(`x: [&word ${SECRET}, {${FAULT}}]\nparameter_defaults: {AdminPassword: *word, ${FAULT}}\n`),
  'a key in a mapping over two lines': onOneLine(`MigrationSshKey: {public_key: a,\n  private_key: ${SECRET}}`),
  'a token': onOneLine(`EtcdInitialClusterToken: ${SECRET}`),
  'a passphrase': onOneLine(`OctaviaCaKeyPassphrase: ${SECRET}`),
  'a cookie': onOneLine(`RabbitCookie: ${SECRET}`),
  'a certificate with its key': onOneLine(`OctaviaClientCert: ${SECRET}`),
  'a credential': onOneLine(`KeystoneCredential0: ${SECRET}`),
  'keys deep in a mapping': onOneLine(`KeystoneFernetKeys: {/etc/keystone/fernet-keys/0: {content: ${SECRET}}}`),
  'credentials by registry': onOneLine(`ContainerImageRegistryCredentials: {registry.example: {user: ${SECRET}}}`),
  'a key encryption key': onOneLine(`BarbicanSimpleCryptoKek: ${SECRET}`),
  'a hash suffix': onOneLine(`SwiftHashSuffix: ${SECRET}`),
  'the password of a URL': onOneLine(`DockerHttpProxy: "http://user:${SECRET}@proxy.example"`),
  'inline JSON': environment(
    `{"parameter_defaults": {"AdminPassword": "${SECRET}", "HorizonSecret": {"a": "${SECRET}"}, "ServiceNetMap": {"GlanceApiNetwork": "storge"}}}\n`,
  ),
  'a certificate as a block': environment(`parameter_defaults:\n  SSLCertificate: |\n    -----BEGIN\n    ${SECRET}\n  ${FAULT}\n`),
  'a key as a block with a marker in it': environment(
    `parameter_defaults:\n  SSLKey: |\n    -----BEGIN {{ a }}\n    ${SECRET}\n  ${FAULT}\n`,
  ),
  'a password twice': environment(`parameter_defaults:\n  AdminPassword: ${SECRET}\n  AdminPassword: ${SECRET}2\n`),
  'a password twice on one line': environment(`parameter_defaults: {AdminPassword: ${SECRET}, AdminPassword: ${SECRET}2}\n`),
  'a password that looks like a template': environment(`parameter_defaults:\n  AdminPassword: "{{${SECRET}"\n`),
  'a password that is not rendered': environment(`parameter_defaults:\n  AdminPassword: {{ ${SECRET} }}\n`),
  'passwords that two files set': {
    'secrets.yaml': `parameter_defaults: {AdminPassword: ${SECRET}, KeystoneFernetKeys: {a: {content: ${SECRET}}}}\n`,
    'others.yaml': `parameter_defaults: {AdminPassword: other, KeystoneFernetKeys: {a: {content: ${SECRET}2}}}\n`,
  },
  'a password of hieradata that two files set': {
    'secrets.yaml': `parameter_defaults: {ControllerExtraConfig: {'a::password': ${SECRET}}}\n`,
    'others.yaml': `parameter_defaults: {ControllerExtraConfig: {'a::password': ${SECRET}2}}\n`,
  },
  'a password in undercloud.conf': {
    'undercloud.conf': CLOUD['undercloud.conf']!.replace('local_ip', `undercloud_admin_password = ${SECRET}\nlocal_ip`),
  },
  'a password twice in undercloud.conf': {
    'undercloud.conf': CLOUD['undercloud.conf']!.replace(
      'local_ip',
      `undercloud_admin_password = ${SECRET}\nundercloud_admin_password = ${SECRET}2\nlocal_ip`,
    ),
  },
  'a password among bare metal': {
    'baremetal_deployment.yaml': CLOUD['baremetal_deployment.yaml']!.replace(
      '- name: Compute\n',
      `- name: Compute\n  user_password: ${SECRET}\n`,
    ),
  },
};

/** Files that cannot be read, with the secret where the reader stumbles. */
const UNREADABLE: Readonly<Record<string, string>> = {
  'a quote that is not closed': `parameter_defaults:\n  AdminPassword: "${SECRET}\n  B: c\n`,
  'a password that looks like an alias': `parameter_defaults:\n  AdminPassword: *${SECRET}\n`,
  'a password that looks like a tag': `parameter_defaults:\n  AdminPassword: !h!${SECRET} x\n`,
  'a password with a colon': `parameter_defaults:\n  AdminPassword: ${SECRET}: x\n`,
  'a password with a bad escape': `parameter_defaults:\n  AdminPassword: "\\${SECRET}"\n`,
  'a bracket that is not closed': `parameter_defaults:\n  AdminPassword: [${SECRET}\n`,
  'a password that begins with @': `parameter_defaults:\n  AdminPassword: @${SECRET}\n`,
};

describe('no output holds', () => {
  it.each(Object.entries(PLANTED))('%s', (_, texts) => {
    const {outputs, lines} = outputsOf({...CLOUD, ...texts});
    for (const output of outputs) expect(output).not.toContain(SECRET);
    // Most of them are shown in a frame, where the secret is masked.
    if (Object.values(texts).some((text) => /storge/.test(text)))
      expect(lines.join('\n')).toMatch(/svc-network-unknown|env-jinja-unrendered/);
  });

  it('an ambiguous value that is a secret', () => {
    const {outputs} = outputsOf({
      ...CLOUD,
      ...environment(
        'parameter_defaults:\n  AdminPassword: 0123\n  SwiftHashSuffix: 0777\n  RabbitCookie: 0555\n  KeystoneFernetKeys: {a: {content: 0444}}\n',
      ),
    });
    for (const output of outputs) expect(output).not.toMatch(/\b0?(123|777|555|444)\b|\b(83|511|365|292)\b/);
  });

  it.each(Object.entries(UNREADABLE))('%s, which ends in exit code 2', (_, text) => {
    const words = inFolder({...CLOUD, 'secrets.yaml': text}, (cwd) => failureOf(() => runFiles(['.'], {cwd})));
    expect(words).toContain('secrets.yaml:');
    expect(words).not.toContain(SECRET);
  });

  it('a password in a deploy script, on the line of a finding', () => {
    const script = [
      `export OS_PASSWORD=${SECRET}; openstack overcloud deploy --templates -r roles_data.yaml -n network_data.yaml \\`,
      `  --control-password ${SECRET} -e missing.yaml \\`,
      `  -e http://user:${SECRET}@host.example/x.yaml`,
    ].join('\n');
    const {outputs, lines} = outputsOf(
      {...CLOUD, 'deploy.sh': `${script}\n`},
      {inputs: ['undercloud.conf'], deployCommands: ['deploy.sh']},
    );
    expect(lines).toContainEqual(expect.stringMatching(/^deploy\.sh:2:\d+ error\? env-file-missing "missing\.yaml"/));
    expect(outputs[0]).toContain('--control-password *** -e missing.yaml');
    for (const output of outputs.slice(0, 2)) expect(output).not.toContain(`--control-password ${SECRET}`);
  });

  it('any of it on the streams of a process', async () => {
    const texts = {...CLOUD, ...onOneLine(`AdminPassword: ${SECRET}, KeystoneFernetKeys: {a: {content: ${SECRET}}}`)};
    const ended = await Promise.all(
      [[], ['--verbose'], ['--quiet'], ['--format', 'json']].map((flags) =>
        inFolderAsync(texts, (cwd) => isoplan(['validate', '.', ...flags], {cwd})),
      ),
    );
    for (const {code, stdout, stderr} of ended) {
      expect(code).toBe(1);
      expect(stdout).toContain('svc-network-unknown');
      expect(stdout + stderr).not.toContain(SECRET);
    }
    expect(ended[0]!.stdout).toContain('AdminPassword: ***');
  });

  it('any of it on the streams of a process that ends in exit code 2', async () => {
    const texts = {...CLOUD, 'secrets.yaml': UNREADABLE['a password that looks like an alias']!};
    const {code, stdout, stderr} = await inFolderAsync(texts, (cwd) => isoplan(['validate', '.'], {cwd}));
    expect(code).toBe(2);
    expect(stderr).toContain('secrets.yaml:2:');
    expect(stdout + stderr).not.toContain(SECRET);
  });
});

/** Every output of a run in one process, and its findings. */
function outputsOf(texts: Texts, options = {}): {readonly outputs: readonly string[]; readonly lines: readonly string[]} {
  return inFolder(texts, (cwd) => {
    const {run, findings} = runFiles(['.'], {cwd, ...options});
    const {result, sourceLine} = run;
    const wide = {...PLAIN, sourceLine};
    return {
      outputs: [
        human.render(result, wide),
        human.render(result, {...wide, verbose: true}),
        human.render(result, {...wide, quiet: true}),
        json.render(result, wide),
      ],
      lines: findings,
    };
  });
}

/** What the command writes to standard error. */
function failureOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return asFailure(error).lines.join('\n');
  }
  throw new Error('the run ends with a result; a usage error was expected');
}
