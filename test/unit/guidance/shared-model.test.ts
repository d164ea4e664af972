import { describe, expect, it } from 'vitest';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import { runAgent } from '../../../src/guidance/egcfg';
import type { RunEvent } from '../../../src/guidance/events';
import type { Interpreter, LanguageModel } from '../../../src/guidance/ports';
import { shareModel } from '../../../src/guidance/shared-model';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import type { Problem } from '../../../src/problems/schema';
import { type Calls, comparingInterpreter, type Script, scriptedModel } from './scripted-ports';

const NEVER = new AbortController().signal;
const RIGHT = 'def f(x):\n    y = x\n    return y\n';
const WRONG = 'def f(x):\n    y = 0\n    return y\n';
const script: Script = { plain: WRONG, guided: RIGHT, proposals: [WRONG, RIGHT, WRONG] };
const problem: Problem = {
  id: 'p',
  title: 'P',
  level: 1,
  statement: 'Return the argument.',
  entryPoint: 'f',
  visibleTests: ['assert f(1) == 1'],
  hiddenTests: [],
  setup: '',
};

/** Takes so many milliseconds for each list of sources. */
function slow(interpreter: Interpreter, milliseconds: number): Interpreter {
  return {
    ...interpreter,
    makeExecutable: async (signal, sources) => {
      await new Promise((later) => setTimeout(later, milliseconds));
      return interpreter.makeExecutable(signal, sources);
    },
  };
}

/** Three agents at once, each with an interpreter that takes its time; the order in which they reached the model. */
async function together(milliseconds: readonly number[], stopped: readonly number[] = []) {
  const calls: Calls = { samples: 0, lines: [], openContexts: 0 };
  const order: string[] = [];
  const model = scriptedModel(script, calls);
  const shared = await shareModel(NEVER, model, milliseconds.length);
  const lists = await Promise.all(
    shared.seats.map(async (seat, agent) => {
      const events: RunEvent[] = [];
      const abort = new AbortController();
      const watched: LanguageModel = {
        ...seat.model,
        sample: (...args) => seat.model.sample(...args).finally(() => order.push(`${agent} sample`)),
        decodeLine: (...args) => seat.model.decodeLine(...args).finally(() => order.push(`${agent} line`)),
      };
      await runAgent(abort.signal, {
        model: watched,
        interpreter: slow(comparingInterpreter(RIGHT), milliseconds[agent] ?? 0),
        problem,
        agent: { ...DEFAULT_AGENT, candidates: agent + 1 },
        limits: DEFAULT_LIMITS,
        forced: [],
        emit: (event) => {
          events.push(event);
          if (stopped.includes(agent) && event.kind === 'candidate-executed') abort.abort();
        },
        beforeLine: async () => undefined,
      });
      seat.leave();
      return events;
    }),
  );
  await shared.close();
  expect(calls.openContexts).toBe(0);
  return { order, lists };
}

describe('agents on one model', () => {
  it('reach it in an order that no clock decides, and tell the same', async () => {
    const even = await together([1, 1, 1]);
    expect(await together([30, 1, 10])).toEqual(even);
    expect(await together([1, 20, 0])).toEqual(even);
    expect(new Set(even.order.map((each) => each[0])).size).toBe(3);
  });

  it('take turns by what they have forwarded', async () => {
    const { order } = await together([1, 1, 1]);
    // All begin with the same line; then who forwarded least is next, so none runs ahead by more than a call.
    expect(order.slice(0, 3)).toEqual(['0 line', '1 line', '2 line']);
    const samples = order.filter((each) => each.endsWith('sample'));
    expect(samples.slice(0, 3).map((each) => each[0])).toEqual(['0', '1', '2']);
  });

  it('do not wait for one that was stopped', async () => {
    const { lists } = await together([1, 1, 1], [0]);
    expect(lists.map((events) => events.at(-1)?.kind)).toEqual(['run-stopped', 'run-finished', 'run-finished']);
  });

  it('hold with many agents: one that never asks, one stopped while it waits, one whose calls fail', async () => {
    const model = scriptedModel(script, { samples: 0, lines: [], openContexts: 0 });
    const shared = await shareModel(NEVER, model, 10, { contexts: 'own' });
    const run = async (agent: number, abort = new AbortController()) => {
      const place = shared.seats[agent];
      if (place === undefined) throw new Error('There is no such seat');
      const failing: LanguageModel = {
        ...place.model,
        sample: (...args) =>
          place.model.sample(...args).then(() => {
            throw new Error('broken');
          }),
      };
      const events: RunEvent[] = [];
      await runAgent(abort.signal, {
        model: agent === 3 ? failing : place.model,
        interpreter: comparingInterpreter(RIGHT),
        problem,
        agent: { ...DEFAULT_AGENT, candidates: 2 },
        limits: DEFAULT_LIMITS,
        forced: [],
        emit: (event) => events.push(event),
        beforeLine: async () => undefined,
      });
      place.leave();
      place.leave();
      return events.at(-1)?.kind;
    };
    // The last one waits for a turn that does not come while the first holds back.
    const abort = new AbortController();
    const stopped = run(9, abort);
    await new Promise((later) => setTimeout(later, 5));
    abort.abort();
    expect(await stopped).toBe('run-stopped');
    shared.seats[0]?.leave();
    const ends = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((agent) => run(agent)));
    expect(ends).toEqual(ends.map((_, i) => (i === 2 ? 'run-failed' : 'run-finished')));
  });

  it('lets an agent ask for two things at once', async () => {
    const model = scriptedModel(script, { samples: 0, lines: [], openContexts: 0 });
    const { seats } = await shareModel(NEVER, model, 1);
    const request = {
      context: 1,
      prefix: { prompt: [], code: [] },
      count: 1,
      horizonLines: 1,
      temperature: 1,
      topP: 1,
      seed: 1,
      stop: { entryPoint: null, maxLines: 9, maxTokens: 99 },
    };
    const ask = () => seats[0]?.model.sample(NEVER, request, () => undefined);
    expect(await Promise.all([ask(), ask(), ask()])).toHaveLength(3);
    expect(seats[0]?.spent()).toBe(3);
  });
});
