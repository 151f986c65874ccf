import type {Network} from '../forwarding/network.js';
import type {Network as NetworkElement} from '../model/topology.js';
import type {Finding, Rule} from './rule.js';

/**
 * A network's DNS domain is a domain name of its own.
 *
 * Labels have 1 to 63 letters, digits and hyphens, with no hyphen at an end, and the name at most 253 characters (RFC 1035 section 2.3); a
 * dot at the end is allowed. Underscores are let through, because upstream makes such names from those of the networks.
 *
 * See docs/rules/seg-dns-domain.md
 */
export const segDnsDomain: Rule = {
  id: 'seg-dns-domain',
  summary: "A network's DNS domain is a domain name of its own.",
  why: 'Host names of a network are made with its domain: one that is malformed gives no names, and one that two networks have gives every host two addresses under one name.',
  fix: 'Give the network a domain such as "storage.example.com.".',
  severity: 'warning',
  property: 'address-facts',
  *check(network: Network): Iterable<Finding> {
    const first = new Map<string, NetworkElement>();
    for (const element of network.topology.networks) {
      if (element.dnsDomain === undefined) continue;
      const {value, origin} = element.dnsDomain;
      const fault = faultOf(value);
      if (fault !== undefined) {
        yield {message: `The DNS domain ${JSON.stringify(value)} of "${element.name}" ${fault}.`, subjects: [element.id], at: origin};
        continue;
      }
      const name = value.replace(/\.$/, '').toLowerCase();
      const other = first.get(name);
      if (other === undefined) {
        first.set(name, element);
        continue;
      }
      yield {
        message: `"${element.name}" has the DNS domain "${value}", which "${other.name}" already has.`,
        subjects: [other.id, element.id],
        at: origin,
        notes: [{message: `"${other.name}" has it here.`, at: other.dnsDomain!.origin}],
      };
    }
  },
};

function faultOf(domain: string): string | undefined {
  const name = domain.replace(/\.$/, '');
  if (name === '') return 'is empty';
  if (name.length > 253) return `has ${name.length} characters, and a domain has at most 253`;
  for (const label of name.split('.')) {
    if (label === '') return 'has an empty label between its dots';
    if (label.length > 63) return `has the label "${label}" of ${label.length} characters, and a label has at most 63`;
    if (/[^a-z0-9_-]/i.test(label)) return `has the label "${label}", and a label has only letters, digits and hyphens`;
    if (/^-|-$/.test(label)) return `has the label "${label}", and a label neither begins nor ends with a hyphen`;
  }
  return undefined;
}
