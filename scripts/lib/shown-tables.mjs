/** Tables for a terminal. */
import { textTable } from './text-table.mjs';

/** @param {readonly import('./experiments.mjs').Table[]} tables */
export function shownTables(tables) {
  return tables
    .map(({ title, header, lines, alignment, legend }) => {
      const table = `${textTable(header, lines, alignment)}\n\n${legend}`;
      return title === '' ? table : `${title}\n${table}`;
    })
    .join('\n\n');
}
