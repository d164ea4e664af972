/**
 * Against llama.cpp's own server with the built-in model in it: `npm run test:endpoint` starts one and names its address.
 * What differs from the engine in the page is told, and is a failure only where neither a list nor rounding explains it.
 */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { EndpointModel } from '../../src/endpoint/endpoint-model';
import { DEFAULT_AGENT } from '../../src/guidance/agent';
import type { LanguageModel } from '../../src/guidance/ports';
import { promptFor } from '../../src/guidance/prompt';
import { ALL_BUNDLED, BUNDLED_PROBLEMS } from '../../src/problems/bundled';
import { type BuiltIn, loadBuiltIn, NEVER } from '../unit/model/built-in-model';
import { startRuntime } from '../unit/python/interpreter';
import { eventsOf, interpreterOf, modelOf } from '../verify/decode-harness';
import { Agreement } from './agreement';
import { type Connected, connect } from './connect';
import { type RecordedLine, recordLines } from './recorded-lines';

const MINUTE_MS = 60_000;
vi.setConfig({ testTimeout: 15 * MINUTE_MS, hookTimeout: 5 * MINUTE_MS });

const SERVER = process.env.LLAMA_SERVER_URL;
const WHOLE_VOCABULARY = 1024;
const PROBLEMS = BUNDLED_PROBLEMS.slice(0, 5);
const GAMMAS = [0, 0.5, 1, 2, 3];

const solutions = v.array(v.object({ solution: v.string() }));

/** Prompts in every wording, and programs: what a run sends. */
function texts(): string[] {
  const read = (file: string) =>
    v.parse(solutions, JSON.parse(readFileSync(resolve(import.meta.dirname, '../../src/problems', file), 'utf8')));
  const programs = [...read('bundled.json'), ...read('freely-worded.json')].map(({ solution }) => solution);
  const prompts = ALL_BUNDLED.flatMap((problem) =>
    (['built-in', 'instruct', 'long-code'] as const).map((type) => {
      const { head, tail } = promptFor(type, problem);
      return head + tail;
    }),
  );
  return [...prompts, ...programs, 'x = "é, 日本, 👩‍👧, ␞"\n', '\t\r\n\n   \n', "it's 12345 <|endoftext|>"];
}

describe.skipIf(SERVER === undefined)('llama.cpp’s server, beside the engine in the page', () => {
  let builtIn: BuiltIn;
  let whole: Connected;
  let interpreter: ReturnType<typeof interpreterOf>;
  const recorded: RecordedLine[] = [];

  beforeAll(async () => {
    builtIn = await loadBuiltIn(2048);
    whole = await connect(SERVER ?? '', { top: WHOLE_VOCABULARY });
    interpreter = interpreterOf(await startRuntime());
  });
  afterAll(() => builtIn?.engine.dispose());

  /** As if the server listed so many. */
  const listing = (top: number): LanguageModel =>
    new EndpointModel(whole.parts, { ...whole.capabilities, top }, { missing: 'bounded', promptStyle: 'built-in' });

  it('is found to do what it does', () => {
    expect(whole.capabilities).toMatchObject({
      server: 'llama.cpp',
      model: 'tiny-coder',
      top: WHOLE_VOCABULARY,
      promptLists: false,
      several: true,
      mostAtOnce: 4,
      streams: true,
      seed: true,
      tokens: 'ids',
      begin: [],
      contextLength: 2048,
      vocabularySize: WHOLE_VOCABULARY,
    });
  });

  it('divides texts into the same tokens', async () => {
    const all = texts();
    const there = await whole.model.encode(NEVER, all);
    expect(all.length).toBeGreaterThan(300);
    for (const [i, text] of all.entries()) expect(there[i], text).toEqual(builtIn.codec.encode(text));
    console.log(`Tokens: ${all.length} texts, ${there.flat().length} tokens, all the same.`);
  });

  it('chooses every token as the page does where it lists the whole vocabulary', async () => {
    for (const problem of PROBLEMS) {
      for (const gamma of GAMMAS) {
        recorded.push(...(await recordLines(modelOf(builtIn.engine), interpreter, problem, { gamma })));
      }
    }
    const agreement = new Agreement();
    for (const line of recorded) await agreement.compare(line, whole.model);
    console.log(agreement.told(`Lists of ${WHOLE_VOCABULARY}`));
    expect(agreement.steps).toBeGreaterThan(500);
    expect(agreement.certainty).toMatchObject({ listed: 0, bound: 0 });
    expect(agreement.differences.filter(({ isNearTie }) => !isNearTie)).toEqual([]);
    expect(agreement.sameLines).toBe(agreement.lines - agreement.differences.length);
  });

  it.each([50, 20, 5])('with %i listed chooses the same wherever it says that it is certain', async (top) => {
    const agreement = new Agreement();
    for (const line of recorded) await agreement.compare(line, listing(top));
    console.log(agreement.told(`Lists of ${top}`));
    // One stream alone: the best of its list is the best of all.
    for (const gamma of [0, 1]) {
      const { steps = 0, certain = 0 } = agreement.byGamma.get(gamma) ?? {};
      expect(steps).toBeGreaterThan(0);
      expect(certain).toBe(steps);
    }
    expect(agreement.wrong).toEqual([]);
  });

  it('writes whole guided runs, with more candidates than it has slots', async () => {
    for (const problem of PROBLEMS.slice(0, 3)) {
      const agent = { candidates: 9, maxTokens: DEFAULT_AGENT.maxTokens };
      const events = await eventsOf(listing(20), interpreter, problem, { agent });
      const sampled = events.filter(({ kind }) => kind === 'candidate-sampled');
      const last = events.at(-1);
      expect(last, JSON.stringify(last)).toMatchObject({ kind: 'run-finished' });
      expect(sampled.length).toBeGreaterThanOrEqual(9);
      const solved = last?.kind === 'run-finished' && last.solved;
      console.log(`A run of ${problem.id}: ${solved ? 'solved' : 'not solved'}, ${sampled.length} candidates.`);
    }
  });

  it('ends a completion as soon as it is stopped', async () => {
    const { transport } = whole.parts;
    const stop = new AbortController();
    const body = { prompt: 'def f(x):\n', n_predict: 1900, ignore_eos: true, stream: true };
    let parts = 0;
    const asking = transport.events(
      stop.signal,
      { path: '/completion', body },
      {
        begin: () => undefined,
        take: () => {
          if (++parts === 5) stop.abort();
          return false;
        },
        isWhole: () => false,
      },
    );
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
    await vi.waitFor(async () => {
      const slots = v.parse(
        v.array(v.looseObject({ is_processing: v.boolean() })),
        await transport.json(NEVER, { path: '/slots' }),
      );
      expect(slots.some((slot) => slot.is_processing)).toBe(false);
    }, MINUTE_MS);
    expect(parts).toBeLessThan(1900);
  });
});
