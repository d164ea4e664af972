import { useEffect, useRef } from 'preact/hooks';
import { firstLine } from '../../runs/moments';
import type { LineView } from '../../runs/run-view';
import type { Desk } from '../app/desk';
import { candidateSummary } from '../line/candidate-summary';
import { Mark } from '../shared/Mark';
import { changedByGuidance } from '../tokens/lens';
import type { GuessState } from './guess-desk';

interface RevealProps {
  readonly desk: Desk;
  readonly state: Extract<GuessState, { kind: 'revealed' }>;
  readonly onNext: () => void;
}

/** What was written, what each candidate did when it ran, and whether guidance had a hand in it. */
export function Reveal({ desk, state, onNext }: RevealProps) {
  const { point, guess, written, right } = state;
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus({ preventScroll: true }), []);
  const line = desk.view.value.lines.find((one) => one.line === point.line);
  const tests = desk.view.value.started?.problem.visibleTests.length ?? 0;
  return (
    <div class="guess-reveal" role="status">
      <p>
        {right !== null && <b class={right ? 'tone-pass' : 'tone-fail'}>{right ? '✓ Right.' : '✗ Not this time.'}</b>}{' '}
        {written === '' ? 'Nothing was written: the answer ends here.' : 'Written was:'}
      </p>
      {written !== '' && <pre class="guess-written">{written}</pre>}
      {right === false && guess.kind !== 'passed' && (
        <p class="hint">
          You said {guess.line.trim() === '' ? 'that it ends here' : <code>{guess.line.trim()}</code>}.
        </p>
      )}
      {line !== undefined && (
        <>
          <ul class="guess-candidates">
            {line.candidates
              .filter(({ execution }) => execution !== null && execution.duplicateOf === null)
              .map((shown) => (
                <li key={shown.candidate.index}>
                  <code>{firstLine(shown.candidate.text).trim() || '(the end)'}</code>{' '}
                  <Mark verdict={candidateSummary(shown, tests)} />
                </li>
              ))}
          </ul>
          <p class="hint">{guidanceWords(line)}</p>
        </>
      )}
      <button type="button" class="primary" ref={next} onClick={onNext}>
        Next line
      </button>
    </div>
  );
}

function guidanceWords(line: LineView): string {
  if (line.signal === null) return 'No signal was in force: the line is the plain one.';
  const changed = line.tokens.filter(changedByGuidance);
  const [first] = changed;
  if (first === undefined) return 'Guidance changed nothing here: the plain prompt alone would have written the same.';
  return `Guidance changed ${changed.length === 1 ? 'a token' : `${changed.length} tokens`} of it, “${first.text.trim()}” the first: the plain prompt alone would have gone on otherwise.`;
}
