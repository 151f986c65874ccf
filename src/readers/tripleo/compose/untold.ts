import type {Untold} from '../../../model/topology.js';
import type {Located} from '../../reader.js';
import type {TripleoInputs} from '../inputs.js';
import type {CloudBuilder} from './cloud-builder.js';
import {uniqueByDocument} from './unique-by-document.js';

/** The keys that readers passed over, because they say nothing of networks: one entry for each key, of roles for each key and role. */
export function composeUntold(builder: CloudBuilder, {rolesData, baremetal, underclouds}: TripleoInputs): void {
  const add = (format: string, keys: readonly Located<string>[]) =>
    builder.fragment.untold.push(...keys.map(({value, place}): Untold => ({format, what: value, origin: builder.at(place)})));
  for (const {roles} of uniqueByDocument(rolesData)) for (const {passedOver} of roles) add('roles-data', passedOver);
  for (const {roles} of uniqueByDocument(baremetal)) for (const {passedOver} of roles) add('baremetal-deployment', passedOver);
  for (const {passedOver} of uniqueByDocument(underclouds)) add('undercloud-conf', passedOver);
}
