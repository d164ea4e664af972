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
});
