import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { isProgramTest, type ProblemTest, shownTest } from '../../problems/problem-test';
import type { LoadedProblem } from '../../problems/readers/problem-rows';
import type { Desk } from '../app/desk';
import { Disclosure } from '../shared/Disclosure';
import { counted } from '../shared/numbers';
import { ProgressBar } from '../shared/ProgressBar';
import type { ShownSet } from './shown-set';

/** Tests and characters that are drawn; the whole of it is in the playground. */
const MOST_TESTS = 30;
const MOST_CHARS = 2_000;
const MOST_STATEMENT = 20_000;

interface ProblemPreviewProps {
  readonly desk: Desk;
  readonly set: ShownSet;
  readonly at: number;
  readonly onClose: () => void;
}

export function ProblemPreview({ desk, set, at, onClose }: ProblemPreviewProps) {
  const found = useSignal<Pick<LoadedProblem, 'problem' | 'notes'> | 'reading' | null>('reading');
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    void set.problem(at).then((one) => {
      found.value = one;
      frame.current?.scrollIntoView({ block: 'nearest' });
    });
  }, []);
  const shown = found.value;
  if (shown === 'reading') return <ProgressBar label="Reading the problem" fraction={null} />;
  if (shown === null) return <p class="message">This problem is no longer in the browser's storage.</p>;
  const { problem, notes } = shown;
  return (
    <section class="panel problem-preview" ref={frame} aria-labelledby="preview-title">
      <div class="panel-head">
        <h3 id="preview-title">{problem.title === '' ? problem.id : problem.title}</h3>
        <div>
          <button
            type="button"
            class="primary"
            onClick={() => {
              desk.problems.open(problem);
              location.hash = '#/playground';
            }}
          >
            Open in the playground
          </button>{' '}
          <button type="button" class="quiet" onClick={onClose}>
            Close
          </button>
        </div>
      </div>
      {/* Text of strangers: drawn as text, never as anything else. */}
      <p class="preview-statement">{cut(problem.statement, MOST_STATEMENT)}</p>
      {notes.map((note) => (
        <p key={note} class="hint">
          Note: {note}.
        </p>
      ))}
      <h4>
        Visible tests <span class="hint">the model reads them, candidates run on them</span>
      </h4>
      <Tests tests={problem.visibleTests} />
      <Disclosure
        summary={
          <>
            {counted(problem.hiddenTests.length, 'hidden test')}{' '}
            <span class="hint">they only score the finished answer</span>
          </>
        }
        body={() => <Tests tests={problem.hiddenTests} />}
      />
      {problem.setup.trim() !== '' && (
        <Disclosure
          summary={problem.kind === 'snippet' ? 'The program around the answer, with its checks' : 'Setup code'}
          body={() => <pre class="preview-code">{cut(problem.setup, MOST_STATEMENT)}</pre>}
        />
      )}
    </section>
  );
}

function Tests({ tests }: { tests: readonly ProblemTest[] }) {
  return (
    <>
      <ul class="preview-tests">
        {tests.slice(0, MOST_TESTS).map((test, i) => (
          <li key={i}>
            {isProgramTest(test) ? (
              <div class="preview-case">
                <div>
                  <span class="hint">input</span>
                  <pre>{cut(test.input, MOST_CHARS)}</pre>
                </div>
                <div>
                  <span class="hint">expected output</span>
                  <pre>{cut(test.output, MOST_CHARS)}</pre>
                </div>
              </div>
            ) : (
              <pre>{cut(shownTest(test), MOST_CHARS)}</pre>
            )}
          </li>
        ))}
      </ul>
      {tests.length > MOST_TESTS && <p class="hint">And {tests.length - MOST_TESTS} more.</p>}
    </>
  );
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}\n… (${text.length - most} more characters)`;
}
