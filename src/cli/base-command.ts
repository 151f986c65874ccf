import {Command} from '@oclif/core/command';
import type {ExitCode} from './exit-code.js';

/** What all commands share. Failures fly to `main`, which alone turns them into words and exit codes. */
export abstract class BaseCommand extends Command {
  protected override catch(error: Error): Promise<never> {
    return Promise.reject(error);
  }

  /** Sets the exit code. The process ends by itself, when the output has gone out. */
  protected finish(code: ExitCode): void {
    process.exitCode = code;
  }
}
