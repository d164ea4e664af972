import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface PopoverProps {
  readonly class: string;
  readonly summary: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A disclosure that lies over the page and goes away as such things do: Escape, a press elsewhere, another one opened. */
export function Popover({ class: className, summary, children }: PopoverProps) {
  const element = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const onPress = (event: PointerEvent) => {
      const details = element.current;
      if (details?.open && event.target instanceof Node && !details.contains(event.target)) details.open = false;
    };
    document.addEventListener('pointerdown', onPress);
    return () => document.removeEventListener('pointerdown', onPress);
  }, []);
  return (
    <details
      class={className}
      name="popover"
      ref={element}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !event.currentTarget.open) return;
        event.currentTarget.open = false;
        event.currentTarget.querySelector('summary')?.focus();
      }}
    >
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
