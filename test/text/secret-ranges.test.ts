import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {secretRanges} from '#src/text/secret-ranges.js';

function masked(line: string): string {
  let text = '';
  let at = 0;
  for (const {start, end} of secretRanges(line)) {
    text += `${line.slice(at, start)}***`;
    at = end;
  }
  return text + line.slice(at);
}

describe('values of secret keys', () => {
  test.each([
    ['NovaPassword: hunter2', 'NovaPassword: ***'],
    ['NovaPassword: hunter2, really', 'NovaPassword: ***'],
    ['  ssl_key = "a b"', '  ssl_key = ***'],
    ['{"AdminToken": "a, b", "vlan": 20}', '{"AdminToken": ***, "vlan": 20}'],
    ['{AdminToken: abc, vlan: 20}', '{AdminToken: ***, vlan: 20}'],
    ['{AdminToken: &x "a, b", vlan: 20}', '{AdminToken: ***'],
    ["{PublicKey: 'it''s', vlan: 20}", '{PublicKey: ***, vlan: 20}'],
    ['SSLCertificate: [abc, def]', 'SSLCertificate: ***'],
    ['RabbitSecret: {a: b, c: d}', 'RabbitSecret: ***'],
    ['client_secret: "open', 'client_secret: ***'],
    ['{"a": "x\\"y", "Password": "p\\"q", "b": 1}', '{"a": "x\\"y", "Password": ***, "b": 1}'],
    ['{APassword: a, BPassword: b}', '{APassword: ***, BPassword: ***}'],
    ['Password2: hunter2', 'Password2: ***'],
    ['ipa_otp = hunter2', 'ipa_otp = ***'],
    ['OS_PASSWORD=hunter2', 'OS_PASSWORD=***'],
    ['password : hunter2', 'password : ***'],
    ['{KeystoneFernetKeys: a, RabbitCookie: b, vlan: 20}', '{KeystoneFernetKeys: ***, RabbitCookie: ***, vlan: 20}'],
    ['{KeystoneCredential0: a, SwiftHashSuffix: b, vlan: 20}', '{KeystoneCredential0: ***, SwiftHashSuffix: ***, vlan: 20}'],
    ['deploy --control-password hunter2 -e x.yaml', 'deploy --control-password *** -e x.yaml'],
    ['proxy: http://user:hunter2@host.example:3128/x', 'proxy: http://user:***@host.example:3128/x'],
  ])('%s', (line, expected) => {
    expect(masked(line)).toBe(expected);
  });

  test.each(['vlan: 20', 'NovaPassword:', 'KeystoneNetwork: internal_api', 'key_name: x', 'tokens: 3', ''])('%s is no secret', (line) => {
    expect(masked(line)).toBe(line);
  });

  test('are found in a line of a million letters in no time', () => {
    const began = performance.now();
    for (const part of ['a', '-', ':', 'key', '--a-key ', '://a:', 'key: ']) secretRanges(part.repeat(1_000_000 / part.length));
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test('are never shown, whatever stands around them', () => {
    const around = fc.string({unit: fc.constantFrom(...'ab: ,{}[]"\''), maxLength: 20});
    fc.assert(
      fc.property(around, fc.constantFrom('Password: ', 'Token="', "Key: '"), (before, key) => {
        expect(masked(`${before} X${key}SECRET`)).not.toContain('SECRET');
      }),
    );
  });
});
