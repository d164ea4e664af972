/** A table for a terminal: columns padded to their widest cell. */

/**
 * @param {readonly string[]} header
 * @param {readonly (readonly string[])[]} rows
 * @param {readonly ('left' | 'right')[]} alignment one per column
 * @returns {string}
 */
export function textTable(header, rows, alignment) {
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => (row[column] ?? '').length)));
  /** @param {readonly string[]} row */
  const line = (row) =>
    widths
      .map((width, column) => {
        const cell = row[column] ?? '';
        return alignment[column] === 'right' ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
