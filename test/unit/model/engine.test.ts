import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { argmax } from '../../../src/guidance/distribution';
import { PlaygroundError } from '../../../src/guidance/failure';
import { findCodeEnd, lineCount } from '../../../src/guidance/line';
import type { DecodedLine, DecodeLineRequest, SampledCandidate, TokenChoice } from '../../../src/guidance/ports';
import type { TokenId } from '../../../src/guidance/tokens';
import { CostMeter } from '../../../workers/model/cost-meter';
import {
  type BuiltIn,
  CODE,
  conditionalIds,
  lineRequest,
  loadBuiltIn,
  NEVER,
  promptIds,
  STOP,
  sampleRequest,
} from './built-in-model';

const FUNCTION = 'def add_five(numbers):\n';
const IN_FUNCTION = { entryPoint: 'add_five', maxLines: 30, maxTokens: 200 };

let model: BuiltIn;
let context: number;

beforeAll(async () => {
  model = await loadBuiltIn();
});
beforeEach(() => {
  context = model.engine.openContext();
});
afterEach(() => {
  model.engine.closeContext(context);
  expect(model.session.pool).toMatchObject({ liveBuffers: 0, liveViews: 0 });
});
afterAll(() => model.engine.dispose());

/** The plainest decoder there is: the whole text through the network for every token. */
async function logitsAfter(ids: readonly TokenId[]): Promise<Float32Array> {
  const { logits, cache } = await model.session.forward([ids], null, 1, new CostMeter());
  cache.release();
  return logits[0]?.[0] ?? new Float32Array();
}

const references = new Map<number, Promise<TokenId[]>>();

/** One line, greedy on the weighted logits of both prompts, judged with Math alone. */
function referenceLine(gamma: number): Promise<TokenId[]> {
  const known = references.get(gamma) ?? computeReference(gamma);
  references.set(gamma, known);
  return known;
}

async function computeReference(gamma: number): Promise<TokenId[]> {
  const code = model.codec.encode(CODE);
  const ids: TokenId[] = [];
  while (code.length + ids.length < STOP.maxTokens && !model.codec.decode(ids).includes('\n')) {
    const plain = await logitsAfter([...promptIds(model.codec), ...code, ...ids]);
    const conditional = await logitsAfter([...conditionalIds(model.codec), ...code, ...ids]);
    // The normalisers are the same for every token, so the largest weighted logit is the largest log G.
    ids.push(argmax(Float64Array.from(plain, (p, i) => (1 - gamma) * p + gamma * (conditional[i] ?? 0))));
  }
  return ids;
}

async function decode(
  change: Parameters<typeof lineRequest>[2] = {},
  signal: AbortSignal = NEVER,
): Promise<DecodedLine & { choices: TokenChoice[] }> {
  const choices: TokenChoice[] = [];
  const request: DecodeLineRequest = lineRequest(model.codec, context, change);
  const line = await model.engine.decodeLine(signal, request, (choice) => choices.push(choice));
  return { ...line, choices };
}

describe('decodeLine', () => {
  it.each([0, 1, 0.5, 3])('at gamma %d chooses what the plainest decoder chooses', async (gamma) => {
    const { ids, end, choices } = await decode({ gamma });
    expect(ids).toEqual(await referenceLine(gamma));
    expect(choices.map((choice) => choice.id)).toEqual(ids);
    expect(end).toBe(lineCount(model.codec.decode(ids)) > 0 ? 'line' : 'token-limit');
    expect(lineCount(model.codec.decode(ids.slice(0, -1)))).toBe(0);
  });

  it('at gamma 0 is plain greedy decoding bit for bit, with a signal or without', async () => {
    const plain = await decode({ gamma: 0, conditionalPrompt: null });
    // A context of its own: a position that is read again after a cache may differ in the last bits of a float.
    model.engine.closeContext(context);
    context = model.engine.openContext();
    const guided = await decode({ gamma: 0 });
    expect(guided.ids).toEqual(plain.ids);
    for (const [i, choice] of guided.choices.entries()) {
      const top = choice.top.map(({ logP, logG }) => [logP, logG]);
      for (const [logP, logG] of top) expect(logG).toBe(logP);
      expect(choice.top[0]).toMatchObject({ id: plain.choices[i]?.id, logP: plain.choices[i]?.top[0]?.logP });
      expect(choice.klGuidedFromPlain).toBe(0);
    }
  });

  it('reports alternatives that satisfy G = P^(1-gamma) Pc^gamma / Z, sorted, with the chosen token first', async () => {
    for (const gamma of [-1, 0, 0.5, 1, 3, 8]) {
      const { choices } = await decode({ gamma });
      for (const choice of choices) {
        for (const { logP, logPc, logG } of choice.top) {
          const formula = (1 - gamma) * logP + gamma * logPc - choice.logNormaliser;
          expect(Math.abs(Math.exp(logG) - Math.exp(formula))).toBeLessThan(1e-5);
          expect(logG).toBeCloseTo(formula, 9);
        }
        expect(choice.top[0]?.id).toBe(choice.id);
        expect(choice.top.map(({ logG }) => logG)).toEqual(
          [...choice.top.map(({ logG }) => logG)].sort((a, b) => b - a),
        );
      }
    }
  });

  it('takes forced ids first and reports them as forced', async () => {
    const [first = 0, second = 7] = model.codec.encode('total');
    const { ids, choices } = await decode({ forced: [first, second], maxTokens: 3 });
    expect(ids.slice(0, 2)).toEqual([first, second]);
    expect(choices.map((choice) => choice.source)).toEqual(['forced', 'forced', 'step']);
    expect(choices[0]?.top.some(({ id }) => id === first)).toBe(true);
  });

  it('stops at the token limit of the request and of the answer', async () => {
    const forced = model.codec.encode('total + items + 1');
    expect(await decode({ forced, maxTokens: 2 })).toMatchObject({ end: 'horizon', ids: { length: 2 } });
    const code = model.codec.encode(CODE);
    const limited = await decode({ forced, stop: { ...STOP, maxTokens: code.length + 3 } });
    expect(limited).toMatchObject({ end: 'token-limit', ids: { length: 3 } });
  });

  it.each([
    ['an end token', [1023], 'end-token', IN_FUNCTION],
    ['a fence', '```', 'fence', { ...IN_FUNCTION, entryPoint: null }],
    ['a line at column 0', 'print(1)', 'dedent', IN_FUNCTION],
  ] as const)('ends at %s, which is reported but not kept', async (_, text, end, stop) => {
    const code = model.codec.encode(`${FUNCTION}    return 1\n`);
    const forced = typeof text === 'string' ? model.codec.encode(text) : text;
    const line = await decode({ code, forced, stop });
    expect(line).toMatchObject({ end, ids: [] });
    expect(line.choices.length).toBeGreaterThan(0);
  });

  it('ends at repeated lines and at the line limit', async () => {
    const repeated = '    x = 1\n'.repeat(3);
    const forced = model.codec.encode('    x = 1\n');
    expect(await decode({ code: model.codec.encode(FUNCTION + repeated), forced, stop: IN_FUNCTION })).toMatchObject({
      end: 'repetition',
      ids: [],
    });
    const limited = await decode({ code: model.codec.encode(FUNCTION), forced, stop: { ...IN_FUNCTION, maxLines: 2 } });
    expect(limited).toMatchObject({ end: 'line-limit', ids: forced });
  });

  it('reads nothing when the code has already ended', async () => {
    const code = model.codec.encode(`${FUNCTION}    return 1\nprint(2)\n`);
    expect(await decode({ code, stop: IN_FUNCTION })).toMatchObject({
      end: 'dedent',
      ids: [],
      cost: { sessionRuns: 0 },
    });
  });

  it('says so when the prompt does not fit', async () => {
    const small = await loadBuiltIn(20);
    const request = lineRequest(small.codec, small.engine.openContext());
    await expect(small.engine.decodeLine(NEVER, request, () => undefined)).rejects.toMatchObject({
      failure: { code: 'context-full' },
    });
    await small.engine.dispose();
    expect(small.session.pool).toMatchObject({ liveBuffers: 0, liveViews: 0 });
  });
});

describe('what is forwarded', () => {
  it('is each position once: the head is shared, the second line reads what the first left out', async () => {
    const { codec } = model;
    const code = codec.encode(CODE);
    const plain = [...promptIds(codec), ...code];
    const conditional = [...conditionalIds(codec), ...code];
    const head = plain.findIndex((id, i) => id !== conditional[i]);
    expect(head).toBeGreaterThan(30);

    const forced = codec.encode('total + items');
    expect(forced.length).toBeGreaterThan(2);
    const first = await decode({ forced, maxTokens: forced.length });
    // Each stream reads what is given in one run. The last token is left to the next call.
    const given = 2 * (forced.length - 1);
    expect(first.cost).toEqual({
      forwardedTokens: plain.length + (conditional.length - head) + given,
      sessionRuns: 2,
    });
    const second = await decode({ code: [...code, ...first.ids] });
    // What was chosen counts, also where the answer ended and cut it off.
    expect(second.cost.forwardedTokens).toBe(2 + 2 * (second.choices.length - 1));

    // The streams have moved on: truncating them is free, but for the one position whose logits are wanted again.
    const again = await decode({ code: [...code, ...first.ids.slice(0, 2)], maxTokens: 1 });
    expect(again.choices[0]?.top[0]?.logP).toBeCloseTo(first.choices[2]?.top[0]?.logP ?? Number.NaN, 5);
    expect(again.cost.forwardedTokens).toBe(2);
  });

  it('is nothing for a prompt whose next distribution is still held', async () => {
    const request = sampleRequest(model.codec, context, { count: 2, horizonLines: 1 });
    await model.engine.sample(NEVER, request, () => undefined);
    const decoded = await decode({ conditionalPrompt: null, maxTokens: 1 });
    expect(decoded.cost).toEqual({ forwardedTokens: 0, sessionRuns: 0 });
  });

  it('is one stream where the signal changes nothing', async () => {
    const { ids, cost } = await decode({ conditionalPrompt: promptIds(model.codec), gamma: 3 });
    const plain = await decode({ conditionalPrompt: null });
    expect(ids).toEqual(plain.ids);
    expect(cost.sessionRuns).toBe(ids.length);
  });

  it('stays the same over many signals: old caches are given up', async () => {
    for (let i = 0; i < 40; i++) {
      const conditionalPrompt = [...promptIds(model.codec).slice(0, 40), i + 10, ...promptIds(model.codec)];
      await decode({ conditionalPrompt, maxTokens: 1 });
      expect(model.session.pool.liveBuffers).toBeLessThanOrEqual(24);
    }
  });
});

describe('sample', () => {
  async function sample(change: Parameters<typeof sampleRequest>[2] = {}, signal: AbortSignal = NEVER) {
    const heard: SampledCandidate[] = [];
    const request = sampleRequest(model.codec, context, change);
    const result = await model.engine.sample(signal, request, (candidate) => heard.push(candidate));
    return { ...result, heard };
  }

  /** Hot enough to differ with any weights. */
  const HOT = { temperature: 2.5, topP: 1, horizonLines: 2 };

  it('gives as many candidates as asked, each heard of once, the same for the same seed', async () => {
    const first = await sample(HOT);
    expect(first.candidates.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect([...first.heard].sort((a, b) => a.index - b.index)).toEqual(first.candidates);
    const other = model.engine.openContext();
    const again = await model.engine.sample(NEVER, sampleRequest(model.codec, other, HOT), () => undefined);
    model.engine.closeContext(other);
    expect(again.candidates).toEqual(first.candidates);
    const changed = await sample({ ...HOT, seed: 12 });
    expect(changed.candidates).not.toEqual(first.candidates);
  });

  it('gives row i the same tokens whatever the other rows do', async () => {
    const many = await sample({ ...HOT, count: 6 });
    const few = await sample({ ...HOT, count: 2 });
    expect(few.candidates).toEqual(many.candidates.slice(0, 2));
    expect(new Set(many.candidates.map(({ text }) => text)).size).toBeGreaterThan(1);
  });

  it('is greedy decoding when the nucleus holds one token', async () => {
    const { candidates } = await sample({ count: 2, topP: 1e-6, horizonLines: 1 });
    const line = await decode({ conditionalPrompt: null });
    for (const candidate of candidates) expect(candidate.ids).toEqual(line.ids);
  });

  it('ends each row for a reason that its text shows', async () => {
    const { candidates } = await sample({ ...HOT, count: 8 });
    for (const { ids, text, end } of candidates) {
      expect(model.codec.decode(ids)).toBe(text);
      if (end === 'horizon') expect(lineCount(text)).toBeGreaterThanOrEqual(2);
      // The last token allowed may be the one that completes the last line.
      else expect(lineCount(model.codec.decode(ids.slice(0, -1)))).toBeLessThan(2);
      if (end === 'horizon' || end === 'end-token') expect(findCodeEnd(CODE + text, STOP)).toBe(null);
    }
  });

  it('forwards the prompt once and then what candidates have drawn but the last of each, once for all that share it', async () => {
    const { candidates, cost } = await sample(HOT);
    const prefix = promptIds(model.codec).length + model.codec.encode(CODE).length;
    const read = new Set(candidates.flatMap(({ ids }) => ids.slice(0, -1).map((_, i) => ids.slice(0, i + 1).join())));
    expect(cost.forwardedTokens).toBeGreaterThanOrEqual(prefix + read.size);
    // A row that ended at a token may have read whitespace before it that is not kept, and nothing else.
    const dropped = candidates.filter(({ end }) => end !== 'horizon' && end !== 'token-limit').length;
    expect(cost.forwardedTokens).toBeLessThanOrEqual(prefix + read.size + 3 * dropped);
  });

  it('costs as much as one candidate where all draw the same', async () => {
    const same = { topP: 1e-6, horizonLines: 2 };
    const one = await sample({ ...same, count: 1 });
    model.engine.closeContext(context);
    context = model.engine.openContext();
    const many = await sample({ ...same, count: 5 });
    expect(many.cost).toEqual(one.cost);
    expect(many.candidates.map(({ ids }) => ids)).toEqual(new Array(5).fill(one.candidates[0]?.ids));
  });

  it('ends rows where the context is full', async () => {
    const prefix = promptIds(model.codec).length + model.codec.encode(CODE).length;
    const small = await loadBuiltIn(prefix + 4);
    const request = sampleRequest(small.codec, small.engine.openContext(), { ...HOT });
    const { candidates } = await small.engine.sample(NEVER, request, () => undefined);
    expect(candidates).toHaveLength(4);
    for (const { ids } of candidates) expect(ids.length).toBeLessThanOrEqual(4);
    await small.engine.dispose();
    expect(small.session.pool).toMatchObject({ liveBuffers: 0, liveViews: 0 });
  });
});

describe('a cancelled call', () => {
  const reason = new PlaygroundError({ code: 'cancelled', message: 'Stopped.', advice: '' });

  it('rejects with the reason, reports nothing more, and leaves the context usable', async () => {
    const controller = new AbortController();
    let heard = 0;
    const forced = model.codec.encode('total + items + 1');
    const request = lineRequest(model.codec, context, { forced });
    const cancelled = model.engine.decodeLine(controller.signal, request, () => {
      heard++;
      if (heard === 2) controller.abort(reason);
    });
    await expect(cancelled).rejects.toBe(reason);
    expect(heard).toBe(2);
    const after = await decode();
    expect(after.ids).toEqual(await referenceLine(2));
  });

  it('stops sampling within one run of the network', async () => {
    const controller = new AbortController();
    const runs: number[] = [];
    const forward = model.session.forward.bind(model.session);
    const counted = vi.spyOn(model.session, 'forward').mockImplementation((...args) => {
      runs.push(args[0].length);
      if (runs.length === 3) controller.abort(reason);
      return forward(...args);
    });
    const request = sampleRequest(model.codec, context, { temperature: 2.5, topP: 1, horizonLines: null });
    await expect(model.engine.sample(controller.signal, request, () => undefined)).rejects.toBe(reason);
    counted.mockRestore();
    expect(runs).toHaveLength(3);
  });

  it('may overlap with the next call on the same context', async () => {
    const controller = new AbortController();
    const first = model.engine.decodeLine(controller.signal, lineRequest(model.codec, context), () => undefined);
    const second = decode();
    controller.abort(reason);
    await expect(first).rejects.toBe(reason);
    expect((await second).ids).toEqual(await referenceLine(2));
  });

  it('answers clearly when its context is gone', async () => {
    const request = lineRequest(model.codec, 999);
    expect(() => model.engine.decodeLine(NEVER, request, () => undefined)).toThrow(PlaygroundError);
  });
});
