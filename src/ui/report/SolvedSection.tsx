import { useSignal } from '@preact/signals';
import { setSentences } from '../../report/plain-words';
import type { Report, SetReport } from '../../report/report-schema';
import { mainTableOf } from '../../report/report-tables';
import { shortDifference, shortInterval, shortSolved, strategyWords } from '../../report/words';
import { ScrollRegion } from '../shared/ScrollRegion';
import { Commands } from './Commands';
import { IntervalChart } from './IntervalChart';

/** The main table, and each set of problems by itself. */
export function SolvedSection({ report }: { report: Report }) {
  const picked = useSignal(0);
  const set = report.sets[picked.value] ?? report.sets[0];
  if (set === undefined) return null;
  return (
    <section aria-labelledby="solved-title" class="report-part">
      <h2 id="solved-title">Problems solved</h2>
      <MainTable sets={report.sets} />
      <label class="report-pick">
        <span>Look closer at</span>
        <select value={picked.value} onChange={(event) => (picked.value = Number(event.currentTarget.value))}>
          {report.sets.map(({ id, title }, i) => (
            <option key={id} value={i}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <div class="charts">
        <div class="report-words">
          <p class="hint">
            {set.about.charAt(0).toUpperCase()}
            {set.about.slice(1)}.
          </p>
          {setSentences(set).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <Commands commands={set.commands} of={set.title} />
        </div>
        <IntervalChart
          title={`Solved: ${set.title}`}
          rows={set.rows.map(({ id, name, n, solved }) => ({ label: strategyWords(id, name), n, share: solved }))}
          table={mainTableOf(set)}
        />
      </div>
    </section>
  );
}

const COLUMNS = [
  'problems',
  'n',
  'plain greedy',
  'best of 10',
  'one agent',
  'over greedy',
  'RSR',
  'up to 8 agents',
  'RSR',
];

function MainTable({ sets }: { sets: readonly SetReport[] }) {
  return (
    <ScrollRegion class="scrolling" aria-label="Problems solved, scrolls sideways">
      <table class="figures-table">
        <caption>Percent solved, with 95 % intervals</caption>
        <thead>
          <tr>
            {COLUMNS.map((column, i) => (
              <th key={`${column}${i}`} scope="col" class={i === 0 ? '' : 'number'}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sets.map((set) => (
            <tr key={set.id}>
              <th scope="row">{set.title}</th>
              {cellsOf(set).map((cell, i) => (
                <td key={`${COLUMNS[i + 1]}${i}`} class="number">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint legend">
        RSR, the relative success rate: of what plain greedy leaves unsolved, the part that is gained. Over greedy: in
        percentage points, on the same problems.
      </p>
    </ScrollRegion>
  );
}

function cellsOf({ rows }: SetReport): string[] {
  const row = (id: string) => rows.find((one) => one.id === id);
  const n = row('greedy')?.n ?? 0;
  const solved = (id: string) => shortSolved(row(id), n);
  const rsr = (id: string) => (row(id) === undefined ? 'not run' : shortInterval(row(id)?.rsr ?? null) || 'none');
  return [
    String(n),
    solved('greedy'),
    solved('best-of-n'),
    solved('egcfg'),
    shortDifference(row('egcfg')?.over?.difference ?? null),
    rsr('egcfg'),
    solved('agents'),
    rsr('agents'),
  ];
}
