import type { Report } from '../../report/report-schema';
import { hiddenTable } from '../../report/report-tables';
import { shortInterval, VERDICT_WORDS } from '../../report/words';
import { DataTable } from '../experiments/DataTable';
import { Fold } from '../shared/Fold';

const MARKS = { met: '✓', 'met-within-chance': '✓', 'missed-narrowly': '✗', missed: '✗', 'not-measured': '–' } as const;

/** What was asked for before the training began, and the tests that nobody chose by. */
export function TargetsSection({ report }: { report: Report }) {
  const counted = (verdict: keyof typeof VERDICT_WORDS) =>
    report.targets.filter((one) => one.verdict === verdict).length;
  const heldOut = report.sets.filter(({ id }) => id === 'held-out');
  const others = report.sets.filter(({ id }) => id !== 'held-out');
  const met = counted('met') + counted('met-within-chance');
  const missed = counted('missed') + counted('missed-narrowly');
  if (report.targets.length === 0) return null;
  return (
    <section aria-labelledby="targets-title" class="report-part">
      <h2 id="targets-title">What was asked of it</h2>
      <p>
        Of {report.targets.length} targets that were set before the training, {met} are met and {missed} missed
        {counted('not-measured') > 0 && `; ${counted('not-measured')} were not measured`}.
      </p>
      <ul class="report-targets">
        {report.targets.map(({ id, words, goal, value, verdict }) => (
          <li key={id} class={verdict === 'missed-narrowly' ? 'missed' : verdict}>
            <span class="report-verdict">
              <span aria-hidden="true">{MARKS[verdict]}</span> {VERDICT_WORDS[verdict]}
            </span>
            <span>
              {words}: {value === null ? 'no figure' : <b>{shortInterval(value)}</b>}, asked for {goal}.
            </span>
          </li>
        ))}
      </ul>
      <h3>Hidden tests</h3>
      <p>
        The visible tests choose lines and programs, so an answer could pass them by luck. Hidden tests choose nothing:
        they are run on the finished answer alone.
      </p>
      <DataTable
        table={hiddenTable({ sets: heldOut })}
        name="built-in model"
        title="Hidden tests on held-out problems"
      />
      <Fold summary="On all other problems" open={false}>
        <DataTable table={hiddenTable({ sets: others })} name="built-in model" title="Hidden tests on other problems" />
      </Fold>
    </section>
  );
}
