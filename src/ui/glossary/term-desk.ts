/** Which term's explanation lies open, and where: one at a time, for the whole page. */
import { signal } from '@preact/signals';
import type { TermId } from './glossary';

export interface OpenTerm {
  readonly id: TermId;
  /** The word on the page that was pointed at: the explanation is placed by it and describes it. */
  readonly anchor: HTMLElement;
  /** Opened by a press, so a pointer that leaves does not close it. */
  readonly pinned: boolean;
}

/** Time to get from the word to its explanation: it may be pointed at itself (WCAG 1.4.13). */
const LEAVE_MS = 250;

export const openTerm = signal<OpenTerm | null>(null);
let leaving: ReturnType<typeof setTimeout> | null = null;

function stay(): void {
  if (leaving !== null) clearTimeout(leaving);
  leaving = null;
}

export function showTerm(id: TermId, anchor: HTMLElement, pinned: boolean): void {
  stay();
  const open = openTerm.peek();
  if (open?.anchor === anchor && open.pinned === pinned) return;
  openTerm.value = { id, anchor, pinned };
}

export function hideTerm(): void {
  stay();
  openTerm.value = null;
}

/** The pointer has left the word or its explanation; what a press has opened stays. */
export function leaveTerm(): void {
  stay();
  leaving = setTimeout(() => {
    if (openTerm.peek()?.pinned === false) openTerm.value = null;
  }, LEAVE_MS);
}

export function keepTerm(): void {
  stay();
}
