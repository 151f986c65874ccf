import {expect, test} from '@jest/globals';
import {wantsColour} from '#src/cli/colour.js';

const TERMINAL = {isTTY: true};
const PIPE = {};

test.each<[string, object, Record<string, string>, boolean]>([
  ['a terminal has colours', TERMINAL, {}, true],
  ['a pipe has none', PIPE, {}, false],
  ['a dumb terminal has none', TERMINAL, {TERM: 'dumb'}, false],
  ['NO_COLOR takes them away', TERMINAL, {NO_COLOR: '1'}, false],
  ['an empty NO_COLOR says nothing', TERMINAL, {NO_COLOR: ''}, true],
  ['FORCE_COLOR gives them to a pipe', PIPE, {FORCE_COLOR: '1'}, true],
  ['FORCE_COLOR goes before NO_COLOR', PIPE, {FORCE_COLOR: '', NO_COLOR: '1'}, true],
  ['FORCE_COLOR=0 takes them away', TERMINAL, {FORCE_COLOR: '0'}, false],
  ['FORCE_COLOR=false takes them away', TERMINAL, {FORCE_COLOR: 'false'}, false],
])('%s', (_name, stream, environment, expected) => {
  expect(wantsColour(stream, environment)).toBe(expected);
});
