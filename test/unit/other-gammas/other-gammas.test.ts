/** Whatever is said of another strength, against the whole vocabulary weighed anew at that strength. */
import { describe, expect, it } from 'vitest';
import { argmax, guide, logSumExp } from '../../../src/guidance/distribution';
import { nearTie } from '../../../src/guidance/near-tie';
import { piecesOf } from '../../../src/guidance/other-gammas/pieces';
import { reweigh } from '../../../src/guidance/other-gammas/reweigh';
import { sliderGammas } from '../../../src/guidance/other-gammas/slider-gammas';
import { weightLines } from '../../../src/guidance/other-gammas/weight-lines';
import { winnersOf } from '../../../src/guidance/other-gammas/winners';
import type { DecodeLineRequest, TokenChoice } from '../../../src/guidance/ports';
import { seededRandom } from '../../../src/guidance/rng';
import { chooseToken } from '../../../workers/model/choice';
import { randomStreams, SHAPES, type Streams } from './random-streams';

interface Options {
  readonly topProbsMask: number | null;
  readonly epsilon: number | null;
}
const OPTIONS: readonly Options[] = [
  { topProbsMask: null, epsilon: null },
  { topProbsMask: null, epsilon: 1e-8 },
  { topProbsMask: 5, epsilon: null },
  { topProbsMask: 3, epsilon: 1e-8 },
];
const CASES_EACH = 60;
const CASES = SHAPES.flatMap((shape) => OPTIONS.map((options) => ({ shape, ...options })));

/** The decision as the model worker makes it: from float32 logits, which these logarithms are. */
function decide({ logP, logPc }: Streams, gamma: number, options: Options) {
  const request: DecodeLineRequest = {
    context: 0,
    plain: { prompt: [], code: [] },
    conditionalPrompt: [1],
    gamma,
    forced: [],
    drafts: [],
    maxTokens: null,
    topCount: 5,
    gammas: sliderGammas(gamma),
    ...options,
    stop: { entryPoint: null, maxLines: 9, maxTokens: 9 },
  };
  const logits = { plain: Float32Array.from(logP), conditional: Float32Array.from(logPc) };
  const { choice } = chooseToken({ textOf: (id) => `<${id}>` }, logits, request, null, null);
  return { choice, run: { gamma, gammas: request.gammas ?? [], ...options } };
}

/** log P and log Pc again as `chooseToken` has them. */
function softmaxed({ logP, logPc }: Streams): Streams {
  const again = (values: Float64Array) => {
    const narrow = Float64Array.from(Float32Array.from(values));
    const sum = logSumExp(narrow);
    return narrow.map((value) => value - sum);
  };
  return { logP: again(logP), logPc: again(logPc) };
}

/** By how much the best is ahead of `id` and of every other token, at any strength. */
function leads(logG: Float64Array, id: number) {
  const sorted = [...logG].sort((a, b) => b - a);
  const best = sorted[0] ?? Number.NaN;
  return { behind: best - (logG[id] ?? Number.NaN), ahead: best - (sorted[1] ?? Number.NEGATIVE_INFINITY) };
}

describe.each(CASES)('$shape, mask $topProbsMask, epsilon $epsilon', ({ shape, ...options }) => {
  const cases = Array.from({ length: CASES_EACH }, (_, seed) => {
    const random = seededRandom(seed, 3);
    const size = 2 + Math.floor(60 * random());
    const gamma = [0.5, 1, 2, 3, -1, 7.3][seed % 6] ?? 1;
    const streams = randomStreams(shape, seed, size);
    return { seed, random, streams: softmaxed(streams), ...decide(streams, gamma, options) };
  });

  it('names the token that wins at any strength of the range', () => {
    const wrong: string[] = [];
    for (const { seed, random, streams, choice, run } of cases) {
      const [from, to] = [run.gammas[0] ?? 0, run.gammas.at(-1) ?? 0];
      for (const gamma of [
        ...run.gammas,
        run.gamma,
        ...Array.from({ length: 6 }, () => from + (to - from) * random()),
      ]) {
        const { logG } = guide(streams.logP, streams.logPc, { gamma, ...options });
        const told = reweigh(choice, gamma, run);
        if (told === null) throw new Error('Nothing was kept.');
        const { behind, ahead } = leads(logG, told.winner.id);
        // Of equal ones the lowest id, here and there.
        if (behind > 1e-9 || (ahead > 1e-9 && told.winner.id !== argmax(logG))) {
          wrong.push(`seed ${seed}, gamma ${gamma}: ${told.winner.id} instead of ${argmax(logG)}`);
        }
        // Equal lines are kept once, so a tie of equals is none; and all is not kept where too many are that close.
        const isSure = ahead > 1e-9 && Math.abs(ahead - nearTie(gamma)) > 1e-9 && choice.top.length < 40;
        if (isSure && told.tooClose !== ahead < nearTie(gamma)) wrong.push(`seed ${seed}, gamma ${gamma}: too close?`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('gives G of every alternative at each kept strength', () => {
    const wrong: string[] = [];
    for (const { seed, streams, choice, run } of cases) {
      for (const gamma of [...run.gammas, run.gamma]) {
        const { logG } = guide(streams.logP, streams.logPc, { gamma, ...options });
        const told = reweigh(choice, gamma, run);
        for (const [i, { id }] of choice.top.entries()) {
          const [mine, right] = [told?.logG[i] ?? Number.NaN, logG[id] ?? Number.NaN];
          if (mine !== right && !(Math.abs(mine - right) < 2e-6)) {
            wrong.push(`seed ${seed}, gamma ${gamma}, token ${id}: ${mine} instead of ${right}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('cuts the range into pieces that name the same winners', () => {
    for (const { seed, choice, run } of cases) {
      const range = { from: run.gammas[0] ?? 0, to: run.gammas.at(-1) ?? 0 };
      const pieces = piecesOf(choice, range, options);
      if (choice.atOtherGammas?.winners.length === 0) {
        expect(pieces).toEqual([]);
        continue;
      }
      expect(pieces[0]?.from).toBe(range.from);
      expect(pieces.at(-1)?.to).toBe(range.to);
      for (const [i, { alternative, from, to }] of pieces.entries()) {
        if (i > 0) expect(from).toBe(pieces[i - 1]?.to);
        const told = reweigh(choice, (from + to) / 2, run);
        if (told?.tooClose === false) expect(told.winner.id, `seed ${seed}`).toBe(alternative.id);
      }
    }
  });
});

describe('what is kept', () => {
  it('is the chosen token at the strength of the run', () => {
    for (const shape of ['near', 'far', 'zeros'] as const) {
      for (let seed = 0; seed < 100; seed++) {
        const { choice, run } = decide(
          randomStreams(shape, seed, 40),
          1.5,
          OPTIONS[0] ?? { topProbsMask: null, epsilon: null },
        );
        expect(reweigh(choice, 1.5, run)?.winner.id).toBe(choice.id);
      }
    }
  });

  it('is few tokens of a large vocabulary whose streams are alike', () => {
    const { logP, logPc } = randomStreams('near', 5, 150_000);
    const { ids } = winnersOf(weightLines(logP, logPc, { topProbsMask: null, epsilon: null }), { from: 0, to: 5 });
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.length).toBeLessThan(20);
  });

  it('is bounded where everything is within rounding', () => {
    const { logP, logPc } = randomStreams('flat', 1, 5000);
    const { ids, envelope } = winnersOf(weightLines(logP, logPc, { topProbsMask: null, epsilon: null }), {
      from: 0,
      to: 5,
    });
    expect(ids.length).toBe(envelope.lines.length);
    expect(ids.length).toBeLessThan(48);
  });

  it('of a masked vocabulary counts all that is masked as one', () => {
    const { logP, logPc } = randomStreams('far', 2, 5000);
    const { ids } = winnersOf(weightLines(logP, logPc, { topProbsMask: 4, epsilon: null }), { from: -2, to: 20 });
    expect(ids.length).toBeLessThan(12);
  });

  it('is nothing where the streams share no token: G is P at every strength', () => {
    const none = Number.NEGATIVE_INFINITY;
    const streams = { logP: Float64Array.from([-0.1, -2.4, none]), logPc: Float64Array.from([none, none, 0]) };
    const { choice, run } = decide(streams, 2, { topProbsMask: null, epsilon: null });
    expect(choice.atOtherGammas?.winners).toEqual([]);
    expect(reweigh(choice, 4, run)?.winner.id).toBe(0);
    expect(reweigh(choice, 4, run)?.logG[0]).toBeCloseTo(choice.top[0]?.logP ?? Number.NaN, 12);
  });

  it('is told to be missing in a choice from before it was kept', () => {
    const { choice, run } = decide(randomStreams('near', 1, 20), 2, { topProbsMask: null, epsilon: null });
    const { atOtherGammas: _, ...older }: TokenChoice = choice;
    expect(reweigh(older, 1, run)).toBeNull();
  });
});

describe('the slider', () => {
  it('stops at rising multiples of a quarter that reach the strength of the run', () => {
    for (const gamma of [-2, -0.3, 0, 0.6, 1, 5, 5.1, 7.25, 20]) {
      const stops = sliderGammas(gamma);
      expect(stops.every((stop) => Number.isInteger(stop * 4))).toBe(true);
      expect(stops).toEqual([...new Set(stops)].sort((a, b) => a - b));
      expect(stops[0]).toBeLessThanOrEqual(Math.min(0, gamma));
      expect(stops.at(-1)).toBeGreaterThanOrEqual(Math.max(5, gamma));
    }
  });
});
