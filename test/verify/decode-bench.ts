/**
 * What `npm run bench -- --only decode` measures: whole runs for the counts, then their model calls alone, repeated in
 * every way of decoding in turn, in processor time of this one process.
 */
import type { DecodeLineRequest, Interpreter, LanguageModel, SampleRequest } from '../../src/guidance/ports';
import type { TokenId } from '../../src/guidance/tokens';
import { BUNDLED_PROBLEMS } from '../../src/problems/bundled';
import { type DecodeCosts, decodeCosts } from '../../src/runs/decode-costs';
import { Context } from '../../workers/model/context';
import { CostMeter } from '../../workers/model/cost-meter';
import { decodeLine } from '../../workers/model/decoder';
import type { DecodingModel } from '../../workers/model/decoding';
import { sampleCandidates } from '../../workers/model/sampler';
import { type BuiltIn, loadBuiltIn, NEVER } from '../unit/model/built-in-model';
import { startRuntime } from '../unit/python/interpreter';
import { eventsOf, interpreterOf, modelOf } from './decode-harness';

const CONTEXT_LENGTH = 2048;

/** What one run asked of the model, in order. */
type Call =
  | { readonly kind: 'sample'; readonly request: SampleRequest }
  | { readonly kind: 'line'; readonly request: DecodeLineRequest; readonly ids: readonly TokenId[] };

export type Way = 'drafts' | 'stepping' | 'floor' | 'greedy';
export const WAYS: readonly Way[] = ['drafts', 'stepping', 'floor', 'greedy'];

export interface DecodeFigures {
  readonly costs: readonly DecodeCosts[];
  /** Processor milliseconds for all problems, one per round. */
  readonly milliseconds: Readonly<Record<Way, readonly number[]>>;
  /** Tokens that each way chooses. */
  readonly tokens: Readonly<Record<Way, number>>;
}

export async function measureDecoding(problems: number, rounds: number): Promise<DecodeFigures> {
  const model = await loadBuiltIn(CONTEXT_LENGTH);
  const interpreter = interpreterOf(await startRuntime());
  const costs: DecodeCosts[] = [];
  const guided: Call[][] = [];
  const greedy: Call[][] = [];
  for (const problem of BUNDLED_PROBLEMS.slice(0, problems)) {
    const calls: Call[] = [];
    costs.push(decodeCosts(await eventsOf(recording(model, calls), interpreter, problem)));
    guided.push(calls);
    greedy.push(await greedyCalls(model, interpreter, problem));
  }
  const milliseconds: Record<Way, number[]> = { drafts: [], stepping: [], floor: [], greedy: [] };
  for (let round = 0; round < rounds; round++) {
    for (const way of WAYS) {
      const began = process.cpuUsage();
      for (const calls of way === 'greedy' ? greedy : guided) await repeat(model, calls, way);
      const { user, system } = process.cpuUsage(began);
      milliseconds[way].push((user + system) / 1000);
    }
  }
  const chosen = (runs: readonly Call[][]) =>
    runs.flat().reduce((sum, call) => sum + (call.kind === 'line' ? call.ids.length : 0), 0);
  await model.engine.dispose();
  const tokens = { drafts: chosen(guided), stepping: chosen(guided), floor: chosen(guided), greedy: chosen(greedy) };
  return { costs, milliseconds, tokens };
}

async function greedyCalls(model: BuiltIn, interpreter: Interpreter, problem: Parameters<typeof eventsOf>[2]) {
  const calls: Call[] = [];
  await eventsOf(recording(model, calls), interpreter, problem, { agent: { gamma: 0 } });
  return calls;
}

function recording({ engine }: BuiltIn, calls: Call[]): LanguageModel {
  const model = modelOf(engine);
  return {
    ...model,
    // Copies: the loop goes on writing to the code that a request holds.
    sample: (signal, request, onCandidate) => {
      calls.push({ kind: 'sample', request: structuredClone(request) });
      return model.sample(signal, request, onCandidate);
    },
    decodeLine: async (signal, request, onToken) => {
      const copy = structuredClone(request);
      const line = await model.decodeLine(signal, request, onToken);
      calls.push({ kind: 'line', request: copy, ids: line.ids });
      return line;
    },
  };
}

/** The model's part of one run again, in a context of its own. */
async function repeat(model: BuiltIn, calls: readonly Call[], way: Way): Promise<void> {
  const { session, codec } = model;
  const endTokens = new Set(model.engine.description.endTokens);
  const decoding: DecodingModel = { session, codec, endTokens, verifiesDrafts: way !== 'stepping' };
  const context = new Context(session, CONTEXT_LENGTH);
  for (const call of calls) {
    if (call.kind === 'sample') {
      await sampleCandidates(NEVER, decoding, context, call.request, () => undefined);
    } else if (way === 'floor' && call.request.conditionalPrompt !== null) {
      const prefix = [...call.request.conditionalPrompt, ...call.request.plain.code];
      await context.read(NEVER, [...prefix, ...call.ids.slice(0, -1)], prefix.length, new CostMeter());
    } else {
      await decodeLine(NEVER, decoding, context, call.request, () => undefined);
    }
  }
  context.close();
}
