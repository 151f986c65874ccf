import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {TRAIN_BASE, wallabyBase} from '#src/readers/tripleo/heat/base.js';
import type {Place} from '#src/source/cursor.js';
import {environmentFiles, mergeFiles, mergeTexts, plain} from './environments.js';

const NO_BASE = {base: 'none'} as const;

describe('which value a parameter has', () => {
  test('is the last environment, where it wrote it', () => {
    const {environment, findings} = mergeTexts(['parameter_defaults: {CloudName: one}', 'parameter_defaults: {CloudName: two}']);
    expect(environment.parameter('CloudName')?.text()).toBe('two');
    expect(placed(environment.parameter('CloudName')!.place)).toBe('2.yaml:1:33');
    expect(findings).toEqual([]);
  });

  test('is the one under "parameters", whichever comes last', () => {
    const {environment} = mergeTexts(['parameters: {CloudName: direct}', 'parameter_defaults: {CloudName: default}']);
    expect(environment.parameter('CloudName')?.text()).toBe('direct');
  });

  test('is not taken away by a null, and a null alone is none', () => {
    const {environment} = mergeTexts(['parameter_defaults: {CloudName: one, Unset: null}', 'parameter_defaults: {CloudName: null}']);
    expect(environment.parameter('CloudName')?.text()).toBe('one');
    expect(environment.parameter('Unset')).toBeUndefined();
    expect(environment.parameterNames()).toEqual(['CloudName']);
  });

  test('is the default where "parameters" says null', () => {
    const {environment} = mergeTexts(['parameters: {CloudName: null}\nparameter_defaults: {CloudName: one}'], NO_BASE);
    expect(environment.parameter('CloudName')?.text()).toBe('one');
  });

  test('does not come from a section that is no mapping', () => {
    const {environment} = mergeTexts(['parameter_defaults: [CloudName]', 'parameter_defaults:', '- CloudName']);
    expect(environment.parameterNames()).toEqual([]);
  });

  test('counts only where a template declares the parameter, once the declared ones are known', () => {
    const declaredParameters = new Map([['CloudName', 'String']]);
    const texts = ['parameter_defaults: {CloudName: one, Spelt: 1}', 'parameter_defaults: {Wrongly: 2, Spelt: 3}'];
    expect(mergeTexts(texts, {declaredParameters}).environment.parameterNames()).toEqual(['CloudName']);
    expect(
      mergeTexts(texts, {declaredParameters, ...NO_BASE})
        .environment.parameter('Spelt')
        ?.integer(),
    ).toBe(1);
    expect(mergeTexts(texts).environment.parameterNames()).toEqual(['CloudName', 'Spelt', 'Wrongly']);
  });

  test('keeps a name like "__proto__" a name', () => {
    const text =
      'parameter_merge_strategies: {default: deep_merge}\nparameter_defaults: {__proto__: {polluted: true}, constructor: {prototype: {a: 1}}}';
    const {environment} = mergeTexts([text, text.replace('true', '"yes"')], NO_BASE);
    expect(environment.parameterNames()).toEqual(['__proto__', 'constructor']);
    expect(environment.parameter('__proto__')?.get('polluted')?.value()).toBe('yes');
    expect(environment.parameter('toString')).toBeUndefined();
    expect(environment.parameter('constructor')?.get('hasOwnProperty')).toBeUndefined();
    expect(environment.lookup('__proto__')).toBeUndefined();
    const whole = environment.value() as Record<string, object>;
    expect(Object.keys(whole.parameter_defaults!)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('costs nothing to replace, however big it is', () => {
    const hosts = Array.from(
      {length: 2000},
      (_, index) => `host-${index}: {storage: {ip_address: 172.18.${index >> 8}.${index & 255}}}`,
    ).join(', ');
    const files = environmentFiles([`parameter_defaults: {NodePortMap: {${hosts}}}`, `parameter_defaults: {NodePortMap: {${hosts}}}`]);
    const map = mergeFiles(files).environment.parameter('NodePortMap')!;
    expect(map.cursor?.document).toBe(files[1]!.source.document);
    expect(map.isMapping).toBe(true);
    expect(map.get('host-1999')?.get('storage')?.get('ip_address')?.text()).toBe('172.18.7.207');
  });
});

describe('a parameter of a shape', () => {
  const of = (text: string) => mergeTexts([`parameter_defaults: {Value: ${text}}`], NO_BASE);

  test('is what is written, or what its text holds as JSON', () => {
    for (const text of ['{a: [1]}', `'{"a": [1]}'`, `'\t{ "a" :\t[1] }'`])
      expect(plain(of(text).environment.mapping('Value')?.value())).toEqual({a: [1]});
    for (const text of ['[a]', `'["a"]'`]) expect(of(text).environment.list('Value')?.value()).toEqual(['a']);
    for (const text of ['30', '"30"']) expect(of(text).environment.text('Value')?.text()).toBe('30');
  });

  test('has all its places in JSON text at the text', () => {
    const value = of(`'{"a": {"b": 1}}'`).environment.mapping('Value')!;
    expect(placed(value.get('a')!.get('b')!.place)).toBe('1.yaml:1:29');
    expect(value.get('a')!.get('b')!.cursor!.location.pointer).toBe('/parameter_defaults/Value/a/b');
    expect(value.get('a')!.get('b')!.cursor!.path).toBe('parameter_defaults.Value.a.b');
  });

  test('is none where the text is empty, or nothing is set', () => {
    const {environment, report} = of(`''`);
    expect([environment.mapping('Value'), environment.list('Value'), environment.list('Other')]).toEqual([undefined, undefined, undefined]);
    expect(report.diagnostics).toEqual([]);
  });

  test('is reported once where it is of another shape', () => {
    for (const text of ['[a]', '5', 'hosts', `'["a"]'`, `'{"a": '`, `'{a: b}'`]) {
      const {environment, report} = of(text);
      expect([environment.mapping('Value'), environment.mapping('Value')]).toEqual([undefined, undefined]);
      expect(report.diagnostics.map(({message}) => message)).toEqual([
        expect.stringMatching(/^"parameter_defaults\.Value" must be a mapping, and is (a list|a number|a string)\.$/),
      ]);
    }
  });
});

describe('merging by a strategy', () => {
  test('of a map joins the keys, and the later value of a key wins', () => {
    const {environment, findings} = mergeTexts([
      'parameter_merge_strategies: {Hosts: merge}\nparameter_defaults: {Hosts: {a: {x: 1}, b: 2}}',
      'parameter_defaults: {Hosts: {a: {y: 3}, b: null, c: 4}}',
    ]);
    const hosts = environment.parameter('Hosts')!;
    expect(plain(hosts.value())).toEqual({a: {y: 3}, b: 2, c: 4});
    expect(hosts.cursor).toBeUndefined();
    expect(hosts.entries().map(([key, value, keyPlace]) => `${key} ${placed(keyPlace)} ${placed(value.place)}`)).toEqual([
      'a 2.yaml:1:30 2.yaml:1:33',
      'b 1.yaml:2:41 1.yaml:2:44',
      'c 2.yaml:1:50 2.yaml:1:53',
    ]);
    expect(environment.strategies.get('Hosts')).toBe('merge');
    expect(findings).toEqual([]);
  });

  test('in depth goes on below, and a number still replaces', () => {
    const {environment} = mergeTexts([
      'parameter_merge_strategies: {Hosts: deep_merge}\nparameter_defaults: {Hosts: {a: {x: 1, list: [1], text: "", gone: null}}}',
      'parameter_defaults: {Hosts: {a: {x: 2, y: 3, list: [2], text: new, empty: {}}}}',
    ]);
    expect(plain(environment.parameter('Hosts')?.value())).toEqual({a: {x: 2, list: [1, 2], text: 'new', gone: null, y: 3, empty: {}}});
  });

  test('of lists puts the later one behind', () => {
    const {environment} = mergeTexts([
      'parameter_merge_strategies: {Servers: merge}\nparameter_defaults: {Servers: [192.0.2.1]}',
      'parameter_defaults: {Servers: [192.0.2.2, 192.0.2.1]}',
    ]);
    const servers = environment.parameter('Servers')!;
    expect(servers.items().map((item) => item.text())).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.1']);
    expect(servers.items().map((item) => placed(item.place))).toEqual(['1.yaml:2:32', '2.yaml:1:32', '2.yaml:1:43']);
  });

  test.each([
    ['CommaDelimitedList', '"a,b" + "c"', 'a,b,c'],
    ['comma_delimited_list', '"" + "c"', 'c'],
    ['String', '"a" + "b"', 'ab'],
    ['String', '"" + "b"', 'b'],
    ['Json', '{a: 1} + {}', {a: 1}],
    ['Json', '[1] + {}', [1]],
    ['Json', '{} + {b: 1}', {b: 1}],
    ['json', '{a: 1} + {b: null}', {a: 1}],
  ])('of a %s: %s', (type, sum, result) => {
    const [first, second] = sum.split(' + ');
    const {environment, findings} = mergeTexts(
      [`parameter_merge_strategies: {P: merge}\nparameter_defaults: {P: ${first}}`, `parameter_defaults: {P: ${second}}`],
      {declaredParameters: new Map([['P', type]])},
    );
    expect(plain(environment.parameter('P')?.value())).toEqual(result);
    expect(findings).toEqual([]);
  });

  test('starts anew where there is nothing to merge with', () => {
    const {environment, findings} = mergeTexts([
      'parameter_merge_strategies: {default: merge}\nparameter_defaults: {Empty: {}, None: null}',
      'parameter_merge_strategies: {default: merge}\nparameter_defaults: {Empty: {a: 1}, None: [1], Fresh: text}',
    ]);
    expect(plain(environment.value())).toMatchObject({parameter_defaults: {Empty: {a: 1}, None: [1], Fresh: 'text'}});
    expect(environment.parameter('Empty')?.cursor).toBeDefined();
    expect(findings).toEqual([]);
  });

  test('of TripleO itself holds for the maps of services and roles', () => {
    const first = 'parameter_defaults: {ServiceNetMap: {A: storage}, ComputeParameters: {B: 1}, EdgeParameters: {C: 1}}';
    const second = 'parameter_defaults: {ServiceNetMap: {B: tenant}, ComputeParameters: {D: 2}, EdgeParameters: {E: 2}}';
    const {environment, findings} = mergeTexts([first, second], {base: wallabyBase(['Compute'])});
    expect(plain(environment.parameter('ServiceNetMap')?.value())).toEqual({A: 'storage', B: 'tenant'});
    expect(plain(environment.parameter('ComputeParameters')?.value())).toEqual({B: 1, D: 2});
    expect(plain(environment.parameter('EdgeParameters')?.value())).toEqual({E: 2});
    expect(findings).toEqual([]);
    expect(plain(mergeTexts([first, second], {base: TRAIN_BASE}).environment.parameter('ServiceNetMap')?.value())).toEqual({B: 'tenant'});
  });
});

describe('which strategy counts', () => {
  test('is the one of the first environment that sets the parameter, not of one that only declares it', () => {
    const {environment, findings} = mergeTexts([
      'parameter_merge_strategies: {Hosts: merge}',
      'parameter_defaults: {Hosts: {a: 1}}',
      'parameter_merge_strategies: {default: merge}\nparameter_defaults: {Hosts: {b: 1}}',
    ]);
    expect(plain(environment.parameter('Hosts')?.value())).toEqual({b: 1});
    expect(environment.strategies.get('Hosts')).toBe('overwrite');
    expect(findings).toEqual([]);
  });

  test('is the default of the first environment where it names none', () => {
    const {environment} = mergeTexts([
      'parameter_merge_strategies: {default: merge}\nparameter_defaults: {Hosts: {a: 1}}',
      'parameter_defaults: {Hosts: {b: 1}}',
    ]);
    expect(plain(environment.parameter('Hosts')?.value())).toEqual({a: 1, b: 1});
  });

  test('cannot be another one later', () => {
    const {environment, findings, report} = mergeTexts([
      'parameter_defaults: {Hosts: {a: 1}}',
      'parameter_merge_strategies:\n  Hosts: merge\nparameter_defaults: {Hosts: {b: 1}}',
    ]);
    expect(findings).toEqual([
      '2:2:10 env-merge-conflict "Hosts" has the merge strategy "merge" here, and "overwrite" in the environment that sets it first.',
    ]);
    expect(report.diagnostics[0]).toMatchObject({
      severity: 'error',
      certainty: 'violated',
      notes: [{message: 'It is set first here.', location: {source: '1.yaml', start: {line: 1, column: 22}}}],
    });
    expect(plain(environment.parameter('Hosts')?.value())).toEqual({b: 1});
  });

  test('cannot be another one than that of TripleO itself, which a word that is none amounts to', () => {
    const {findings, report} = mergeTexts([
      'parameter_merge_strategies: {ServiceNetMap: overwrite}\nparameter_defaults: {ServiceNetMap: {A: storage}}',
      'parameter_merge_strategies: {ServiceNetMap: mrege}\nparameter_defaults: {ServiceNetMap: {A: storage}}',
    ]);
    const message =
      'env-merge-conflict "ServiceNetMap" has the merge strategy "overwrite" here, and "merge" in the environment that TripleO itself puts first.';
    expect(findings).toEqual([`1:1:45 ${message}`, `2:1:45 ${message}`]);
    expect(report.diagnostics[0]!.notes).toEqual([]);
  });

  test('is shared by "parameters" and "parameter_defaults"', () => {
    const {findings} = mergeTexts([
      'parameters: {Hosts: {}}',
      'parameter_merge_strategies: {Hosts: merge}\nparameter_defaults: {Hosts: {a: 1}}',
    ]);
    expect(findings).toHaveLength(1);
  });
});

describe('what cannot be merged', () => {
  test.each([
    ['1', '2', '"P" is to be merged, and a number cannot be merged.'],
    ['true', 'false', '"P" is to be merged, and a truth value cannot be merged.'],
    ['[1]', '{a: 1}', '"P" is to be merged from a list and a mapping, which Heat cannot merge.'],
    ['{a: 1}', '[1]', '"P" is to be merged from a mapping and a list, which Heat cannot merge.'],
    ['text', '[1]', '"P" is to be merged from a text and a list, which Heat cannot merge.'],
    ['7', 'text', '"P" is to be merged from a number and a text, which Heat cannot merge.'],
  ])('%s and %s', (first, second, message) => {
    const texts = [`parameter_merge_strategies: {P: merge}\nparameter_defaults: {P: ${first}}`, `parameter_defaults: {P: ${second}}`];
    const {environment, findings, report} = mergeTexts(texts, NO_BASE);
    expect(findings).toEqual([`2:1:25 env-merge-type ${message}`]);
    expect(report.diagnostics[0]!.certainty).toBe('violated');
    expect(placed(environment.parameter('P')!.place)).toBe('2.yaml:1:25');
  });

  test.each([
    ['Number', '"1"', '"P" is to be merged, and a number cannot be merged.'],
    ['Boolean', '"yes"', '"P" is to be merged, and a truth value cannot be merged.'],
    ['String', '[a]', '"P" is to be merged as a text, and is a list.'],
    ['String', '5', '"P" is to be merged, and a number cannot be merged.'],
    ['CommaDelimitedList', '{a: 1}', '"P" is to be merged as a list, and is a mapping.'],
    ['CommaDelimitedList', '[a]', '"P" is to be merged from a text and a list, which Heat cannot merge.'],
    ['Json', '[a]', '"P" is to be merged from a text and a list, which Heat cannot merge.'],
  ])('a %s and %s', (type, second, message) => {
    const texts = [`parameter_merge_strategies: {P: merge}\nparameter_defaults: {P: x}`, `parameter_defaults: {P: ${second}}`];
    expect(mergeTexts(texts, {...NO_BASE, declaredParameters: new Map([['P', type]])}).findings).toEqual([
      `2:1:25 env-merge-type ${message}`,
    ]);
  });

  test('nothing and a string', () => {
    const texts = [
      'parameter_merge_strategies: {P: merge}\nparameter_defaults: {P: null}',
      'parameter_merge_strategies: {P: merge}\nparameter_defaults: {P: a}',
    ];
    const {findings} = mergeTexts(texts, {...NO_BASE, declaredParameters: new Map([['P', 'String']])});
    expect(findings).toEqual(['2:2:25 env-merge-type "P" is to be merged from empty and a text, which Heat cannot merge.']);
  });

  test('two lists where the parameter is JSON', () => {
    const texts = ['parameter_merge_strategies: {P: merge}\nparameter_defaults: {P: [1]}', 'parameter_defaults: {P: [2]}'];
    const {findings} = mergeTexts(texts, {declaredParameters: new Map([['P', 'json']])});
    expect(findings).toEqual(['2:1:25 env-merge-type "P" is to be merged from two values that are a list, which Heat cannot merge.']);
  });

  test("a number right after TripleO's own environment", () => {
    const {findings} = mergeTexts(['parameter_defaults: {ExtraConfig: 5}']);
    expect(findings).toEqual(['1:1:35 env-merge-type "ExtraConfig" is to be merged, and a number cannot be merged.']);
  });

  test('in depth, with the path to it', () => {
    const {findings} = mergeTexts([
      'parameter_merge_strategies: {P: deep_merge}\nparameter_defaults: {P: {a: {b: [1], c: 3, d: {}, e: null}}}',
      'parameter_defaults: {P: {a: {b: {x: 1}, c: text, d: text, e: text}}}',
    ]);
    expect(findings).toEqual([
      '2:1:33 env-merge-type "P.a.b" is to be merged from a list and a mapping, which Heat cannot merge.',
      '2:1:44 env-merge-type "P.a.c" is to be merged from a number and a text, which Heat cannot merge.',
      '2:1:53 env-merge-type "P.a.d" is to be merged from a mapping and a text, which Heat cannot merge.',
      '2:1:62 env-merge-type "P.a.e" is to be merged from empty and a text, which Heat cannot merge.',
    ]);
  });

  test('two texts are not decided as long as no template says whether they are a list', () => {
    const {findings, report} = mergeTexts([
      'parameter_merge_strategies: {P: merge}\nparameter_defaults: {P: a}',
      'parameter_defaults: {P: b}',
    ]);
    expect(findings).toEqual([
      '2:1:25 env-merge-type Two texts of "P" are merged, with a comma between them if it is a list and without if it is a string, and no template says which.',
    ]);
    expect(report.diagnostics[0]!.certainty).toBe('undecided');
  });

  test('JSON inside a text is not decided', () => {
    const {findings, report} = mergeTexts([
      'parameter_defaults: {ServiceNetMap: {A: storage}}',
      `parameter_defaults: {ServiceNetMap: '{"A": "tenant"}'}`,
    ]);
    expect(findings).toEqual([
      '2:1:37 env-merge-type "ServiceNetMap" is to be merged with a text that Heat reads as JSON, and JSON inside a text is not looked into.',
    ]);
    expect(report.diagnostics[0]!.certainty).toBe('undecided');
  });
});

describe('addresses that a merge runs together', () => {
  const first =
    'parameter_merge_strategies: {VipPortMap: deep_merge}\nparameter_defaults: {VipPortMap: {storage: {ip_address: 172.18.0.5}}}';

  test('are an address that nobody wrote', () => {
    const {environment, findings, report} = mergeTexts([first, 'parameter_defaults: {VipPortMap: {storage: {ip_address: 172.18.0.6}}}']);
    expect(findings).toEqual([
      '2:1:57 env-merge-address "VipPortMap.storage.ip_address" becomes "172.18.0.5172.18.0.6", because its merge strategy joins "172.18.0.5" and "172.18.0.6".',
    ]);
    expect(report.diagnostics[0]!.notes).toMatchObject([
      {message: '"172.18.0.5" is here.', location: {source: '1.yaml', start: {line: 2}}},
    ]);
    const address = environment.parameter('VipPortMap')?.get('storage')?.get('ip_address');
    expect(address?.text()).toBe('172.18.0.5172.18.0.6');
    expect(address?.cursor).toBeUndefined();
    expect(address?.isScalar).toBe(true);
  });

  test('are found at every further environment', () => {
    const again = (last: number) => `parameter_defaults: {VipPortMap: {storage: {ip_address: 172.18.0.${last}}}}`;
    expect(mergeTexts([first, again(6), again(7)]).findings).toHaveLength(2);
  });

  test('are shown ten times in a parameter, and counted', () => {
    const hosts = (last: number) => Array.from({length: 30}, (_, index) => `h${index}: {ip_address: 172.18.${index}.${last}}`).join(', ');
    const {report} = mergeTexts([
      `parameter_merge_strategies: {NodePortMap: deep_merge}\nparameter_defaults: {NodePortMap: {${hosts(5)}}}`,
      `parameter_defaults: {NodePortMap: {${hosts(6)}}}`,
    ]);
    expect(report.diagnostics).toHaveLength(10);
    expect(report.diagnostics.at(-1)!.notes.map(({message}) => message)).toEqual([
      '"172.18.9.5" is here.',
      '20 more values of the parameter are like this.',
    ]);
    expect(report.diagnostics.at(-2)!.notes).toHaveLength(1);
  });

  test.each([
    ['prefixes', '172.18.0.0/24', '172.19.0.0/24'],
    ['IPv6 addresses', '"fd00::1"', '"fd00::2"'],
    ['the ends of two lists', '"192.0.2.1,192.0.2.2"', '"192.0.2.3,192.0.2.4"'],
  ])('may be %s', (_, left, right) => {
    const texts = [`parameter_merge_strategies: {P: merge}\nparameter_defaults: {P: ${left}}`, `parameter_defaults: {P: ${right}}`];
    const {report} = mergeTexts(texts, {declaredParameters: new Map([['P', 'string']])});
    expect(report.diagnostics.map(({code}) => code)).toEqual(['env-merge-address']);
  });

  test.each([
    ['an address and nothing', '192.0.2.1', '""'],
    ['an address and a port', '192.0.2.1', '":80"'],
    ['two words', 'one', 'two'],
  ])('are not %s', (_, left, right) => {
    const texts = [`parameter_merge_strategies: {P: merge}\nparameter_defaults: {P: ${left}}`, `parameter_defaults: {P: ${right}}`];
    expect(mergeTexts(texts, {declaredParameters: new Map([['P', 'string']])}).findings).toEqual([]);
  });
});

describe('merging in steps', () => {
  const value: fc.Memo<unknown> = fc.memo(
    (depth): fc.Arbitrary<unknown> =>
      depth <= 1
        ? fc.oneof(fc.integer({min: 0, max: 9}), fc.constantFrom('a', 'b', ''), fc.constant(null), fc.boolean())
        : fc.oneof(
            fc.integer({min: 0, max: 9}),
            fc.constantFrom('a', ''),
            fc.array(fc.integer({min: 0, max: 9}), {maxLength: 2}),
            fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'constructor'), value(depth - 1), {maxKeys: 3}),
          ),
  );
  const map = fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), value(3), {maxKeys: 4});
  const strategies = fc.constantFrom('overwrite', 'merge', 'deep_merge');

  test('gives what merging at once gives', () => {
    fc.assert(
      fc.property(strategies, fc.array(map, {minLength: 2, maxLength: 5}), fc.nat(), (strategy, maps, cut) => {
        const split = 1 + (cut % (maps.length - 1));
        const text = (content: unknown) => toJson({parameter_merge_strategies: {P: strategy}, parameter_defaults: {P: content}});
        const whole = mergeTexts(maps.map(text), NO_BASE).environment.parameter('P')?.value();
        const head = mergeTexts(maps.slice(0, split).map(text), NO_BASE).environment.parameter('P')?.value();
        const stepwise = mergeTexts([text(head), ...maps.slice(split).map(text)], NO_BASE)
          .environment.parameter('P')
          ?.value();
        expect(toJson(stepwise)).toBe(toJson(whole));
        expect(Object.getPrototypeOf({})).toBe(Object.prototype);
      }),
    );
  });

  test('overwriting gives the last value that is not null', () => {
    fc.assert(
      fc.property(fc.array(fc.option(map), {minLength: 1, maxLength: 5}), (maps) => {
        const texts = maps.map((content) => toJson({parameter_defaults: {P: content}}));
        const last = maps.findLast((content) => content !== null);
        expect(toJson(mergeTexts(texts).environment.parameter('P')?.value())).toBe(toJson(last));
      }),
    );
  });

  test('merging has the keys of all, and of each key the last value that is not null', () => {
    fc.assert(
      fc.property(fc.array(map, {minLength: 2, maxLength: 5}), (maps) => {
        const texts = maps.map((content) => toJson({parameter_defaults: {ServiceNetMap: content}}));
        const merged = mergeTexts(texts).environment.parameter('ServiceNetMap')!;
        for (const key of new Set(maps.flatMap((content) => Object.keys(content)))) {
          const last = maps.map((content) => (Object.hasOwn(content, key) ? content[key] : null)).findLast((content) => content !== null);
          expect(toJson(merged.get(key)?.value())).toBe(toJson(last));
        }
      }),
    );
  });
});

/** JSON.stringify keeps a `__proto__` that is a key of its own. */
function toJson(value: unknown): string {
  return JSON.stringify(value ?? null);
}

function placed({document, node}: Place): string {
  const {source, start} = document.location(node);
  return `${source}:${start.line}:${start.column}`;
}
