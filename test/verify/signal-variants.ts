/**
 * Shorter signals, each written from the one that the model is trained on (format v1): what it leaves out, what that
 * saves, and whether the problems are still solved. `scripts/bench/signal.mjs` prints what `measureSignals` finds.
 */
import { readFileSync } from 'node:fs';
import type { RunEvent } from '../../src/guidance/events';
import type { LanguageModel } from '../../src/guidance/ports';
import type { TokenId } from '../../src/guidance/tokens';
import { BUNDLED_PROBLEMS } from '../../src/problems/bundled';
import { type Problem, parseProblem } from '../../src/problems/schema';
import { decodeCosts } from '../../src/runs/decode-costs';
import { loadBuiltIn } from '../unit/model/built-in-model';
import { startRuntime } from '../unit/python/interpreter';
import { eventsOf, interpreterOf, modelOf } from './decode-harness';

/** One candidate of a signal in format v1. */
export interface Block {
  /** Not in sequence where one did not fit. */
  readonly number: string;
  /** Verdicts behind the candidate's number. */
  readonly verdicts: string;
  readonly continuation: readonly string[];
  /** One line per test. */
  readonly results: readonly string[];
}

type Variant = (blocks: readonly Block[], before: readonly Block[]) => readonly Block[];

const passes = ({ verdicts }: Block) => verdicts.split(' ').every((verdict) => verdict === 'pass');
const key = ({ number: _, ...block }: Block) => JSON.stringify(block);

export const VARIANTS = {
  'as it is': (blocks) => blocks,
  'without locals': (blocks) =>
    blocks.map((block) => ({ ...block, results: block.results.map((line) => line.split('; ', 1)[0] ?? '') })),
  'verdicts, no results': (blocks) => blocks.map((block) => ({ ...block, results: [] })),
  "the first test's result": (blocks) => blocks.map((block) => ({ ...block, results: block.results.slice(0, 1) })),
  'common lines once': (blocks) => {
    const shared = commonLines(blocks);
    return blocks.map((block, i) => (i === 0 ? block : { ...block, continuation: block.continuation.slice(shared) }));
  },
  'three lines of each': (blocks) =>
    blocks.map((block) => ({ ...block, continuation: block.continuation.slice(0, 3) })),
  'what passes, where something does': (blocks) => (blocks.some(passes) ? blocks.filter(passes) : blocks),
  'what was there before first': (blocks, before) => {
    const known = before.map(key);
    const place = (block: Block) => (known.indexOf(key(block)) + known.length + 1) % (known.length + 1);
    const isKnown = (block: Block) => known.includes(key(block));
    return [...blocks.filter(isKnown).sort((a, b) => place(a) - place(b)), ...blocks.filter((one) => !isKnown(one))];
  },
} satisfies Record<string, Variant>;

export type VariantName = keyof typeof VARIANTS;

export interface SignalFigures {
  readonly problems: number;
  solved: number;
  forwardedTokens: number;
  signals: number;
  signalTokens: number;
  /** Of those, tokens that the signal before began with too: what a chunk that goes on behind them need not read. */
  repeatedTokens: number;
  guidedTokens: number;
  acceptedTokens: number;
}

export function readBlocks(text: string): Block[] {
  return text.split(/^(?=# Candidate \d+: )/m).map((block) => {
    const [, number = '', verdicts = ''] = /^# Candidate (\d+): (.*)/.exec(block) ?? [];
    const [, ...lines] = block.replace(/\n$/, '').split('\n');
    const from = lines.findIndex((line) => /^#[=!?] /.test(line));
    const results = from < 0 ? [] : lines.slice(from);
    return { number, verdicts, continuation: from < 0 ? lines : lines.slice(0, from), results };
  });
}

export function writeBlocks(blocks: readonly Block[]): string {
  return blocks
    .map(({ number, verdicts, continuation, results }) =>
      [`# Candidate ${number}: ${verdicts}`, ...continuation, ...results].map((line) => `${line}\n`).join(''),
    )
    .join('');
}

/** How many lines all continuations begin with, at least one line of each left. */
function commonLines(blocks: readonly Block[]): number {
  const [first] = blocks;
  const shortest = Math.min(...blocks.map(({ continuation }) => continuation.length - 1));
  let count = 0;
  while (count < shortest && blocks.every(({ continuation }) => continuation[count] === first?.continuation[count])) {
    count++;
  }
  return blocks.length > 1 ? count : 0;
}

/** Every problem once with every variant, at gamma 1 and seed 1. `file` is one problem per line; null the bundled ones. */
export async function measureSignals(file: string | null, most: number): Promise<Record<string, SignalFigures>> {
  const problems = (file === null ? [...BUNDLED_PROBLEMS] : readProblems(file)).slice(0, most);
  const { engine } = await loadBuiltIn(2048);
  const interpreter = interpreterOf(await startRuntime());
  const figures: Record<string, SignalFigures> = {};
  for (const [name, variant] of Object.entries(VARIANTS)) {
    const total = { problems: problems.length, solved: 0, forwardedTokens: 0, signals: 0, signalTokens: 0 };
    const counts: SignalFigures = { ...total, repeatedTokens: 0, guidedTokens: 0, acceptedTokens: 0 };
    for (const problem of problems) {
      add(counts, await eventsOf(rewriting(modelOf(engine), variant), interpreter, problem));
    }
    figures[name] = counts;
  }
  await engine.dispose();
  return figures;
}

function readProblems(file: string): Problem[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => {
      const parsed = parseProblem(JSON.parse(line));
      return parsed.kind === 'problem' ? [parsed.problem] : [];
    });
}

/** The model, which reads every signal in the variant's form. */
function rewriting(model: LanguageModel, variant: Variant): LanguageModel {
  let before: readonly Block[] = [];
  return {
    ...model,
    encode: (signal, texts) => {
      const written = texts.map((text) => {
        if (!text.startsWith('# Candidate 1: ')) return text;
        const blocks = readBlocks(text);
        if (writeBlocks(blocks) !== text) throw new Error(`Not understood:\n${text}`);
        before = variant(blocks, before);
        return writeBlocks(before);
      });
      return model.encode(signal, written);
    },
  };
}

function add(figures: SignalFigures, events: readonly RunEvent[]): void {
  const costs = decodeCosts(events);
  figures.forwardedTokens += costs.actual.forwardedTokens;
  figures.guidedTokens += costs.guidedTokens;
  figures.acceptedTokens += costs.acceptedTokens;
  let before: readonly TokenId[] = [];
  for (const event of events) {
    if (event.kind === 'run-finished' && event.solved) figures.solved++;
    if (event.kind !== 'signal-formed') continue;
    const { ids } = event.signal;
    const differs = ids.findIndex((id, i) => id !== before[i]);
    figures.signals++;
    figures.signalTokens += ids.length;
    figures.repeatedTokens += differs < 0 ? ids.length : differs;
    before = ids;
  }
}
