/**
 * What `npm run bench -- --only decode` measures in Node: whole runs for the counts, then their model calls alone, repeated
 * in every way of decoding, in processor time of this one process. Every way has each problem in turn, and the order of the
 * ways moves on from round to round, so that what else the machine does falls on all of them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web';
import { BUNDLED_PROBLEMS } from '../../src/problems/bundled';
import { type DecodeCosts, decodeCosts } from '../../src/runs/decode-costs';
import type { Engine } from '../../workers/model/engine';
import { ModelSession } from '../../workers/model/session';
import type { ModelSource } from '../../workers/protocol';
import { startRuntime } from '../unit/python/interpreter';
import { BUILT_IN, loadFolder, loadPublic, type ModelFolder, sourceOf } from './decode-folder';
import { eventsOf, interpreterOf, modelOf } from './decode-harness';
import { type LongFigures, measureLong } from './decode-long';
import { PublicLoop } from './decode-public-loop';
import { type Answers, type Call, recording, repeat, repeatPublicly, WAYS, type Way } from './decode-ways';

export { WAYS };

const LONG = { promptTokens: 700, signalTokens: 2300 };
const LONG_PROBLEMS = 1;

export interface DecodeOptions {
  /** null for the built-in model. */
  readonly model: ModelFolder | null;
  readonly problems: number;
  readonly rounds: number;
  /** Of runs as long as the paper's, which take minutes; 0 leaves them out. */
  readonly longRounds: number;
  readonly maxTokens: number;
}

export interface DecodeFigures {
  readonly costs: readonly DecodeCosts[];
  /** Processor milliseconds for all problems, one per round. */
  readonly milliseconds: Readonly<Record<Way, readonly number[]>>;
  /** Tokens that each way chooses for the answers. */
  readonly tokens: Readonly<Record<Way, number>>;
  readonly publicLoop: Answers & { readonly forwardedTokens: number };
  /** What the runs asked of the model, with and without guidance. */
  readonly calls: { readonly guided: readonly Call[][]; readonly greedy: readonly Call[][] };
  /** Runs with a prompt and signals of the paper's length. */
  readonly long: LongFigures | null;
  /** Of the model, for a page that loads it too. */
  readonly folder: string;
  readonly source: ModelSource;
  readonly endTokens: readonly number[];
  /** Most memory of this process, with three copies of the network in it. */
  readonly peakResidentBytes: number;
}

interface Models {
  readonly engine: Engine;
  readonly ownAttention: ModelSession;
  readonly publicLoop: () => PublicLoop;
}

export async function measureDecoding(options: DecodeOptions): Promise<DecodeFigures> {
  const folder = options.model ?? BUILT_IN;
  const models = await loadAll(folder);
  const { costs, guided, greedy } = await recordRuns(models.engine, options);
  const milliseconds = record<number[]>(() => []);
  const answers: Answers = { calls: 0, differing: 0 };
  let forwardedTokens = 0;
  const once = async (way: Way, calls: readonly Call[]) => {
    const { engine, ownAttention } = models;
    if (way !== 'public') return repeat(engine, way === 'own-attention' ? ownAttention : engine.session, calls, way);
    const loop = models.publicLoop();
    await repeatPublicly(loop, calls, answers);
    forwardedTokens += loop.forwardedTokens / options.rounds;
  };
  for (let round = 0; round < options.rounds; round++) {
    const order = WAYS.map((_, i) => WAYS[(i + round) % WAYS.length] ?? 'drafts');
    const sums = record(() => 0);
    for (const [i, calls] of guided.entries()) {
      for (const way of order) {
        const began = process.cpuUsage();
        await once(way, way === 'greedy' ? (greedy[i] ?? []) : calls);
        const { user, system } = process.cpuUsage(began);
        sums[way] += (user + system) / 1000;
      }
    }
    for (const way of WAYS) milliseconds[way].push(sums[way]);
  }
  const chosen = (runs: readonly Call[][]) =>
    runs.flat().reduce((sum, call) => sum + (call.kind === 'line' ? call.ids.length : 0), 0);
  return {
    costs,
    milliseconds,
    tokens: { ...record(() => chosen(guided)), greedy: chosen(greedy) },
    publicLoop: { ...answers, forwardedTokens },
    calls: { guided, greedy },
    long: options.longRounds === 0 ? null : await measureLong(LONG_PROBLEMS, options.longRounds, LONG),
    folder: folder.path,
    source: sourceOf(folder),
    endTokens: models.engine.description.endTokens,
    peakResidentBytes: process.resourceUsage().maxRSS * 1024,
  };
}

async function recordRuns(engine: Engine, { problems, maxTokens }: DecodeOptions) {
  const interpreter = interpreterOf(await startRuntime());
  const costs: DecodeCosts[] = [];
  const guided: Call[][] = [];
  const greedy: Call[][] = [];
  for (const problem of BUNDLED_PROBLEMS.slice(0, problems)) {
    const eventsWith = (gamma: number, calls: Call[]) =>
      eventsOf(recording(modelOf(engine), calls), interpreter, problem, { agent: { gamma, maxTokens } });
    const calls: Call[] = [];
    costs.push(decodeCosts(await eventsWith(1, calls)));
    guided.push(calls);
    const plain: Call[] = [];
    await eventsWith(0, plain);
    greedy.push(plain);
  }
  return { costs, guided, greedy };
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
  const ownAttention = await ModelSession.create(
    ort,
    readFileSync(join(folder.path, folder.source.weightsPath)),
    null,
    'measured beside it',
  );
  const model = await loadPublic(folder);
  const endTokens = new Set(engine.description.endTokens);
  return { engine, ownAttention, publicLoop: () => new PublicLoop(model, engine.codec, endTokens) };
}
