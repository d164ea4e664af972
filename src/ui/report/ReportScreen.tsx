import { measuredReport } from '../../report/measured';
import { curveSentence } from '../../report/plain-words';
import { costTable, triedTables, weightsTable } from '../../report/report-tables';
import { UNIT_WORDS } from '../../report/words';
import type { Desk } from '../app/desk';
import { DataTable } from '../experiments/DataTable';
import { Fold } from '../shared/Fold';
import { Commands } from './Commands';
import { ControlsSection } from './ControlsSection';
import { CurveChart } from './CurveChart';
import { ReportHead } from './ReportHead';
import { SolvedSection } from './SolvedSection';
import { TargetsSection } from './TargetsSection';

const REPORT = measuredReport();

/** What was measured of the built-in model, for whoever asks how well this works. */
export function ReportScreen({ desk }: { desk: Desk }) {
  const { curves, costs, development, weights, settings, command } = REPORT;
  if (REPORT.sets.length === 0) return <NotMeasured command={command} />;
  return (
    <div class="page report">
      <ReportHead desk={desk} report={REPORT} />
      <SolvedSection report={REPORT} />
      {curves.length > 0 && (
        <section aria-labelledby="curves-title" class="report-part">
          <h2 id="curves-title">How strong, and how many</h2>
          <div class="charts">
            {curves.map((curve) => (
              <div key={curve.setting} class="report-words">
                <CurveChart curve={curve} />
                <p>{curveSentence(curve)}</p>
                <Commands commands={curve.commands} of={`the curve over ${curve.setting}`} />
              </div>
            ))}
          </div>
          {costs.length > 0 && (
            <Fold summary="Solved over cost: forwarded tokens, session runs, seconds" open={false}>
              {costs.map((cost) => (
                <DataTable
                  key={cost.unit}
                  table={costTable(cost)}
                  name="built-in model"
                  title={`Solved over ${UNIT_WORDS[cost.unit]}`}
                />
              ))}
            </Fold>
          )}
        </section>
      )}
      <ControlsSection report={REPORT} />
      <TargetsSection report={REPORT} />
      <section aria-labelledby="made-title" class="report-part">
        <h2 id="made-title">How it was measured</h2>
        <p>
          One agent: <code>{settings.agent}</code>. The team: {settings.team.length} lines of settings, below. Seed{' '}
          {settings.seed}.{' '}
          {development === null
            ? "The settings are the page's own."
            : `They were chosen on ${development.n} other problems, before these were run.`}{' '}
          All of it is measured again, and this page written, by:
        </p>
        <pre class="report-commands">{command}</pre>
        <Fold summary="Settings of the team" open={false}>
          <ul class="report-list">
            {settings.team.map((agent) => (
              <li key={agent}>
                <code>{agent}</code>
              </li>
            ))}
          </ul>
        </Fold>
        {development !== null && (
          <Fold summary="The search for settings" open={false}>
            {triedTables(development).map((table) => (
              <DataTable key={table.title} table={table} name="built-in model" />
            ))}
            <Commands commands={development.commands} of="the search" />
          </Fold>
        )}
        {weights !== null && (
          <DataTable table={weightsTable(REPORT)} name="built-in model" title="Earlier weights and these" />
        )}
      </section>
    </div>
  );
}

function NotMeasured({ command }: { command: string }) {
  return (
    <div class="page report">
      <section aria-labelledby="report-title" class="report-part">
        <h2 id="report-title">How well it works</h2>
        <p class="empty">
          The weights that come with this page were not measured yet. Whoever has the repository measures them, and
          writes this screen, by:
        </p>
        <pre class="report-commands">{command}</pre>
      </section>
    </div>
  );
}
