/**
 * Does something that must not stop in the middle; a signal that asks the process to end is obeyed right after it.
 *
 * Signals come in where the event loop waits for input, which is for sure between two of its turns; until then somebody has to listen.
 */
export async function withoutInterruption<T>(work: () => T): Promise<T> {
  let received: NodeJS.Signals | undefined;
  const remember = (signal: NodeJS.Signals): void => {
    received ??= signal;
  };
  for (const signal of SIGNALS) process.on(signal, remember);
  try {
    return work();
  } finally {
    for (const _turn of [1, 2]) await new Promise((resolve) => setImmediate(resolve));
    for (const signal of SIGNALS) process.off(signal, remember);
    if (received !== undefined) process.kill(process.pid, received);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
