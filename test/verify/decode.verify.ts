/**
 * Decoding with drafts against stepping, over the bundled problems, and memory over many of them. Prints what it counted.
 * GAMMAS, SEEDS and PROBLEMS in the environment narrow it: lists with commas, and a number.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as ort from 'onnxruntime-web';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Interpreter } from '../../src/guidance/ports';
import { BUNDLED_PROBLEMS } from '../../src/problems/bundled';
import { type DecodeCosts, decodeCosts } from '../../src/runs/decode-costs';
import { Engine } from '../../workers/model/engine';
import { ModelSession } from '../../workers/model/session';
import { type BuiltIn, describeModel, loadBuiltIn, readBuiltIn } from '../unit/model/built-in-model';
import { startRuntime } from '../unit/python/interpreter';
import {
  type Comparison,
  comparedWithStepping,
  eventsOf,
  interpreterOf,
  modelOf,
  newComparison,
} from './decode-harness';
import { countingRuntime } from './decode-live-tensors';

const listOf = (name: string, otherwise: string) => (process.env[name] ?? otherwise).split(',').map(Number);
const GAMMAS = listOf('GAMMAS', '0,0.5,1,3');
const SEEDS = listOf('SEEDS', '1,2,3');
const [MOST = 0] = listOf('PROBLEMS', '200');
const CONTEXT_LENGTH = 2048;
const MEGABYTE = 1024 * 1024;

let model: BuiltIn;
let interpreter: Interpreter;

beforeAll(async () => {
  model = await loadBuiltIn(CONTEXT_LENGTH);
  interpreter = interpreterOf(await startRuntime());
});
afterAll(() => model.engine.dispose());

it.each(GAMMAS)('drafts choose what stepping chooses at gamma %d', async (gamma) => {
  const comparison = newComparison();
  const costs: DecodeCosts[] = [];
  for (const seed of SEEDS) {
    for (const [i, problem] of BUNDLED_PROBLEMS.slice(0, MOST).entries()) {
      // Signals that are kept for several lines have drafts only while the old candidates agree.
      const agent = { gamma, seed, refreshEvery: i % 3 === 2 ? 2 : 1 };
      const compared = comparedWithStepping(modelOf(model.engine), comparison);
      costs.push(decodeCosts(await eventsOf(compared, interpreter, problem, { agent })));
    }
  }
  report(gamma, comparison, costs);
  expect(comparison.differing).toEqual([]);
  expect(comparison.decidedAgain / comparison.tokens).toBeLessThan(0.001);
  expect(total(costs, ({ actual }) => actual.forwardedTokens)).toBeLessThan(1.15 * total(costs, ({ floor }) => floor));
});

it('holds no memory over many problems', async () => {
  const { runtime, live } = countingRuntime(ort);
  const session = await ModelSession.create(runtime, readBuiltIn(), null);
  const engine = new Engine(describeModel(CONTEXT_LENGTH), session, model.codec);
  const heapMegabytes: number[] = [];
  let most = 0;
  for (let i = 0; i < MOST; i++) {
    const problem = BUNDLED_PROBLEMS[i % BUNDLED_PROBLEMS.length];
    if (problem === undefined) throw new Error('There are no bundled problems');
    const watched = modelOf(engine);
    const decodeLine = watched.decodeLine.bind(watched);
    await eventsOf(
      {
        ...watched,
        decodeLine: async (...args) => {
          const line = await decodeLine(...args);
          most = Math.max(most, live());
          return line;
        },
      },
      interpreter,
      problem,
      { agent: { seed: i, maxTokens: 80, horizonLines: 3 } },
    );
    expect(live()).toBe(0);
    heapMegabytes.push(heapInUse());
  }
  const late = heapMegabytes.slice(Math.floor(MOST / 4));
  console.log(
    `${MOST} problems: at most ${most} cache tensors alive, heap ${late[0]} MB, at the end ${late.at(-1)} MB`,
  );
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(25 * session.graph.caches.length);
  expect((late.at(-1) ?? 0) - (late[0] ?? 0)).toBeLessThan(16);
  await engine.dispose();
});

function total(costs: readonly DecodeCosts[], of: (each: DecodeCosts) => number): number {
  return costs.reduce((sum, each) => sum + of(each), 0);
}

function report(gamma: number, comparison: Comparison, costs: readonly DecodeCosts[]): void {
  const forwarded = total(costs, ({ actual }) => actual.forwardedTokens);
  const guided = total(costs, ({ guidedTokens }) => guidedTokens);
  console.log(
    [
      `gamma ${gamma}: ${comparison.tokens} tokens in ${comparison.lines} lines, ${comparison.differing.length} differ`,
      `${comparison.decidedAgain} decided again, log P and log Pc off by at most ${comparison.worst.toPrecision(2)}`,
      `${(forwarded / total(costs, ({ floor }) => floor)).toFixed(3)} of the floor`,
      `1/${(total(costs, ({ published }) => published) / forwarded).toFixed(1)} of the published count`,
      `${total(costs, ({ acceptedTokens }) => acceptedTokens)} of ${guided} guided tokens from drafts`,
    ].join(', '),
  );
}

/** Megabytes of JavaScript's heap and its buffers once garbage is gone. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return Math.round((heapUsed + arrayBuffers) / MEGABYTE);
}
