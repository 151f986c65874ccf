/**
 * Loaded with `--import`: gives the commands the pipeline of fake-pipeline.ts, so that each outcome can be had without a network for it.
 *
 * A bundle holds its pipeline inside; so the modules it was made of run in its place.
 */
import {register} from 'node:module';

const fake = new URL('fake-pipeline.js', import.meta.url).href;
const root = new URL('../../../', import.meta.url).href;
const hooks = `
export async function resolve(specifier, context, next) {
  if (specifier === '../pipeline.js' && context.parentURL.startsWith('${root}dist/commands/')) return {url: '${fake}', shortCircuit: true};
  const isPath = /^(\\.|file:)/.test(specifier);
  const url = isPath ? new URL(specifier, context.parentURL).href : specifier;
  return next(url.startsWith('${root}bundle/') ? url.replace('${root}bundle/', '${root}dist/') : specifier, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
