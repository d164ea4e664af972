import * as ort from 'onnxruntime-web';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nearTie, READING_DIFFERENCE } from '../../../src/guidance/near-tie';
import type {
  DecodedLine,
  Interpreter,
  LanguageModel,
  SampledCandidate,
  TokenChoice,
} from '../../../src/guidance/ports';
import { shareModel } from '../../../src/guidance/shared-model';
import type { TokenId } from '../../../src/guidance/tokens';
import { BUNDLED_PROBLEMS } from '../../../src/problems/bundled';
import { decodeCosts } from '../../../src/runs/decode-costs';
import { Engine } from '../../../workers/model/engine';
import { ModelSession } from '../../../workers/model/session';
import { comparedWithStepping, eventsOf, interpreterOf, modelOf, newComparison } from '../../verify/decode-harness';
import { countingRuntime } from '../../verify/decode-live-tensors';
import { startRuntime } from '../python/interpreter';
import {
  type BuiltIn,
  CODE,
  conditionalIds,
  lineRequest,
  loadBuiltIn,
  NEVER,
  promptIds,
  readBuiltIn,
  sampleRequest,
} from './built-in-model';

let model: BuiltIn;
let context: number;

beforeAll(async () => {
  model = await loadBuiltIn(2048);
});
beforeEach(() => {
  context = model.engine.openContext();
});
afterEach(() => {
  model.engine.closeContext(context);
  expect(model.session.pool).toMatchObject({ liveBuffers: 0, liveViews: 0 });
});
afterAll(() => model.engine.dispose());

type Decoded = DecodedLine & { choices: TokenChoice[] };

async function decode(change: Parameters<typeof lineRequest>[2] = {}, engine = model.engine): Promise<Decoded> {
  const choices: TokenChoice[] = [];
  const request = lineRequest(model.codec, context, change);
  const line = await engine.decodeLine(NEVER, request, (choice) => choices.push(choice));
  return { ...line, choices };
}

/** The line by stepping, in a context that nothing else has read. */
async function stepped(change: Parameters<typeof lineRequest>[2] = {}): Promise<Decoded> {
  const given = context;
  context = model.engine.openContext();
  try {
    return await decode({ ...change, decoding: 'stepping' });
  } finally {
    model.engine.closeContext(context);
    context = given;
  }
}

/** Code whose next line takes these weights four tokens and more. */
async function longLine(): Promise<{ code: TokenId[]; reference: Decoded }> {
  for (const text of [CODE, 'def add_five(numbers):\n', `${CODE}n`, 'def add_five(numbers):\n    for', '']) {
    const code = model.codec.encode(text);
    const reference = await stepped({ code });
    if (reference.ids.length > 3) return { code, reference };
  }
  throw new Error('These weights write short lines only');
}

function idsOf(choices: readonly TokenChoice[]): TokenId[] {
  return choices.map(({ id }) => id);
}

describe('a draft', () => {
  it('that is right is taken whole, in one run of each stream', async () => {
    const { code, reference } = await longLine();
    const drafted = await decode({ code, drafts: [reference.ids] });
    expect(idsOf(drafted.choices)).toEqual(idsOf(reference.choices));
    expect(drafted.end).toBe(reference.end);
    expect(drafted.cost.sessionRuns).toBe(2);
    expect(drafted.choices.slice(0, -1).every(({ source }) => source === 'draft')).toBe(true);
  });

  it('that is wrong gives its right part and the token after it; another that agrees goes on', async () => {
    const { code, reference } = await longLine();
    const [first = 0, second = 0, third = 0] = reference.ids;
    const wrong = [first, second, third + 1, 5, 6];
    const alone = await decode({ code, drafts: [wrong] });
    expect(idsOf(alone.choices)).toEqual(idsOf(reference.choices));
    expect(alone.choices.slice(0, 3).map(({ source }) => source)).toEqual(['draft', 'draft', 'step']);
    model.engine.closeContext(context);
    context = model.engine.openContext();
    const helped = await decode({ code, drafts: [wrong, reference.ids] });
    expect(idsOf(helped.choices)).toEqual(idsOf(reference.choices));
    expect(helped.cost.sessionRuns).toBe(4);
    expect(alone.cost.sessionRuns).toBe(2 + 2 * (reference.choices.length - 3));
  });

  it.each([0, 0.5, 1, 3])('of whatever kind changes no token at gamma %d', async (gamma) => {
    const reference = await stepped({ gamma });
    const drafts = [
      [1, 2, 3],
      [],
      reference.ids.slice(0, 1),
      [...reference.ids, 7, 8],
      [model.codec.encode('\n')[0] ?? 0],
    ];
    for (const each of drafts) {
      const drafted = await decode({ gamma, drafts: [each] });
      expect(idsOf(drafted.choices)).toEqual(idsOf(reference.choices));
      expect(drafted.end).toBe(reference.end);
    }
  });

  it('is cut at the limits of the request, the answer and the context', async () => {
    const reference = await stepped({ maxTokens: 2 });
    expect((await decode({ drafts: [[...reference.ids, 5]], maxTokens: 2 })).ids).toEqual(reference.ids.slice(0, 2));
    const longest = conditionalIds(model.codec).length + model.codec.encode(CODE).length;
    const small = await loadBuiltIn(longest + 1);
    const choices: TokenChoice[] = [];
    const request = lineRequest(small.codec, small.engine.openContext(), {
      drafts: [[...reference.ids, 5]],
      maxTokens: 2,
    });
    await small.engine.decodeLine(NEVER, request, (choice) => choices.push(choice));
    expect(idsOf(choices)).toEqual(reference.ids.slice(0, 2));
    await small.engine.dispose();
  });
});

describe('a candidate as a draft', () => {
  async function sample(change: Parameters<typeof sampleRequest>[2] = {}): Promise<SampledCandidate[]> {
    const request = sampleRequest(model.codec, context, { temperature: 0.7, draftLines: 1, ...change });
    return (await model.engine.sample(NEVER, request, () => undefined)).candidates;
  }

  it('costs the conditional stream alone: the plain one has read it when it was sampled', async () => {
    const code = model.codec.encode(CODE);
    const conditional = [...conditionalIds(model.codec), ...code];
    const plain = [...promptIds(model.codec), ...code];
    const head = plain.findIndex((id, i) => id !== conditional[i]);
    for (const horizonLines of [1, 3]) {
      for (const { ids } of await sample({ horizonLines })) {
        const { cost, choices } = await decode({ drafts: [ids] });
        const steps = choices.length - 1 - choices.findLastIndex(({ source }) => source === 'draft');
        // One chunk, then what no draft told: both streams step.
        expect(cost.sessionRuns).toBeLessThanOrEqual(1 + 2 * Math.max(0, steps));
        expect(cost.forwardedTokens).toBeLessThanOrEqual(conditional.length - head + ids.length + 2 * steps);
      }
      model.engine.closeContext(context);
      context = model.engine.openContext();
    }
  });

  it('leaves its row to the lines that follow: the next candidates begin without a run', async () => {
    const [candidate] = await sample({ horizonLines: 3, topP: 1e-6, count: 2 });
    const line = model.codec.decode(candidate?.ids ?? []).split('\n', 1)[0] ?? '';
    const code = [...model.codec.encode(CODE)];
    for (const id of candidate?.ids ?? []) {
      code.push(id);
      if (model.codec.decode(code).endsWith(`${line}\n`)) break;
    }
    if (code.length === model.codec.encode(CODE).length + (candidate?.ids.length ?? 0)) return;
    const request = sampleRequest(model.codec, context, { prefix: { prompt: promptIds(model.codec), code }, count: 1 });
    const { cost, candidates } = await model.engine.sample(NEVER, request, () => undefined);
    expect(cost.forwardedTokens).toBeLessThanOrEqual((candidates[0]?.ids.length ?? 0) + 2);
  });

  it('is the same in batches of any size', async () => {
    const whole = await sample({ count: 5, temperature: 2 });
    for (const maxBatch of [1, 2]) expect(await sample({ count: 5, temperature: 2, maxBatch })).toEqual(whole);
  });
});

describe('a decision that is too close', () => {
  /** The gamma at which the two best tokens of the first position change places. */
  async function tie(): Promise<number> {
    for (const gamma of [0.5, 1, 2, 3, 5]) {
      const { choices } = await stepped({ gamma, maxTokens: 1 });
      const rows = choices[0]?.top ?? [];
      const [a] = rows;
      for (const b of rows.slice(1)) {
        if (a === undefined) continue;
        const crossing = (b.logP - a.logP) / (a.logPc - a.logP - (b.logPc - b.logP));
        if (!(crossing > -2 && crossing < 20)) continue;
        const [first] = (await stepped({ gamma: crossing, maxTokens: 1 })).choices;
        if (first?.id === a.id || first?.id === b.id) return crossing;
      }
    }
    throw new Error('No two tokens change places for these weights');
  }

  it('is made again from the whole text, and said so', async () => {
    const gamma = await tie();
    const [exact] = (await decode({ gamma, maxTokens: 1 })).choices;
    expect(exact?.decidedAgain).toBe(true);
    const [away] = (await decode({ gamma: gamma + 0.5, maxTokens: 1 })).choices;
    expect(away?.decidedAgain).toBeUndefined();
  });

  it('comes out the same however noisy the readings are within the tolerance', async () => {
    const gamma = await tie();
    const expected = (await stepped({ gamma, maxTokens: 1 })).ids;
    for (const noise of [-1, 1]) {
      const engine = new Engine(
        model.engine.description,
        noisy(model.session, noise * READING_DIFFERENCE),
        model.codec,
      );
      const given = context;
      context = engine.openContext();
      expect((await decode({ gamma, maxTokens: 1 }, engine)).ids).toEqual(expected);
      engine.closeContext(context);
      context = given;
    }
  });

  it('is bounded by what guidance multiplies', () => {
    expect([0, 0.5, 1, 3].map((gamma) => nearTie(gamma) / READING_DIFFERENCE)).toEqual([2, 2, 2, 10]);
  });
});

/** A session whose readings are off, every other token by the amount: all but those of a whole text read again. */
function noisy(session: ModelSession, amount: number): ModelSession {
  // The first reading of the plain text has no cache to go on from either.
  let wholeReadings = 0;
  return new Proxy(session, {
    get(target, key) {
      if (key !== 'forward') return Reflect.get(target, key, target);
      return async (...args: Parameters<ModelSession['forward']>) => {
        const forwarded = await target.forward(...args);
        const isWhole = args[1] === null && wholeReadings++ > 0;
        for (const logits of forwarded.logits.flat()) {
          if (!isWhole) for (let i = 0; i < logits.length; i += 2) logits[i] = (logits[i] ?? 0) + amount;
        }
        return forwarded;
      };
    },
  });
}

describe('whole runs', () => {
  let interpreter: Interpreter;
  beforeAll(async () => {
    interpreter = interpreterOf(await startRuntime());
  });

  it('give back every cache tensor that the runtime handed out', async () => {
    const { runtime, live } = countingRuntime(ort);
    const session = await ModelSession.create(runtime, readBuiltIn(), null);
    const engine = new Engine(model.engine.description, session, model.codec);
    let most = 0;
    const watched = modelOf(engine);
    const decodeLine: LanguageModel['decodeLine'] = (...args) => {
      most = Math.max(most, live());
      return watched.decodeLine(...args);
    };
    for (const problem of BUNDLED_PROBLEMS.slice(2, 4)) {
      await eventsOf({ ...watched, decodeLine }, interpreter, problem, { agent: { maxTokens: 50, horizonLines: 2 } });
      expect(live()).toBe(0);
    }
    expect(most).toBeGreaterThan(0);
    await engine.dispose();
  });

  it('of several agents read their common prompt once', async () => {
    const [problem] = BUNDLED_PROBLEMS;
    if (problem === undefined) throw new Error('There are no bundled problems');
    const agents = [1, 2].map((seed) => ({ agent: { seed, maxTokens: 40 } }));
    const forwarded = async (seat: LanguageModel, i: number) =>
      decodeCosts(await eventsOf(seat, interpreter, problem, agents[i])).actual.forwardedTokens;
    const alone = (await forwarded(modelOf(model.engine), 0)) + (await forwarded(modelOf(model.engine), 1));
    const shared = await shareModel(NEVER, modelOf(model.engine), 2);
    const costs = shared.seats.map((seat, i) => forwarded(seat.model, i).finally(seat.leave));
    const together = (await Promise.all(costs)).reduce((sum, cost) => sum + cost, 0);
    await shared.close();
    expect(together).toBeLessThan(alone - 50);
  });

  it('choose what stepping chooses', async () => {
    for (const [gamma, refreshEvery] of [
      [1, 1],
      [3, 2],
    ] as const) {
      const comparison = newComparison();
      const compared = comparedWithStepping(modelOf(model.engine), comparison);
      for (const problem of BUNDLED_PROBLEMS.slice(0, 2)) {
        const events = await eventsOf(compared, interpreter, problem, {
          agent: { gamma, refreshEvery, maxTokens: 60 },
        });
        const { actual, floor, published } = decodeCosts(events);
        expect(actual.forwardedTokens).toBeLessThan(published / 3);
        expect(actual.forwardedTokens).toBeLessThan(floor * 1.5);
      }
      expect(comparison.differing).toEqual([]);
      expect(comparison.lines).toBeGreaterThan(2);
    }
  });
});
