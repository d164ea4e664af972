import type { EndReason } from '../../guidance/line';
import type { Limits, TestRun } from '../../guidance/ports';
import { Disclosure } from '../shared/Disclosure';
import { Mark } from '../shared/Mark';
import { counted, grouped } from '../shared/numbers';
import { candidateVerdict, gotValue } from '../shared/verdict';
import { TraceStory } from './TraceStory';
import { testParts } from './test-parts';

interface TestRunRowProps {
  readonly run: TestRun;
  readonly end: EndReason;
  readonly program: string;
  /** Those of its run. */
  readonly limits: Limits;
  /** Its trace is shown from the start. */
  readonly open: boolean;
}

export function TestRunRow({ run, end, program, limits, open }: TestRunRowProps) {
  const shown = candidateVerdict(run.outcome, end, run.test);
  const { call, expected } = testParts(run.test);
  const got = shown.tone === 'open' ? null : gotValue(run.outcome);
  return (
    <li class="outcome-row">
      <Disclosure
        class="run"
        open={open}
        summary={
          <>
            <Mark verdict={shown} />
            <span class="run-what">
              <code class="outcome-call">{call}</code>{' '}
              {got !== null && (
                <span class="outcome-detail">
                  got <code>{got}</code>
                  {shown.tone !== 'pass' && expected !== null && (
                    <>
                      , expected <code>{expected}</code>
                    </>
                  )}
                </span>
              )}
              {shown.detail !== null && <span class={`outcome-detail outcome-${shown.tone}`}>{shown.detail}</span>}
            </span>
            <span class="run-steps">
              {counted(run.stepCount, 'step')}
              {run.steps.length < run.stepCount && <span class="run-cut">{grouped(run.steps.length)} kept</span>}
            </span>
          </>
        }
        body={() => <TraceStory run={run} program={program} limits={limits} />}
      />
    </li>
  );
}
