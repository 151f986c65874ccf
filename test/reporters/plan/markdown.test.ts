import {describe, expect, test} from '@jest/globals';
import {markdown} from '#src/reporters/plan/markdown.js';
import {PLAIN} from '#src/reporters/reporter.js';
import {expectGolden} from '../../cli/golden.js';
import {document, EVIL} from './plans.js';

describe('the Markdown report of a plan', () => {
  test('has the table, the growth and the findings', () => {
    expectGolden('reporters/plan/plan.md', markdown.render(document({}, true), PLAIN));
  });

  test('takes names for text: no markup, no cell more, no link, nobody is called', () => {
    const [line] = markdown
      .render(document({names: EVIL}), PLAIN)
      .split('\n')
      .filter((text) => text.includes('=1+1'));
    expect(line).toContain('=1+1\\|\\`a\\` \\<b\\>`@`all\\\\x1b\\[31m\\\\u202e,"x"\\\\x0a\\| \\# https\\://x.invalid |');
    expect(line!.match(/(?<!\\)\|/g)).toHaveLength(11);
  });
});
