/** The user's command or input cannot be worked with: exit code 2. */
export class UsageError extends Error {
  readonly problems: readonly {readonly message: string; readonly place?: string}[];

  constructor(message: string, problems: readonly {readonly message: string; readonly place?: string}[] = []) {
    super(message);
    this.name = 'UsageError';
    this.problems = problems;
  }
}
