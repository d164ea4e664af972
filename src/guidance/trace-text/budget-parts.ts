/** What there is to say about candidates, in parts that are shown whole or not, the most telling first. */
import type { TracedCandidate } from './budgeted';
import { foldLoops } from './fold';
import { type TraceLine, traceLines } from './trace-lines';
import { outcomeWords, printedLines, stateWords } from './words';

export interface BudgetPart {
  readonly kind: 'outcome' | 'state' | 'output' | 'step';
  /** 0-based. */
  readonly candidate: number;
  /** 0-based. */
  readonly test: number;
  /** Place among the parts of its candidate and test. */
  readonly position: number;
  readonly text: string;
  /** Recorded steps that it stands for. */
  readonly steps: number;
  /** Those of them that it does not show: the turns of a folded loop. */
  readonly hiddenSteps: number;
  /** 0 tells most. Where a part did not fit, parts that tell less are not tried in its stead. */
  readonly worth: number;
  /** Steps of one chain are taken from its start on: one without the one before it would mislead. */
  readonly chain: string | null;
}

/** Position of a run's first step among its parts: outcome, differing state, shared state and output come before. */
export const FIRST_STEP = 4;

interface Ranked {
  readonly part: BudgetPart;
  /** Compared number by number, smallest first. */
  readonly rank: readonly number[];
}

const OUTCOME = 0;
const STATE = 1;
const STEP = 2;
const SAME_STATE = 3;
const SAME_STEP = 4;

/** Every part once, in the order in which a budget is spent on them. */
export function budgetParts(candidates: readonly TracedCandidate[]): BudgetPart[] {
  const tests = Math.max(0, ...candidates.map(({ runs }) => runs.length));
  const ranked = Array.from({ length: tests }, (_, test) => partsOfTest(candidates, test)).flat();
  return ranked.sort((a, b) => compareRanks(a.rank, b.rank)).map(({ part }) => part);
}

function partsOfTest(candidates: readonly TracedCandidate[], test: number): Ranked[] {
  const outcomes = candidates.map(({ runs }) => optional(runs[test], (run) => outcomeWords(run.outcome)));
  const sameOutcome = allEqual(outcomes);
  const traces = candidates.map(({ program, runs }) => foldLoops(traceLines(program, runs[test]?.steps ?? [])));
  const shared = candidates.length > 1 ? sharedStart(traces) : loadingSteps(traces[0] ?? []);

  return candidates.flatMap(({ runs }, candidate) => {
    const run = runs[test];
    if (run === undefined) return [];
    const place = { candidate, test, steps: 0, hiddenSteps: 0, chain: null };
    const found: Ranked[] = [
      {
        part: {
          ...place,
          worth: OUTCOME,
          kind: 'outcome',
          position: 0,
          text: `test ${test + 1}: ${outcomes[candidate] ?? ''}`,
        },
        rank: [OUTCOME, sameOutcome ? 1 : 0, test, candidate],
      },
    ];
    const printed = printedLines(run.stdout).join('\n');
    if (printed !== '') {
      const same = candidates.length > 1 && allEqual(candidates.map((other) => other.runs[test]?.stdout));
      const worth = same ? SAME_STATE : STATE;
      const part = { ...place, worth, kind: 'output' as const, position: 3, text: printed };
      found.push({ part, rank: [worth, test, candidate, 1] });
    }
    for (const same of [false, true]) {
      const locals = run.finalLocals.filter((local) => isShared(candidates, test, local) === same);
      if (locals.length === 0) continue;
      const worth = same ? SAME_STATE : STATE;
      const part = {
        ...place,
        worth,
        kind: 'state' as const,
        position: same ? 2 : 1,
        text: `state: ${stateWords(locals)}`,
      };
      found.push({ part, rank: [worth, test, candidate, 0] });
    }
    return [...found, ...(traces[candidate] ?? []).map((line, at) => stepPart(place, line, at, shared))];
  });
}

function stepPart(place: Pick<BudgetPart, 'candidate' | 'test'>, line: TraceLine, at: number, shared: number): Ranked {
  const { candidate, test } = place;
  const before = at < shared;
  const part: BudgetPart = {
    candidate,
    test,
    kind: 'step',
    position: FIRST_STEP + at,
    text: line.text,
    steps: line.steps,
    hiddenSteps: line.place === '' ? line.steps : 0,
    worth: before ? SAME_STEP : STEP,
    chain: `${candidate}.${test}.${before}`,
  };
  // Each candidate gets its first differing step before any gets its second.
  return { part, rank: before ? [part.worth, test, at, candidate] : [part.worth, at - shared, test, candidate] };
}

/** How many lines all traces begin with. */
function sharedStart(traces: readonly (readonly TraceLine[])[]): number {
  const [first = [], ...others] = traces;
  const at = first.findIndex((line, i) => others.some((trace) => trace[i]?.text !== line.text));
  return at < 0 ? first.length : at;
}

/** How many lines are about loading the program: with nothing to compare, they say least. */
function loadingSteps(trace: readonly TraceLine[]): number {
  return trace.findIndex(({ place }) => place.startsWith('return <module> ')) + 1;
}

/** Whether every candidate ends this test with that local. */
function isShared(
  candidates: readonly TracedCandidate[],
  test: number,
  [name, value]: readonly [name: string, value: string],
): boolean {
  if (candidates.length < 2) return false;
  return candidates.every(({ runs }) =>
    runs[test]?.finalLocals.some((other) => other[0] === name && other[1] === value),
  );
}

function allEqual(values: readonly unknown[]): boolean {
  return values.every((value) => value === values[0]);
}

function optional<T, U>(value: T | undefined, map: (value: T) => U): U | undefined {
  return value === undefined ? undefined : map(value);
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
