#!/bin/bash
# The four commands that deploy this cloud. isoplan reads them with --deploy-command and takes exactly the files they name.
set -eu
cd "$(dirname "$0")"

openstack overcloud network provision --output networks-deployed.yaml network_data.yaml
openstack overcloud network vip provision --stack overcloud --output vips-deployed.yaml vip_data.yaml
openstack overcloud node provision --stack overcloud --network-config --output nodes-deployed.yaml baremetal_deployment.yaml

openstack overcloud deploy --templates \
  --stack overcloud \
  -r roles_data.yaml \
  -n network_data.yaml \
  -e networks-deployed.yaml \
  -e vips-deployed.yaml \
  -e nodes-deployed.yaml \
  -e /usr/share/openstack-tripleo-heat-templates/environments/podman.yaml \
  -e cloud.yaml
