import {expect, it} from '@jest/globals';
import {pathFrom} from '#src/source/relative-path.js';

it('a path relative to a file starts in its folder', () => {
  expect(pathFrom('tht/environments/net.yaml', '../network/config/compute.yaml')).toBe('tht/network/config/compute.yaml');
  expect(pathFrom('net.yaml', './compute.yaml')).toBe('compute.yaml');
});
