import {fileURLToPath} from 'node:url';
import {describe, expect, it} from '@jest/globals';
import {isoplan} from '../cli/child.js';
import {inFolder, inFolderAsync, refusalOf, runFiles, type Texts, textsOf} from '../support/run.js';

const FORMATS = '"isoplan formats" lists what can be read.';
const TEMPLATE = '- name: {{ network_name }}\n';
const CLOUD = textsOf(fileURLToPath(new URL('../../../examples/minimal', import.meta.url)), [
  'network_data.yaml',
  'roles_data.yaml',
  'undercloud.conf',
]);

const refusal = (texts: Texts, inputs: readonly string[] = ['.']) => inFolder(texts, (cwd) => refusalOf(() => runFiles(inputs, {cwd})));

describe('inputs that are none', () => {
  it('are an empty folder', () => {
    expect(refusal({})).toEqual({message: `No file was read, and none is an input. ${FORMATS}`, problems: []});
  });

  it('are a folder of other things', () => {
    expect(refusal({'README.md': '# hello\n', 'compose.yaml': 'services: {web: {image: nginx}}\n', 'notes/values.yaml': 'a: 1\n'})).toEqual(
      {
        message: `2 files were read, and none is an input. ${FORMATS}`,
        problems: ['compose.yaml describes no network', 'notes/values.yaml describes no network'],
      },
    );
  });

  it('are templates, the names of which say what they may become', () => {
    const texts = {'network_data.yaml.j2': TEMPLATE, 'roles_data.j2.yaml': TEMPLATE, 'site.j2': TEMPLATE};
    const nearest = (format: string): string => `; by its name it is nearest to "${format}", which "--as ${format}=FILE" takes it for`;
    expect(refusal(texts)).toEqual({
      message: `No file was read, and none is an input. ${FORMATS}`,
      problems: [
        `network_data.yaml.j2 a template that is not rendered${nearest('network-data')}`,
        `roles_data.j2.yaml a template that is not rendered${nearest('roles-data')}`,
        'site.j2 a template that is not rendered',
      ],
    });
  });

  it('are files of the right names that say something else', () => {
    const {message, problems} = refusal({'network_data.yaml': 'hello: world\n', 'baremetal_deployment.yaml': '- 1\n'});
    expect(message).toBe(`2 files were read, and none is an input. ${FORMATS}`);
    expect(problems).toEqual([
      expect.stringMatching(/^baremetal_deployment\.yaml describes no network; by its name it is nearest to "baremetal-deployment"/),
      expect.stringMatching(/^network_data\.yaml describes no network; by its name it is nearest to "network-data"/),
    ]);
  });

  it('are named up to ten, the likely ones first, with how many more there are', () => {
    const others = Object.fromEntries(Array.from({length: 12}, (_, index) => [`a${index}.yaml`, 'x: 1\n']));
    const {message, problems} = refusal({...others, 'z_network_data.yaml': 'x: 1\n'});
    expect(message).toBe(`13 files were read, and none is an input. ${FORMATS}`);
    expect(problems).toHaveLength(11);
    expect(problems[0]).toMatch(/^z_network_data\.yaml /);
    expect(problems.at(-1)).toBe('... and 3 more');
  });

  it('end the command in exit code 2, on standard error alone', async () => {
    for (const texts of [{}, {'values.yaml': 'a: 1\n'}, {'network_data.yaml.j2': TEMPLATE}]) {
      for (const flags of [[], ['--format', 'json'], ['--fail-on', 'never']]) {
        const {code, stdout, stderr} = await inFolderAsync(texts, (cwd) => isoplan(['validate', '.', ...flags], {cwd}));
        expect({code, stdout}).toEqual({code: 2, stdout: ''});
        expect(stderr).toContain('none is an input');
        expect(stderr).toContain('isoplan formats');
      }
    }
  });

  it('are a file or folder that is not there', () => {
    expect(refusal(CLOUD, ['network-data.yaml'])).toEqual({
      message: 'One input cannot be read.',
      problems: [expect.stringMatching(/^"network-data\.yaml" does not exist.*"network_data\.yaml"/)],
    });
  });
});

describe('inputs that are too many', () => {
  it('are two files of networks in one folder', async () => {
    const texts = {...CLOUD, 'old/network_data.yaml': CLOUD['network_data.yaml']!};
    const {message, problems} = refusal(texts);
    expect(message).toBe('No one cloud can be made of these inputs.');
    expect(problems[0]).toMatch(
      /^old\/network_data\.yaml:3:9 "old\/network_data\.yaml" and "network_data\.yaml" both define the network "InternalApi"\.$/,
    );
    expect(problems).toContainEqual(expect.stringMatching(/^network_data\.yaml:3:9 /));
    const {code, stdout, stderr} = await inFolderAsync(texts, (cwd) => isoplan(['validate', '.'], {cwd}));
    expect({code, stdout}).toEqual({code: 2, stdout: ''});
    expect(stderr).toContain('"old/network_data.yaml" and "network_data.yaml" both define the network "InternalApi".');
  });

  it('are not files of one cloud that lie in several folders', () => {
    const texts = {
      'networks/a.yaml': CLOUD['network_data.yaml']!,
      'roles/b.yaml': CLOUD['roles_data.yaml']!,
      'undercloud.conf': CLOUD['undercloud.conf']!,
    };
    const {verdict} = inFolder(texts, (cwd) => runFiles(['.'], {cwd}));
    expect(verdict).toBe('holds');
  });
});
