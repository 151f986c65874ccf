import {describe, expect, it} from '@jest/globals';
import {isSecretKey} from '#src/text/secrets.js';

describe('a key', () => {
  it('is secret by its end', () => {
    for (const key of [
      'AdminPassword',
      'admin_password',
      'SECRET',
      'SSLKey',
      'k3s_token',
      'SSLCertificate',
      'Password2',
      'AdminPasswords',
      'ipa_otp',
    ])
      expect([key, isSecretKey(key)]).toEqual([key, true]);
    for (const key of ['PasswordLength', 'keys', 'vlan', '']) expect([key, isSecretKey(key)]).toEqual([key, false]);
  });
});
