import type {RoleId} from '../../../model/topology.js';
import {joinNames} from '../../../text/names.js';
import {bmDefaultRouteDiffers} from '../checks/bm-default-route-differs.js';
import {bmSubnetDiffers} from '../checks/bm-subnet-differs.js';
import type {BaremetalRole, RoleEntry} from '../inputs.js';
import {type CloudBuilder, CONTROL_PLANE} from './cloud-builder.js';

/** Reports what the bare metal file and roles_data say differently of one role. */
export function reportDisagreement(builder: CloudBuilder, id: RoleId, entry: RoleEntry, baremetal: BaremetalRole): void {
  reportDefaultRoutes(builder, id, entry, baremetal);
  reportSubnets(builder, id, entry, baremetal);
}

/**
 * The bare metal file counts where provisioning configures the hosts, and roles_data where the deployment does. A default route that only
 * roles_data names is no word of the bare metal file's, and whether it is meant nobody says.
 */
function reportDefaultRoutes(builder: CloudBuilder, id: RoleId, entry: RoleEntry, baremetal: BaremetalRole): void {
  const named = entry.defaultRouteNetworks;
  const described = baremetal.instances.length > 0 ? baremetal.instances : [baremetal];
  const silent = described.find(({networkConfig}) => networkConfig?.defaultRouteNetworks === undefined);
  if (named === undefined || silent === undefined) return;
  if (named.length === 1 && builder.findNetwork(named[0]!.value)?.isProvisioning === true) return;
  const names = named.length === 0 ? 'none' : joinNames(named.map(({value}) => value));
  builder.report.add(bmDefaultRouteDiffers, {
    message: `The bare metal file names no default route network for role "${entry.name.value}", so its hosts take "${CONTROL_PLANE.nameLower}"; roles_data names ${names}.`,
    at: silent.networkConfig?.place ?? baremetal.name.place,
    notes: [{message: 'roles_data says it here.', at: named[0]?.place ?? entry.name.place}],
    subjects: [id],
    certainty: 'undecided',
  });
}

/** Ports are made in the subnet that the bare metal file names. */
function reportSubnets(builder: CloudBuilder, id: RoleId, entry: RoleEntry, baremetal: BaremetalRole): void {
  for (const {network: name, subnet} of baremetal.networks) {
    const network = builder.findNetwork(name.value);
    const other = entry.networks.find((listed) => network !== undefined && builder.findNetwork(listed.name.value) === network)?.subnet;
    if (network === undefined || subnet === undefined || other === undefined || other.value === subnet.value) continue;
    if ([subnet, other].some(({value}) => builder.findSegment(network.id, value) === undefined)) continue;
    builder.report.add(bmSubnetDiffers, {
      message: `The bare metal file puts role "${entry.name.value}" on the subnet "${subnet.value}" of "${network.name}", and roles_data on "${other.value}".`,
      at: subnet.place,
      notes: [{message: 'roles_data names the subnet here.', at: other.place}],
      subjects: [id, network.id],
    });
  }
}
