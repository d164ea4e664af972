import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { suitableLanes } from '../../experiments/estimate';
import type { ExperimentRunner } from '../../experiments/runner';
import { BUDGET_NAMES } from '../../guidance/budget';
import type { Desk } from '../app/desk';
import { Fold } from '../shared/Fold';
import { counted } from '../shared/numbers';
import { BUDGET_TEXTS } from './budget-texts';
import { CostEstimate } from './CostEstimate';
import { createExperimentDraft, newExperiment } from './experiment-draft';
import { FormField } from './FormField';
import { problemChoices } from './problem-choices';
import { StrategyChoice } from './StrategyChoice';

interface NewExperimentProps {
  readonly desk: Desk;
  /** `start` is the number of lanes to run it with, or null to leave it lying. */
  readonly onCreated: (created: Promise<ExperimentRunner>, start: number | null) => void;
}

export function NewExperiment({ desk, onCreated }: NewExperimentProps) {
  const draft = useMemo(() => createExperimentDraft(desk.settings.agent.value, desk.agents.list.value), [desk]);
  const loading = useSignal<string | null>(null);
  const { problems: wrong, arms, seeds, first, experiment } = draft.checked.value;
  const choices = problemChoices(desk);
  const chosen = choices.find(({ id }) => id === draft.problemSet.value) ?? choices[0];
  useEffect(() => {
    if (chosen !== undefined && chosen.id !== draft.problemSet.value) draft.problemSet.value = chosen.id;
  });
  if (chosen === undefined) return null;
  const count = Math.min(chosen.count, first ?? chosen.count);
  const limits = desk.settings.limits.values.value;

  const create = async (start: boolean) => {
    const made = newExperiment(draft, chosen.label, limits);
    if (made === null) return;
    loading.value = null;
    try {
      const all = await chosen.load();
      const lanes = suitableLanes(navigator.hardwareConcurrency, deviceMemory());
      onCreated(desk.experiments.create(made, all.slice(0, first ?? all.length)), start ? lanes : null);
    } catch (thrown) {
      loading.value = `The problems could not be read: ${thrown instanceof Error ? thrown.message : thrown}`;
    }
  };

  return (
    <section class="new-experiment" aria-labelledby="new-experiment-title">
      <h3 id="new-experiment-title">New experiment</h3>
      <form
        class="experiment-form"
        onSubmit={(event) => {
          event.preventDefault();
          void create(true);
        }}
      >
        <div class="form-row">
          <div class="field">
            <label for="experiment-problems">Problems</label>
            <select
              id="experiment-problems"
              value={chosen.id}
              onChange={(event) => {
                draft.problemSet.value = event.currentTarget.value;
              }}
            >
              {choices.map(({ id, label, count: size }) => (
                <option key={id} value={id}>
                  {label} ({size})
                </option>
              ))}
            </select>
          </div>
          <FormField id="experiment-first" label="Only the first" text={draft.first} message={wrong.get('first')} />
          <FormField id="experiment-seeds" label="Seeds" text={draft.seeds} message={wrong.get('seeds')} />
          <FormField id="experiment-name" label="Name" hint="may be empty" text={draft.name} />
        </div>
        <StrategyChoice draft={draft} message={wrong.get('strategies')} />
        <FormField
          id="experiment-agents"
          label="Agents"
          hint="one config string a line; gamma=0.5|1 is an agent for each strength"
          rows={3}
          text={draft.agents}
          message={wrong.get('agents')}
        />
        <Fold
          summary="Budget of one answer, and what the others are compared with"
          open={BUDGET_NAMES.some((name) => wrong.has(name))}
        >
          <div class="form-row">
            {BUDGET_NAMES.map((name) => (
              <FormField
                key={name}
                id={`experiment-${name}`}
                label={BUDGET_TEXTS[name].label}
                hint={BUDGET_TEXTS[name].hint}
                text={draft.budget[name]}
                message={wrong.get(name)}
              />
            ))}
            <div class="field">
              <label for="experiment-baseline">Baseline</label>
              <select
                id="experiment-baseline"
                value={draft.baseline.value}
                onChange={(event) => {
                  draft.baseline.value = event.currentTarget.value;
                }}
              >
                <option value="">greedy, and best of N</option>
                {arms.map((arm) => (
                  <option key={arm} value={arm}>
                    {arm}
                  </option>
                ))}
              </select>
            </div>
          </div>
        </Fold>
        <CostEstimate desk={desk} arms={arms} problems={count} seeds={seeds} />
        <div class="form-buttons">
          <button type="submit" class="primary" disabled={experiment === null || limits === null}>
            Run {counted(count * seeds * arms.length, 'run')}
          </button>
          <button type="button" disabled={experiment === null || limits === null} onClick={() => void create(false)}>
            Only create
          </button>
          <p class="message" role="alert">
            {limits === null ? 'A limit in the playground has a value to correct first.' : loading.value}
          </p>
        </div>
      </form>
    </section>
  );
}

function deviceMemory(): number | undefined {
  return 'deviceMemory' in navigator && typeof navigator.deviceMemory === 'number' ? navigator.deviceMemory : undefined;
}
