import type { Experiment } from '../../experiments/definition';
import { mainTable } from '../../experiments/metrics';
import { inconsistencies, PAPER, PUBLISHED_TABLES, type PublishedTable } from '../../experiments/published';
import type { ResultRow } from '../../experiments/result-row';
import { Term } from '../glossary/Term';
import { Fold } from '../shared/Fold';
import { Provenance } from '../shared/Provenance';

interface PublishedTablesProps {
  readonly rows: readonly ResultRow[];
  readonly experiment: Experiment | null;
}

/** The paper's figures, as published; beside a table, and never in it, what the open experiment measured on that set. */
export function PublishedTables({ rows, experiment }: PublishedTablesProps) {
  return (
    <section class="published" aria-labelledby="published-title">
      <h3 id="published-title">The paper's tables</h3>
      <p class="hint">
        As published in{' '}
        <a href={PAPER.url} target="_blank" rel="noreferrer">
          {PAPER.name}
        </a>{' '}
        and its repository, measured by others with other models. There, "solved" is the union over up to 48
        configurations at four strengths, and on MBPP the tests that choose are the tests that score. An open experiment
        on the same problems stands beside them, apart.
      </p>
      {PUBLISHED_TABLES.map((table) => (
        <Fold key={table.title} summary={table.title} open={false}>
          <div class="published-pair">
            <Published table={table} />
            <Ours table={table} rows={rows} experiment={experiment} />
          </div>
        </Fold>
      ))}
    </section>
  );
}

function Published({ table }: { table: PublishedTable }) {
  const odd = inconsistencies(table);
  return (
    <div class="scrolling">
      <table class="figures-table">
        <caption>
          <Provenance source="published" word="Published figures" />
        </caption>
        <thead>
          <tr>
            <th scope="col">model</th>
            <th scope="col">method</th>
            {table.benchmarks.map((name) => (
              <th key={name} scope="col" class="number">
                {name} %
              </th>
            ))}
            {table.benchmarks.map((name) => (
              <th key={name} scope="col" class="number">
                <Term id="rsr">RSR</Term>, {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={`${row.model} ${row.method}`}>
              <th scope="row">{row.model}</th>
              <td>{row.method}</td>
              {row.accuracy.map((value, i) => (
                <td key={table.benchmarks[i]} class="number">
                  {value ?? 'not given'}
                </td>
              ))}
              {row.rsr.map((value, i) => (
                <td key={table.benchmarks[i]} class="number">
                  {value ?? 'not given'}
                  {odd.some((one) => one.row === row && one.benchmark === table.benchmarks[i]) ? ' *' : ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {odd.length > 0 && (
        <p class="hint legend">
          * does not follow from the accuracies beside it, which give{' '}
          {odd.map(({ row, benchmark, from }) => `${from.toFixed(2)} for ${row.method} on ${benchmark}`).join(', ')}.
        </p>
      )}
    </div>
  );
}

function Ours({ table, rows, experiment }: PublishedTablesProps & { table: PublishedTable }) {
  const benchmark = table.benchmarks.find((name) => experiment !== null && sameSet(experiment.problemSet, name));
  if (benchmark === undefined || experiment === null || rows.length === 0) {
    return <p class="empty">Ours: open an experiment on {table.benchmarks.join(' or ')} to see it here.</p>;
  }
  const { header, lines } = mainTable(rows);
  const at = ['strategy', 'gamma', 'n', 'solved', 'both'].map((name) => header.indexOf(name));
  return (
    <div class="scrolling">
      <table class="figures-table">
        <caption>
          <Provenance source="live" /> Ours on {benchmark}: {experiment.model?.id ?? 'no model yet'}
        </caption>
        <thead>
          <tr>
            {at.map((i) => (
              <th key={i} scope="col">
                {header[i]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.slice(0, 3).join(' ')}>
              {at.map((i) => (
                <td key={i}>{line[i]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `mbpp.test.jsonl.gz` is MBPP, and not MBPP-ET. */
function sameSet(name: string, benchmark: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const set = plain(name);
  return set.startsWith(plain(benchmark)) && set.startsWith(`${plain(benchmark)}et`) === false;
}
