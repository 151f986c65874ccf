import {spawnSync} from 'node:child_process';

/** What PyYAML made of a text: its documents in the form of `canonical`, or the reason why it refuses. */
export interface PyYamlAnswer {
  readonly documents?: readonly unknown[];
  readonly error?: string;
}

/**
 * Reads every text with PyYAML, in one Python process; undefined where there is none.
 *
 * As Heat does, timestamps stay text. Keys are taken as their text, because a SourceDocument has no other keys.
 */
export function askPyYaml(texts: readonly string[]): readonly PyYamlAnswer[] | undefined {
  if (!hasPyYaml) return undefined;
  const input = texts.map((text) => JSON.stringify(text)).join('\n');
  const run = spawnSync('python3', ['-c', SCRIPT], {input, encoding: 'utf8', maxBuffer: 2 ** 30});
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line, sameFraction) as PyYamlAnswer);
}

/** Python writes `1e-07` where JavaScript writes `1e-7`. */
function sameFraction(key: string, value: unknown): unknown {
  return key === 'number' && typeof value === 'string' && /\d[.e]/.test(value) ? String(Number(value)) : value;
}

export const hasPyYaml = spawnSync('python3', ['-c', 'import yaml'], {encoding: 'utf8'}).status === 0;

if (!hasPyYaml) console.log('skipped: the comparison with PyYAML; `python3 -c "import yaml"` does not work here');

const SCRIPT = `
import json, sys, yaml

class Loader(yaml.SafeLoader):
    def construct_mapping(self, node, deep=False):
        self.flatten_mapping(node)
        result = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, 'a key is no scalar', key.start_mark)
            result[key.value] = self.construct_object(value, deep=True)
        return result

    def construct_any(self, suffix, node):
        if isinstance(node, yaml.MappingNode):
            return self.construct_mapping(node, deep=True)
        if isinstance(node, yaml.SequenceNode):
            return self.construct_sequence(node, deep=True)
        tag = self.resolve(yaml.ScalarNode, node.value, (node.style is None, node.style is not None))
        return self.yaml_constructors[tag](self, yaml.ScalarNode(tag, node.value, node.start_mark, node.end_mark, node.style))

for tag in ('timestamp', 'value'):
    Loader.add_constructor('tag:yaml.org,2002:' + tag, yaml.SafeLoader.construct_yaml_str)
Loader.add_multi_constructor('!', Loader.construct_any)

def canonical(value):
    if isinstance(value, dict):
        return {'mapping': [[key, canonical(item)] for key, item in value.items()]}
    if isinstance(value, list):
        return {'sequence': [canonical(item) for item in value]}
    if isinstance(value, float) and value == value and abs(value) != float('inf') and value == int(value):
        return {'number': str(int(value))}
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return {'number': repr(value)}
    return value

for line in sys.stdin:
    text = json.loads(line)
    try:
        answer = {'documents': [canonical(document) for document in yaml.load_all(text, Loader)]}
    except Exception as error:
        answer = {'error': str(error)}
    print(json.dumps(answer))
`;
