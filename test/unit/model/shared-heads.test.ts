/** What was read for one run serves the next, and no run can tell. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AgentSettings, DEFAULT_AGENT } from '../../../src/guidance/agent';
import type { RunEvent } from '../../../src/guidance/events';
import type { Interpreter, LanguageModel } from '../../../src/guidance/ports';
import { runStrategy } from '../../../src/guidance/run-strategy';
import { EGCFG, type Strategy } from '../../../src/guidance/strategy';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import { BUNDLED_PROBLEMS } from '../../../src/problems/bundled';
import { CostMeter } from '../../../workers/model/cost-meter';
import type { Engine } from '../../../workers/model/engine';
import { interpreterOf, modelOf } from '../../verify/decode-harness';
import { startRuntime } from '../python/interpreter';
import { type BuiltIn, loadBuiltIn, NEVER } from './built-in-model';

let warm: BuiltIn;
let cold: BuiltIn;
let interpreter: Interpreter;
beforeAll(async () => {
  [warm, cold] = [await loadBuiltIn(2048), await loadBuiltIn(2048)];
  interpreter = interpreterOf(await startRuntime());
});
afterAll(() => Promise.all([warm, cold].map(({ engine }) => engine.dispose())));

/** With heads, as the page's client hands them on. */
function withHeads(engine: Engine): LanguageModel {
  return { ...modelOf(engine), openContext: async (_, head) => engine.openContext(head) };
}

async function run(engine: Engine, strategy: Strategy, agent: Partial<AgentSettings>): Promise<RunEvent[]> {
  const [problem] = BUNDLED_PROBLEMS;
  if (problem === undefined) throw new Error('There are no bundled problems');
  const events: RunEvent[] = [];
  await runStrategy(NEVER, strategy, {
    model: withHeads(engine),
    interpreter,
    problem,
    agent: { ...DEFAULT_AGENT, maxTokens: 16, candidates: 2, ...agent },
    limits: DEFAULT_LIMITS,
    forced: [],
    emit: (event) => events.push(event),
    beforeLine: async () => undefined,
  });
  return events;
}

it('another run, agent or strategy on a problem does not read its head again, and tells the same as a first one', async () => {
  const runs: readonly [Strategy, Partial<AgentSettings>][] = [
    [EGCFG, { gamma: 1 }],
    [EGCFG, { gamma: 2, seed: 7 }],
    [{ kind: 'best-of-n', samples: 3 }, {}],
  ];
  let head = 0;
  for (const [i, [strategy, agent]] of runs.entries()) {
    const events = await run(warm.engine, strategy, agent);
    const [started] = events;
    if (started?.kind !== 'run-started') throw new Error('The run did not begin');
    head = started.prompt.head.ids.length;
    expect(warm.engine.heads.savedTokens).toBe(i * head);
    cold.engine.heads.clear();
    // Bit by bit: costs, and every reported probability.
    expect(events).toEqual(await run(cold.engine, strategy, agent));
  }
  expect(head).toBeGreaterThan(30);
  expect(cold.engine.heads.savedTokens).toBe(0);
});

it('keeps a few heads and no more', async () => {
  const { engine, session } = warm;
  engine.heads.clear();
  const before = session.pool.liveBuffers;
  for (let problem = 0; problem < 20; problem++) {
    const ids = Array.from({ length: 12 }, (_, i) => 5 + i + problem);
    const meters = [new CostMeter(), new CostMeter()];
    for (const meter of meters) (await engine.heads.open(NEVER, ids, meter)).release();
    expect(meters[1]?.cost).toEqual(meters[0]?.cost);
  }
  expect(session.pool.liveBuffers - before).toBe(6);
  engine.heads.clear();
  expect(session.pool).toMatchObject({ liveBuffers: before, liveViews: before });
});
