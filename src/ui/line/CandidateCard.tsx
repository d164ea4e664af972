import type { Limits } from '../../guidance/ports';
import type { CandidateView } from '../../runs/run-view';
import { candidateEnd } from '../shared/end-words';
import { Mark } from '../shared/Mark';
import { candidateSummary } from './candidate-summary';
import { TestRunRow } from './TestRunRow';

interface CandidateCardProps {
  readonly shown: CandidateView;
  readonly testCount: number;
  /** Those of its run. */
  readonly limits: Limits;
  readonly picked: boolean;
  readonly onPick: (picked: boolean) => void;
}

export function CandidateCard({ shown, testCount, limits, picked, onPick }: CandidateCardProps) {
  const { candidate, execution } = shown;
  const summary = candidateSummary(shown, testCount);
  const program = execution?.executable.kind === 'executable' ? execution.executable.code : '';
  return (
    <li class={`candidate candidate-${summary.tone}`}>
      <div class="candidate-head">
        <span class="candidate-number">Candidate {candidate.index + 1}</span>
        <Mark verdict={summary} />
        <span class="hint">{candidateEnd(candidate.end)}</span>
        <button
          type="button"
          class="quiet"
          aria-pressed={picked}
          title="Show this candidate under the line in the editor"
          onClick={() => onPick(!picked)}
        >
          {picked ? 'Shown in the editor' : 'Show in the editor'}
        </button>
      </div>
      {candidate.text.trim() === '' ? (
        <p class="hint">An empty candidate: the model would end here.</p>
      ) : (
        <pre class="candidate-text">{candidate.text.replace(/\n+$/, '')}</pre>
      )}
      {execution?.executable.kind === 'refused' && (
        <p class="hint">Could not be made into a program that runs: {execution.executable.reason}</p>
      )}
      {execution !== null && execution.runs.length > 0 && (
        <ul class="outcomes">
          {execution.runs.map((run, i) => (
            <TestRunRow key={i} run={run} end={candidate.end} program={program} limits={limits} />
          ))}
        </ul>
      )}
    </li>
  );
}
