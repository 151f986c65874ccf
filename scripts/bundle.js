/**
 * Bundles the command line into bundle/, one small file for each command and shared chunks: about half the start-up time of loose modules.
 *
 * Every output lies two folders deep, as the modules of dist do, so that paths relative to a module stay right. The library is not bundled.
 */
import {readdirSync, rmSync} from 'node:fs';
import {basename} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const commands = readdirSync(`${root}dist/commands`).filter((name) => name.endsWith('.js'));
rmSync(`${root}bundle`, {recursive: true, force: true});
await build({
  absWorkingDir: root,
  entryPoints: [
    {in: 'dist/cli/main.js', out: 'cli/main'},
    {in: 'dist/cli/command-not-found.js', out: 'cli/command-not-found'},
    ...commands.map((name) => ({in: `dist/commands/${name}`, out: `commands/${basename(name, '.js')}`})),
  ],
  outdir: 'bundle',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: true,
  // oclif loads a compiler where it finds one; ours are compiled.
  external: ['typescript'],
  // oclif is CommonJS and asks for Node's modules by require.
  banner: {js: "import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);"},
  logLevel: 'warning',
});
