import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

interface FoldProps {
  readonly summary: ComponentChildren;
  /** Something inside needs attention. It opens the fold and never closes it: somebody may be typing there. */
  readonly open: boolean;
  readonly class?: string;
  readonly children: ComponentChildren;
}

export function Fold({ summary, open, class: className = '', children }: FoldProps) {
  const needed = useRef(false);
  needed.current ||= open;
  return (
    <details class={`fold ${className}`} open={needed.current}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
