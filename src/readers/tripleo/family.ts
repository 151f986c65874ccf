import type {Family} from '../reader.js';
import {baremetalReader} from './baremetal-deployment.js';
import {composeCloud} from './compose/cloud.js';
import {environmentReader} from './environment-reader.js';
import type {TripleoInputs} from './inputs.js';
import {networkDataReader} from './network-data.js';
import {rolesDataReader} from './roles-data.js';
import {undercloudConfReader} from './undercloud-conf.js';
import {vipDataReader} from './vip-data.js';

/** The formats from which TripleO deploys, composed into one cloud. */
export const tripleoFamily: Family<TripleoInputs> = {
  name: 'tripleo',
  readers: [rolesDataReader, baremetalReader, networkDataReader, vipDataReader, environmentReader, undercloudConfReader],
  start: () => ({networkData: [], vipData: [], rolesData: [], environments: [], baremetal: [], underclouds: []}),
  compose: composeCloud,
};
