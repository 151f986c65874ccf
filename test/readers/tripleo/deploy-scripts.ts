/** Deploy scripts as operators keep them, for the tests of what is read out of them. */

/** One stack, networks made by Heat: everything in one command (RHOSP 16, Train). */
export const CLASSIC = String.raw`#!/bin/bash
# Deploys the overcloud. Run as stack on the undercloud.
set -euo pipefail

source ~/stackrc
cd ~

THT=/usr/share/openstack-tripleo-heat-templates
CNF=$HOME/templates

time openstack overcloud deploy \
  --templates $THT \
  --stack overcloud \
  --ntp-server 192.0.2.123 --libvirt-type kvm \
  --control-scale 3 --compute-scale 2 --timeout 240 \
  -r $CNF/roles_data.yaml \
  -n "$CNF/network_data.yaml" \
  -e $THT/environments/network-isolation.yaml \
  -e $THT/environments/disable-telemetry.yaml \
  -e $CNF/network-environment.yaml \
  -e "${'$'}{CNF}/fixed-vips.yaml" \
  --environment-directory $CNF/site.d \
  -e ~/containers-prepare-parameter.yaml \
  --log-file overcloud_deploy.log --debug 2>&1 | tee ~/deploy.log
`;

/** Networks, virtual addresses and hosts are provisioned first, and what that writes is deployed (RHOSP 17, Wallaby). */
export const PROVISIONED = String.raw`#!/usr/bin/env bash
. /home/stack/stackrc
DIR="$(cd "$(dirname "${'$'}{BASH_SOURCE[0]}")" && pwd)"
STACK=${'$'}{STACK:-overcloud}
OUT=$DIR/generated
mkdir -p "$OUT"

openstack overcloud network provision --stack "$STACK" --yes \
  --output "$OUT/networks-deployed.yaml" "$DIR/network_data.yaml" || exit 1

openstack overcloud network vip provision --stack "$STACK" --yes \
  -o "$OUT/vips-deployed.yaml" "$DIR/vip_data.yaml" || exit 1

openstack overcloud node provision --stack "$STACK" --network-config --concurrency 10 --yes \
  --output="$OUT/baremetal-deployed.yaml" "$DIR/baremetal_deployment.yaml" || exit 1

openstack tripleo container image prepare default --output-env-file "$OUT/images.yaml"

ENVS=(
  -e environments/ssl.yaml          # certificates
  -e "$OUT/networks-deployed.yaml"
  -e "$OUT/vips-deployed.yaml"
  -e "$OUT/baremetal-deployed.yaml"
)
ENVS+=(-e "$OUT/images.yaml")

openstack overcloud deploy --templates --deployed-server --stack "$STACK" -y \
  -r "$DIR/roles_data.yaml" -n "$DIR/network_data.yaml" --vip-file "$DIR/vip_data.yaml" \
  "${'$'}{ENVS[@]}"
`;

/** A central site and an edge site: two stacks on one undercloud, with one network data file. */
export const TWO_STACKS = String.raw`#!/bin/bash
source ~/stackrc
T=~/templates
common="-r $T/roles_data.yaml -n $T/network_data.yaml -e $T/common.yaml"

openstack overcloud network provision --output ~/networks-deployed.yaml $T/network_data.yaml

deploy() {
  local stack=$1
  shift
  openstack overcloud node provision --stack "$stack" -o ~/$stack/nodes.yaml $T/$stack/nodes.yaml
  openstack overcloud deploy --templates --stack "$stack" $common -e ~/networks-deployed.yaml \
    -e ~/$stack/nodes.yaml -e $T/$stack/site.yaml "$@"
}

deploy control-plane
openstack overcloud export -f --stack control-plane --output-file ~/control-plane-export.yaml
deploy edge -e ~/control-plane-export.yaml -e $T/edge/dcn.yaml
`;
