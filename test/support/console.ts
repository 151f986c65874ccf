/** Jest wraps the console in stack traces; the tests print through Node's own. */
import nodeConsole from 'node:console';

globalThis.console = nodeConsole as unknown as Console;
