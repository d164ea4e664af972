import type { Report } from '../../report/report-schema';
import { hiddenTable, targetTable } from '../../report/report-tables';
import type { VERDICT_WORDS } from '../../report/words';
import { DataTable } from '../experiments/DataTable';

/** What was asked for before the training began, and the tests that nobody chose by. */
export function TargetsSection({ report }: { report: Report }) {
  const counted = (verdict: keyof typeof VERDICT_WORDS) =>
    report.targets.filter((one) => one.verdict === verdict).length;
  const met = counted('met') + counted('met-within-chance');
  return (
    <section aria-labelledby="targets-title" class="report-part">
      <h2 id="targets-title">What was asked of it</h2>
      <p>
        Of {report.targets.length} targets that were set before the training, {met} are met and {counted('missed')}{' '}
        missed
        {counted('not-measured') > 0 && `; ${counted('not-measured')} were not measured`}.
      </p>
      <DataTable table={targetTable(report)} name="built-in model" title="Targets" />
      <h3>Hidden tests</h3>
      <p>
        The visible tests choose lines and programs, so an answer could pass them by luck. Hidden tests choose nothing:
        they are run on the finished answer alone.
      </p>
      <DataTable table={hiddenTable(report)} name="built-in model" title="Visible and hidden tests" />
    </section>
  );
}
