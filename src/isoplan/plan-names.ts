/** How networks and subnets of a plan may be called: their names go into ids and file names. */
export const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
/** How roles, hosts and services may be called, where the name of their stack may come first. */
export const STACKED_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)?$/;
/** How the hosts of a role may be called, with `%index%` for their number. */
export const HOSTNAME_FORMAT = /^(?:[A-Za-z0-9]|%index%)(?:[A-Za-z0-9._-]|%index%)*$/;
