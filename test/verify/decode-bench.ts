/**
 * What `npm run bench -- --only decode` measures: whole runs for the counts, then their model calls alone, repeated in
 * every way of decoding, in processor time of this one process. Every way has each problem in turn, and the order of the
 * ways moves on from round to round, so that what else the machine does falls on all of them.
 */
import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-web';
import type { DecodeLineRequest, LanguageModel, SampleRequest } from '../../src/guidance/ports';
import type { TokenId } from '../../src/guidance/tokens';
import { BUNDLED_PROBLEMS } from '../../src/problems/bundled';
import { type DecodeCosts, decodeCosts } from '../../src/runs/decode-costs';
import { Context } from '../../workers/model/context';
import { CostMeter } from '../../workers/model/cost-meter';
import { decodeLine } from '../../workers/model/decoder';
import type { DecodingModel } from '../../workers/model/decoding';
import type { Engine } from '../../workers/model/engine';
import { sampleCandidates } from '../../workers/model/sampler';
import { ModelSession } from '../../workers/model/session';
import { NEVER } from '../unit/model/built-in-model';
import { startRuntime } from '../unit/python/interpreter';
import { BUILT_IN, loadFolder, loadPublic, type ModelFolder, modelFolder } from './decode-folder';
import { eventsOf, interpreterOf, modelOf } from './decode-harness';
import { PublicLoop } from './decode-public-loop';

/** What one run asked of the model, in order, and what it answered. */
type Call =
  | { readonly kind: 'sample'; readonly request: SampleRequest; readonly ids: readonly (readonly TokenId[])[] }
  | { readonly kind: 'line'; readonly request: DecodeLineRequest; readonly ids: readonly TokenId[] };

/**
 * - `drafts`: the engine as the page uses it;
 * - `own-attention`: the same over the file as it is, its attention not rewritten;
 * - `stepping`: the definition, both streams a token at a time, with our caches;
 * - `public`: transformers.js's public API alone (see decode-public-loop.ts);
 * - `floor`: the candidates' batch and one chunk for each line, nothing decided;
 * - `greedy`: plain decoding of the same problems, without candidates and signals.
 */
export type Way = 'drafts' | 'own-attention' | 'stepping' | 'public' | 'floor' | 'greedy';
export const WAYS: readonly Way[] = ['drafts', 'own-attention', 'stepping', 'public', 'floor', 'greedy'];

export interface DecodeOptions {
  /** A folder in the Hub's layout; null for the built-in model. */
  readonly model: string | null;
  readonly problems: number;
  readonly rounds: number;
  readonly maxTokens: number;
}

export interface DecodeFigures {
  readonly costs: readonly DecodeCosts[];
  /** Processor milliseconds for all problems, one per round. */
  readonly milliseconds: Readonly<Record<Way, readonly number[]>>;
  /** Tokens that each way chooses for the answers. */
  readonly tokens: Readonly<Record<Way, number>>;
  /** What the public loop read, and where it chose other tokens: near ties, which it does not decide again. */
  readonly publicLoop: { readonly forwardedTokens: number; readonly calls: number; readonly differing: number };
}

interface Models {
  readonly engine: Engine;
  readonly ownAttention: ModelSession;
  readonly publicLoop: () => PublicLoop;
}

export async function measureDecoding(options: DecodeOptions): Promise<DecodeFigures> {
  const models = await loadAll(modelFolder(options.model ?? BUILT_IN));
  const { engine } = models;
  const interpreter = interpreterOf(await startRuntime());
  const costs: DecodeCosts[] = [];
  const guided: Call[][] = [];
  const greedy: Call[][] = [];
  for (const problem of BUNDLED_PROBLEMS.slice(0, options.problems)) {
    const ofRun = async (gamma: number, calls: Call[]) =>
      eventsOf(recording(engine, calls), interpreter, problem, { agent: { gamma, maxTokens: options.maxTokens } });
    const calls: Call[] = [];
    costs.push(decodeCosts(await ofRun(1, calls)));
    guided.push(calls);
    const plain: Call[] = [];
    await ofRun(0, plain);
    greedy.push(plain);
  }
  const publicLoop = { forwardedTokens: 0, calls: 0, differing: 0 };
  const milliseconds = record<number[]>(() => []);
  for (let round = 0; round < options.rounds; round++) {
    const order = WAYS.map((_, i) => WAYS[(i + round) % WAYS.length] ?? 'drafts');
    const sums = record(() => 0);
    for (const [i, calls] of guided.entries()) {
      for (const way of order) {
        const mine = way === 'greedy' ? (greedy[i] ?? []) : calls;
        const began = process.cpuUsage();
        await (way === 'public' ? repeatPublicly(models, mine, publicLoop) : repeat(models, mine, way));
        const { user, system } = process.cpuUsage(began);
        sums[way] += (user + system) / 1000;
      }
    }
    for (const way of WAYS) milliseconds[way].push(sums[way]);
  }
  publicLoop.forwardedTokens /= options.rounds;
  const chosen = (runs: readonly Call[][]) =>
    runs.flat().reduce((sum, call) => sum + (call.kind === 'line' ? call.ids.length : 0), 0);
  const tokens = record(() => chosen(guided));
  return { costs, milliseconds, tokens: { ...tokens, greedy: chosen(greedy) }, publicLoop };
}

function record<T>(of: (way: Way) => T): Record<Way, T> {
  return {
    drafts: of('drafts'),
    'own-attention': of('own-attention'),
    stepping: of('stepping'),
    public: of('public'),
    floor: of('floor'),
    greedy: of('greedy'),
  };
}

async function loadAll(folder: ModelFolder): Promise<Models> {
  const engine = await loadFolder(folder);
  const ownAttention = await ModelSession.create(ort, readFileSync(folder.weightsPath), null, 'measured beside it');
  const model = await loadPublic(folder);
  const endTokens = new Set(engine.description.endTokens);
  return { engine, ownAttention, publicLoop: () => new PublicLoop(model, engine.codec, endTokens) };
}

function recording(engine: Engine, calls: Call[]): LanguageModel {
  const model = modelOf(engine);
  return {
    ...model,
    // Copies: the loop goes on writing to the code that a request holds.
    sample: async (signal, request, onCandidate) => {
      const copy = structuredClone(request);
      const sampled = await model.sample(signal, request, onCandidate);
      calls.push({ kind: 'sample', request: copy, ids: sampled.candidates.map(({ ids }) => ids) });
      return sampled;
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
async function repeat({ engine, ownAttention }: Models, calls: readonly Call[], way: Way): Promise<void> {
  const { codec, description } = engine;
  const session = way === 'own-attention' ? ownAttention : engine.session;
  const endTokens = new Set(description.endTokens);
  const decoding: DecodingModel = { session, codec, endTokens, verifiesDrafts: way !== 'stepping' };
  const context = new Context(session, description.contextLength);
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

async function repeatPublicly(
  models: Models,
  calls: readonly Call[],
  figures: { forwardedTokens: number; calls: number; differing: number },
): Promise<void> {
  const loop = models.publicLoop();
  for (const call of calls) {
    const ids = await (call.kind === 'sample' ? loop.sample(call.request) : loop.line(call.request));
    figures.calls++;
    if (JSON.stringify(ids) !== JSON.stringify(call.ids)) figures.differing++;
  }
  figures.forwardedTokens += loop.forwardedTokens;
}
