import type {RegistryMatch} from '../heat/registry.js';

/** Whether an entry stands for no port of its own: nothing, or the stand-in whose address is the provisioning one. */
export function isNoPort(match: RegistryMatch): boolean {
  return match.target === 'OS::Heat::None' || /(^|\/)noop\.yaml$/.test(match.target);
}
