import { DEFAULT_TEAM } from '../../experiments/default-team';
import type { ExperimentDraft, SimpleStrategy } from './experiment-draft';

const TEXTS: Readonly<Record<SimpleStrategy, { readonly label: string; readonly what: string }>> = {
  greedy: { label: 'Greedy', what: 'the likeliest token, always' },
  'best-of': { label: 'Best of', what: 'whole samples; the first that passes the visible tests' },
  'self-debug': { label: 'Self-debugging', what: 'whole programs, rewritten after their tests have run' },
  egcfg: { label: 'EG-CFG', what: 'guided line by line, each agent by itself' },
  agents: { label: 'EG-CFG, all agents', what: 'on one problem until one solves it' },
};

const COUNTS = { 'best-of': 'samples', 'self-debug': 'rounds' } as const;

export function StrategyChoice({ draft, message }: { draft: ExperimentDraft; message: string | undefined }) {
  const toggle = (name: SimpleStrategy, on: boolean) => {
    const next = new Set(draft.strategies.value);
    if (on) next.add(name);
    else next.delete(name);
    draft.strategies.value = next;
  };
  return (
    <fieldset class="strategies">
      <legend>Strategies</legend>
      {(Object.keys(TEXTS) as SimpleStrategy[]).map((name) => {
        const { label, what } = TEXTS[name];
        const id = `strategy-${name}`;
        const counts = name === 'best-of' || name === 'self-debug' ? COUNTS[name] : null;
        return (
          <div key={name} class="strategy">
            <input
              id={id}
              type="checkbox"
              checked={draft.strategies.value.has(name)}
              onChange={(event) => toggle(name, event.currentTarget.checked)}
            />
            <label for={id}>{label}</label>
            {counts !== null && (
              <input
                type="text"
                inputMode="numeric"
                class="strategy-count"
                aria-label={`${label}: ${counts}`}
                value={draft[counts].value}
                onInput={(event) => {
                  draft[counts].value = event.currentTarget.value;
                }}
              />
            )}
            <span class="hint">
              {counts !== null && `${counts}; `}
              {what}
            </span>
          </div>
        );
      })}
      <p class="message" aria-live="polite">
        {message}
      </p>
      <button
        type="button"
        class="quiet"
        onClick={() => {
          draft.agents.value = DEFAULT_TEAM.join('\n');
          toggle('agents', true);
        }}
      >
        A team of {DEFAULT_TEAM.length} agents
      </button>
    </fieldset>
  );
}
