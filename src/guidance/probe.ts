/**
 * Does the model read its signal? One look at one line start of a reference solution: candidates are sampled from the
 * model itself and run as in a guided run, then the next line is decoded without the signal, with it (gamma 1: the best
 * of Pc), and at further guidance strengths. Over many line starts two shares say how well it reads:
 *
 * rescue: of those where the plain line is not right, how often the conditional one is;
 * keep: of those where the plain line is right, how often the conditional one stays right.
 *
 * Right is the first line of a candidate that passes every visible test. Where no candidate passes, it is the
 * reference's own line; the two cases are to be counted apart, since only the first is something the signal can tell.
 */
import type { Problem } from '../problems/schema';
import type { AgentSettings } from './agent';
import type { CancelSignal } from './cancellation';
import { type ExecutedCandidate, sampleAndRun, shownCandidates } from './candidates';
import { encodePrompt, type PromptIds } from './encode-prompt';
import { encodeSignal } from './evidence';
import { entryOffset, type StopRule } from './line';
import type { ContextId, Interpreter, LanguageModel, Limits } from './ports';
import { seededRandom } from './rng';
import { formatSignal } from './signal';
import { addCost, type Cost, type PromptSegment, type TokenId } from './tokens';

export interface ProbeInput {
  readonly model: LanguageModel;
  readonly interpreter: Interpreter;
  readonly problem: Problem;
  readonly agent: AgentSettings;
  readonly limits: Limits;
  /** The reference: a program that passes every test. */
  readonly solution: string;
  /** Line start of the reference, counted from 0; one that `lineStarts` gives. */
  readonly line: number;
  /** Strengths to decode the line with, beside the plain and the conditional stream. */
  readonly gammas: readonly number[];
}

export interface ProbedLine {
  /** Without white space at its end; empty where the answer ends here. */
  readonly text: string;
  readonly right: boolean;
}

export interface ProbeResult {
  readonly line: number;
  /** The reference's line. */
  readonly reference: string;
  /** Candidates in the signal: executable ones, without duplicates. */
  readonly candidates: number;
  /** How many of those pass every visible test. */
  readonly passing: number;
  /** The conditional line is the plain one where there is no signal. */
  readonly plain: ProbedLine;
  readonly conditional: ProbedLine;
  readonly guided: readonly (ProbedLine & { readonly gamma: number })[];
  readonly cost: Cost;
}

/**
 * Up to `most` line starts of a reference that guidance would reach (after the function's first line) and that begin a
 * line with code, in rising order. Which ones depends on seed and text alone.
 */
export function lineStarts(solution: string, entryPoint: string, most: number, seed: number): number[] {
  const header = entryOffset(solution, entryPoint);
  if (header < 0) return [];
  const first = solution.slice(0, header).split('\n').length;
  const open = linesOf(solution).flatMap((text, line) => (line >= first && /^\s*[^\s#]/.test(text) ? [line] : []));
  const random = seededRandom(seed, textHash(solution));
  while (open.length > most) open.splice(Math.floor(random() * open.length), 1);
  return open;
}

/** Rejects with the failure of an engine. */
export async function probeLine(signal: CancelSignal, input: ProbeInput): Promise<ProbeResult> {
  const prompt = await encodePrompt(signal, input);
  const context = await input.model.openContext(signal, prompt.head.ids);
  try {
    return await probeIn(signal, input, prompt, context);
  } finally {
    await input.model.closeContext(context);
  }
}

async function probeIn(
  signal: CancelSignal,
  input: ProbeInput,
  prompt: PromptIds,
  context: ContextId,
): Promise<ProbeResult> {
  const { model, problem, agent, line } = input;
  const lines = linesOf(input.solution);
  const code = lines.slice(0, line).reduce((text, one) => `${text}${one}\n`, '');
  const [ids = []] = await model.encode(signal, [code]);
  const stop: StopRule = { entryPoint: problem.entryPoint, maxLines: agent.maxLines, maxTokens: agent.maxTokens };
  const prefix = { prompt: [...prompt.head.ids, ...prompt.tail.ids], code: ids };
  const sampled = await sampleAndRun(signal, { ...input, stop, context, prefix, code, emit: () => {} });
  const shown = shownCandidates(sampled.executed);
  const evidence = await encodeSignal(signal, model, formatSignal(shown));
  let cost = sampled.cost;
  const passing = sampled.executed.filter((one) => one.passed);
  const reference = lines[line]?.trimEnd() ?? '';
  const rightLines = passing.length > 0 ? passing.map(firstLine) : [reference];

  const decode = async (gamma: number, withSignal: PromptSegment | null): Promise<ProbedLine> => {
    const decoded = await model.decodeLine(
      signal,
      {
        context,
        plain: prefix,
        conditionalPrompt: withSignal && [...prompt.head.ids, ...withSignal.ids, ...prompt.tail.ids],
        gamma,
        forced: [],
        drafts: [],
        maxTokens: null,
        topCount: 1,
        topProbsMask: agent.topProbsMask,
        epsilon: agent.epsilon,
        stop,
      },
      () => {},
    );
    cost = addCost(cost, decoded.cost);
    const text = await lineText(signal, model, ids, decoded.ids);
    return { text, right: rightLines.includes(text) };
  };
  const plain = await decode(0, null);
  const conditional = await decode(1, evidence);
  const guided = [];
  for (const gamma of input.gammas) {
    guided.push({ gamma, ...(gamma === 1 ? conditional : await decode(gamma, evidence)) });
  }
  return { line, reference, candidates: shown.length, passing: passing.length, plain, conditional, guided, cost };
}

/** Ids of the line belong to the code before it: a character may lie across the two. */
async function lineText(
  signal: CancelSignal,
  model: LanguageModel,
  code: readonly TokenId[],
  line: readonly TokenId[],
): Promise<string> {
  const before = await model.decode(signal, code);
  return (await model.decode(signal, [...code, ...line])).slice(before.length).trimEnd();
}

function firstLine({ candidate }: ExecutedCandidate): string {
  return (candidate.text.split('\n')[0] ?? '').trimEnd();
}

function linesOf(program: string): string[] {
  return program.replace(/\s+$/, '').split('\n');
}

/** FNV-1a over UTF-16 units: tells problems apart, nothing more. */
function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
