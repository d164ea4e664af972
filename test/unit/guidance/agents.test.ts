import { describe, expect, it } from 'vitest';
import { type AgentSettings, DEFAULT_AGENT } from '../../../src/guidance/agent';
import { type AgentsPlan, agentsOf, runAgents } from '../../../src/guidance/agents';
import { runAgent } from '../../../src/guidance/egcfg';
import type { RunEvent } from '../../../src/guidance/events';
import type { Interpreter, LanguageModel } from '../../../src/guidance/ports';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import type { Problem } from '../../../src/problems/schema';
import { toyInterpreter, toyModel } from './toy-language';

const RIGHT = 'def f(x):\n    y = x\n    return y\n';
const WRONG = 'def f(x):\n    y = 0\n    return y\n';
const PROGRAMS = [
  { text: WRONG, plain: 6, guided: 4 },
  { text: RIGHT, plain: 3, guided: 6 },
  { text: 'def f(x):\n    z = 7\n    return z\n', plain: 2, guided: 1 },
];
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
const agent = (settings: Partial<AgentSettings>): AgentSettings => ({ ...DEFAULT_AGENT, ...settings });
/** The first two write WRONG, the others RIGHT; they cost differently. */
const AGENTS = [
  agent({ gamma: 0 }),
  agent({ gamma: 0.1, candidates: 2, seed: 5 }),
  agent({ gamma: 1, candidates: 3, seed: 9 }),
  agent({ gamma: 3, candidates: 8, seed: 2 }),
];

/** Takes its time, in milliseconds that no one knows beforehand. */
function delayed(interpreter: Interpreter, wait: () => number): Interpreter {
  const late = async <T>(work: () => Promise<T>): Promise<T> => {
    await new Promise((done) => setTimeout(done, wait()));
    return work();
  };
  return {
    makeExecutable: (...args) => late(() => interpreter.makeExecutable(...args)),
    trace: (...args) => late(() => interpreter.trace(...args)),
    judge: (...args) => late(() => interpreter.judge(...args)),
  };
}

interface Told {
  readonly agent: number;
  readonly event: RunEvent;
}

async function together(
  plan: AgentsPlan,
  options: { wait?: () => number; model?: LanguageModel; stopAfter?: number } = {},
) {
  const { model, calls } = toyModel(PROGRAMS);
  const told: Told[] = [];
  const abort = new AbortController();
  const interpreter = toyInterpreter(RIGHT);
  await runAgents(
    abort.signal,
    {
      model: options.model ?? model,
      interpreter: options.wait === undefined ? interpreter : delayed(interpreter, options.wait),
      problem,
      limits: DEFAULT_LIMITS,
      forced: [],
    },
    plan,
    (index, event) => {
      told.push({ agent: index, event });
      if (told.length === options.stopAfter) abort.abort();
    },
  );
  expect(calls.open).toBe(0);
  return { told, of: (index: number) => told.filter((one) => one.agent === index).map(({ event }) => event) };
}

async function alone(settings: AgentSettings): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  await runAgent(new AbortController().signal, {
    model: toyModel(PROGRAMS).model,
    interpreter: toyInterpreter(RIGHT),
    problem,
    agent: settings,
    limits: DEFAULT_LIMITS,
    forced: [],
    emit: (event) => events.push(event),
    beforeLine: async () => undefined,
  });
  return events;
}

const ALL: AgentsPlan = { agents: AGENTS, stopAtFirst: false };
const FIRST: AgentsPlan = { agents: AGENTS, stopAtFirst: true };

describe('agents on one problem', () => {
  it('each give the events that they give alone', async () => {
    const { of } = await together(ALL);
    for (const [i, settings] of AGENTS.entries()) expect(of(i)).toEqual(await alone(settings));
  });

  it.each([
    ['all', ALL],
    ['until the first', FIRST],
    ['two at once', { ...FIRST, atOnce: 2 }],
  ])('tell the same in the same order whatever the clock does: %s', async (_, plan) => {
    const even = await together(plan);
    let turn = 0;
    const uneven = await together(plan, { wait: () => [0, 7, 1, 3, 12][turn++ % 5] ?? 0 });
    expect(uneven.told).toEqual(even.told);
    let other = 3;
    expect((await together(plan, { wait: () => (other = (other * 7) % 11) })).told).toEqual(even.told);
  });

  it('are interleaved by what they have forwarded', async () => {
    const { told } = await together(ALL);
    const firstLines = told
      .filter(({ event }) => event.kind === 'line-finished' && event.line === 0)
      .map((one) => one.agent);
    expect(firstLines).toEqual([0, 1, 2, 3]);
    const ends = told.filter(({ event }) => event.kind === 'run-finished').map((one) => one.agent);
    expect(ends).toHaveLength(4);
    // The cheap one is through before the dear one has written its second line.
    const seconds = told.findIndex(
      ({ agent, event }) => agent === 3 && event.kind === 'line-finished' && event.line === 1,
    );
    expect(told.findIndex(({ agent, event }) => agent === 0 && event.kind === 'run-finished')).toBeLessThan(seconds);
  });

  it('are stopped by the first success, and say why; what they told before is what they tell alone', async () => {
    const { told, of } = await together(FIRST);
    const solvers = told.filter(({ event }) => event.kind === 'run-finished' && event.solved).map((one) => one.agent);
    expect(solvers).toEqual([2]);
    const stopped = of(3);
    expect(stopped.at(-1)).toEqual({ kind: 'run-stopped', because: 'another-solved' });
    const whole = await alone(AGENTS[3] ?? DEFAULT_AGENT);
    expect(stopped.slice(0, -1)).toEqual(whole.slice(0, stopped.length - 1));
    expect(of(2)).toEqual(await alone(AGENTS[2] ?? DEFAULT_AGENT));
  });

  it('that wait are skipped once the problem is solved', async () => {
    const { of } = await together({
      agents: [AGENTS[2], AGENTS[3], AGENTS[1]].flatMap((one) => one ?? []),
      stopAtFirst: true,
      atOnce: 1,
    });
    for (const later of [1, 2]) {
      expect(of(later).map(({ kind }) => kind)).toEqual(['run-started', 'line-started', 'run-stopped']);
    }
  });

  it('try a γ list until the first that passes, or each', async () => {
    const { gamma: _, ...settings } = agent({ candidates: 4 });
    const { agents, lists } = agentsOf([
      { settings, gammas: [0, 1, 3] },
      { settings: { ...settings, candidates: 3 }, gammas: [0] },
    ]);
    expect(agents.map(({ gamma }) => gamma)).toEqual([0, 1, 3, 0]);
    expect(lists).toEqual([[0, 1, 2], [3]]);
    const solved = (events: RunEvent[]) => events.some((event) => event.kind === 'run-finished' && event.solved);
    const first = await together({ agents, lists, stopAtFirst: false });
    expect([0, 1, 2, 3].map((i) => solved(first.of(i)))).toEqual([false, true, false, false]);
    expect(first.of(2).at(-1)).toEqual({ kind: 'run-stopped', because: 'another-solved' });
    expect(first.of(3).at(-1)).toMatchObject({ kind: 'run-finished', solved: false });
    const each = await together({ agents, lists, stopAtFirst: false, eachOfList: true });
    expect(each.of(2).at(-1)).toMatchObject({ kind: 'run-finished', solved: true });
    // Never two of a list at once.
    const starts = first.told.findIndex(({ agent, event }) => agent === 1 && event.kind === 'run-started');
    expect(first.told.findIndex(({ agent, event }) => agent === 0 && event.kind === 'run-finished')).toBeLessThan(
      starts,
    );
  });

  it('go on when one of them fails', async () => {
    const { model } = toyModel(PROGRAMS);
    const failing: LanguageModel = {
      ...model,
      sample: async (signal, request, onCandidate) => {
        if (request.count === 2) throw new Error('no more');
        return model.sample(signal, request, onCandidate);
      },
    };
    const { of } = await together(ALL, { model: failing });
    expect([0, 1, 2, 3].map((i) => of(i).at(-1)?.kind)).toEqual([
      'run-finished',
      'run-failed',
      'run-finished',
      'run-finished',
    ]);
  });

  it('all stop when the visitor stops them', async () => {
    const { of } = await together(ALL, { stopAfter: 40 });
    const ends = [0, 1, 2, 3].map((i) => of(i).at(-1)?.kind);
    expect(ends.every((kind) => kind === 'run-stopped' || kind === 'run-finished')).toBe(true);
    expect(ends).toContain('run-stopped');
  });
});
