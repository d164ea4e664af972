import { isSteered } from '../../guidance/refresh-rule';
import { DEFAULT_LIMITS } from '../../limits/sandbox-limits';
import type { LineView, RunView } from '../../runs/run-view';
import type { Desk } from '../app/desk';
import { counted } from '../shared/numbers';
import { CandidateCard } from './CandidateCard';

export function Candidates({ desk }: { desk: Desk }) {
  const line = desk.shownLine.value;
  const view = desk.view.value;
  if (line === null) {
    return (
      <p class="empty">
        Nothing is written yet. Press Run: before each line the model sketches a few candidates, and here you see what
        each of them does when it runs.
      </p>
    );
  }
  if (line.candidates.length === 0) {
    return (
      <>
        <RefreshNotes line={line} />
        <p class="empty">{withoutCandidates(line, view)}</p>
      </>
    );
  }
  const tests = view.started?.problem.visibleTests ?? [];
  const limits = view.started?.limits ?? DEFAULT_LIMITS;
  return (
    <>
      <RefreshNotes line={line} />
      <ol class="candidates">
        {line.candidates.map((shown) => (
          <CandidateCard
            key={shown.candidate.index}
            shown={shown}
            testCount={tests.length}
            limits={limits}
            picked={desk.pickedCandidate.value === shown.candidate.index}
            onPick={(picked) => desk.pickCandidate(picked ? shown.candidate.index : null)}
          />
        ))}
      </ol>
    </>
  );
}

/** What the list of candidates does not show: earlier ones of the line, the code so far, and what had no room. */
function RefreshNotes({ line }: { line: LineView }) {
  const { refreshesInside, partial, candidatesLeftOut } = line;
  const passed = partial?.runs.filter(({ outcome }) => outcome.kind === 'passed').length ?? 0;
  return (
    <>
      {refreshesInside > 0 && (
        <p class="hint">
          Sampled anew {counted(refreshesInside, 'time')} inside this line; these are the candidates of the last time.
        </p>
      )}
      {partial !== null && (
        <p class="hint">
          {partial.executable.kind === 'refused'
            ? `The code so far does not run: ${partial.executable.reason}`
            : `The code so far passes ${passed} of ${counted(partial.runs.length, 'test')}; what it did stands in the signal, too.`}
        </p>
      )}
      {candidatesLeftOut > 0 && (
        <p class="hint">
          The signal had no room for the last {counted(candidatesLeftOut, 'candidate')}: the model's context is full.
        </p>
      )}
    </>
  );
}

/** Why a line has no candidates: it differs, and each reason is part of the method. */
function withoutCandidates(line: LineView, view: RunView): string {
  if (line.guided) {
    if (line.partial !== null) return 'No candidates are sampled: the code so far is the whole signal.';
    if (line.signal !== null && !line.signalIsNew && line.end !== null) {
      return 'No new candidates for this line: the signal of an earlier line stays in force (refresh k).';
    }
    return line.end === null ? 'Sampling candidates …' : 'No candidate came of this line.';
  }
  const agent = view.started?.agent;
  if (agent !== undefined && agent.gamma !== 0 && !isSteered(agent))
    return 'Neither signal is on: nothing is sampled, and the line is written from the plain prompt alone.';
  if (agent?.gamma === 0) return 'γ is 0: the line is written from the plain prompt alone, without candidates.';
  return 'Not guided: guidance begins once the function has its first line. Until then there is nothing to run.';
}
