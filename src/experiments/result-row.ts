/** What came of one run, folded from its events: a line of results.jsonl, a row of an experiment. */
import * as v from 'valibot';
import { BUDGET_NAMES, type BudgetName } from '../guidance/budget';
import type { EventOf, RunEvent } from '../guidance/events';
import { NO_COST } from '../guidance/tokens';
import { DEFAULT_SEED, type RunId, seedOf } from './run-id';

const count = v.pipe(v.number(), v.minValue(0));
const ScoreSchema = v.object({ passed: count, total: count });
export type Score = v.InferOutput<typeof ScoreSchema>;

const AgentPartSchema = v.object({
  agent: v.string(),
  gamma: v.number(),
  solved: v.boolean(),
  visible: ScoreSchema,
  hidden: ScoreSchema,
  forwardedTokens: count,
  /** Another's success ended it before its own answer: it cost something and says nothing of what it solves. */
  stopped: v.exactOptional(v.literal(true)),
});
/** Of several agents on one problem, one; those that came too late to begin have no part. */
export type AgentPart = v.InferOutput<typeof AgentPartSchema>;

export const ResultRowSchema = v.object({
  problem: v.string(),
  strategy: v.string(),
  gamma: v.number(),
  /** Rows from before there were several of them have neither. */
  seed: v.exactOptional(v.number()),
  agent: v.exactOptional(v.string()),
  /** Every visible test passes. */
  solved: v.boolean(),
  visible: ScoreSchema,
  hidden: ScoreSchema,
  /**
   * Best of N: how many of all samples pass every visible test. Null where there are none, and where sampling ended at
   * the first that passes: pass@k could not be told from those without bias.
   */
  samples: v.exactOptional(v.nullable(v.object({ passing: count, of: count }))),
  agents: v.exactOptional(v.array(AgentPartSchema)),
  /** Which budget ended the run; none, or null, where it ended by itself. */
  budget: v.exactOptional(v.nullable(v.picklist(BUDGET_NAMES))),
  code: v.string(),
  forwardedTokens: count,
  sessionRuns: count,
  /** Wall clock of the run. */
  seconds: count,
  /** Who judged the answer; absent where this page did. */
  judgedBy: v.exactOptional(v.literal('execeval')),
  /** Null when the run did not start. */
  weightsSha256: v.nullable(v.string()),
  error: v.nullable(v.string()),
});
export type ResultRow = v.InferOutput<typeof ResultRowSchema>;

/** What a row needs to know of the problem; a test may be an assert or a whole case. */
export interface ScoredProblem {
  readonly id: string;
  readonly visibleTests: readonly unknown[];
  readonly hiddenTests: readonly unknown[];
}

export function resultRow(problem: ScoredProblem, run: RunId, events: readonly RunEvent[], seconds: number): ResultRow {
  const failed = last(events, 'run-failed');
  const finished = last(events, 'run-finished');
  const cost = finished?.cost ?? last(events, 'line-finished')?.cost ?? NO_COST;
  const chosen = last(events, 'candidate-chosen');
  const started = last(events, 'run-started');
  const budget: BudgetName | null = last(events, 'budget-reached')?.budget ?? null;
  return {
    ...named(problem, run),
    solved: finished?.solved ?? false,
    visible: score(events, 'visible', problem.visibleTests.length),
    hidden: score(events, 'hidden', problem.hiddenTests.length),
    samples: wholeSample(events, chosen) ? { passing: chosen.passing, of: chosen.of } : null,
    ...(budget === null ? {} : { budget }),
    code: last(events, 'code-finished')?.code ?? '',
    forwardedTokens: cost.forwardedTokens,
    sessionRuns: cost.sessionRuns,
    seconds,
    ...(started?.judgedBy === undefined ? {} : { judgedBy: started.judgedBy }),
    weightsSha256: started?.model.weightsSha256 ?? null,
    error: failed ? failed.message : finished ? null : 'The run ended early.',
  };
}

/** A run that the page did not survive. */
export function failedRow(problem: ScoredProblem, run: RunId, error: string, seconds: number): ResultRow {
  return { ...resultRow(problem, run, [], seconds), error };
}

/** One row of all agents on a problem: solved by any of them; the code is the first solver's, else the first's. */
export function agentsRow(
  problem: ScoredProblem,
  run: RunId,
  parts: readonly { readonly agent: string; readonly events: readonly RunEvent[] }[],
  seconds: number,
): ResultRow {
  const begun = parts.filter(({ events }) => events.some(({ kind }) => kind === 'run-started'));
  const rows = begun.map(({ agent, events }) => {
    const gamma = last(events, 'run-started')?.agent.gamma ?? 0;
    const stopped = events.some((event) => event.kind === 'run-stopped' && event.because === 'another-solved');
    return { ...resultRow(problem, { ...run, gamma }, events, 0), agent, stopped };
  });
  const answer = rows.find((row) => row.solved) ?? rows.find((row) => row.error === null) ?? rows[0];
  if (answer === undefined) return failedRow(problem, run, 'No agent began.', seconds);
  const sum = (of: (row: ResultRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const { stopped: _, ...own } = answer;
  return {
    ...own,
    ...named(problem, run),
    samples: null,
    agents: rows.map(({ agent, gamma, solved, visible, hidden, forwardedTokens, stopped }) => ({
      agent,
      gamma,
      solved,
      visible,
      hidden,
      forwardedTokens,
      ...(stopped ? { stopped } : {}),
    })),
    forwardedTokens: sum((row) => row.forwardedTokens),
    sessionRuns: sum((row) => row.sessionRuns),
    seconds,
    // The agents that the first success stopped have not failed.
    error: rows.some((row) => row.error === null) ? null : answer.error,
  };
}

function named(problem: ScoredProblem, { strategy, gamma, seed, agent }: RunId) {
  return {
    problem: problem.id,
    strategy,
    gamma,
    ...(seed === undefined || seed === DEFAULT_SEED ? {} : { seed }),
    ...(agent === undefined ? {} : { agent }),
  };
}

export function rowSeed(row: ResultRow): number {
  return seedOf(row);
}

export function allPass(one: Score): boolean {
  return one.passed === one.total;
}

/** Every visible and every hidden test. */
export function passesAll(row: ResultRow): boolean {
  return row.solved && allPass(row.hidden);
}

/** Sampling that went on until there were N, whatever passed. */
function wholeSample(
  events: readonly RunEvent[],
  chosen: EventOf<'candidate-chosen'> | undefined,
): chosen is EventOf<'candidate-chosen'> {
  const strategy = last(events, 'run-started')?.strategy;
  if (chosen === undefined || last(events, 'run-started')?.budget !== undefined) return false;
  return strategy?.kind !== 'self-debug';
}

function score(events: readonly RunEvent[], suite: 'visible' | 'hidden', total: number): Score {
  const judged = events.find((event): event is EventOf<'code-judged'> => {
    return event.kind === 'code-judged' && event.suite === suite;
  });
  return { passed: judged?.outcomes.filter(({ kind }) => kind === 'passed').length ?? 0, total };
}

function last<K extends RunEvent['kind']>(events: readonly RunEvent[], kind: K): EventOf<K> | undefined {
  return events.findLast((event): event is EventOf<K> => event.kind === kind);
}
