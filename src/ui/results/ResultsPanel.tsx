import { assertNever } from '../../guidance/assert-never';
import type { RunView } from '../../runs/run-view';
import type { Desk } from '../app/desk';
import { stageOf } from '../editor/stage';
import { Term } from '../glossary/Term';
import { answerEnd } from '../shared/end-words';
import { FailureNote } from '../shared/FailureNote';
import { counted, grouped } from '../shared/numbers';
import { ProgressBar } from '../shared/ProgressBar';
import { RunProvenance } from '../shared/RunProvenance';
import { GuidanceAccount } from '../tokens/GuidanceAccount';
import { Elapsed } from './Elapsed';
import { Suite } from './Suite';

export function ResultsPanel({ desk }: { desk: Desk }) {
  const { playground, playhead, source } = desk;
  const view = desk.view.value;
  if (view.started === null && view.outcome.kind === 'open') return null;
  const { problem } = view.started ?? { problem: null };
  return (
    <section class="panel results" aria-labelledby="results-title">
      <div class="panel-head">
        <h2 id="results-title">Result</h2>
        <RunProvenance desk={desk} />
        <dl class="figures">
          <div>
            <dt>
              <Term id="forwarded">tokens forwarded</Term>
            </dt>
            <dd>{grouped(view.cost.forwardedTokens)}</dd>
          </div>
          <div>
            <dt>
              <Term id="session-run">session runs</Term>
            </dt>
            <dd>{grouped(view.cost.sessionRuns)}</dd>
          </div>
          {source.value === 'live' && playhead.following.value && <Elapsed elapsedMs={playground.elapsedMs} />}
        </dl>
      </div>
      <Outcome view={view} waits={playground.run.value.kind === 'running' && playhead.following.value} />
      <GuidanceAccount desk={desk} />
      {view.attempt > 0 && <p class="hint">This is attempt {view.attempt + 1}; those before it were not solved.</p>}
      {view.decidedByDeadline > 0 && (
        <p class="hint">
          The clock alone ended {counted(view.decidedByDeadline, 'test run')} of this run: on another machine it may go
          otherwise. See Limits.
        </p>
      )}
      {problem !== null && (
        <div class="suites">
          {view.visible !== null && (
            <Suite
              name="Visible tests"
              open={view.visible.some((one) => one.kind !== 'passed')}
              tests={problem.visibleTests}
              outcomes={view.visible}
            />
          )}
          {view.hidden !== null && (
            <Suite name="Hidden tests" open={false} tests={problem.hiddenTests} outcomes={view.hidden} />
          )}
        </div>
      )}
    </section>
  );
}

function Outcome({ view, waits }: { view: RunView; waits: boolean }) {
  const { outcome, codeEnd } = view;
  const stage = stageOf(view);
  const why = codeEnd === null ? '' : answerEnd(codeEnd);
  switch (outcome.kind) {
    case 'open':
      return codeEnd === null ? (
        <p class="outcome">Not finished yet.</p>
      ) : (
        <>
          <p class="outcome">{why}</p>
          {waits && <ProgressBar label={stage.words} fraction={stage.fraction} />}
        </>
      );
    case 'stopped':
      return (
        <p class="outcome">
          {outcome.because === 'another-solved' ? 'Stopped because another agent has solved the problem.' : 'Stopped.'}{' '}
          What was written so far stays on the screen.
        </p>
      );
    case 'failed':
      return <FailureNote message={outcome.message} advice={outcome.advice} />;
    case 'finished':
      return (
        <p class="outcome">
          <b class={outcome.solved ? 'tone-pass' : 'tone-fail'}>{outcome.solved ? '✓ Solved.' : '✗ Not solved.'}</b>{' '}
          {why}
          {outcome.solved && view.hidden?.some((one) => one.kind !== 'passed') === true && (
            <> The visible tests did not tell everything: a hidden one fails.</>
          )}
        </p>
      );
    default:
      return assertNever(outcome);
  }
}
