import { LIMIT_NAMES } from '../../limits/sandbox-limits';
import type { LimitSettings } from '../../playground/limit-settings';
import { Popover } from '../shared/Popover';
import { LimitField } from './LimitField';

/** What every test of the next run may use. Closed until somebody looks for it. */
export function LimitsPanel({ limits }: { limits: LimitSettings }) {
  const { texts, problems, changed } = limits;
  return (
    <Popover class="more limits" summary={<>Limits{stateOf(limits)}</>}>
      <div class="more-body limits-body">
        <p class="hint limits-intro">
          What one test may use in the sandbox, from the next run on. A test that meets a limit is stopped and says so
          beside it.
        </p>
        {LIMIT_NAMES.map((name) => (
          <LimitField key={name} name={name} text={texts[name]} problem={problems.value.get(name)} />
        ))}
        <button type="button" class="quiet" disabled={changed.value.length === 0} onClick={() => limits.reset()}>
          Limits back to default
        </button>
      </div>
    </Popover>
  );
}

function stateOf({ problems, changed }: LimitSettings) {
  if (problems.value.size > 0) return <span class="more-wrong"> (to correct)</span>;
  return changed.value.length > 0 && <span class="hint"> ({changed.value.length} changed)</span>;
}
