import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { GLOSSARY } from './glossary';
import { placeBeside } from './place-beside';
import { EXPLANATION_ID } from './Term';
import { hideTerm, keepTerm, leaveTerm, openTerm } from './term-desk';

type Glossary = typeof GLOSSARY;

/** The one open explanation. It lies in the browser's top layer, so no scrolling panel and no dialog covers it. */
export function TermLayer() {
  const open = openTerm.value;
  const box = useRef<HTMLDivElement>(null);
  const glossary = useSignal<Glossary | 'failed' | null>(null);
  useSignalEffect(() => {
    if (openTerm.value === null || (glossary.peek() !== null && glossary.peek() !== 'failed')) return;
    import('./glossary').then(
      (loaded) => {
        glossary.value = loaded.GLOSSARY;
      },
      () => {
        glossary.value = 'failed';
      },
    );
  });
  useEffect(() => listenOutside(box), []);
  const entry =
    open !== null && glossary.value !== null && glossary.value !== 'failed' ? glossary.value[open.id] : null;
  useLayoutEffect(() => {
    if (box.current === null || open === null) return;
    if (!box.current.matches(':popover-open')) box.current.showPopover();
    placeBeside(box.current, open.anchor);
  }, [open, entry]);
  if (open === null) return null;
  return (
    <aside aria-label="Explanation">
      <div
        ref={box}
        class="explanation"
        id={EXPLANATION_ID}
        role="tooltip"
        popover="manual"
        onPointerEnter={keepTerm}
        onPointerLeave={leaveTerm}
      >
        {entry !== null && (
          <>
            <b>{entry.name}</b>
            <p>{entry.text}</p>
          </>
        )}
        {glossary.value === 'failed' && <p>This explanation could not be fetched. Check the network and try again.</p>}
      </div>
    </aside>
  );
}

/** Escape, a press elsewhere, or a scroll that takes the word away. */
function listenOutside(box: { readonly current: HTMLElement | null }): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || openTerm.peek() === null) return;
    // The first Escape closes the explanation, and nothing under it.
    event.stopPropagation();
    hideTerm();
  };
  const onPress = ({ target }: Event) => {
    const open = openTerm.peek();
    if (open === null || !(target instanceof Node)) return;
    if (!open.anchor.contains(target) && box.current?.contains(target) !== true) hideTerm();
  };
  const onScroll = () => {
    const open = openTerm.peek();
    if (open !== null && box.current !== null) placeBeside(box.current, open.anchor);
  };
  document.addEventListener('keydown', onKey, true);
  document.addEventListener('pointerdown', onPress);
  document.addEventListener('scroll', onScroll, { capture: true, passive: true });
  window.addEventListener('resize', onScroll);
  return () => {
    document.removeEventListener('keydown', onKey, true);
    document.removeEventListener('pointerdown', onPress);
    document.removeEventListener('scroll', onScroll, true);
    window.removeEventListener('resize', onScroll);
  };
}
