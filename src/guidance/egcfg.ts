/**
 * Execution-guided line-by-line generation (arXiv 2506.10948, section 3).
 *
 * For each line: sample candidate continuations, run them on the visible tests, write what happened into the signal,
 * then choose the line's tokens greedily from G proportional to P (Pc / P)^gamma, where P reads the plain prompt and
 * Pc the prompt with the signal. The loop knows the world only through two ports and tells it only through events.
 *
 * This file has the attempts of a run; `answer.ts` writes one answer, `take-signal.ts` takes one signal.
 */
import { writeAnswer } from './answer';
import type { CancelSignal } from './cancellation';
import { allPassed } from './candidates';
import type { PromptIds } from './encode-prompt';
import type { ContextId } from './ports';
import { isSteered } from './refresh-rule';
import { conclude, framedRun, judgeVisible, type RunInput, withOpenRun } from './run-frame';
import { attemptSeed } from './seeds';
import { EGCFG, type Strategy } from './strategy';
import { NO_COST } from './tokens';

/** Resolves when the run has ended for whatever reason; the last event says which. Never rejects. */
export function runAgent(signal: CancelSignal, given: RunInput): Promise<void> {
  return framedRun(signal, given, (input) =>
    withOpenRun(signal, input, strategyOf(input), (prompt, context) => writeAttempts(signal, input, prompt, context)),
  );
}

function strategyOf({ control }: RunInput): Strategy {
  return control === undefined ? EGCFG : { kind: 'egcfg', control };
}

/** Writes answers until one is solved or the retries are spent; the last one is the run's. */
async function writeAttempts(
  signal: CancelSignal,
  input: RunInput,
  prompt: PromptIds,
  context: ContextId,
): Promise<void> {
  const { agent, emit } = input;
  // Without candidates nothing draws from the seed: a retry would write the same again.
  const attempts = isSteered(agent) ? 1 + agent.retries : 1;
  let cost = NO_COST;
  for (let attempt = 0; ; attempt++) {
    const seed = attemptSeed(agent.seed, attempt);
    if (attempt > 0) emit({ kind: 'attempt-started', attempt, seed });
    const seeded = { ...input, agent: { ...agent, seed } };
    const answer = await writeAnswer(signal, seeded, prompt, context, cost);
    cost = answer.cost;
    emit({ kind: 'code-finished', reason: answer.reason, code: answer.code });
    const visible = await judgeVisible(signal, input, answer.code);
    if (allPassed(visible) || attempt + 1 >= attempts) {
      await conclude(signal, input, answer.code, visible, cost);
      return;
    }
  }
}
