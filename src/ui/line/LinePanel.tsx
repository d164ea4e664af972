import { useSignal } from '@preact/signals';
import type { Desk } from '../app/desk';
import { PromptPanel } from '../prompts/PromptPanel';
import { roveOnArrows } from '../shared/roving';
import { Candidates } from './Candidates';
import { LineSelector } from './LineSelector';

const TABS = [
  { id: 'candidates', label: 'Candidates and their runs' },
  { id: 'prompts', label: 'The two prompts' },
] as const;

export function LinePanel({ desk }: { desk: Desk }) {
  const tab = useSignal<(typeof TABS)[number]['id']>('candidates');
  return (
    <section class="panel line" aria-labelledby="line-title">
      <h2 id="line-title">This line</h2>
      <LineSelector desk={desk} />
      <div class="tabs" role="tablist" aria-label="What to show of this line" onKeyDown={roveOnArrows}>
        {TABS.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            role="tab"
            data-rove
            id={`tab-${id}`}
            aria-controls="line-tab"
            aria-selected={tab.value === id}
            tabIndex={tab.value === id ? 0 : -1}
            onClick={() => {
              tab.value = id;
            }}
          >
            {label}
          </button>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach what is below its edge */}
      <div class="tab-body" id="line-tab" role="tabpanel" aria-labelledby={`tab-${tab.value}`} tabIndex={0}>
        {tab.value === 'candidates' ? <Candidates desk={desk} /> : <PromptPanel desk={desk} />}
      </div>
    </section>
  );
}
