import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

interface DisclosureProps {
  readonly summary: ComponentChildren;
  readonly class?: string;
  /** From the start; closed where it is not given. */
  readonly open?: boolean;
  /** Made only when opened: a trace has hundreds of rows, and most are never looked at. */
  readonly body: () => ComponentChildren;
}

export function Disclosure({ summary, class: className = 'fold', open: fromStart = false, body }: DisclosureProps) {
  const open = useSignal(fromStart);
  return (
    <details
      class={className}
      open={open.value}
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>{summary}</summary>
      {open.value && body()}
    </details>
  );
}
