import {describe, expect, it} from '@jest/globals';
import {type ParsedPrefix, type Prefix, parsePrefix} from '#src/net/prefix.js';
import {siblingsToReach} from '#src/net/siblings-to-reach.js';

describe('siblings to reach', () => {
  it('are the subnets of other segments, of one family and with gateways', () => {
    expect(reached('a 10.0.0.0/24', 'b 10.0.1.0/24', 'b 10.0.2.0/24', 'c 10.0.3.0/24 cut-off', 'd fd00::/64', 'e fd00:1::/64')).toEqual([
      [1, 2],
      [0],
      [0],
      [],
      [5],
      [4],
    ]);
  });

  it('are not those that a route covers, be it wider, the same, or by way of one of them', () => {
    expect(
      reached('a 10.0.0.0/24 10.0.1.0/24', 'b 10.0.1.0/24 10.0.0.0/8', 'c 10.0.2.0/25 10.0.0.0/25', 'd 10.0.0.0/16 10.0.2.0/24'),
    ).toEqual([[2, 3], [], [0, 1, 3], [0, 1]]);
    // A subnet that takes in others is a sibling like them, and a route to it leads to all of them.
    expect(reached('a 10.1.0.0/24 10.0.0.0/16', 'b 10.0.0.0/16', 'c 10.0.2.0/24')[0]).toEqual([]);
  });
});

/** By `segment prefix destination...`, with `cut-off` where there is no gateway. */
function reached(...subnets: readonly string[]): readonly (readonly number[])[] {
  return siblingsToReach(
    subnets.map((words) => {
      const [segment, prefix, ...others] = words.split(' ');
      const routes = others.filter((word) => word !== 'cut-off').map((word) => ({destination: {value: prefixOf(word)}}));
      return {segment: segment!, prefix: {value: prefixOf(prefix!)}, ...(!others.includes('cut-off') && {gateway: true}), routes};
    }),
  );
}

function prefixOf(text: string): Prefix {
  return (parsePrefix(text) as ParsedPrefix).prefix;
}
