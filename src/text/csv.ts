/**
 * Rows of cells as comma-separated values (RFC 4180): lines end with CR LF, and a cell with a comma, a quote or a line end stands in quotes.
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

/**
 * A cell that no spreadsheet computes: what would be taken for a formula gets an apostrophe before it, which spreadsheets show text by.
 *
 * See https://owasp.org/www-community/attacks/CSV_Injection
 */
export function withoutFormula(cell: string): string {
  return isFormula(cell) ? `'${cell}` : cell;
}

/** Whether a spreadsheet might compute it. Numbers with a sign are none of our cells. */
export function isFormula(cell: string): boolean {
  return /^[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(cell);
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
