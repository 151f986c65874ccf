import {describe, expect, it} from '@jest/globals';
import {Cursor} from '#src/source/cursor.js';
import {parseIni} from '#src/source/ini.js';
import {SourceText} from '#src/source/location.js';

const UNDERCLOUD = `# undercloud.conf
[DEFAULT]
local_ip = 192.168.24.1/24
subnets: ctlplane-subnet,leaf1
; a comment
undercloud_hostname="uc.example.com"
enabled_hardware_types = ipmi,
  redfish
  # no comment to oslo.config

[ctlplane-subnet]
cidr = 192.168.24.0/24
[DEFAULT]
local_mtu=1500
local_ip = 10.0.0.1/24
`;

function read(text: string): Cursor {
  const {documents, problem} = parseIni(new SourceText('undercloud.conf', text));
  if (problem !== undefined) throw new Error(problem.message);
  return Cursor.root(documents[0]!, () => {});
}

describe('an INI file', () => {
  it('reads as oslo.config reads it', () => {
    expect(read(UNDERCLOUD).value()).toEqual({
      DEFAULT: {
        local_ip: '10.0.0.1/24',
        subnets: 'ctlplane-subnet,leaf1',
        undercloud_hostname: 'uc.example.com',
        enabled_hardware_types: 'ipmi,\nredfish\n# no comment to oslo.config',
        local_mtu: '1500',
      },
      'ctlplane-subnet': {cidr: '192.168.24.0/24'},
    });
  });

  it('knows its places', () => {
    const root = read(UNDERCLOUD);
    const section = root.get('DEFAULT');
    expect(section.keyPlace.document.location(section.keyPlace.node).start).toEqual({line: 2, column: 2});
    expect(section.get('subnets').location).toMatchObject({
      source: 'undercloud.conf',
      pointer: '/DEFAULT/subnets',
      start: {line: 4, column: 10},
      end: {line: 4, column: 31},
    });
    expect(section.get('undercloud_hostname').location).toMatchObject({start: {line: 6, column: 21}, end: {line: 6, column: 37}});
    expect(section.get('enabled_hardware_types').location).toMatchObject({start: {line: 7, column: 26}, end: {line: 9, column: 30}});
  });

  it('does not move with CRLF', () => {
    const places = (text: string) =>
      read(text)
        .entries()
        .flatMap((section) => section.entries().map((entry) => [entry.location.start, entry.scalar()]));
    expect(places(UNDERCLOUD.replaceAll('\n', '\r\n'))).toEqual(places(UNDERCLOUD));
  });

  it('keeps the last value of a key and reports both', () => {
    const {document} = read(UNDERCLOUD);
    expect(
      document.duplicates.map(({key, first, last}) => [key, document.location(first).start.line, document.location(last).start.line]),
    ).toEqual([['local_ip', 3, 15]]);
  });

  it.each([
    ['k = "a b"', 'a b'],
    ["k = 'a'", 'a'],
    ['k = "a', '"a'],
    ['k = "', ''],
    ['k =', ''],
    ['k:', ''],
    ['k = a = b:c', 'a = b:c'],
    ['k: a = b', 'a = b'],
    ['k = 010', '010'],
    ['k = a # b', 'a # b'],
    ['k = ä', 'ä'],
    ['k k = v', undefined],
  ])('%j holds %j', (line, value) => {
    expect(read(`[a]\n${line}\n`).get('a').get('k').optional().string()).toBe(value);
  });

  it('takes names of object properties', () => {
    expect(read('[__proto__]\nconstructor = 1\n').get('__proto__').keys()).toEqual(['constructor']);
  });

  it('without a section holds no document', () => {
    expect(parseIni(new SourceText('', '# nothing\n\n'))).toEqual({documents: []});
    expect(parseIni(new SourceText('', ''))).toEqual({documents: []});
  });

  it.each([
    ['k = v\n', '1:1 A key stands before the first "[section]".'],
    ['[a]\nnonsense\n', '2:1 A line is neither a "[section]", a "key = value" nor a comment.'],
    ['[a]\n  k = v\n', '2:1 An indented line goes on with no value before it.'],
    ['[a]\nk = v\n\n  w\n', '4:1 An indented line goes on with no value before it.'],
    ['[a]\nk = v\n# c\n  w\n', '4:1 An indented line goes on with no value before it.'],
    ['[a\n', '1:1 A section header does not end with "]".'],
    ['[]\n', '1:1 A section has no name; write it between "[" and "]".'],
    ['[a]\n= v\n', '2:1 A value has no key before its "=".'],
  ])('%j is refused', (text, message) => {
    const source = new SourceText('', text);
    const {documents, problem} = parseIni(source);
    const {line, column} = source.positionAt(problem!.offset);
    expect(`${line}:${column} ${problem!.message}`).toBe(message);
    expect(documents).toEqual([]);
  });
});
