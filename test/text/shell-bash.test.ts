// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are shell scripts
import {spawnSync} from 'node:child_process';
import {describe, expect, it} from '@jest/globals';
import fc from 'fast-check';
import {readShellScript} from '#src/text/shell-script.js';

const hasBash = spawnSync('bash', ['-c', 'exit 0']).status === 0;
if (!hasBash) console.log('skipped: words as bash makes them; there is no bash');

const HOME = '/home/stack';
const SETTING = ["X='m n'", 'Y=o', "A=(p 'q r')", 'E='];

/** What stands in a word or between two. */
const piece = fc.constantFrom(
  'a',
  'b ',
  '"c d"',
  "'e f'",
  '$X',
  '"$X"',
  '${Y}',
  '"${A[@]}"',
  '${A[@]}',
  '${A[*]}',
  '"${A[*]}"',
  '${A[1]}',
  '${U:-d e}',
  '"${U:-d e}"',
  '${X:+y z}',
  '${E:-q}',
  '${E-q}',
  '$E',
  '"$E"',
  '\\ ',
  '\\\n',
  '~',
  '~/x',
  '"~"',
  '$HOME',
  '""',
  "''",
  '#h',
  'x=1',
  '-e',
  '"a\\"b"',
  "$'k l'",
  '=',
  '"x$Y"z',
  '}',
  '3>&1 ',
  '<<<in ',
  '!',
  ' ',
);
const text = fc.array(piece, {maxLength: 6}).map((pieces) => pieces.join(''));
const plain = text.map((words) => words.replace(/[{}()#!'"\\]|<<<in|3>&1/g, ''));
const statement = fc.oneof(
  text.map((words) => `show ${words}`),
  text.map((words) => `A+=(${words.replace(/[}#]|<<<in|3>&1/g, '')} )`),
  plain.map((words) => `X="${words.replaceAll('\n', '')}"`),
  text.map((words) => `for i in k "l l"; do show $i ${words}\ndone`),
  text.map((words) => `if true; then show ${words}\nfi`),
);

describe('words', () => {
  (hasBash ? it : it.skip)('are those that bash makes', () => {
    fc.assert(
      fc.property(fc.array(statement, {minLength: 1, maxLength: 4}), (statements) => {
        const script = [...SETTING, ...statements].join('\n');
        const {commands} = readShellScript(script, {home: HOME});
        const shown = commands.filter(({words}) => words[0]?.resolved === 'show');
        fc.pre(commands.every(({words}) => words.every((word) => word.resolved !== undefined)));
        const bash = spawnSync('bash', ['-c', `show() { printf '<%s>' "$@"; printf '\\n'; }\n${script}`], {
          encoding: 'utf8',
          env: {...process.env, HOME},
        });
        fc.pre(bash.stderr === '');
        const wanted = shown.map(({words}) =>
          words.length === 1
            ? '<>'
            : words
                .slice(1)
                .map((word) => `<${word.resolved}>`)
                .join(''),
        );
        expect(wanted.map((line) => `${line}\n`).join('')).toBe(bash.stdout);
      }),
      {numRuns: 300},
    );
  });
});
