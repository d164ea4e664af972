import { useMemo } from 'preact/hooks';
import type { Limits, TestRun } from '../../guidance/ports';
import { traceCutMessage } from '../../limits/limit-messages';
import { shownTest } from '../../problems/problem-test';
import { topCalls } from './calls';
import { VariableTimeline } from './VariableTimeline';

interface TraceStoryProps {
  readonly run: TestRun;
  readonly program: string;
  /** Those of its run: they say what a trace was cut by. */
  readonly limits: Limits;
}

/** What happened in one test, call by call. */
export function TraceStory({ run, program, limits }: TraceStoryProps) {
  const calls = useMemo(() => topCalls(run.steps), [run]);
  const source = useMemo(() => program.split('\n'), [program]);
  const cut = traceCutMessage(run, limits);
  if (calls.length === 0) return <p class="hint">{cut ?? 'No step of this program was traced.'}</p>;
  return (
    <div class="trace-frame">
      {calls.map((call, i) => (
        <VariableTimeline key={i} call={call} source={source} caption={`Trace of ${shownTest(run.test)}`} />
      ))}
      {cut !== null && <p class="trace-cut">{cut}</p>}
      {run.stdout !== '' && (
        <p class="hint">
          It printed: <code class="stdout">{run.stdout}</code>
        </p>
      )}
    </div>
  );
}
