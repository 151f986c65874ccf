import type {Prefix} from './prefix.js';

/** Prefixes that hosts take for themselves without being told, and who takes them there. */
export const PLATFORM_PREFIXES: readonly {readonly prefix: Prefix; readonly name: string}[] = [
  /** 10.88.0.0/16, podman-network(1). */
  {prefix: {family: 4, first: 0x0a580000n, length: 16}, name: "podman's default bridge"},
];
