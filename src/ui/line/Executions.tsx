import { useComputed, useSignal } from '@preact/signals';
import { DEFAULT_LIMITS } from '../../limits/sandbox-limits';
import type { LineView } from '../../runs/run-view';
import type { Desk } from '../app/desk';
import { Mark } from '../shared/Mark';
import { candidateSummary } from './candidate-summary';
import { focusedCandidate, ranAs } from './focus';
import { TestRunRow } from './TestRunRow';
import { useInOrder } from './use-in-order';
import { VerdictRows } from './VerdictRows';

/** All candidates and tests at a glance, and below it what one candidate did on each test. */
export function Executions({ desk }: { desk: Desk }) {
  const candidates = useInOrder(desk);
  const started = useComputed(() => desk.view.value.started).value;
  const focused = useComputed(() => {
    const line = desk.shownLine.value;
    return line === null ? null : focusedCandidate(line, desk.pickedCandidate.value, desk.playhead.event.value);
  }).value;
  /** The test that was pressed in the rows above: it is opened. */
  const pressed = useSignal<number | null>(null);
  const tests = started?.problem.visibleTests ?? [];
  if (candidates.length === 0) {
    return (
      <>
        <p class="empty">Each candidate is made into a program and run on the visible tests, traced line by line.</p>
        <PartialRun desk={desk} />
      </>
    );
  }
  const shown = ranAs(candidates, focused);
  return (
    <>
      <VerdictRows
        candidates={candidates}
        testCount={tests.length}
        focused={shown?.candidate.index ?? null}
        onPick={(index, test) => {
          pressed.value = test;
          desk.pickCandidate(index);
        }}
      />
      <PartialRun desk={desk} />
      {shown !== null && (
        <RunsOfCandidate
          key={`${desk.shownLine.value?.line} ${shown.candidate.index} ${pressed.value}`}
          shown={shown}
          testCount={tests.length}
          limits={started?.limits ?? DEFAULT_LIMITS}
          opened={pressed.value}
        />
      )}
    </>
  );
}

interface RunsOfCandidateProps {
  readonly shown: LineView['candidates'][number];
  readonly testCount: number;
  readonly limits: typeof DEFAULT_LIMITS;
  readonly opened: number | null;
}

function RunsOfCandidate({ shown, testCount, limits, opened }: RunsOfCandidateProps) {
  const { candidate, execution } = shown;
  const summary = candidateSummary(shown, testCount);
  const program = execution?.executable.kind === 'executable' ? execution.executable.code : '';
  // The first that fails tells most.
  const telling = execution?.runs.findIndex(({ outcome }) => outcome.kind !== 'passed') ?? -1;
  const open = opened ?? Math.max(0, telling);
  return (
    <div class={`candidate candidate-${summary.tone}`}>
      <div class="candidate-head">
        <span class="candidate-number">Candidate {candidate.index + 1}</span>
        <Mark verdict={summary} />
      </div>
      {execution?.executable.kind === 'refused' && (
        <p class="hint">Could not be made into a program that runs: {execution.executable.reason}</p>
      )}
      {execution !== null && execution.runs.length > 0 && (
        <ul class="outcomes">
          {execution.runs.map((run, i) => (
            <TestRunRow key={i} run={run} end={candidate.end} program={program} limits={limits} open={i === open} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** The partial-execution signal: the code so far is run as well. */
function PartialRun({ desk }: { desk: Desk }) {
  const partial = useComputed(() => desk.shownLine.value?.partial ?? null).value;
  const limits = useComputed(() => desk.view.value.started?.limits ?? DEFAULT_LIMITS).value;
  if (partial === null) return null;
  const { executable, runs } = partial;
  const passed = runs.filter(({ outcome }) => outcome.kind === 'passed').length;
  return (
    <div class="partial-run">
      <p class="hint">
        {executable.kind === 'refused'
          ? `The code so far does not run: ${executable.reason}`
          : `The code so far passes ${passed} of ${runs.length}; what it did stands in the signal, too.`}
      </p>
      <ul class="outcomes">
        {runs.map((run, i) => (
          <TestRunRow
            key={i}
            run={run}
            end="horizon"
            program={executable.kind === 'executable' ? executable.code : ''}
            limits={limits}
            open={false}
          />
        ))}
      </ul>
    </div>
  );
}
