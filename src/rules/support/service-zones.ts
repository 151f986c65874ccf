/** Where a service belongs, and whether users of the cloud speak to it themselves. */
export interface ServiceZone {
  readonly name: 'internal' | 'storage' | 'storage management';
  readonly facesUsers: boolean;
}

/**
 * The zones of services, by service name: only of those that are at home on the internal API, storage or storage management network.
 *
 * The networks are those of upstream's default map, and tripleo-docs says what each is for (tripleo-heat-templates stable/wallaby
 * 811bf370be3b, overcloud-resource-registry-puppet.j2.yaml; tripleo-docs, features/network_isolation.rst, the list of networks). Left out are
 * services that upstream itself takes outside: the dashboard, name servers and those that answer them, and NFS for users' shares.
 */
export const SERVICE_ZONES: ReadonlyMap<string, ServiceZone> = new Map([
  ...zone({name: 'internal', facesUsers: false}, [
    'etcd',
    'glance_api_internal',
    'memcached',
    'mongodb',
    'mysql',
    'nova_libvirt',
    'nova_metadata',
    'oslo_messaging_notify',
    'oslo_messaging_rpc',
    'ovn_dbs',
    'pacemaker',
    'pacemaker_remote',
    'qdr',
    'rabbitmq',
    'rabbitmq_management',
    'redis',
  ]),
  ...zone({name: 'internal', facesUsers: true}, [
    'aodh_api',
    'barbican_api',
    'cinder_api',
    'designate_api',
    'ec2_api',
    'glance_api',
    'gnocchi_api',
    'heat_api',
    'heat_api_cfn',
    'heat_api_cloudwatch',
    'keystone_public_api',
    'manila_api',
    'mistral_api',
    'neutron_api',
    'nova_api',
    'nova_vnc_proxy',
    'octavia_api',
    'panko_api',
    'placement',
    'sahara_api',
    'zaqar_api',
  ]),
  ...zone({name: 'storage', facesUsers: false}, ['ceph_mon', 'cinder_iscsi']),
  ...zone({name: 'storage', facesUsers: true}, ['ceph_grafana', 'ceph_rgw', 'swift_proxy']),
  ...zone({name: 'storage management', facesUsers: false}, ['ceph_cluster', 'swift_storage']),
]);

function zone(where: ServiceZone, services: readonly string[]): [string, ServiceZone][] {
  return services.map((service) => [service, where]);
}
