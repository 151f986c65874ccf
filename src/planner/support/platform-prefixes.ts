import type {Prefix} from '../../net/prefix.js';

/** What hosts take for themselves without being told: podman's default bridge, 10.88.0.0/16 (podman-network(1)). */
export const PLATFORM_PREFIXES: readonly Prefix[] = [{family: 4, first: 0x0a580000n, length: 16}];
