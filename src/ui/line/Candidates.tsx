import { type Signal, useComputed } from '@preact/signals';
import { isSteered } from '../../guidance/refresh-rule';
import type { LineView, RunView } from '../../runs/run-view';
import type { Desk } from '../app/desk';
import { counted } from '../shared/numbers';
import { ProgressBar } from '../shared/ProgressBar';
import { CandidateCard } from './CandidateCard';
import { ranAs } from './focus';
import { useInOrder } from './use-in-order';

interface CandidatesProps {
  readonly desk: Desk;
  readonly pointed: Signal<number | null>;
}

export function Candidates({ desk, pointed }: CandidatesProps) {
  const candidates = useInOrder(desk);
  const testCount = useComputed(() => desk.view.value.started?.problem.visibleTests.length ?? 0).value;
  if (candidates.length === 0) return <WithoutCandidates desk={desk} />;
  const picked = desk.pickedCandidate.value;
  const base = baseOf(candidates, picked);
  const others = candidates.some((one) => one !== base && one.candidate.text !== base?.candidate.text);
  return (
    <>
      <RefreshNotes desk={desk} />
      {base !== null && others && (
        <p class="hint">
          <mark class="diff">Marked</mark>: what differs from candidate {base.candidate.index + 1}.
        </p>
      )}
      <ol class="candidates">
        {candidates.map((shown) => (
          <CandidateCard
            key={shown.candidate.index}
            shown={shown}
            base={base?.candidate.text ?? ''}
            testCount={testCount}
            picked={picked === shown.candidate.index}
            pointed={pointed}
            onPick={(on) => desk.pickCandidate(on ? shown.candidate.index : null)}
          />
        ))}
      </ol>
    </>
  );
}

/** The one that the others are compared with: the picked one, else the first that passes, else the first. */
function baseOf(candidates: LineView['candidates'], picked: number | null): LineView['candidates'][number] | null {
  const passing = candidates.find(({ execution }) => execution?.passed === true);
  return ranAs(candidates, picked) ?? passing ?? candidates[0] ?? null;
}

/** What the list of candidates does not show: earlier ones of the line, and what had no room. */
function RefreshNotes({ desk }: { desk: Desk }) {
  const refreshesInside = useComputed(() => desk.shownLine.value?.refreshesInside ?? 0).value;
  const candidatesLeftOut = useComputed(() => desk.shownLine.value?.candidatesLeftOut ?? 0).value;
  return (
    <>
      {refreshesInside > 0 && (
        <p class="hint">
          Sampled anew {counted(refreshesInside, 'time')} inside this line; these are the candidates of the last time.
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

function WithoutCandidates({ desk }: { desk: Desk }) {
  const words = useComputed(() => {
    const line = desk.shownLine.value;
    return line === null
      ? 'Before each line the model sketches a few candidates of how the code could go on. They appear here.'
      : withoutCandidates(line, desk.view.value);
  });
  const waits = useComputed(() => words.value === SAMPLING && desk.playground.run.value.kind === 'running');
  return (
    <>
      <RefreshNotes desk={desk} />
      {waits.value ? <ProgressBar label={words.value} fraction={null} /> : <p class="empty">{words}</p>}
    </>
  );
}

const SAMPLING = 'Sampling candidates';

/** Why a line has no candidates: it differs, and each reason is part of the method. */
function withoutCandidates(line: LineView, view: RunView): string {
  if (line.guided) {
    if (line.partial !== null) return 'No candidates are sampled: the code so far is the whole signal.';
    if (line.signal !== null && !line.signalIsNew && line.end !== null) {
      return 'No new candidates for this line: the signal of an earlier line stays in force (refresh k).';
    }
    return line.end === null ? SAMPLING : 'No candidate came of this line.';
  }
  const agent = view.started?.agent;
  if (agent !== undefined && agent.gamma !== 0 && !isSteered(agent))
    return 'Neither signal is on: nothing is sampled, and the line is written from the plain prompt alone.';
  if (agent?.gamma === 0) return 'γ is 0: the line is written from the plain prompt alone, without candidates.';
  return 'Not guided: guidance begins once the function has its first line. Until then there is nothing to run.';
}
