/**
 * Several candidates in a given number of tokens. What tells candidates apart comes first: outcomes, then final
 * locals and what was printed, then the steps from where candidates part, then the rest. Loops are folded. Parts are
 * taken or left whole, so no value is ever cut, and the text ends by saying what was left out.
 */
import type { TestRun } from '../ports';
import { layOut } from './budget-layout';
import { type BudgetPart, budgetParts } from './budget-parts';
import { fitParts } from './fit-parts';

export interface TracedCandidate {
  /** The executed text. */
  readonly program: string;
  /** One per visible test, in the order of the tests, which is the same for every candidate. */
  readonly runs: readonly TestRun[];
}

export interface BudgetOptions {
  /** Most tokens that the text may have, counted whole. */
  readonly maxTokens: number;
  /** Tokens of a text. */
  readonly countTokens: (text: string) => number;
}

/** Counts of what the text does not show. */
export interface LeftOut {
  readonly outcomes: number;
  /** Tests whose final locals are not shown, or not all of them. */
  readonly states: number;
  readonly outputs: number;
  /** Steps that were recorded and are not shown, those of folded turns included. */
  readonly steps: number;
  /** Steps that happened and were not recorded. */
  readonly unrecorded: number;
}

export interface Budgeted {
  /** Empty when not even the sentence about what was left out fits. */
  readonly text: string;
  readonly tokens: number;
  readonly leftOut: LeftOut;
}

/** The text of the candidates within the budget. The same input gives the same text. */
export function budgetedText(candidates: readonly TracedCandidate[], options: BudgetOptions): Budgeted {
  const { maxTokens, countTokens } = options;
  const parts = budgetParts(candidates);
  const unrecorded = candidates
    .flatMap(({ runs }) => runs)
    .reduce((sum, run) => sum + run.stepCount - run.steps.length, 0);
  const written = (taken: ReadonlySet<BudgetPart>) => layOut(parts, taken, countLeftOut(parts, taken, unrecorded));
  const taken = fitParts(parts, (some) => countTokens(written(some)) <= maxTokens);
  const text = written(taken ?? new Set());
  return {
    text: taken === null ? '' : text,
    tokens: taken === null ? 0 : countTokens(text),
    leftOut: countLeftOut(parts, taken ?? new Set(), unrecorded),
  };
}

function countLeftOut(parts: readonly BudgetPart[], taken: ReadonlySet<BudgetPart>, unrecorded: number): LeftOut {
  const left = parts.filter((part) => !taken.has(part));
  const folded = parts.reduce((sum, part) => sum + (taken.has(part) ? part.hiddenSteps : part.steps), 0);
  const runs = (kind: BudgetPart['kind']) =>
    new Set(left.filter((part) => part.kind === kind).map(({ candidate, test }) => `${candidate}.${test}`)).size;
  return {
    outcomes: runs('outcome'),
    states: runs('state'),
    outputs: runs('output'),
    steps: folded,
    unrecorded,
  };
}
