import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TokenId } from '../../../src/guidance/tokens';
import { CostMeter } from '../../../workers/model/cost-meter';
import type { KvCache } from '../../../workers/model/kv-cache';
import { checkSession } from '../../../workers/model/self-check';
import type { ModelSession } from '../../../workers/model/session';
import { loadSession } from './built-in-model';

const TOLERANCE = 1e-4;
const IDS: TokenId[] = Array.from({ length: 48 }, (_, i) => (i * 37 + 11) % 1000);

let session: ModelSession;
let caches: KvCache[] = [];
const meter = new CostMeter();

beforeAll(async () => {
  session = await loadSession();
});
afterEach(() => {
  for (const cache of caches) cache.release();
  caches = [];
  expect(session.pool).toMatchObject({ liveBuffers: 0, liveViews: 0 });
});
afterAll(() => session.dispose());

function own(cache: KvCache): KvCache {
  caches.push(cache);
  return cache;
}

async function forward(rows: readonly (readonly TokenId[])[], past: KvCache | null, keep: number | 'all' = 1) {
  const { logits, cache } = await session.forward(rows, past, keep, meter);
  return { logits, cache: own(cache) };
}

/** Last logits of one row after reading `ids` from nothing. */
async function fresh(ids: readonly TokenId[]): Promise<Float32Array> {
  return last((await forward([ids], null)).logits, 0);
}

function last(logits: readonly (readonly Float32Array[])[], row: number): Float32Array {
  return logits[row]?.at(-1) ?? new Float32Array();
}

function difference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(1024);
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (b[i] ?? Number.NaN))), 0);
}

describe('a forward pass', () => {
  it('gives the same logits in one prefill, in chunks, and step by step', async () => {
    const whole = await forward([IDS], null, 'all');
    for (const size of [16, 7, 1]) {
      let past: KvCache | null = null;
      for (let start = 0; start < IDS.length; start += size) {
        const chunk = await forward([IDS.slice(start, start + size)], past, 'all');
        for (const [i, logits] of (chunk.logits[0] ?? []).entries()) {
          const expected = whole.logits[0]?.[start + i] ?? new Float32Array();
          expect(difference(logits, expected)).toBeLessThan(TOLERANCE);
        }
        past = chunk.cache;
      }
      expect(past?.length).toBe(IDS.length);
    }
  });

  it('keeps the last logits alone when asked', async () => {
    const all = await forward([IDS], null, 'all');
    const one = await forward([IDS], null, 1);
    expect(all.logits[0]).toHaveLength(IDS.length);
    expect(one.logits[0]).toHaveLength(1);
    expect(difference(last(one.logits, 0), last(all.logits, 0))).toBeLessThan(TOLERANCE);
  });

  it('leaves the past as it was, so that two continuations of it do not meet', async () => {
    const past = (await forward([IDS.slice(0, 20)], null)).cache;
    const a = await forward([[5, 6, 7]], past);
    const b = await forward([[900, 901]], past);
    const aAgain = await forward([[5, 6, 7]], past);
    expect(difference(last(a.logits, 0), last(aAgain.logits, 0))).toBe(0);
    expect(difference(last(b.logits, 0), await fresh([...IDS.slice(0, 20), 900, 901]))).toBeLessThan(TOLERANCE);
  });

  it('refuses a batch of chunks on a past before the runtime sees it', async () => {
    const past = own((await forward([IDS], null)).cache.repeat(2));
    await expect(
      forward(
        [
          [1, 2],
          [3, 4],
        ],
        past,
      ),
    ).rejects.toThrow(RangeError);
    await expect(forward([[1], [2, 3]], null)).rejects.toThrow(RangeError);
    await expect(forward([[1]], past)).rejects.toThrow(RangeError);
  });

  it('takes calls that arrive together one after another', async () => {
    const expected = await fresh(IDS);
    const results = await Promise.all([fresh(IDS), fresh(IDS.slice(0, 9)), fresh(IDS)]);
    expect(difference(results[0] ?? new Float32Array(), expected)).toBe(0);
    expect(difference(results[2] ?? new Float32Array(), expected)).toBe(0);
  });
});

describe('a cache view', () => {
  it('is truncated without a copy, and continues as if the rest had never been read', async () => {
    const whole = (await forward([IDS], null)).cache;
    for (const length of [1, 17, 40, 47]) {
      const buffers = session.pool.liveBuffers;
      const cut = own(whole.truncate(length));
      expect(session.pool.liveBuffers).toBe(buffers);
      const continued = await forward([[3, 1, 4]], cut);
      expect(difference(last(continued.logits, 0), await fresh([...IDS.slice(0, length), 3, 1, 4]))).toBeLessThan(
        TOLERANCE,
      );
      const step = await forward([[1]], continued.cache);
      expect(difference(last(step.logits, 0), await fresh([...IDS.slice(0, length), 3, 1, 4, 1]))).toBeLessThan(
        TOLERANCE,
      );
    }
    expect(() => whole.truncate(IDS.length + 1)).toThrow(RangeError);
  });

  it('shares its buffers between forks until the last one is released', async () => {
    const first = (await forward([IDS], null)).cache;
    const fork = first.fork();
    const short = fork.truncate(3);
    expect(session.pool).toMatchObject({ liveBuffers: 1, liveViews: 3 });
    fork.release();
    fork.release();
    expect(session.pool).toMatchObject({ liveBuffers: 1, liveViews: 2 });
    short.release();
    first.release();
    expect(session.pool).toMatchObject({ liveBuffers: 0, liveViews: 0 });
    expect(() => first.fork()).toThrow('released');
  });

  it('gives batch rows that do not know of each other', async () => {
    const past = own((await forward([IDS], null)).cache.truncate(30));
    const steps = [
      [10, 20, 30, 40],
      [11, 21, 31, 41],
      [12, 22, 32, 42],
    ];
    let batch = own(past.repeat(4));
    let logits: readonly (readonly Float32Array[])[] = [];
    for (const step of steps)
      ({ logits, cache: batch } = await forward(
        step.map((id) => [id]),
        batch,
      ));
    for (let row = 0; row < 4; row++) {
      const alone = [...IDS.slice(0, 30), ...steps.map((step) => step[row] ?? 0)];
      expect(difference(last(logits, row), await fresh(alone))).toBeLessThan(TOLERANCE);
    }
  });

  it('gives rows that are taken out in any order', async () => {
    const past = (await forward([IDS.slice(0, 20)], null)).cache;
    const step = await forward([[100], [200], [300]], own(past.repeat(3)));
    const taken = own(step.cache.takeRows([2, 0]));
    const next = await forward([[7], [8]], taken);
    expect(difference(last(next.logits, 0), await fresh([...IDS.slice(0, 20), 300, 7]))).toBeLessThan(TOLERANCE);
    expect(difference(last(next.logits, 1), await fresh([...IDS.slice(0, 20), 100, 8]))).toBeLessThan(TOLERANCE);
    const single = await forward([[1, 2, 3]], own(step.cache.takeRows([1])));
    expect(difference(last(single.logits, 0), await fresh([...IDS.slice(0, 20), 200, 1, 2, 3]))).toBeLessThan(
      TOLERANCE,
    );
    expect(() => step.cache.takeRows([3])).toThrow(RangeError);
  });

  it('is merged with others of other lengths into one batch, which goes on as each would alone', async () => {
    const whole = (await forward([IDS], null)).cache;
    const batch = (await forward([[7], [8]], own(own(whole.truncate(20)).repeat(2)))).cache;
    let merged = own(session.pool.merge([own(whole.truncate(9)), batch, own(whole.truncate(33))]));
    expect(merged.lengths).toEqual([9, 21, 21, 33]);
    const read = [IDS.slice(0, 9), [...IDS.slice(0, 20), 7], [...IDS.slice(0, 20), 8], IDS.slice(0, 33)];
    for (const start of [100, 200]) {
      const next = read.map((_, row) => start + row);
      const step = await forward(
        next.map((id) => [id]),
        merged,
      );
      merged = step.cache;
      for (const [row, ids] of read.entries()) {
        ids.push(start + row);
        expect(difference(last(step.logits, row), await fresh(ids))).toBeLessThan(TOLERANCE);
      }
    }
    const [, , , longest = []] = read;
    const taken = own(merged.takeRows([3], 34));
    expect(taken.lengths).toEqual([34]);
    const again = await forward([longest.slice(34)], taken);
    expect(difference(last(again.logits, 0), await fresh(longest))).toBeLessThan(TOLERANCE);
    expect(() => merged.truncate(20)).toThrow(RangeError);
  });
});

describe('the start-up check', () => {
  it('passes on WASM', async () => {
    const check = await checkSession(session, 1024, TOLERANCE);
    expect(check.passed).toBe(true);
    expect(check.maxLogitDifference).toBeLessThan(TOLERANCE);
  });

  it('fails when a kernel is wrong for long chunks', async () => {
    const wrong = new Proxy(session, {
      get(target, key) {
        if (key !== 'forward') return Reflect.get(target, key);
        return async (...args: Parameters<ModelSession['forward']>) => {
          const result = await target.forward(...args);
          const [rows] = args;
          const row = rows[0] ?? [];
          if (row.length >= 32) result.logits[0]?.[35]?.fill(3);
          return result;
        };
      },
    });
    expect((await checkSession(wrong, 1024, TOLERANCE)).passed).toBe(false);
  });
});
