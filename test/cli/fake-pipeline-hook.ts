/** Loaded with `--import`: gives the commands the pipeline of fake-pipeline.ts, so that each outcome can be had without a network for it. */
import {register} from 'node:module';

const fake = new URL('fake-pipeline.js', import.meta.url).href;
const hooks = `
export function resolve(specifier, context, next) {
  const isPipeline = specifier === '../pipeline.js' && context.parentURL.includes('/dist/commands/');
  return isPipeline ? {url: ${JSON.stringify(fake)}, shortCircuit: true} : next(specifier, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
