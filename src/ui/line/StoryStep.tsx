import type { ComponentChildren } from 'preact';
import type { TermId } from '../glossary/glossary';
import { Term } from '../glossary/Term';
import { ScrollRegion } from '../shared/ScrollRegion';
import type { StoryStep as Step } from './focus';

interface StoryStepProps {
  readonly step: Step;
  readonly title: string;
  /** What the glossary has on it. */
  readonly term: TermId;
  /** The step that the shown moment belongs to. */
  readonly now: Step | null;
  readonly children: ComponentChildren;
}

export function StoryStep({ step, title, term, now, children }: StoryStepProps) {
  const id = `story-${step}`;
  return (
    <ScrollRegion
      class={`story-step story-${step}${now === step ? ' now' : ''}`}
      aria-labelledby={id}
      aria-current={now === step ? 'step' : undefined}
    >
      <h3 id={id} class="story-title">
        <Term id={term}>{title}</Term>
      </h3>
      {children}
    </ScrollRegion>
  );
}
