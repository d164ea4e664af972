/**
 * Best of N samples, the usual contrast to guidance: N whole programs are sampled from the plain prompt as one batch,
 * all are run on the visible tests, and the first that passes them is the answer. Hidden tests are run on that answer
 * alone. How many of the N pass is told, from which pass@k is estimated without bias.
 */
import type { CancelSignal } from './cancellation';
import { allPassed, type ExecutedCandidate, sampleAndRun } from './candidates';
import type { StopRule } from './line';
import type { ContextId } from './ports';
import { framedRun, judgeAnswer, type PromptIds, type RunInput, withOpenRun } from './run-frame';

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
  const line = 0;
  await input.beforeLine(line);
  signal.throwIfAborted();
  emit({ kind: 'line-started', line, guided: false });
  const { executed, cost } = await sampleAndRun(signal, {
    ...input,
    agent: { ...agent, candidates: samples, horizonLines: null },
    stop,
    context,
    prefix: { prompt: [...prompt.head.ids, ...prompt.tail.ids], code: begun },
    code,
    line,
  });
  const chosen = choose(executed);
  emit({
    kind: 'candidate-chosen',
    line,
    index: chosen.candidate.index,
    passing: countPassing(executed),
    of: executed.length,
  });
  const answer = await model.decode(signal, [...begun, ...chosen.candidate.ids]);
  emit({ kind: 'code-finished', reason: chosen.passed ? 'candidate-passed' : chosen.candidate.end, code: answer });
  await judgeAnswer(signal, input, answer, cost);
}

/** The first that passes every visible test; where none does, the first of those that pass most of them. */
function choose(executed: readonly ExecutedCandidate[]): ExecutedCandidate {
  const [first, ...rest] = executed;
  if (first === undefined) throw new Error('Nothing was sampled');
  return rest.reduce((best, next) => (passedTests(next) > passedTests(best) ? next : best), first);
}

function passedTests({ runs }: ExecutedCandidate): number {
  return runs.filter((run) => allPassed([run.outcome])).length;
}

/** A duplicate is a sample like any other: it passes where the program that it repeats does. */
function countPassing(executed: readonly ExecutedCandidate[]): number {
  const passing = new Set(executed.flatMap(({ candidate, passed }) => (passed ? [candidate.index] : [])));
  return executed.filter(({ candidate, duplicateOf }) => passing.has(duplicateOf ?? candidate.index)).length;
}
