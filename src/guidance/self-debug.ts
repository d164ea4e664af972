/**
 * Sequential self-debugging, the contrast that the paper draws (section 2): a whole program is written, run on the
 * visible tests, and where one fails the program is written again with what happened in sight, until one passes, the
 * rounds are over or the budget is used up. Feedback comes only when a program is complete; EG-CFG has it at every line.
 *
 * The first program is the greedy one; the others are sampled, since a greedy rewriting of the same feedback would say
 * the same again. In the events each program is a line of its own with one candidate, and the feedback that it read is
 * that line's signal. Hidden tests are run on the answer alone.
 */
import { BudgetReached } from './budget';
import type { CancelSignal } from './cancellation';
import { type ExecutedCandidate, sampleAndRun } from './candidates';
import { chooseProgram, GREEDY_TOP_P } from './choose-program';
import { bodyStart, type DebuggedProgram, feedbackText } from './debug-feedback';
import type { PromptIds } from './encode-prompt';
import { encodeSignal } from './evidence';
import { codeIn, type StopRule } from './line';
import type { ContextId, LanguageModel } from './ports';
import { framedRun, judgeAnswer, type RunInput, tellBudget, withOpenRun } from './run-frame';
import { isFinished } from './signal';
import { addCost, type Cost, NO_COST, type TokenId } from './tokens';

/** Of the agent it reads s (failed programs in sight, at most), t, nucleus, seed and the limits of length. */
export function runSelfDebug(signal: CancelSignal, rounds: number, given: RunInput): Promise<void> {
  return framedRun(signal, given, (input) =>
    withOpenRun(signal, input, { kind: 'self-debug', rounds }, async (prompt, context) => {
      const { programs, cost } = await writeAndRewrite(signal, rounds, input, prompt, context);
      const chosen = chooseProgram(programs);
      input.emit({
        kind: 'candidate-chosen',
        line: chosen.round,
        index: chosen.candidate.index,
        passing: programs.filter(({ passed }) => passed).length,
        of: programs.length,
      });
      const reason = chosen.passed ? 'candidate-passed' : chosen.candidate.end;
      const code = codeIn(chosen.code, input.problem.entryPoint);
      input.emit({ kind: 'code-finished', reason, code });
      await judgeAnswer(signal, input, code, cost);
    }),
  );
}

interface Program extends DebuggedProgram, Pick<ExecutedCandidate, 'candidate' | 'passed'> {
  readonly round: number;
  readonly ids: readonly TokenId[];
  readonly runs: ExecutedCandidate['runs'];
}

async function writeAndRewrite(
  signal: CancelSignal,
  rounds: number,
  input: RunInput,
  prompt: PromptIds,
  context: ContextId,
): Promise<{ programs: Program[]; cost: Cost }> {
  const { model, problem, agent, emit } = input;
  const stop: StopRule = { entryPoint: problem.entryPoint, maxLines: agent.maxLines, maxTokens: agent.maxTokens };
  const form = (agent.promptType ?? model.description.promptStyle) === 'built-in' ? 'built-in' : 'words';
  const programs: Program[] = [];
  let begun: readonly TokenId[] = input.forced.length > 0 ? input.forced : prompt.opening;
  let cost = NO_COST;
  for (let round = 0; round < rounds; round++) {
    await input.beforeLine(round);
    signal.throwIfAborted();
    const text = feedbackText(form, programs, problem.entryPoint, agent.candidates);
    const feedback = await encodeSignal(signal, model, text);
    emit({ kind: 'line-started', line: round, guided: feedback !== null });
    if (feedback !== null) emit({ kind: 'signal-formed', line: round, signal: feedback });
    const [last] = programs.slice(-1);
    if (form === 'built-in' && last !== undefined) {
      begun = (await headerOf(signal, model, last, problem.entryPoint)) ?? begun;
    }
    const code = await model.decode(signal, begun);
    try {
      const { executed, cost: spent } = await sampleAndRun(signal, {
        ...input,
        agent: {
          ...agent,
          candidates: 1,
          horizonLines: null,
          ...(round === 0 ? { topP: GREEDY_TOP_P } : {}),
        },
        stop,
        context,
        prefix: { prompt: [...prompt.head.ids, ...(feedback?.ids ?? []), ...prompt.tail.ids], code: begun },
        code,
        line: round,
      });
      cost = addCost(cost, spent);
      const [written] = executed;
      if (written === undefined) throw new Error('The model gave no program');
      const ids = [...begun, ...written.candidate.ids];
      programs.push(await programOf(signal, model, round, written, ids));
    } catch (thrown) {
      if (!(thrown instanceof BudgetReached) || programs.length === 0) throw thrown;
      tellBudget(input, thrown);
      break;
    }
    if (programs.at(-1)?.passed === true) break;
  }
  return { programs, cost };
}

async function programOf(
  signal: CancelSignal,
  model: LanguageModel,
  round: number,
  { candidate, executable, passed, runs }: ExecutedCandidate,
  ids: readonly TokenId[],
): Promise<Program> {
  return {
    round,
    ids,
    candidate,
    passed,
    runs,
    code: await model.decode(signal, ids),
    executed: executable.kind === 'executable' ? executable.code : '',
    finished: isFinished(candidate.end),
    refused: executable.kind === 'refused' ? executable.reason : null,
  };
}

/**
 * The tokens up to where the body begins; null where a token lies across that place, since code is never tokenised
 * again.
 */
async function headerOf(
  signal: CancelSignal,
  model: LanguageModel,
  { code, ids }: Program,
  entryPoint: string | null,
): Promise<readonly TokenId[] | null> {
  const end = bodyStart(code, entryPoint);
  if (end === 0) return null;
  for (let count = 1; count <= ids.length; count++) {
    const text = await model.decode(signal, ids.slice(0, count));
    if (text.length === end) return ids.slice(0, count);
    if (text.length > end) return null;
  }
  return null;
}
