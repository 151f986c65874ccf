import {describe, expect, it} from '@jest/globals';
import {table} from '#src/text/table.js';

describe('a table', () => {
  it('aligns its columns and leaves no blanks at the end', () => {
    expect(table([['Segment', 'VLAN', 'Subnet'], ['Storage', '20', ''], ['InternalApi', '', '172.16.2.0/24'], ['Tenant']])).toBe(
      ['Segment      VLAN  Subnet', 'Storage      20', 'InternalApi        172.16.2.0/24', 'Tenant'].join('\n'),
    );
  });

  it('of nothing is nothing', () => {
    expect(table([])).toBe('');
    expect(table([[], []])).toBe('\n');
  });
});
