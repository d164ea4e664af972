import type { TestOutcome } from '../../guidance/ports';
import type { ProblemTest } from '../../problems/problem-test';
import { testParts } from '../line/test-parts';
import { Mark } from '../shared/Mark';
import { gotValue, verdict } from '../shared/verdict';

interface SuiteProps {
  /** Its tests are listed from the start. */
  readonly open: boolean;
  readonly name: string;
  readonly tests: readonly ProblemTest[];
  readonly outcomes: readonly TestOutcome[];
}

export function Suite({ open, name, tests, outcomes }: SuiteProps) {
  const passed = outcomes.filter((outcome) => outcome.kind === 'passed').length;
  return (
    <details class="suite" open={open}>
      <summary>
        <span>
          {name}: <b>{passed}</b> of {outcomes.length} pass
        </span>
        <span class="suite-signs" aria-hidden="true">
          {outcomes.map((outcome, i) => {
            const { tone, sign } = verdict(outcome);
            return (
              <span key={i} class={`tone-${tone}`}>
                {sign}
              </span>
            );
          })}
        </span>
      </summary>
      <ul class="outcomes">
        {outcomes.map((outcome, i) => {
          const test = tests[i] ?? '';
          return <SuiteRow key={i} test={test} outcome={outcome} />;
        })}
      </ul>
    </details>
  );
}

function SuiteRow({ test, outcome }: { test: ProblemTest; outcome: TestOutcome }) {
  const shown = verdict(outcome);
  const got = gotValue(outcome);
  const { call, expected } = testParts(test);
  return (
    <li class="outcome-row">
      <Mark verdict={shown} />
      <code class="outcome-call">{call}</code>
      {shown.detail !== null && <span class="outcome-detail">{shown.detail}</span>}
      {shown.tone === 'fail' && got !== null && (
        <span class="outcome-detail">
          got <code>{got}</code>
          {expected !== null && (
            <>
              , expected <code>{expected}</code>
            </>
          )}
        </span>
      )}
    </li>
  );
}
