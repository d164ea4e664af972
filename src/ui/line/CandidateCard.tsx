import type { Signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { CandidateView } from '../../runs/run-view';
import { candidateEnd } from '../shared/end-words';
import { Mark } from '../shared/Mark';
import { candidateSummary } from './candidate-summary';
import { diffFrom } from './word-diff';

interface CandidateCardProps {
  readonly shown: CandidateView;
  /** Text that it is compared with. */
  readonly base: string;
  readonly testCount: number;
  readonly picked: boolean;
  readonly pointed: Signal<number | null>;
  readonly onPick: (picked: boolean) => void;
}

export function CandidateCard({ shown, base, testCount, picked, pointed, onPick }: CandidateCardProps) {
  const { candidate, execution } = shown;
  const { index } = candidate;
  const summary = candidateSummary(shown, testCount);
  // The same program would be shown twice.
  const isDuplicate = execution !== null && execution.duplicateOf !== null;
  const point = (on: boolean) => {
    if (on) pointed.value = index;
    else if (pointed.value === index) pointed.value = null;
  };
  return (
    <li
      class={`candidate candidate-${summary.tone}${pointed.value === index ? ' pointed' : ''}`}
      onPointerEnter={() => point(true)}
      onPointerLeave={() => point(false)}
      onFocusCapture={() => point(true)}
      onBlurCapture={() => point(false)}
    >
      <div class="candidate-head">
        <span class="candidate-number">
          <span class="unseen">Candidate </span>
          {index + 1}
        </span>
        <Mark verdict={summary} />
        {!isDuplicate && (
          <button
            type="button"
            class="quiet"
            aria-pressed={picked}
            title="Show this candidate in the editor and its runs beside it, and compare the others with it"
            aria-label={`Look at candidate ${index + 1}`}
            onClick={() => onPick(!picked)}
          >
            {picked ? 'Looked at' : 'Look at'}
          </button>
        )}
      </div>
      {!isDuplicate && (
        <>
          <CandidateText text={candidate.text} base={base} />
          <p class="hint candidate-end">{candidateEnd(candidate.end)}</p>
        </>
      )}
    </li>
  );
}

function CandidateText({ text, base }: { text: string; base: string }) {
  const pieces = useMemo(() => diffFrom(base.replace(/\n+$/, ''), text.replace(/\n+$/, '')), [text, base]);
  if (text.trim() === '') return <p class="hint">An empty candidate: the model would end here.</p>;
  return (
    <pre class="candidate-text">
      {pieces.map((piece, i) =>
        piece.differs ? (
          <mark key={i} class="diff">
            {piece.text}
          </mark>
        ) : (
          <span key={i}>{piece.text}</span>
        ),
      )}
    </pre>
  );
}
