import { equalCostSentence } from '../../report/plain-words';
import type { Report } from '../../report/report-schema';
import { controlTable, equalCostTable, lineStartTable } from '../../report/report-tables';
import { CONTROL_WORDS, shortDifference, shortInterval } from '../../report/words';
import { DataTable } from '../experiments/DataTable';
import { Fold } from '../shared/Fold';
import { Commands } from './Commands';

/** What else could explain the gain, and where something simpler wins. */
export function ControlsSection({ report }: { report: Report }) {
  const { equalCost, controls, lineStarts } = report;
  if (equalCost.length === 0 && controls === null && lineStarts === null) return null;
  return (
    <section aria-labelledby="controls-title" class="report-part">
      <h2 id="controls-title">Does guidance deserve the credit?</h2>
      {equalCost.length > 0 && (
        <>
          <h3>Against simply trying often, at equal cost</h3>
          <p>
            Sampling whole programs and keeping the first that passes the visible tests needs no guidance at all. It was
            given, problem by problem, what guidance had spent on that problem.
          </p>
          <ul class="report-list">
            {equalCost.map((line) => (
              <li key={`${line.unit} ${line.against}`}>{equalCostSentence(line)}</li>
            ))}
          </ul>
          <Fold summary="As a table" open={false}>
            <DataTable table={equalCostTable(report)} name="built-in model" title="Equal cost" />
          </Fold>
          <Commands commands={equalCost.flatMap(({ commands }) => commands)} of="equal cost" />
        </>
      )}
      {controls !== null && (
        <>
          <h3>With one thing taken away</h3>
          <ul class="report-list">
            {controls.lines.map((line) => (
              <li key={line.control}>
                <b>{CONTROL_WORDS[line.control]}</b>: {CONTROL_MEANING[line.control]}{' '}
                {line.kept === null
                  ? 'How much of the gain it keeps cannot be told.'
                  : `It keeps ${shortInterval(line.kept)} of the gain.`}{' '}
                Guidance over it: {shortDifference(line.guidance.difference)}.
              </li>
            ))}
          </ul>
          <Fold summary="As a table" open={false}>
            <DataTable table={controlTable(report)} name="built-in model" title="Controls" />
          </Fold>
          <Commands commands={controls.commands} of="the controls" />
        </>
      )}
      {lineStarts !== null && (
        <>
          <h3>Line by line: rescue and keep</h3>
          <p>
            At the start of lines in reference solutions: where the plain next line was wrong, did the signal rescue it;
            where it was right, did it stay right? Where no candidate passes, the signal cannot show what is right, only
            what is wrong.
          </p>
          <DataTable table={lineStartTable(report)} name="built-in model" title="Rescue and keep" />
          <Commands commands={lineStarts.commands} of="rescue and keep" />
        </>
      )}
    </section>
  );
}

const CONTROL_MEANING = {
  'swapped-traces': 'each candidate is shown with what another one did. A model that reads its signal is misled by it.',
  'passing-line': 'where a candidate passes all visible tests its line is taken as it is, else the plain line.',
} as const;
