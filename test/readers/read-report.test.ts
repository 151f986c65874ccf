import {describe, expect, test} from '@jest/globals';
import {fingerprint} from '#src/diagnostics/fingerprint.js';
import type {Law} from '#src/diagnostics/law.js';
import {ReadCollector} from '#src/readers/read-report.js';
import {Cursor} from '#src/source/cursor.js';
import {parseText} from '../support/read.js';

const law: Law = {id: 'a-law', summary: 's', why: 'w', fix: 'Mend it.', severity: 'warning', property: 'closed-world'};

describe('ReadCollector', () => {
  const document = parseText('storage:\n  vlan: thirty\n  mut: 1500\n', 'deploy/networks.yaml')[0]!;

  test('takes severity and fix from the law, and "violated" for granted', () => {
    const report = new ReadCollector();
    report.add(law, {message: 'One.'});
    report.add(law, {message: 'Two.', severity: 'error', certainty: 'undecided', fix: 'Say more.', subjects: ['network:storage']});
    expect(report.diagnostics).toEqual([
      {code: 'a-law', severity: 'warning', certainty: 'violated', message: 'One.', subjects: [], notes: [], fix: 'Mend it.'},
      {
        code: 'a-law',
        severity: 'error',
        certainty: 'undecided',
        message: 'Two.',
        subjects: ['network:storage'],
        notes: [],
        fix: 'Say more.',
      },
    ]);
  });

  test('shows a problem at the value, and an unknown key at the key', () => {
    const report = new ReadCollector();
    const storage = Cursor.root(document, report.problems(law)).get('storage');
    storage.get('vlan').integer();
    storage.expectKeys(['vlan', 'mtu']);
    storage.get('name').string();
    expect(report.diagnostics.map(({location, message}) => [location?.start.line, location?.start.column, message])).toEqual([
      [2, 9, '"storage.vlan" must be an integer, and is a string.'],
      [3, 3, '"mut" is not a known key in "storage". Did you mean "mtu"?'],
      [1, 1, '"storage" lacks "name".'],
    ]);
  });

  test('keeps findings apart by their place in the file, not by line', () => {
    const report = new ReadCollector();
    const storage = Cursor.root(document, report.problems(law)).get('storage');
    storage.get('vlan').integer();
    storage.get('mut').string();
    expect(report.diagnostics.map(fingerprint)).toEqual([
      'a-law deploy/networks.yaml#/storage/vlan',
      'a-law deploy/networks.yaml#/storage/mut',
    ]);
  });

  test('gives notes their places', () => {
    const report = new ReadCollector();
    const storage = Cursor.root(document, report.problems(law)).get('storage');
    report.add(law, {
      message: 'One.',
      at: storage.place,
      notes: [{message: 'Here.', at: storage.get('mut').keyPlace}, {message: 'And so on.'}],
    });
    expect(report.diagnostics[0]!.notes.map(({message, location}) => [message, location?.start.line])).toEqual([
      ['Here.', 3],
      ['And so on.', undefined],
    ]);
  });
});
