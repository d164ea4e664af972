import type { CandidateView } from '../../runs/run-view';
import { draftEnd } from '../shared/end-words';
import { Mark } from '../shared/Mark';
import { draftSummary } from './draft-summary';
import { TestRunRow } from './TestRunRow';

interface DraftCardProps {
  readonly shown: CandidateView;
  readonly testCount: number;
  readonly picked: boolean;
  readonly onPick: (picked: boolean) => void;
}

export function DraftCard({ shown, testCount, picked, onPick }: DraftCardProps) {
  const { candidate, execution } = shown;
  const summary = draftSummary(shown, testCount);
  const program = execution?.executable.kind === 'executable' ? execution.executable.code : '';
  return (
    <li class={`draft draft-${summary.tone}`}>
      <div class="draft-head">
        <span class="draft-number">Draft {candidate.index + 1}</span>
        <Mark verdict={summary} />
        <span class="hint">{draftEnd(candidate.end)}</span>
        <button
          type="button"
          class="quiet"
          aria-pressed={picked}
          title="Show this draft under the line in the editor"
          onClick={() => onPick(!picked)}
        >
          {picked ? 'Shown in the editor' : 'Show in the editor'}
        </button>
      </div>
      {candidate.text.trim() === '' ? (
        <p class="hint">An empty draft: the model would end here.</p>
      ) : (
        <pre class="draft-text">{candidate.text.replace(/\n+$/, '')}</pre>
      )}
      {execution?.executable.kind === 'refused' && (
        <p class="hint">Could not be made into a program that runs: {execution.executable.reason}</p>
      )}
      {execution !== null && execution.runs.length > 0 && (
        <ul class="outcomes">
          {execution.runs.map((run, i) => (
            <TestRunRow key={`${i} ${run.test}`} run={run} end={candidate.end} program={program} />
          ))}
        </ul>
      )}
    </li>
  );
}
