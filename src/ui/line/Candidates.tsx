import { DEFAULT_LIMITS } from '../../limits/sandbox-limits';
import type { LineView, RunView } from '../../runs/run-view';
import type { Desk } from '../app/desk';
import { CandidateCard } from './CandidateCard';

export function Candidates({ desk }: { desk: Desk }) {
  const line = desk.shownLine.value;
  const view = desk.playground.view.value;
  if (line === null) {
    return (
      <p class="empty">
        Nothing is written yet. Press Run: before each line the model sketches a few candidates, and here you see what
        each of them does when it runs.
      </p>
    );
  }
  if (line.candidates.length === 0) return <p class="empty">{withoutCandidates(line, view)}</p>;
  const tests = view.started?.problem.visibleTests ?? [];
  const limits = view.started?.limits ?? DEFAULT_LIMITS;
  return (
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
  );
}

/** Why a line has no candidates: it differs, and each reason is part of the method. */
function withoutCandidates(line: LineView, view: RunView): string {
  if (line.guided) {
    if (line.signal !== null && !line.signalIsNew && line.end !== null) {
      return 'No new candidates for this line: the signal of an earlier line stays in force (refresh k).';
    }
    return line.end === null ? 'Sampling candidates …' : 'No candidate came of this line.';
  }
  if (view.started?.agent.gamma === 0)
    return 'γ is 0: the line is written from the plain prompt alone, without candidates.';
  return 'Not guided: guidance begins once the function has its first line. Until then there is nothing to run.';
}
