import {escapeTerminal} from './escape.js';

/**
 * Foreign text that stays text in Markdown (GitHub's): no markup, no table cell more, no link, and nobody is mentioned.
 *
 * An `@` stands in a code span, because it calls people by name even where it is escaped.
 */
export function escapeMarkdown(text: string): string {
  return escapeTerminal(text)
    .replace(/[\\`*_{}[\]<>|~&#!]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/(www)\./gi, '$1\\.')
    .replaceAll('@', '`@`');
}

/** Rows as a table, the first its head. The cells are Markdown already. */
export function markdownTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
