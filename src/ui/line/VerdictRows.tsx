import type { CandidateView } from '../../runs/run-view';
import { roveOnArrows } from '../shared/roving';
import { candidateVerdict } from '../shared/verdict';

interface VerdictRowsProps {
  readonly candidates: readonly CandidateView[];
  readonly testCount: number;
  readonly focused: number | null;
  readonly onPick: (candidate: number, test: number) => void;
}

/** One row for each candidate that is a program of its own, one sign for each test. */
export function VerdictRows({ candidates, testCount, focused, onPick }: VerdictRowsProps) {
  const own = candidates.filter(({ execution }) => execution === null || execution.duplicateOf === null);
  return (
    <div class="verdicts" role="toolbar" aria-label="Candidates and tests" onKeyDown={roveOnArrows}>
      {own.map((shown) => (
        <VerdictRow
          key={shown.candidate.index}
          shown={shown}
          testCount={testCount}
          isFocused={shown.candidate.index === focused}
          onPick={onPick}
        />
      ))}
    </div>
  );
}

interface VerdictRowProps extends Pick<VerdictRowsProps, 'testCount' | 'onPick'> {
  readonly shown: CandidateView;
  readonly isFocused: boolean;
}

function VerdictRow({ shown: { candidate, execution }, testCount, isFocused, onPick }: VerdictRowProps) {
  const refused = execution?.executable.kind === 'refused';
  return (
    <div class={`verdict-row${isFocused ? ' focused' : ''}`}>
      <span class="verdict-name">{candidate.index + 1}</span>
      {refused && <span class="hint">no program</span>}
      {!refused &&
        Array.from({ length: Math.max(testCount, execution?.runs.length ?? 0) }, (_, test) => {
          const run = execution?.runs[test];
          const said = run === undefined ? null : candidateVerdict(run.outcome, candidate.end, run.test);
          return (
            <button
              key={test}
              type="button"
              data-rove
              class={`verdict-cell tone-${said?.tone ?? 'open'}`}
              disabled={said === null}
              tabIndex={isFocused && test === 0 ? 0 : -1}
              aria-label={`Candidate ${candidate.index + 1}, test ${test + 1}: ${said?.word ?? 'not run yet'}`}
              title={`Test ${test + 1}: ${said?.word ?? 'not run yet'}`}
              onClick={() => onPick(candidate.index, test)}
            >
              {said?.sign ?? '·'}
            </button>
          );
        })}
    </div>
  );
}
