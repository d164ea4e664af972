/**
 * Every kind of export decodes what a fresh reading of the whole text decodes, whatever was done to the caches before.
 * The networks are real ones with random weights, made here; the runtime is the page's.
 */
import * as ort from 'onnxruntime-web';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { networkInMemory } from '../../../scripts/random-model/model-folder';
import { type RandomModelOptions, withDefaults } from '../../../scripts/random-model/options';
import { SHAPES } from '../../../scripts/random-model/shapes';
import type { Decoding, SampledCandidate } from '../../../src/guidance/ports';
import { seededRandom } from '../../../src/guidance/rng';
import type { TokenId } from '../../../src/guidance/tokens';
import { ALL_ALLOWED, type Reading } from '../../../workers/model/capabilities';
import { Context } from '../../../workers/model/context';
import { CostMeter } from '../../../workers/model/cost-meter';
import { Engine } from '../../../workers/model/engine';
import type { KvCache } from '../../../workers/model/kv-cache';
import { largestDifference } from '../../../workers/model/logit-difference';
import { checkSession } from '../../../workers/model/self-check';
import { ModelSession } from '../../../workers/model/session';
import { describeModel, lineRequest, loadCodec, NEVER, sampleRequest } from './built-in-model';

const VOCABULARY = SHAPES.tiny.vocabularySize;
/** Half precision rounds where a chunk and a step add up in another order. */
const HALF = 0.05;
const FLOAT = 1e-4;

interface Kind {
  readonly name: string;
  readonly options: Partial<RandomModelOptions>;
  readonly tolerance: number;
  readonly reading?: Reading;
  readonly can: Partial<ModelSession['can']>;
}

const COPIED = { shorterMask: false, raggedBatches: false, cachedChunks: true, batches: true };
const STEPPED = { ...COPIED, cachedChunks: false };

const KINDS: readonly Kind[] = [
  { name: 'grouped attention', options: {}, tolerance: FLOAT, can: ALL_ALLOWED },
  { name: 'plain attention, positions given', options: { attention: 'plain' }, tolerance: FLOAT, can: COPIED },
  {
    name: 'plain attention, positions from the mask',
    options: { attention: 'plain', positionIds: false },
    tolerance: FLOAT,
    can: COPIED,
  },
  {
    name: 'plain attention, caches by length first, other names',
    options: { attention: 'plain', cacheAxes: 'length-first', cacheNames: 'flat' },
    tolerance: FLOAT,
    can: COPIED,
  },
  { name: 'merged branches', options: { layout: 'merged' }, tolerance: FLOAT, can: COPIED },
  {
    name: 'merged branches, of which the one with a past hides nothing',
    options: { layout: 'merged', cachedChunks: 'unmasked' },
    tolerance: FLOAT,
    can: STEPPED,
  },
  { name: 'grouped attention in half precision', options: { format: 'fp16' }, tolerance: HALF, can: ALL_ALLOWED },
  {
    name: 'plain attention in half precision, logits in floats',
    options: { format: 'fp16', attention: 'plain', halfLogits: false },
    tolerance: HALF,
    can: COPIED,
  },
  {
    name: 'merged branches in half precision',
    options: { format: 'fp16', layout: 'merged', cachedChunks: 'unmasked' },
    tolerance: HALF,
    can: STEPPED,
  },
  {
    name: '4-bit weights',
    options: { format: 'q4', quantizedEmbedding: true, accuracyLevel: 4 },
    tolerance: FLOAT,
    can: {},
  },
  {
    name: 'dynamic int8 with grouped attention, each token alone',
    options: { format: 'quantized' },
    tolerance: FLOAT,
    reading: 'alone',
    can: ALL_ALLOWED,
  },
  {
    name: 'dynamic int8 with plain attention, each token alone',
    options: { format: 'quantized', attention: 'plain' },
    tolerance: FLOAT,
    reading: 'alone',
    can: COPIED,
  },
  {
    name: 'dynamic int8 with merged branches, each token alone',
    options: { format: 'quantized', layout: 'merged', cachedChunks: 'unmasked' },
    tolerance: FLOAT,
    reading: 'alone',
    can: STEPPED,
  },
];

const meter = new CostMeter();
const ids = (count: number, start: number): TokenId[] =>
  Array.from({ length: count }, (_, i) => (start * 131 + i * 37) % VOCABULARY);

function load(options: Partial<RandomModelOptions>): Promise<ModelSession> {
  ort.env.wasm.numThreads = 1;
  return ModelSession.create(ort, networkInMemory(withDefaults({ shape: SHAPES.tiny, ...options })), null);
}

function best(logits: Float32Array | undefined): TokenId {
  return logits === undefined ? -1 : logits.indexOf(Math.max(...logits));
}

/** A row that has read some text, and the distribution after it. */
interface Row {
  readonly text: readonly TokenId[];
  readonly logits: Float32Array | undefined;
}

describe.each(KINDS)('$name', ({ options, tolerance, reading, can }) => {
  let session: ModelSession;
  beforeAll(async () => {
    session = await load(options);
    if (reading !== undefined) session.reading = reading;
  });
  afterAll(async () => {
    expect(session.pool).toMatchObject({ liveBuffers: 0, liveViews: 0 });
    await session.dispose();
  });

  /** Each text read whole, from nothing, by itself; a greedy token has to be as good as the fresh one. */
  async function expectFresh(rows: readonly Row[]): Promise<void> {
    for (const { text, logits } of rows) {
      const fresh = await session.forward([text], null, 1, meter);
      fresh.cache.release();
      const [expected] = fresh.logits[0] ?? [];
      expect(largestDifference([logits ?? new Float32Array()], [expected ?? new Float32Array()])).toBeLessThan(
        tolerance,
      );
      // The greedy token is the fresh one, or as good as it where rounding could decide.
      expect((expected?.[best(expected)] ?? 0) - (expected?.[best(logits)] ?? Number.NaN)).toBeLessThan(2 * tolerance);
    }
  }

  it('is seen to allow what it allows', () => {
    expect(session.can).toMatchObject(can);
  });

  it('goes on from forks, cuts, batches, merged and taken rows as from nothing', async () => {
    const whole = await session.forward([ids(20, 1)], null, 'all', meter);
    const held: KvCache[] = [whole.cache];
    const own = (cache: KvCache) => {
      held.push(cache);
      return cache;
    };
    const step = async (texts: readonly (readonly TokenId[])[], added: Rows, past: KvCache) => {
      const { logits, cache } = await session.forward(added, past, 1, meter);
      const rows = texts.map((text, row) => ({ text: [...text, ...(added[row] ?? [])], logits: logits[row]?.at(-1) }));
      await expectFresh(rows);
      return { texts: rows.map(({ text }) => text), cache: own(cache) };
    };
    // A chunk and a step after a cut, of the same cache twice.
    const text = ids(20, 1);
    const cut = own(whole.cache.truncate(9));
    const chunk = await step([text.slice(0, 9)], [[5, 6, 7, 8]], cut);
    await step([text.slice(0, 9)], [[700]], cut);
    await step(chunk.texts, [[3]], chunk.cache);
    await step([text], [[1, 2]], own(whole.cache.fork()));
    // A batch from a cut fork, two steps, rows taken out in another order, one cut again.
    const batch = await step(
      [0, 1, 2].map(() => text.slice(0, 15)),
      [[10], [20], [30]],
      own(own(whole.cache.truncate(15)).repeat(3)),
    );
    const later = await step(batch.texts, [[11], [21], [31]], batch.cache);
    const taken = own(later.cache.takeRows([2, 0]));
    const two = [later.texts[2] ?? [], later.texts[0] ?? []];
    await step(two, [[40], [50]], taken);
    await step([(later.texts[1] ?? []).slice(0, 16)], [[9, 9, 9]], own(later.cache.takeRows([1], 16)));
    // Rows of different lengths in one batch.
    const merged = own(session.pool.merge([cut, taken, chunk.cache]));
    const ragged = await step([text.slice(0, 9), ...two, ...chunk.texts], [[60], [61], [62], [63]], merged);
    await step(ragged.texts, [[64], [65], [66], [67]], ragged.cache);
    for (const cache of held) cache.release();
  });

  it('decodes greedily what fresh readings decode', async () => {
    const random = seededRandom(5, 0);
    let text = ids(12, 2);
    let { cache, logits } = await session.forward([text], null, 1, meter);
    for (let i = 0; i < 12; i++) {
      const after = logits[0]?.at(-1);
      await expectFresh([{ text, logits: after }]);
      // Now and then a few tokens back, as after a draft that was wrong.
      const kept = Math.floor(random() * 4) === 0 ? Math.max(2, text.length - 3) : text.length;
      const next = best(after);
      const view = cache.truncate(kept);
      cache.release();
      text = [...text.slice(0, kept), next];
      ({ cache, logits } = await session.forward([[next]], view, 1, meter));
      view.release();
    }
    cache.release();
  });

  it('passes the start-up check, with what it does instead', async () => {
    expect((await checkSession(session, VOCABULARY, tolerance)).passed).toBe(true);
  });
});

type Rows = readonly (readonly TokenId[])[];

describe('a guided line and its candidates', () => {
  /** Everything that a line tells, of one kind of export. */
  async function told(options: Partial<RandomModelOptions>, decoding: Decoding): Promise<object> {
    const codec = loadCodec();
    const session = await load(options);
    const engine = new Engine(describeModel(512), session, codec);
    const context = engine.openContext();
    const sampled: SampledCandidate[] = [];
    await engine.sample(NEVER, sampleRequest(codec, context, { draftLines: 1, topP: 1 }), (each) => sampled.push(each));
    const chosen: TokenId[] = [];
    const drafts = sampled.map((each) => each.ids);
    const request = lineRequest(codec, context, { drafts, decoding, maxTokens: 12 });
    const line = await engine.decodeLine(NEVER, request, ({ id }) => chosen.push(id));
    await engine.dispose();
    sampled.sort((a, b) => a.index - b.index);
    return { sampled: sampled.map((each) => each.ids), chosen, line: line.ids };
  }

  it('are the same from every form of the same network, in both ways of decoding', async () => {
    const grouped = await told({}, 'drafts');
    expect(grouped).toMatchObject({ chosen: expect.arrayContaining([expect.any(Number)]) });
    const forms: Partial<RandomModelOptions>[] = [
      { attention: 'plain' },
      { layout: 'merged', cachedChunks: 'unmasked' },
      { attention: 'plain', cacheAxes: 'length-first', cacheNames: 'flat' },
    ];
    for (const form of forms) {
      expect(await told(form, 'drafts'), JSON.stringify(form)).toEqual(grouped);
      expect(await told(form, 'stepping'), JSON.stringify(form)).toEqual(grouped);
    }
    expect(await told({ seed: 2 }, 'drafts')).not.toEqual(grouped);
  });
});

describe('what is done instead', () => {
  it('is needed: told to cut by a mask, an export without grouped attention fails', async () => {
    const session = await load({ attention: 'plain' });
    session.can = ALL_ALLOWED;
    const { cache } = await session.forward([ids(20, 1)], null, 1, meter);
    const cut = cache.truncate(9);
    await expect(session.forward([[5]], cut, 1, meter)).rejects.toThrow(/could not be run/);
    for (const each of [cache, cut]) each.release();
    await session.dispose();
  });

  it('is needed: told to read a chunk after a past, old merged branches read another text', async () => {
    const session = await load({ layout: 'merged', cachedChunks: 'unmasked' });
    session.can = { ...session.can, cachedChunks: true };
    expect((await checkSession(session, VOCABULARY, FLOAT)).maxLogitDifference).toBeGreaterThan(0.1);
    await session.dispose();
  });

  it('is left out where the whole text at once is cheaper', async () => {
    const session = await load({ layout: 'merged', cachedChunks: 'unmasked' });
    const context = new Context(session, 512);
    const spent = new CostMeter();
    const read = (text: readonly TokenId[]) => context.read(NEVER, text, text.length, spent);
    await read(ids(40, 1));
    await read([...ids(40, 1), 1, 2, 3]);
    expect(spent.cost).toEqual({ forwardedTokens: 43, sessionRuns: 4 });
    await read([...ids(40, 1), ...ids(20, 7)]);
    expect(spent.cost).toEqual({ forwardedTokens: 103, sessionRuns: 5 });
    context.close();
    expect(session.pool.liveBuffers).toBe(0);
    await session.dispose();
  });

  it('is said of 8-bit activations: tokens and rows change each other unless each is alone', async () => {
    const session = await load({ format: 'quantized' });
    expect(session.mixes).toBe(true);
    const together = await checkSession(session, VOCABULARY, FLOAT);
    expect(together.passed).toBe(false);
    expect(together.maxLogitDifference).toBeGreaterThan(1e-3);
    session.reading = 'alone';
    expect((await checkSession(session, VOCABULARY, FLOAT)).maxLogitDifference).toBe(0);
    await session.dispose();
    const other = await load({});
    expect(other.mixes).toBe(false);
    await other.dispose();
  });
});
