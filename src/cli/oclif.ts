/** oclif's runner, in a module of its own, so that `--version` need not load it. */
import '@oclif/core/command';

export {run} from '@oclif/core/run';
