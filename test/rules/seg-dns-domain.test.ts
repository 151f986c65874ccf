import {describe, it} from '@jest/globals';
import {segDnsDomain} from '#src/rules/seg-dns-domain.js';
import {expectFindings} from '../support/network.js';

describe('seg-dns-domain', () => {
  it('takes domains with and without a dot at the end, and the names upstream makes', () => {
    expectFindings(
      segDnsDomain,
      `
networks:
  storage: {dns-domain: storage.localdomain.}
  internal_api: {dns-domain: internal_api.localdomain.}
  tenant: {dns-domain: tenant.example.com}
  external: {dns-domain: xn--bcher-kva.example}
  management: {}
`,
    ).toEqual([]);
  });

  it('finds what is no domain name', () => {
    expectFindings(
      segDnsDomain,
      `
networks:
  storage: {dns-domain: storage..localdomain}
  tenant: {dns-domain: foo bar}
  external: {dns-domain: -external.example.com}
  internal_api: {dns-domain: .}
  management: {dns-domain: mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm.example.com}
`,
    ).toEqual([
      '3:25 The DNS domain "storage..localdomain" of "storage" has an empty label between its dots.',
      '4:24 The DNS domain "foo bar" of "tenant" has the label "foo bar", and a label has only letters, digits and hyphens.',
      '5:26 The DNS domain "-external.example.com" of "external" has the label "-external", and a label neither begins nor ends with a hyphen.',
      '6:30 The DNS domain "." of "internal_api" is empty.',
      '7:28 The DNS domain "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm.example.com" of "management" has the label "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm" of 64 characters, and a label has at most 63.',
    ]);
  });

  it('finds a domain that two networks have', () => {
    expectFindings(
      segDnsDomain,
      `
networks:
  storage: {dns-domain: storage.localdomain.}
  storage_mgmt: {dns-domain: Storage.localdomain}
`,
    ).toEqual([
      '4:30 "storage_mgmt" has the DNS domain "Storage.localdomain", which "storage" already has.',
      '  note 3:25 "storage" has it here.',
    ]);
  });
});
