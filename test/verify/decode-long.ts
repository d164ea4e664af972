/**
 * Runs as long as the paper's: the prompt and every signal padded to a given length, so that what is counted and timed is
 * what the engine forwards for such lengths. The words of the padding are the texts' own, again and again; the weights were
 * not trained on so much of them, and what they then write does not matter to a count.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { LanguageModel } from '../../src/guidance/ports';
import type { TokenId } from '../../src/guidance/tokens';
import { BUNDLED_PROBLEMS } from '../../src/problems/bundled';
import { type DecodeCosts, decodeCosts } from '../../src/runs/decode-costs';
import { startRuntime } from '../unit/python/interpreter';
import { BUILT_IN, loadFolder, loadPublic, type ModelFolder } from './decode-folder';
import { eventsOf, interpreterOf, modelOf } from './decode-harness';
import { withPositions } from './decode-longer-context';
import { PublicLoop } from './decode-public-loop';
import { type Call, recording, repeat, repeatPublicly } from './decode-ways';

/** Of one answer with its candidates, in tokens. */
const MOST_CODE = 600;

export interface Lengths {
  readonly promptTokens: number;
  readonly signalTokens: number;
}

export interface LongFigures extends Lengths {
  readonly costs: readonly DecodeCosts[];
  /** Processor milliseconds for all problems, one per round. */
  readonly milliseconds: Readonly<Record<'drafts' | 'floor' | 'public', readonly number[]>>;
}

/** Of the built-in model, whatever is measured beside it: another's answers may have no lines. */
export async function measureLong(problems: number, rounds: number, lengths: Lengths): Promise<LongFigures> {
  const folder = longFolder(lengths.promptTokens + lengths.signalTokens + MOST_CODE);
  try {
    return { ...lengths, ...(await measureIn(folder, problems, rounds, lengths)) };
  } finally {
    rmSync(folder.path, { recursive: true, force: true });
  }
}

async function measureIn(folder: ModelFolder, problems: number, rounds: number, lengths: Lengths) {
  const engine = await loadFolder(folder);
  const model = await loadPublic(folder);
  const interpreter = interpreterOf(await startRuntime());
  const costs: DecodeCosts[] = [];
  const runs: Call[][] = [];
  for (const problem of BUNDLED_PROBLEMS.slice(0, problems)) {
    const calls: Call[] = [];
    const long = recording(padded(modelOf(engine), lengths), calls);
    costs.push(decodeCosts(await eventsOf(long, interpreter, problem)));
    runs.push(calls);
  }
  const endTokens = new Set(engine.description.endTokens);
  const publicly = (calls: readonly Call[]) =>
    repeatPublicly(new PublicLoop(model, engine.codec, endTokens), calls, { calls: 0, differing: 0 });
  const ways = {
    drafts: (calls: readonly Call[]) => repeat(engine, engine.session, calls, 'drafts'),
    floor: (calls: readonly Call[]) => repeat(engine, engine.session, calls, 'floor'),
    public: publicly,
  };
  const milliseconds: Record<keyof typeof ways, number[]> = { drafts: [], floor: [], public: [] };
  for (let round = 0; round < rounds; round++) {
    const sums = { drafts: 0, floor: 0, public: 0 };
    for (const calls of runs) {
      for (const way of ['drafts', 'floor', 'public'] as const) {
        const began = process.cpuUsage();
        await ways[way](calls);
        const { user, system } = process.cpuUsage(began);
        sums[way] += (user + system) / 1000;
      }
    }
    for (const way of ['drafts', 'floor', 'public'] as const) milliseconds[way].push(sums[way]);
  }
  await engine.dispose();
  return { costs, milliseconds };
}

/** The built-in model for texts of so many tokens, in a folder of its own. */
function longFolder(positions: number): ModelFolder {
  const path = mkdtempSync(join(tmpdir(), 'tiny-coder-long-'));
  cpSync(BUILT_IN.path, path, { recursive: true });
  const config: object = JSON.parse(readFileSync(join(path, 'config.json'), 'utf8'));
  writeFileSync(join(path, 'config.json'), JSON.stringify({ ...config, max_position_embeddings: positions }));
  const weights = join(path, BUILT_IN.source.weightsPath);
  writeFileSync(weights, withPositions(readFileSync(weights), positions));
  return { path, source: { ...BUILT_IN.source, id: basename(path) } };
}

/** Head and tail of a prompt are encoded together; of what is encoded alone, the opening has one line and a signal several. */
function padded(model: LanguageModel, { promptTokens, signalTokens }: Lengths): LanguageModel {
  return {
    ...model,
    encode: async (signal, texts) => {
      const [first = [], ...rest] = await model.encode(signal, texts);
      const [tail] = rest;
      if (tail !== undefined) return [repeated(first, promptTokens - tail.length), ...rest];
      return [texts[0]?.includes('\n') ? repeated(first, signalTokens) : [...first]];
    },
  };
}

/** The end is the text itself, whole. */
function repeated(ids: readonly TokenId[], wanted: number): TokenId[] {
  const length = Math.max(wanted, ids.length);
  const begin = ids.length - (length % ids.length);
  return Array.from({ length }, (_, i) => ids[(begin + i) % ids.length] ?? 0);
}
