import { tableCsv } from '../../experiments/csv';
import type { Table } from '../../experiments/metrics';
import type { TermId } from '../glossary/glossary';
import { Term } from '../glossary/Term';
import { ScrollRegion } from '../shared/ScrollRegion';
import { fileName, saveFile } from '../shared/save-file';

interface DataTableProps {
  readonly table: Table;
  /** Of the file that its CSV is saved under, and said before the title. */
  readonly name: string;
  readonly title?: string;
}

/** A table of figures with its legend; it scrolls inside of itself where it is wider than the screen. */
export function DataTable({ table, name, title = table.title }: DataTableProps) {
  const { header, lines, alignment, legend } = table;
  return (
    <div class="data-table">
      <div class="panel-head">
        <h3>{title}</h3>
        <button
          type="button"
          class="quiet"
          aria-label={`Save the table ${title} as CSV`}
          onClick={() => saveFile(fileName(`${name} ${title}`, 'csv'), tableCsv(table), 'text/csv')}
        >
          CSV
        </button>
      </div>
      <ScrollRegion class="scrolling" aria-label={`${title}, scrolls sideways`}>
        <table class="figures-table">
          <thead>
            <tr>
              {header.map((cell, i) =>
                // A header that says nothing is none.
                cell === '' ? (
                  <td key={i} />
                ) : (
                  <th key={cell} scope="col" class={alignment[i] === 'right' ? 'number' : ''}>
                    <HeaderCell text={cell} />
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.slice(0, 3).join(' ')}>
                {line.map((cell, i) =>
                  i === 0 ? (
                    <th key={header[i]} scope="row">
                      {cell}
                    </th>
                  ) : (
                    <td key={header[i]} class={alignment[i] === 'right' ? 'number' : ''}>
                      {cell}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p class="hint legend">{legend}</p>
    </div>
  );
}

/** Columns whose heading is a word of the method. */
const TERMS: Readonly<Record<string, TermId>> = {
  RSR: 'rsr',
  gamma: 'gamma',
  solved: 'solved',
  hidden: 'hidden-test',
  'visible tests': 'visible-test',
  'hidden tests': 'hidden-test',
  tokens: 'forwarded',
  'session runs': 'session-run',
};

function HeaderCell({ text }: { text: string }) {
  const id = TERMS[text];
  return id === undefined ? text : <Term id={id}>{text}</Term>;
}
