import {describe, expect, it} from '@jest/globals';
import {isSecretKey, maskSecrets} from '#src/text/secrets.js';

describe('a line with a secret', () => {
  it.each([
    ['  AdminPassword: hunter2', '  AdminPassword: ***'],
    ['  AdminPassword:', '  AdminPassword:'],
    ['admin_password = a, b ] c', 'admin_password = ***'],
    ['Password: a,b}c # why', 'Password: ***'],
    ['OS_PASSWORD=x', 'OS_PASSWORD=***'],
    ['MigrationSshKey: {private_key: abc, public_key: def}', 'MigrationSshKey: ***'],
    ['x: {password: a, vlan: 20}', 'x: {password: ***, vlan: 20}'],
    ['x: [{token: a}, {token: b}]', 'x: [{token: ***}, {token: ***}]'],
    ['x: {password: }', 'x: {password: ***}'],
    ['{"AdminPassword": "a\\"b,c", "vlan": 20}', '{"AdminPassword": ***, "vlan": 20}'],
    ["password: 'it''s' # shown", 'password: *** # shown'],
    ['"secret":"open', '"secret":***'],
    ['SSLCertificate: |', 'SSLCertificate: ***'],
    ['flow[0] ready, password: a,b', 'flow[0] ready, password: ***'],
    ['parameter_defaults::HeatAuthEncryptionKey: x', 'parameter_defaults::HeatAuthEncryptionKey: ***'],
    ['token: a token: b', 'token: ***'],
    ['vlan: 20 # no password', 'vlan: 20 # no password'],
    ['keys: [a, b]', 'keys: [a, b]'],
    ['PasswordLength: 8', 'PasswordLength: 8'],
    ['', ''],
  ])('%j is shown as %j', (line, shown) => {
    expect(maskSecrets(line)).toBe(shown);
  });

  it('does not take long, however long it is', () => {
    const started = Date.now();
    for (const piece of ['a', 'key', 'key ', 'key: ', 'key: {', "key: '", '[key: a,']) maskSecrets(piece.repeat(200_000));
    expect(Date.now() - started).toBeLessThan(5_000);
  });
});

describe('a key', () => {
  it('is secret by its end', () => {
    for (const key of ['AdminPassword', 'admin_password', 'SECRET', 'SSLKey', 'k3s_token', 'SSLCertificate'])
      expect([key, isSecretKey(key)]).toEqual([key, true]);
    for (const key of ['PasswordLength', 'keys', 'vlan', '']) expect([key, isSecretKey(key)]).toEqual([key, false]);
  });
});
