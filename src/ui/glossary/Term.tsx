import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { TermId } from './glossary';
import { hideTerm, leaveTerm, openTerm, showTerm } from './term-desk';

interface TermProps {
  readonly id: TermId;
  readonly children: ComponentChildren;
}

/** Where the open explanation is found by what it describes; there is one of it (TermLayer.tsx). */
export const EXPLANATION_ID = 'term-explanation';

/**
 * A word with an explanation, shown when it is pointed at, has the focus or is tapped. It is a button, so it must not
 * stand inside of another control: a label, a summary or a tab takes its term beside it.
 */
export function Term({ id, children }: TermProps) {
  const element = useRef<HTMLButtonElement>(null);
  const show = (pinned: boolean) => {
    if (element.current !== null) showTerm(id, element.current, pinned);
  };
  const isOpen = openTerm.value !== null && openTerm.value.anchor === element.current;
  return (
    <button
      ref={element}
      type="button"
      class="term"
      aria-expanded={isOpen}
      aria-describedby={isOpen ? EXPLANATION_ID : undefined}
      onPointerEnter={(event) => {
        // A finger has no hovering: its press is the click below.
        if (event.pointerType !== 'touch') show(false);
      }}
      onPointerLeave={(event) => {
        if (event.pointerType !== 'touch') leaveTerm();
      }}
      onFocus={(event) => {
        if (event.currentTarget.matches(':focus-visible')) show(false);
      }}
      onBlur={() => {
        if (isOpen) hideTerm();
      }}
      onClick={() => {
        if (isOpen && openTerm.value?.pinned === true) hideTerm();
        else show(true);
      }}
    >
      {children}
    </button>
  );
}
