/**
 * One refresh of the signal (paper, section 3.2 and 3.3): run the code so far and fresh candidates of it, as the agent
 * asks, and write what happened into a signal. A candidate may turn out to be the answer instead.
 */

import type { CancelSignal } from './cancellation';
import { runPartial, sampleAndRun, shownCandidates } from './candidates';
import { firstLineIds, swapTraces } from './control';
import type { ConvergenceWatch } from './convergence';
import { rankDrafts } from './drafts';
import type { PromptIds } from './encode-prompt';
import type { AnswerEnd } from './events';
import { formEvidence } from './evidence';
import { codeIn, type StopRule } from './line';
import type { ContextId } from './ports';
import { choosesTokenByToken, samplesCandidates } from './refresh-rule';
import type { RunInput } from './run-frame';
import { type Cost, NO_COST, type PromptSegment, type TokenId } from './tokens';

/** The signal in force, and where it was taken. */
export interface SignalState {
  readonly evidence: PromptSegment | null;
  /** Continuations in it; null before the first refresh. */
  readonly held: readonly string[] | null;
  /** The candidates' tokens, the likeliest first. */
  readonly drafts: readonly (readonly TokenId[])[];
  /** Tokens and characters of the answer when it was taken. */
  readonly idCount: number;
  readonly textLength: number;
  /** The control without guidance: the line of a candidate that passes, which is taken as it is. */
  readonly taken?: readonly TokenId[];
}

export const NO_SIGNAL: SignalState = { evidence: null, held: null, drafts: [], idCount: 0, textLength: 0 };

/** The answer so far, and the place in it. */
export interface Written {
  readonly ids: readonly TokenId[];
  readonly text: string;
  readonly line: number;
  readonly inside: number;
}

interface SignalInput extends RunInput {
  readonly stop: StopRule;
  readonly context: ContextId;
  readonly promptIds: PromptIds;
}

/** Tokens of the context that stay free for the line behind a signal. */
const ROOM_FOR_LINE = 64;

export async function takeSignal(
  signal: CancelSignal,
  input: SignalInput,
  { ids, text, line, inside }: Written,
  watch: ConvergenceWatch,
): Promise<{
  readonly state: SignalState;
  readonly cost: Cost;
  readonly answer: { readonly code: string; readonly reason: AnswerEnd } | null;
}> {
  const { agent, emit, model, promptIds, plan } = input;
  const prompt = [...promptIds.head.ids, ...promptIds.tail.ids];
  const refresh = { ...input, prefix: { prompt, code: ids }, code: text, line, inside };
  const place = { idCount: ids.length, textLength: text.length };
  const partial = agent.partialSignal ? await runPartial(signal, refresh) : null;
  const draftLines = plan?.decoding !== 'drafts' ? 0 : choosesTokenByToken(agent) ? 1 : agent.refreshEvery;
  const { executed, cost } = samplesCandidates(agent)
    ? await sampleAndRun(signal, refresh, draftLines)
    : { executed: [], cost: NO_COST };

  const passing = agent.finishOnPass ? executed.find((one) => one.passed) : undefined;
  const converged = agent.earlyStop && passing === undefined ? watch.note(executed) : null;
  const same = executed.find(({ candidate }) => candidate.index === converged?.index);
  const taken = passing ?? same;
  if (taken !== undefined) {
    if (converged !== null) emit({ kind: 'converged', line, ...converged });
    const code = codeIn(text + taken.candidate.text, input.problem.entryPoint);
    const reason = converged === null ? 'candidate-passed' : 'converged';
    return { state: { ...NO_SIGNAL, ...place }, cost, answer: { code, reason } };
  }

  if (input.control === 'passing-line') {
    const right = executed.find((one) => one.passed);
    const line = right === undefined ? {} : { taken: await firstLineIds(signal, model, right) };
    return { state: { ...NO_SIGNAL, held: [], drafts: rankDrafts(executed), ...place, ...line }, cost, answer: null };
  }
  const own = agent.candidateSignal ? shownCandidates(executed) : [];
  const shown = input.control === 'swapped-traces' ? swapTraces(own) : own;
  const room = Math.max(0, model.description.contextLength - prompt.length - ids.length - ROOM_FOR_LINE);
  const form = { model, agent, wording: promptIds.wording, room };
  const { segment, candidatesLeftOut } = await formEvidence(signal, form, { partial, candidates: shown });
  if (candidatesLeftOut > 0) emit({ kind: 'signal-too-long', line, room, candidatesLeftOut });
  if (segment !== null) emit({ kind: 'signal-formed', line, signal: segment });
  const held = shown.map((candidate) => candidate.continuation);
  return { state: { evidence: segment, held, drafts: rankDrafts(executed), ...place }, cost, answer: null };
}
