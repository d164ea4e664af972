import type { Desk } from '../app/desk';
import { FailureNote } from '../shared/FailureNote';
import { ProgressBar } from '../shared/ProgressBar';
import { Provenance } from '../shared/Provenance';
import { CompareLane } from './CompareLane';
import { CompareTimeline } from './CompareTimeline';
import { createCompare, FEWEST_LANES, LANE_STRATEGIES, MOST_LANES } from './compare-state';

const compare = createCompare();

/** One problem, two to four strategies with the same seed, beside each other at the same number of forwarded tokens. */
export function CompareScreen({ desk }: { desk: Desk }) {
  const { strategies, run, lanes, partings, most, tokens } = compare;
  const checked = desk.checked.value;
  const agent = desk.settings.agent.value;
  const names = strategies.value;
  const running = run.value.kind === 'running';
  const usable = checked.kind === 'problem' && agent !== null && desk.settings.limits.values.value !== null;
  return (
    <div class="page compare">
      <div>
        <div class="panel-head">
          <h2>Side by side</h2>
          {lanes.value.length > 0 && <Provenance source="live" />}
        </div>
        <p class="hint">
          The problem of the playground,{' '}
          {checked.kind === 'problem' ? <b>{checked.problem.title}</b> : 'once it can be used'}, with the playground's
          settings and seed{agent === null ? '' : ` ${agent.seed}`}. Where a lane parts from the first, its token is
          marked.
        </p>
      </div>
      <form
        class="form-buttons"
        onSubmit={(event) => {
          event.preventDefault();
          void compare.start(desk);
        }}
      >
        {names.map((name, i) => (
          <label key={`${i}-${name}`} class="lanes">
            <span class="unseen">Lane {i + 1}</span>
            <select
              value={name}
              disabled={running}
              onChange={(event) => {
                strategies.value = names.with(i, event.currentTarget.value);
              }}
            >
              {LANE_STRATEGIES.map((one) => (
                <option key={one.name} value={one.name}>
                  {one.label}
                </option>
              ))}
            </select>
          </label>
        ))}
        <button
          type="button"
          class="quiet"
          disabled={running || names.length >= MOST_LANES}
          onClick={() => {
            const next = LANE_STRATEGIES.find((one) => !names.includes(one.name))?.name ?? 'egcfg';
            strategies.value = [...names, next];
          }}
        >
          Add a lane
        </button>
        <button
          type="button"
          class="quiet"
          disabled={running || names.length <= FEWEST_LANES}
          onClick={() => {
            strategies.value = names.slice(0, -1);
          }}
        >
          Remove one
        </button>
        {running ? (
          <button type="button" onClick={() => compare.stop()}>
            Stop
          </button>
        ) : (
          <button type="submit" class="primary" disabled={!usable}>
            Run side by side
          </button>
        )}
        <div role="status">
          {run.value.kind === 'running' && <ProgressBar label={run.value.label} fraction={null} />}
        </div>
        {!usable && <p class="message">The problem or a setting in the playground has a field to correct first.</p>}
      </form>
      {run.value.kind === 'failed' && <FailureNote message={run.value.message} advice={run.value.advice} />}
      {lanes.value.length > 0 && <CompareTimeline most={most.value} tokens={tokens} />}
      <div class="compare-lanes" style={{ '--lanes': String(lanes.value.length) }}>
        {lanes.value.map((lane, i) => (
          <CompareLane
            key={`${i}-${lane.strategy}`}
            desk={desk}
            lane={lane}
            parting={partings.value[i] ?? null}
            isFirst={i === 0}
            tokens={tokens.value ?? most.value}
          />
        ))}
      </div>
    </div>
  );
}
