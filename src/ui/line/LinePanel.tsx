/** The story of one line, from left to right: candidates, what they did when they ran, the signal, the tokens. */
import { useComputed, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Desk } from '../app/desk';
import { RunProvenance } from '../shared/RunProvenance';
import { Candidates } from './Candidates';
import { Executions } from './Executions';
import { stepOf } from './focus';
import { LineSelector } from './LineSelector';
import { SignalStep } from './SignalStep';
import { StoryStep } from './StoryStep';

interface LinePanelProps {
  readonly desk: Desk;
  /** The tokens, where they are not shown elsewhere. */
  readonly children?: ComponentChildren;
}

export function LinePanel({ desk, children }: LinePanelProps) {
  const number = useComputed(() => desk.shownLine.value?.line ?? null).value;
  const now = useComputed(() => stepOf(desk.playhead.event.value)).value;
  /** Under the mouse or with the focus, here or in the signal. */
  const pointed = useSignal<number | null>(null);
  return (
    <section class="panel line" aria-labelledby="line-title">
      <div class="line-head">
        <h2 id="line-title">{number === null ? 'The line' : `Line ${number + 1}`}, step by step</h2>
        <RunProvenance desk={desk} />
        <LineSelector desk={desk} />
      </div>
      <div class={children === undefined ? 'story' : 'story story-whole'}>
        <StoryStep step="candidates" title="Candidates" term="candidate" now={now}>
          <Candidates desk={desk} pointed={pointed} />
        </StoryStep>
        <StoryStep step="runs" title="What they do when they run" term="trace" now={now}>
          <Executions desk={desk} />
        </StoryStep>
        <StoryStep step="signal" title="The signal in the prompt" term="signal" now={now}>
          <SignalStep desk={desk} pointed={pointed} />
        </StoryStep>
        {children !== undefined && (
          <div class={`story-step story-tokens${now === 'tokens' ? ' now' : ''}`}>{children}</div>
        )}
      </div>
    </section>
  );
}
