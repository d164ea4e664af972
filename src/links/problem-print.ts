/** A short hash of what a run depends on in a problem: a link names a bundled problem by its id and this. */
import type { ProblemDraft } from '../playground/problem-draft';
import { shortHash } from './run-print';

const LENGTH = 8;

export function problemPrint(draft: Omit<ProblemDraft, 'id'>): string {
  const { kind = 'function', statement, entryPoint, visibleTests, hiddenTests, setup, packages = [] } = draft;
  return shortHash(
    JSON.stringify([kind, statement, entryPoint, visibleTests, hiddenTests, setup, [...packages].sort()]),
    LENGTH,
  );
}
