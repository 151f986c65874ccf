/**
 * What counts where undercloud.conf says nothing (config/undercloud.py, constants.py).
 *
 * Those of a subnet count for the local one only; the others have none. Its DHCP range counts only beside the default `cidr`: with another
 * one every address of the subnet is handed out.
 */
export const UNDERCLOUD_DEFAULTS = {
  localIp: '192.168.24.1/24',
  publicHost: '192.168.24.2',
  adminHost: '192.168.24.3',
  isTlsOn: true,
  enableRoutedNetworks: false,
  ntpServers: '0.pool.ntp.org,1.pool.ntp.org,2.pool.ntp.org,3.pool.ntp.org',
  subnet: 'ctlplane-subnet',
  cidr: '192.168.24.0/24',
  gateway: '192.168.24.1',
  dhcpStart: '192.168.24.5',
  dhcpEnd: '192.168.24.24',
  inspectionRange: '192.168.24.100,192.168.24.120',
  masquerade: false,
  minionLocalIp: '192.168.24.50/24',
} as const;
