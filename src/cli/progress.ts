import {escapeTerminal} from '../text/escape.js';

/** Work that takes less than this is over before anybody wonders. */
const PATIENCE_MILLISECONDS = 1000;

interface Terminal {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

export interface Progress {
  say(text: string): void;
  /** Takes the line away again. */
  end(): void;
}

/** One line on a terminal that says what is being done, from the first second on; nothing anywhere else. */
export function progressOn(stream: Terminal, isWanted: boolean, now: () => number = () => performance.now()): Progress {
  if (!isWanted || stream.isTTY !== true) return {say: () => {}, end: () => {}};
  const start = now();
  let isShown = false;
  return {
    say(text) {
      if (now() - start < PATIENCE_MILLISECONDS) return;
      isShown = true;
      stream.write(`\r\u001b[K${escapeTerminal(text)}`);
    },
    end() {
      if (isShown) stream.write('\r\u001b[K');
      isShown = false;
    },
  };
}
