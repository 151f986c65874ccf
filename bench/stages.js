/** Validates a folder once and prints as JSON how long each stage took, beside js-yaml and JSON.parse on its largest file. */
import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import yaml from 'js-yaml';
import {validate} from '../dist/pipeline.js';

const folder = process.argv[2];
const marks = [];
const {result} = validate({inputs: [folder], progress: (stage) => marks.push([stage, performance.now()])});
const end = performance.now();
const megabytes = process.resourceUsage().maxRSS / 1024;
const at = (stage) => marks.find(([name]) => name === stage)[1];

const largest = readdirSync(folder)
  .map((name) => join(folder, name))
  .sort((left, right) => statSync(right).size - statSync(left).size)[0];
const text = readFileSync(largest, 'utf8');
const start = performance.now();
const data = yaml.load(text);
const loaded = performance.now();
const json = JSON.stringify(data);
const written = performance.now();
JSON.parse(json);
const parsed = performance.now();

console.log(
  JSON.stringify({
    parse: at('modelling') - at('reading'),
    model: at('checking') - at('modelling'),
    verify: end - at('checking'),
    jsYaml: loaded - start,
    jsonParse: parsed - written,
    megabytes,
    verdict: result.verdict,
  }),
);
