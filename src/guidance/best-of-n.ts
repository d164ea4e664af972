/**
 * Best of N samples, the usual contrast to guidance: N whole programs are sampled from the plain prompt as one batch,
 * all are run on the visible tests, and the first that passes them is the answer. Hidden tests are run on that answer
 * alone. How many of the N pass is told, from which pass@k is estimated without bias.
 *
 * Under a budget the samples come in small batches, and the first batch that holds a passing program is the last: what
 * is left of the budget would buy nothing. Each batch is a line of its own in the events. Where tokens are not what is
 * counted, a batch is as large as the device takes: it costs as many session runs as a small one, and hardly more time.
 */
import { BudgetReached } from './budget';
import type { CancelSignal } from './cancellation';
import { type ExecutedCandidate, sampleAndRun } from './candidates';
import { chooseProgram, countPassing } from './choose-program';
import type { PromptIds } from './encode-prompt';
import { codeIn, type StopRule } from './line';
import type { ContextId } from './ports';
import { framedRun, judgeAnswer, type RunInput, tellBudget, withOpenRun } from './run-frame';
import { addCost, NO_COST } from './tokens';

/** Samples of one batch under a budget of tokens: few enough that a budget is met closely, enough that a batch pays. */
export const BUDGET_BATCH = 4;

/** Of the agent it reads temperature, nucleus, seed and the limits of length. Ends as `runAgent` does. */
export function runBestOf(signal: CancelSignal, samples: number, given: RunInput): Promise<void> {
  return framedRun(signal, given, (input) =>
    withOpenRun(signal, input, { kind: 'best-of-n', samples }, (prompt, context) =>
      sampleAndChoose(signal, samples, input, prompt, context),
    ),
  );
}

async function sampleAndChoose(
  signal: CancelSignal,
  samples: number,
  input: RunInput,
  prompt: PromptIds,
  context: ContextId,
): Promise<void> {
  const { model, problem, agent, forced, emit } = input;
  const stop: StopRule = { entryPoint: problem.entryPoint, maxLines: agent.maxLines, maxTokens: agent.maxTokens };
  const begun = forced.length > 0 ? forced : prompt.opening;
  const code = await model.decode(signal, begun);
  const programs: (ExecutedCandidate & { readonly line: number })[] = [];
  let passing = 0;
  let cost = NO_COST;
  let ended: BudgetReached | null = null;

  for (const [line, count] of batches(samples, batchSize(samples, input)).entries()) {
    await input.beforeLine(line);
    signal.throwIfAborted();
    emit({ kind: 'line-started', line, guided: false });
    try {
      const batch = await sampleAndRun(signal, {
        ...input,
        agent: { ...agent, candidates: count, horizonLines: null },
        stop,
        context,
        prefix: { prompt: [...prompt.head.ids, ...prompt.tail.ids], code: begun },
        code,
        line,
      });
      programs.push(...batch.executed.map((one) => ({ ...one, line })));
      passing += countPassing(batch.executed);
      cost = addCost(cost, batch.cost);
    } catch (thrown) {
      if (!(thrown instanceof BudgetReached) || programs.length === 0) throw thrown;
      ended = thrown;
    }
    if (ended !== null || (input.meter !== undefined && passing > 0)) break;
  }
  if (ended !== null) tellBudget(input, ended);
  const chosen = chooseProgram(programs);
  const { index } = chosen.candidate;
  emit({ kind: 'candidate-chosen', line: chosen.line, index, passing, of: programs.length });
  const text = await model.decode(signal, [...begun, ...chosen.candidate.ids]);
  const answer = codeIn(text, problem.entryPoint);
  emit({ kind: 'code-finished', reason: chosen.passed ? 'candidate-passed' : chosen.candidate.end, code: answer });
  await judgeAnswer(signal, input, answer, cost);
}

function batchSize(samples: number, { meter, plan }: RunInput): number {
  if (meter === undefined) return samples;
  return meter.budget.forwardedTokens === null ? Math.max(BUDGET_BATCH, plan?.maxBatch ?? 0) : BUDGET_BATCH;
}

function batches(samples: number, size: number): number[] {
  const whole = Array<number>(Math.floor(samples / size)).fill(size);
  return samples % size === 0 ? whole : [...whole, samples % size];
}
