import { useComputed } from '@preact/signals';
import type { CandidateView } from '../../runs/run-view';
import type { Desk } from '../app/desk';
import { inOrder } from './focus';

/** The shown line's candidates: a list that stays the same object while the line's tokens come. */
export function useInOrder(desk: Desk): readonly CandidateView[] {
  const told = useComputed(() => desk.shownLine.value?.candidates ?? NONE);
  return useComputed(() => inOrder(told.value)).value;
}

const NONE: readonly CandidateView[] = [];
