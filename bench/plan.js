/**
 * Plans a cloud of N hosts on six networks from a plan of a page, writes its environments, and reads them back. Prints as JSON how long each
 * stage took, beside js-yaml dumping and loading the same data.
 */
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import yaml from 'js-yaml';
import {generate, planCloud, validate} from '../dist/pipeline.js';

const hosts = Number(process.argv[2]);
const folder = mkdtempSync(join(tmpdir(), 'isoplan-bench-'));
try {
  writeFileSync(join(folder, 'cloud.yaml'), planText(hosts));
  const request = {cwd: folder, inputs: ['cloud.yaml']};
  // Once before the clock runs, as a process that plans for a while would have it.
  planCloud(request);
  const planned = marked((progress) => planCloud({...request, progress}));
  const generated = marked((progress) => generate({...request, progress, writer: 'tripleo-environment'}));
  const {files} = generated.value;
  const out = join(folder, 'out');
  for (const {path, text} of files) {
    mkdirSync(dirname(join(out, path)), {recursive: true});
    writeFileSync(join(out, path), text);
  }
  const read = marked((progress) => validate({cwd: out, inputs: ['.'], progress}));
  const largest = files.reduce((left, right) => (left.text.length > right.text.length ? left : right));
  const loadStart = performance.now();
  const data = yaml.load(largest.text);
  const loaded = performance.now();
  yaml.dump(data, {lineWidth: -1, noRefs: true});
  const dumped = performance.now();
  console.log(
    JSON.stringify({
      hosts: planned.value.topology.hosts.length,
      plan: planned.between('planning', 'checking'),
      write: generated.between('writing', 'checking'),
      parseBack: read.between('reading', 'modelling'),
      jsYamlLoad: loaded - loadStart,
      jsYamlDump: dumped - loaded,
      bytes: files.reduce((sum, {text}) => sum + text.length, 0),
      verdict: read.value.result.verdict,
    }),
  );
} finally {
  rmSync(folder, {recursive: true, force: true});
}

/** Runs something that says when its stages begin. */
function marked(run) {
  const marks = new Map();
  const value = run((stage) => marks.set(stage, performance.now()));
  return {value, between: (first, second) => marks.get(second) - marks.get(first)};
}

function planText(count) {
  return `isoplan: 1
undercloud: [10.240.0.1, 10.240.0.2, 10.240.0.3]
routers: [10.240.0.254]
planning: {prefixes: [10.0.0.0/8]}
networks:
  ctlplane: {provisioning: true, cidr: 10.240.0.0/14, gateway: 10.240.0.254, pools: 10.240.1.0-10.243.255.0, vip: true}
  external: {vip: true}
  internal_api: {vip: true}
  storage: {vip: true}
  storage_mgmt: {vip: true}
  tenant: {}
roles:
  Controller:
    count: 3
    networks: [external, internal_api, storage, storage_mgmt, tenant]
    default-route: ctlplane
    services: [keystone_public_api, mysql, nova_api, neutron_api, glance_api, swift_proxy]
  Compute:
    count: ${count - 3}
    networks: [external, internal_api, storage, storage_mgmt, tenant]
    default-route: ctlplane
    services: [nova_libvirt, neutron_tenant]
services:
  keystone_public_api: internal_api
  mysql: internal_api
  nova_api: internal_api
  neutron_api: internal_api
  glance_api: internal_api
  swift_proxy: storage
  nova_libvirt: internal_api
  neutron_tenant: tenant
`;
}
