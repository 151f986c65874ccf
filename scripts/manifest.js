/** Writes oclif.manifest.json, so that starting a command loads that command alone. */
import {writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {Plugin} from '@oclif/core';

const root = fileURLToPath(new URL('..', import.meta.url));
const plugin = new Plugin({root, ignoreManifest: true, errorOnManifestCreate: true});
await plugin.load();

// oclif lists the commands as the file system does; the same sources must give the same file.
const commands = Object.fromEntries(Object.entries(plugin.manifest.commands).sort(([left], [right]) => (left < right ? -1 : 1)));
writeFileSync(new URL('../oclif.manifest.json', import.meta.url), `${JSON.stringify({...plugin.manifest, commands})}\n`);
