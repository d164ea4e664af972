/** Makes one run of an experiment with the engines of one lane. */

import { isOutage } from '../endpoint/outage';
import { runAgents } from '../guidance/agents';
import { type Budget, BudgetMeter, isLimited } from '../guidance/budget';
import type { CancelSignal } from '../guidance/cancellation';
import type { RunEvent } from '../guidance/events';
import { type Failure, toFailure } from '../guidance/failure';
import type { DecodePlan, Interpreter, LanguageModel, Limits } from '../guidance/ports';
import { runStrategy } from '../guidance/run-strategy';
import type { Problem } from '../problems/schema';
import { agentText } from './definition';
import { agentsRow, type ResultRow, resultRow } from './result-row';
import { seedOf } from './run-id';
import type { RunSpec } from './run-list';
import { namedStrategy } from './strategy-names';

/** What one lane works with. */
export interface Lane {
  readonly model: LanguageModel;
  readonly interpreter: Interpreter;
  /** Gets the packages that a problem needs. */
  prepare(signal: CancelSignal, problem: Problem): Promise<void>;
}

/** The events of one agent; a run of a single strategy has one part. */
export interface RunPart {
  readonly agent: string;
  readonly events: readonly RunEvent[];
}

/** Of a server that a run was made on: the run says nothing, and is to be made again. */
export type Outage = Pick<Failure, 'message' | 'advice'>;

export interface CompletedRun {
  readonly row: ResultRow;
  readonly parts: readonly RunPart[];
  /** null where the run ended by itself, however. */
  readonly outage: Outage | null;
}

/** Of the clock nothing but the budget of seconds reads it, and the row's `seconds`. */
export interface RunOptions {
  readonly budget: Budget;
  readonly limits: Limits;
  /** The model's own where none is pinned. */
  readonly plan?: DecodePlan;
  readonly nowMs: () => number;
  /** Every event as it happens, for somebody who watches. */
  readonly onEvent?: (event: RunEvent) => void;
}

/** Rejects when it was cancelled; every other failure is a row with its reason. */
export async function runOne(
  signal: CancelSignal,
  lane: Lane,
  { id, problem, arm }: RunSpec,
  { budget, limits, plan, nowMs, onEvent }: RunOptions,
): Promise<CompletedRun> {
  const startedMs = nowMs();
  const seconds = () => Math.round(nowMs() - startedMs) / 1000;
  const agents = arm.agents.map((agent) => ({ ...agent, seed: seedOf(id) }));
  const parts = agents.map((agent) => ({ agent: agentText(agent), events: [] as RunEvent[] }));
  const named = namedStrategy(arm.strategy);
  const input = {
    model: lane.model,
    interpreter: lane.interpreter,
    problem,
    limits,
    forced: [],
    beforeLine: async () => {},
    ...(plan === undefined ? {} : { plan }),
    ...(isLimited(budget) ? { meter: new BudgetMeter(budget, nowMs) } : {}),
  };
  const emit = (agent: number, event: RunEvent) => {
    parts[agent]?.events.push(event);
    onEvent?.(event);
  };
  try {
    await lane.prepare(signal, problem);
    const [agent] = agents;
    if (named?.kind === 'agents') {
      await runAgents(signal, input, { agents, stopAtFirst: true }, emit);
    } else if (named !== null && agent !== undefined) {
      await runStrategy(signal, named.strategy, { ...input, agent, emit: (event) => emit(0, event) });
    }
  } catch (thrown) {
    const { code, message, advice } = toFailure(thrown);
    emit(0, { kind: 'run-failed', message, advice, code });
  }
  signal.throwIfAborted();
  const row =
    named?.kind === 'agents'
      ? agentsRow(problem, id, parts, seconds())
      : resultRow(problem, id, parts[0]?.events ?? [], seconds());
  return { row, parts, outage: row.solved ? null : outageOf(parts) };
}

function outageOf(parts: readonly RunPart[]): Outage | null {
  const failed = parts.flatMap(({ events }) => events.find((event) => event.kind === 'run-failed') ?? []);
  return failed.find(({ code }) => isOutage(code)) ?? null;
}
