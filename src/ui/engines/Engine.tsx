import type { ComponentChildren } from 'preact';
import type { Failure } from '../../guidance/failure';
import { FailureNote } from '../shared/FailureNote';

interface EngineProps {
  readonly title: string;
  readonly name: 'model' | 'python';
  /** Kind of its state, for the style. */
  readonly kind: string;
  readonly children: ComponentChildren;
}

/** The frame that both engines are shown in. */
export function Engine({ title, name, kind, children }: EngineProps) {
  return (
    <div class={`engine engine-${kind}`} data-engine={name}>
      <h3>{title}</h3>
      {children}
    </div>
  );
}

export function EngineFailure({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  return (
    <FailureNote message={failure.message} advice={failure.advice}>
      <button type="button" onClick={onRetry}>
        Retry
      </button>
    </FailureNote>
  );
}
