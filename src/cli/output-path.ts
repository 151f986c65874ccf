import {UsageError} from '../usage-error.js';

/**
 * Whether every path stays in the folder it is written to, on every system, and is a file's of its own.
 *
 * Paths may hold names from the user's files, so that a wrong one is the input's mistake: a role may be called `../../etc/cron.d/x`.
 */
export function requireSafePaths(paths: readonly string[]): void {
  const problems = paths.flatMap((path) => {
    const reason = pathProblem(path);
    return reason === undefined ? [] : [{message: `"${path}" ${reason}.`}];
  });
  problems.push(...clashes(paths));
  if (problems.length === 0) return;
  throw new UsageError('Nothing is written: some names of the cloud make no names of files. Rename what they are named after.', problems);
}

function pathProblem(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (/[\u0000-\u001f\u007f]/.test(path)) return 'holds a control character';
  if (/[\\:]/.test(path)) return 'holds a backslash or a colon, which lead elsewhere on some systems';
  if (path.startsWith('/')) return 'is absolute and would lie outside the folder';
  const parts = path.split('/');
  if (parts.includes('..')) return 'would lie outside the folder';
  if (parts.some((part) => part === '' || part === '.')) return 'has an empty part';
  if (parts.some((part) => part.startsWith('.'))) return 'would be hidden';
  if (parts.some((part) => Buffer.byteLength(part) > MOST_BYTES_OF_A_NAME))
    return `is longer than the ${MOST_BYTES_OF_A_NAME} bytes a name may have`;
  return undefined;
}

/** Two files of one name, also where a file system does not tell letter cases apart, and a file where another needs a folder. */
function clashes(paths: readonly string[]): {message: string}[] {
  const problems: {message: string}[] = [];
  const files = new Map<string, string>();
  for (const path of paths) {
    const key = keyOf(path);
    const other = files.get(key);
    if (other === undefined) files.set(key, path);
    else
      problems.push({
        message: other === path ? `"${path}" would be written twice.` : `"${other}" and "${path}" are one file on some systems.`,
      });
  }
  for (const path of paths) {
    const parts = keyOf(path).split('/');
    const file = parts
      .slice(1)
      .map((_, index) => files.get(parts.slice(0, index + 1).join('/')))
      .find((found) => found !== undefined);
    if (file !== undefined) problems.push({message: `"${file}" would be a file and the folder of "${path}".`});
  }
  return problems;
}

function keyOf(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

const MOST_BYTES_OF_A_NAME = 255;
