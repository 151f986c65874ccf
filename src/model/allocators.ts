/** Neutron: gives addresses to ports and keeps them. */
export const NEUTRON = 'neutron';

/** Lends addresses to hosts while they are inspected, before they are anybody's. It knows of no other's reservations. */
export const INSPECTION = 'inspection';
