import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Desk } from '../app/desk';
import { besidePlace } from '../glossary/place-beside';
import { type StepBegin, TOUR_STEPS, type TourStep, tourRun } from './steps';

/** So that what was tried can be seen before the tour goes on. */
const AFTER_COMPLETE_MS = 1_200;

/**
 * A card beside the part of the page that it talks of, and a ring around that part. The page stays usable: nothing is
 * covered but what lies under the card, Escape ends the tour, and so does another screen.
 */
export function Tour({ desk, onEnd }: { desk: Desk; onEnd: () => void }) {
  const at = useSignal(0);
  const card = useRef<HTMLDivElement>(null);
  const ring = useRef<HTMLDivElement>(null);
  const step = TOUR_STEPS[at.value];
  const run = useMemo(() => tourRun(desk.playground.events()), [at.value]);
  const begun = useRef<StepBegin>(beginOf(desk));

  const go = (to: number) => {
    if (to >= TOUR_STEPS.length) return onEnd();
    // What was done during the step before completes nothing of the next.
    begun.current = beginOf(desk);
    at.value = Math.max(0, to);
  };

  useEffect(() => {
    if (step === undefined) return;
    step.on?.(desk, run);
    begun.current = beginOf(desk);
    card.current?.focus({ preventScroll: true });
    // Once the moment is drawn: above what is talked of it may have made the page longer.
    const frame = requestAnimationFrame(() => setTimeout(() => bringIntoView(visible(step.target)), 0));
    return () => {
      cancelAnimationFrame(frame);
      step.out?.(desk);
    };
  }, [step]);
  useSignalEffect(() => {
    const shown = TOUR_STEPS[at.value];
    if (shown?.complete === undefined) return;
    if (!shown.complete(desk, begun.current)) return;
    const timer = setTimeout(() => {
      if (at.peek() === TOUR_STEPS.indexOf(shown)) go(at.peek() + 1);
    }, AFTER_COMPLETE_MS);
    return () => clearTimeout(timer);
  });
  // Before the card is painted: who sees it can end it.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      onEnd();
    };
    const onLeave = () => {
      if (!/^#\/playground|^$/.test(window.location.hash)) onEnd();
    };
    document.addEventListener('keydown', onKey);
    window.addEventListener('hashchange', onLeave);
    return () => {
      document.removeEventListener('keydown', onKey);
      window.removeEventListener('hashchange', onLeave);
    };
  }, []);
  useLayoutEffect(() => {
    const target = step === undefined ? null : visible(step.target);
    const place = () => placeAt(target, card.current, ring.current);
    place();
    const watch = new ResizeObserver(place);
    if (target !== null) watch.observe(target);
    document.addEventListener('scroll', place, { capture: true, passive: true });
    window.addEventListener('resize', place);
    return () => {
      watch.disconnect();
      document.removeEventListener('scroll', place, true);
      window.removeEventListener('resize', place);
    };
  }, [step]);

  if (step === undefined) return null;
  const isLast = at.value === TOUR_STEPS.length - 1;
  return (
    <>
      <div class="tour-ring" ref={ring} aria-hidden="true" />
      {/* No dialog: the keys of the page go on working while it has the focus. */}
      <section class="tour-card" ref={card} aria-label={`Tour: ${step.title}`} tabIndex={-1}>
        <p class="hint">
          {at.value + 1} of {TOUR_STEPS.length}
        </p>
        <h2>{step.title}</h2>
        <p>{step.text(run)}</p>
        {step.attempt !== undefined && <p class="tour-attempt">{step.attempt}</p>}
        <div class="tour-buttons">
          <button type="button" class="primary" onClick={() => go(at.value + 1)}>
            {isLast ? 'Done' : 'Next'}
          </button>
          {at.value > 0 && (
            <button type="button" onClick={() => go(at.value - 1)}>
              Back
            </button>
          )}
          {!isLast && (
            <button type="button" class="quiet" onClick={onEnd}>
              End the tour
            </button>
          )}
        </div>
      </section>
    </>
  );
}

function beginOf({ playhead, settings, playground }: Desk): StepBegin {
  return {
    position: playhead.position.peek(),
    gamma: settings.texts.gamma.peek(),
    run: playground.log.peek(),
  };
}

/** The first that the selector names and the screen shows. */
function visible(target: TourStep['target']): HTMLElement | null {
  for (const selector of target.split(', ')) {
    const found = document.querySelector<HTMLElement>(selector);
    if (found !== null && found.offsetParent !== null) return found;
  }
  return null;
}

/** One column: what is talked of goes to the top, under the timeline that stays there, and the card to the bottom. */
const isNarrow = () => document.documentElement.clientWidth <= 760;

function bringIntoView(target: HTMLElement | null): void {
  if (target === null) return;
  if (!isNarrow()) {
    target.scrollIntoView({ block: 'nearest' });
    return;
  }
  const timeline = document.querySelector<HTMLElement>('.timeline');
  const isSticky = timeline !== null && getComputedStyle(timeline).position === 'sticky';
  const covered = isSticky && !timeline.contains(target) ? timeline.offsetHeight : 0;
  window.scrollBy({ top: target.getBoundingClientRect().top - covered - 2 * RING_PX });
}

const RING_PX = 4;

function placeAt(target: HTMLElement | null, card: HTMLElement | null, ring: HTMLElement | null): void {
  if (card === null || ring === null) return;
  const window_ = { width: document.documentElement.clientWidth, height: window.innerHeight };
  const box = card.getBoundingClientRect();
  ring.hidden = target === null;
  if (target === null) {
    card.style.left = `${Math.max(8, (window_.width - box.width) / 2)}px`;
    card.style.top = `${Math.max(8, window_.height - box.height - 16)}px`;
    return;
  }
  const rectangle = target.getBoundingClientRect();
  ring.style.left = `${rectangle.left - RING_PX}px`;
  ring.style.top = `${rectangle.top - RING_PX}px`;
  ring.style.width = `${rectangle.width + 2 * RING_PX}px`;
  ring.style.height = `${rectangle.height + 2 * RING_PX}px`;
  const { left, top } = cardPlace(rectangle, box, window_);
  card.style.left = `${left}px`;
  card.style.top = `${top}px`;
}

/** Under a column, beside what it talks of elsewhere, on whichever side there is room; else at the window's lower edge. */
function cardPlace(target: DOMRect, box: DOMRect, window_: { readonly width: number; readonly height: number }) {
  if (isNarrow()) return { left: 8, top: window_.height - box.height - 8 };
  const top = Math.min(Math.max(8, target.top + 12), window_.height - box.height - 8);
  if (target.left - box.width - 14 >= 8) return { left: target.left - box.width - 14, top };
  if (target.right + box.width + 14 <= window_.width - 8) return { left: target.right + 14, top };
  const beside = besidePlace(target, box, window_);
  return { left: beside.left, top: Math.min(beside.top, window_.height - box.height - 8) };
}
