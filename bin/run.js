#!/usr/bin/env node
import process from 'node:process';
import {fileURLToPath} from 'node:url';

try {
  const {main} = await import('../bundle/cli/main.js');
  await main(process.argv.slice(2), fileURLToPath(new URL('..', import.meta.url)));
} catch (error) {
  process.stderr.write(`isoplan: it cannot start; install or build it anew.\n${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 70;
}
