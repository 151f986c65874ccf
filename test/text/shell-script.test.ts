// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are shell scripts
import {describe, expect, it} from '@jest/globals';
import {type ExpandedWord, readShellScript, type ShellSurroundings} from '#src/text/shell-script.js';

const SURROUNDINGS: ShellSurroundings = {home: '/home/stack', scriptFolder: '/srv/deploy'};

/** The commands of a script, a line each; `?` before a word that is not resolved, `*` before one that may be several; `if:` in a branch. */
function commands(...lines: string[]): string[] {
  return readShellScript(lines.join('\n'), SURROUNDINGS).commands.map(
    ({words, isConditional}) => `${isConditional ? 'if: ' : ''}${words.map(show).join(' ')}`,
  );
}

function show(word: ExpandedWord): string {
  if (word.resolved !== undefined) return /^$|\s/.test(word.resolved) ? `"${word.resolved}"` : word.resolved;
  return `${word.isOpen ? '*' : '?'}${word.text}`;
}

/** Why the words of the last command are not resolved. */
function reasons(...lines: string[]): string[] {
  const last = readShellScript(lines.join('\n'), SURROUNDINGS).commands.at(-1);
  return (last?.words ?? []).flatMap((word) => word.because ?? []);
}

describe('variables', () => {
  it('hold what the script assigns', () => {
    expect(commands('THT=/usr/share/tht', 'deploy $THT/a "${THT}/b" \'$THT\'')).toEqual(['deploy /usr/share/tht/a /usr/share/tht/b $THT']);
    expect(commands('export A=1 B=2', 'x $A$B')).toEqual(['x 12']);
    expect(commands('A=a', 'A+=b', 'x $A')).toEqual(['x ab']);
  });

  it('hold nothing more behind the one command they stand before', () => {
    expect(commands('A=1 x', 'y $A')).toEqual(['x', 'y *$A']);
  });

  it('take a default where the script sets none', () => {
    expect(commands('x ${A:-/d} ${A-e} ${1:-f}')).toEqual(['x /d e f']);
    expect(commands('A=set', 'x ${A:-/d} ${A:+other}')).toEqual(['x set other']);
    expect(commands('x ${A:=kept}', 'y $A')).toEqual(['x kept', 'y kept']);
    expect(commands('A=', 'x "${A:-d}" "${A-d}"')).toEqual(['x d ""']);
  });

  it('are split into words only without quotes', () => {
    expect(commands('A="-e a -e b"', 'x $A "$A"')).toEqual(['x -e a -e b "-e a -e b"']);
  });

  it('are not known where the script does not set them', () => {
    expect(commands('x "$A/b" $A')).toEqual(['x ?$A/b *$A']);
    expect(reasons('x "$A/b" "$1" "$(date)" *.yaml $((1+1))')).toEqual([
      '"A" is not set in the script',
      'it is what the script or function is called with',
      'the command in it is not run',
      'it is a pattern that stands for whatever files are there',
      'the arithmetic in it is not computed',
    ]);
  });

  it('are not known behind "read" and "unset"', () => {
    expect(reasons('A=1', 'read -r A', 'x $A')).toEqual(['"A" is what "read" makes of it']);
    expect(reasons('A=(1)', 'A[1]=2', 'x $A')).toEqual(['"A" is what an assignment to one of its items makes of it']);
  });

  it('may come from a file that is not read; then a default is none', () => {
    expect(reasons('source ./settings.sh', 'x ${THT:-/usr/share/tht}')).toEqual([
      '"THT" is not set in the script, and "./settings.sh" is not read',
    ]);
    expect(commands('source ~/stackrc', 'x ${THT:-/usr/share/tht}')).toEqual(['source /home/stack/stackrc', 'x /usr/share/tht']);
  });
});

describe('arrays', () => {
  it('give their items as words of their own', () => {
    expect(commands('E=(-e a)', 'E+=(-e "b c")', 'x "${E[@]}" ${#E[@]} "${E[0]}"')).toEqual(['x -e a -e "b c" *${#E[@]} -e']);
    expect(commands('E=(a "b c")', 'x ${E[@]} ${E[*]}')).toEqual(['x a b c a b c']);
    expect(commands('E=()', 'x "${E[@]}"')).toEqual(['x']);
    expect(commands('E=(a b)', 'x ${E[@]+"${E[@]}"} "${E[*]}"')).toEqual(['x a b "a b"']);
  });

  it('keep the place of each item', () => {
    const text = 'E=(-e /tmp/a.yaml)\nx "${E[@]}"';
    const [command] = readShellScript(text).commands;
    expect(command?.words.map(({start, end}) => text.slice(start, end))).toEqual(['x', '-e', '/tmp/a.yaml']);
  });
});

describe('home and folder', () => {
  it('are where the surroundings say', () => {
    expect(commands('x ~ ~/a "~/b" $HOME/c ~stack/d')).toEqual(['x /home/stack /home/stack/a ~/b /home/stack/c /home/stack/d']);
    expect(reasons('x ~root/a')).toEqual(['"~root" is a home folder that is not known']);
  });

  it('follow the place of the script', () => {
    expect(commands('D=$(dirname "$0")', 'x $D/a')).toEqual(['x /srv/deploy/a']);
    expect(commands('D="$(cd "$(dirname "${BASH_SOURCE[0]}")" >/dev/null 2>&1 && pwd -P)"', 'x $D/a ${0%/*}/b $(pwd)/c')).toEqual([
      'x /srv/deploy/a /srv/deploy/b ./c',
    ]);
    expect(commands('D=$(cd $(dirname $(readlink -f $0))/.. ; pwd)', 'x $D/a')).toEqual(['x /srv/deploy/../a']);
  });

  it('follow "cd"', () => {
    const folders = (...lines: string[]) =>
      readShellScript(lines.join('\n'), SURROUNDINGS).commands.map(({folder}) => folder.resolved ?? folder.because);
    expect(folders('a', 'cd /x', 'b', 'cd y', 'c', '(cd z; d)', 'e', 'cd', 'f')).toEqual([
      '.',
      '.',
      '/x',
      '/x',
      '/x/y',
      '/x/y',
      '/x/y/z',
      '/x/y',
      '/x/y',
      '/home/stack',
    ]);
    expect(folders('if a; then cd /x; fi', 'b').at(-1)).toBe('a branch changes the folder');
    expect(folders('cd "$A"', 'b').at(-1)).toBe('"A" is not set in the script');
  });
});

describe('branches', () => {
  it('are read, and said to be branches', () => {
    expect(commands('if a; then b; elif c; then d; else e; fi', 'f')).toEqual(['a', 'c', 'if: b', 'if: d', 'if: e', 'f']);
    expect(commands('a || b', 'a && c', 'cd /x && d')).toEqual(['a', 'if: b', 'a', 'if: c', 'cd /x', 'd']);
    expect(commands('case $1 in a|b) c;; *) d;; esac')).toEqual(['if: c', 'if: d']);
    expect(commands('until a; do b; done')).toEqual(['a', 'if: b']);
    expect(commands('[[ $a =~ ^(x|y)$ ]] && b')).toEqual(['[[', 'if: b']);
  });

  it('leave open what only some of them set', () => {
    expect(reasons('A=1', 'if a; then A=2; fi', 'x $A')).toEqual(['"A" is set only in a branch']);
    expect(commands('if a; then A=2; else A=2; fi', 'x $A').at(-1)).toBe('x 2');
    expect(commands('[ -n "$B" ] || B=1', 'x $B').at(-1)).toBe('x *$B');
    expect(commands('if a; then A=2; x $A; fi').at(-1)).toBe('if: x 2');
  });

  it('keep what they only add to', () => {
    expect(commands('E=(-e a)', 'if b; then E+=(-e c); fi', 'x "${E[@]}"').at(-1)).toBe('x -e a *-e c');
    expect(commands('E="-e a"', 'if b; then E="$E -e c"; fi', 'x $E').at(-1)).toBe('x -e a *-e c');
  });

  it('count for nothing where they end the script', () => {
    expect(commands('A=1', 'if a; then A=2; exit 1; fi', 'x $A').at(-1)).toBe('x 1');
    expect(commands('a || exit 1', 'b')).toEqual(['a', 'if: exit 1', 'b']);
    expect(commands('a', 'exit 0', 'b')).toEqual(['a', 'exit 0']);
  });
});

describe('loops and functions', () => {
  it('are unrolled over words that are written out', () => {
    expect(commands('for s in a b; do x $s; done')).toEqual(['x a', 'x b']);
    expect(commands('for s in $(list); do x "$s"; done')).toEqual(['if: x ?$s']);
    expect(commands('for ((i=0; i<3; i++)); do x; done', 'y')).toEqual(['if: x', 'y']);
  });

  it('are read where they are called, with their arguments', () => {
    expect(commands('run() { echo "$1"; "$@"; }', 'run a b')).toEqual(['echo a', 'a b']);
    expect(commands('f() { local d=$1; shift; x $d "$@"; }', 'f a b c', 'y $1')).toEqual(['shift', 'x a b c', 'y *$1']);
    expect(commands('function f { x; return; y; }', 'f', 'z')).toEqual(['x', 'return', 'z']);
  });

  it('are read in a branch where nothing calls them', () => {
    expect(commands('f() { x; }', 'y')).toEqual(['y', 'if: x']);
  });
});

describe('pipes and lists', () => {
  it('give all their commands', () => {
    expect(commands('time a | tee log', '! b', '{ c; d; }', 'e &', '(f)')).toEqual(['a', 'tee log', 'b', 'c', 'd', 'e', 'f']);
  });
});

describe('a script made to harm', () => {
  it('ends, and says that it was not read to its end', () => {
    const doubling = ['f0() { x; }', ...Array.from({length: 30}, (_, index) => `f${index + 1}() { f${index}; f${index}; }`), 'f30'];
    const loops = [...Array.from({length: 6}, () => `for i in ${'a '.repeat(100)}; do`), 'x', ...Array.from({length: 6}, () => 'done')];
    const growing = ['A=x', ...Array.from({length: 40}, () => 'A="$A$A"'), 'y $A'];
    const deep = ['{ '.repeat(5000), 'x', ' }'.repeat(5000)];
    const started = Date.now();
    expect(readShellScript(loops.join('\n')).problems.map(({message}) => message)).toEqual([
      'The script takes too many steps to follow; it is not read to its end.',
    ]);
    expect(readShellScript(deep.join('\n')).problems.map(({message}) => message)).toEqual([
      'The script nests too deep; what follows is not read.',
    ]);
    expect(reasons(...growing)).toEqual(['"A" is too long']);
    readShellScript(doubling.join('\n'));
    readShellScript(Array.from({length: 50_000}, (_, index) => `V${index}=1\nif a; then b; fi`).join('\n'));
    expect(Date.now() - started).toBeLessThan(30_000);
  });
});
