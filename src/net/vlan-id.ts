/** The VLAN ids a segment may have: IEEE 802.1Q table 9-2 reserves 0 for priority tags and 4095 for implementations. */
export const MIN_VLAN_ID = 1;
export const MAX_VLAN_ID = 4094;

export function isVlanId(value: number): boolean {
  return Number.isInteger(value) && value >= MIN_VLAN_ID && value <= MAX_VLAN_ID;
}
