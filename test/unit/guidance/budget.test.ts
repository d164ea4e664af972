import { describe, expect, it } from 'vitest';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import { type Budget, BudgetMeter, budgetProblem, NO_BUDGET } from '../../../src/guidance/budget';
import type { EventOf, RunEvent } from '../../../src/guidance/events';
import type { DecodePlan } from '../../../src/guidance/ports';
import { runStrategy } from '../../../src/guidance/run-strategy';
import { EGCFG, type Strategy } from '../../../src/guidance/strategy';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import { parseRunFile } from '../../../src/runs/run-file';
import { foldRun } from '../../../src/runs/run-view';
import { PROBLEM, RIGHT, WRONG } from './returning-problem';
import { type Calls, comparingInterpreter, scriptedModel } from './scripted-ports';

interface Options {
  readonly proposals?: readonly string[];
  readonly nowMs?: () => number;
  readonly meter?: BudgetMeter;
  readonly plan?: DecodePlan;
}

async function run(strategy: Strategy, budget: Partial<Budget> | null, options: Options = {}) {
  const calls: Calls = { samples: 0, lines: [], openContexts: 0 };
  const events: RunEvent[] = [];
  const proposals = options.proposals ?? [WRONG, RIGHT];
  const meter =
    options.meter ??
    (budget === null ? undefined : new BudgetMeter({ ...NO_BUDGET, ...budget }, options.nowMs ?? (() => 0)));
  await runStrategy(new AbortController().signal, strategy, {
    model: scriptedModel({ plain: WRONG, guided: RIGHT, proposals }, calls),
    interpreter: comparingInterpreter(RIGHT),
    problem: PROBLEM,
    agent: { ...DEFAULT_AGENT, candidates: 2 },
    limits: DEFAULT_LIMITS,
    forced: [],
    emit: (event) => events.push(event),
    beforeLine: async () => {},
    ...(meter === undefined ? {} : { meter }),
    ...(options.plan === undefined ? {} : { plan: options.plan }),
  });
  const reached = events.find((event): event is EventOf<'budget-reached'> => event.kind === 'budget-reached');
  return { events, calls, reached, view: foldRun(events) };
}

/** The programs of a batch are the first of these. */
const FAILING = Array.from({ length: 12 }, (_, i) => `def f(x):\n    y = ${i + 10}\n    return y\n`);

describe('a budget', () => {
  it('that is enough changes nothing but that the run names it', async () => {
    const free = await run(EGCFG, null);
    const limited = await run(EGCFG, { forwardedTokens: 1_000_000 });
    expect(limited.reached).toBeUndefined();
    expect(limited.events.slice(1)).toEqual(free.events.slice(1));
    expect(limited.view.started?.budget).toEqual({ ...NO_BUDGET, forwardedTokens: 1_000_000 });
    expect(free.view.started?.budget).toBeUndefined();
  });

  it.each([
    ['forwardedTokens', 12],
    ['sessionRuns', 11],
  ] as const)('of %s ends a guided run before the next call, with the lines that were complete', async (name, most) => {
    const { reached, view, calls, events } = await run(EGCFG, { [name]: most });
    expect(reached).toMatchObject({ budget: name, allowed: most });
    expect(reached?.spent[name]).toBeGreaterThanOrEqual(most);
    expect(view.codeEnd).toBe('budget');
    expect(view.code).toBe('def f(x):\n');
    expect(view.visible).toHaveLength(2);
    expect(view.outcome).toEqual({ kind: 'finished', solved: false });
    expect(view.cost).toEqual(reached?.spent);
    expect(calls.openContexts).toBe(0);
    expect(events).toEqual((await run(EGCFG, { [name]: most })).events);
    expect(parseRunFile(JSON.parse(JSON.stringify({ format: 1, events }))).events).toEqual(events);
  });

  it('of seconds ends a run where the clock says so, and the event says that it did', async () => {
    let now = 0;
    const { reached, view } = await run(EGCFG, { seconds: 3 }, { nowMs: () => (now += 1000) });
    expect(reached).toMatchObject({ budget: 'seconds', allowed: 3 });
    expect(view.outcome.kind).toBe('finished');
    expect((await run(EGCFG, { seconds: 3 })).reached).toBeUndefined();
  });

  it('lets samples come in small batches, and ends with the first batch that holds a passing one', async () => {
    const strategy: Strategy = { kind: 'best-of-n', samples: 10 };
    const none = await run(strategy, { forwardedTokens: 6 }, { proposals: FAILING });
    expect(none.calls.samples).toBe(2);
    expect(none.reached).toMatchObject({ budget: 'forwardedTokens', spent: { forwardedTokens: 8 } });
    expect(none.events.find(({ kind }) => kind === 'candidate-chosen')).toMatchObject({ line: 0, passing: 0, of: 8 });
    const found = await run(strategy, { forwardedTokens: 1000 }, { proposals: [WRONG, RIGHT, ...FAILING] });
    expect(found.calls.samples).toBe(1);
    expect(found.view.outcome).toEqual({ kind: 'finished', solved: true });
    const all = await run(strategy, { forwardedTokens: 1000 }, { proposals: FAILING });
    expect(all.events.find(({ kind }) => kind === 'candidate-chosen')).toMatchObject({ of: 10 });
    expect(all.reached).toBeUndefined();
  });

  it('of session runs or seconds lets samples come in batches as large as the device takes', async () => {
    const strategy: Strategy = { kind: 'best-of-n', samples: 20 };
    const plan: DecodePlan = { decoding: 'stepping', maxBatch: 11 };
    const runs = await run(strategy, { sessionRuns: 1 }, { proposals: FAILING, plan });
    expect(runs.events.find(({ kind }) => kind === 'candidate-chosen')).toMatchObject({ of: 11 });
    const seconds = await run(strategy, { seconds: 5 }, { proposals: FAILING, plan });
    expect(seconds.calls.samples).toBe(2);
    const tokens = await run(strategy, { forwardedTokens: 1 }, { proposals: FAILING, plan });
    expect(tokens.events.find(({ kind }) => kind === 'candidate-chosen')).toMatchObject({ of: 4 });
  });

  it('ends self-debugging with the best program so far', async () => {
    const { reached, view } = await run({ kind: 'self-debug', rounds: 5 }, { sessionRuns: 2 }, { proposals: [WRONG] });
    expect(reached).toMatchObject({ budget: 'sessionRuns', allowed: 2 });
    expect(view.lines.filter(({ candidates }) => candidates.length > 0)).toHaveLength(2);
    expect(view.code).toBe(WRONG);
  });

  it('is shared by runs that are given the same meter', async () => {
    const meter = new BudgetMeter({ ...NO_BUDGET, forwardedTokens: 40 }, () => 0);
    const first = await run({ kind: 'best-of-n', samples: 2 }, null, { meter, proposals: FAILING });
    const second = await run(EGCFG, null, { meter });
    expect(first.reached).toBeUndefined();
    expect(second.reached?.spent.forwardedTokens).toBeGreaterThanOrEqual(40);
    expect(second.view.cost.forwardedTokens).toBe((second.reached?.spent.forwardedTokens ?? 0) - 2);
  });

  it('can be refused in words', () => {
    expect(budgetProblem('seconds', 0.5)).toBeNull();
    expect(budgetProblem('seconds', null)).toBeNull();
    expect(budgetProblem('seconds', 0)).toContain('above 0');
    expect(budgetProblem('sessionRuns', 1.5)).toContain('whole number');
    expect(budgetProblem('forwardedTokens', Number.NaN)).toContain('above 0');
  });
});
