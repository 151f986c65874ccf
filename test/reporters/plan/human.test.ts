import {describe, expect, test} from '@jest/globals';
import {human} from '#src/reporters/plan/human.js';
import {PLAIN} from '#src/reporters/reporter.js';
import {expectGolden} from '../../cli/golden.js';
import {holding, sourceLine, unusedNetwork, violated} from '../results.js';
import {document, EVIL} from './plans.js';

const options = {...PLAIN, sourceLine};

describe('the table of a plan', () => {
  test('with growth and findings', () => {
    expectGolden('reporters/plan/plan.txt', human.render(document(), options));
  });

  test('with who chose each value', () => {
    expectGolden('reporters/plan/plan-explained.txt', human.render(document({}, true), options));
  });

  test('in colours', () => {
    expectGolden('reporters/plan/plan-colour.txt', human.render(document({}, true), {...options, colour: true}));
  });

  test('leaves the growth out when quiet, and tells what only informs when verbose', () => {
    const result = {...holding, findings: [unusedNetwork]};
    expect(human.render(document({result}), {...options, quiet: true})).not.toContain('Room to grow');
    expect(human.render(document({result}), options)).not.toContain('network-unused');
    expect(human.render(document({result}), {...options, verbose: true})).toContain('info  network-unused\n');
  });

  test('tells the verbose which files were read and what is assumed, with the places', () => {
    const text = human.render(document({result: violated}), {...options, verbose: true});
    expect(text).toContain('\n\nRead:\n  deploy/network_data.yaml  ');
    expect(text).toContain('\n\nAssumed without proof:\n  - A gateway that no file owns is a router.\n      the gateway of ');
    expect(human.render(document({result: violated}), options)).not.toMatch(/Read:|Assumed/);
  });

  test('of nothing says so', () => {
    expect(human.render({...document({result: holding}), subnets: [], growth: []}, options)).toBe('No network is planned.\n');
  });

  test('cannot make a terminal obey', () => {
    const plan = document({names: EVIL}, true);
    const [role] = plan.growth;
    const [value] = plan.values!;
    const shown = human.render(
      {
        ...plan,
        growth: [{...role!, role: EVIL, limitedBy: `segment:${EVIL}`}],
        values: [{...value!, subject: EVIL, what: EVIL, value: EVIL, because: EVIL}],
      },
      options,
    );
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(shown).not.toMatch(/^\| #/m);
  });
});
