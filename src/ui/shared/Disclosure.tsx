import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

interface DisclosureProps {
  readonly summary: ComponentChildren;
  readonly class?: string;
  /** Made only when opened: a trace has hundreds of rows, and most are never looked at. */
  readonly body: () => ComponentChildren;
}

export function Disclosure({ summary, class: className = 'fold', body }: DisclosureProps) {
  const open = useSignal(false);
  return (
    <details
      class={className}
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>{summary}</summary>
      {open.value && body()}
    </details>
  );
}
