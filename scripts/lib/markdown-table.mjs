/** A table for a document. */

/**
 * @param {Pick<import('./experiments.mjs').Table, 'header' | 'lines' | 'alignment'>} table
 * @returns {string}
 */
export function markdownTable({ header, lines, alignment }) {
  const row = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = header.map((_, i) => (alignment[i] === 'right' ? '---:' : '---'));
  return [row(header), row(rule), ...lines.map(row)].join('\n');
}
