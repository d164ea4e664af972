/** Best of N and the probe with the real engines. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/guidance/events';
import type { ProbeResult } from '../../src/guidance/probe';
import type { Problem } from '../../src/problems/schema';
import { parseRunFile } from '../../src/runs/run-file';
import { openPage } from './page';
import { all, codeOf, firstProblem } from './support';

const SAMPLES = 6;
const SOLUTION =
  'def count_even(nums):\n    count = 0\n    for num in nums:\n        if num % 2 == 0:\n            count += 1\n    return count\n';

let opened: Awaited<ReturnType<typeof openPage>>;
let problem: Problem;

beforeAll(async () => {
  opened = await openPage();
  await opened.page.evaluate(() => window.playground?.ready());
  problem = await firstProblem(opened.page);
});

afterAll(() => opened.close());

function bestOf(samples: number): Promise<RunEvent[]> {
  return opened.page.evaluate(
    async (input) => {
      if (window.playground === undefined) throw new Error('The page has no automation surface.');
      const { samples: count, ...rest } = input;
      return window.playground.run({ ...rest, strategy: { kind: 'best-of-n', samples: count } });
    },
    { problem, samples, agent: { temperature: 0.8 } },
  );
}

describe('best of N', () => {
  let events: RunEvent[];
  beforeAll(async () => {
    events = await bestOf(SAMPLES);
  });

  it('samples whole programs in one batch, runs each, and judges the chosen one', () => {
    expect(all(events, 'run-started')[0]?.strategy).toEqual({ kind: 'best-of-n', samples: SAMPLES });
    expect(all(events, 'candidate-sampled')).toHaveLength(SAMPLES);
    expect(all(events, 'token-chosen')).toEqual([]);
    const executed = all(events, 'candidate-executed');
    expect(executed.map((event) => event.index)).toEqual([...Array(SAMPLES).keys()]);
    const first = executed.find((event) => event.passed);
    const chosen = all(events, 'candidate-chosen')[0];
    if (first !== undefined) expect(chosen?.index).toBe(first.index);
    expect((chosen?.passing ?? 0) > 0).toBe(first !== undefined);
    expect(codeOf(events).startsWith(`def ${problem.entryPoint}`)).toBe(true);
    expect(all(events, 'code-judged').map((event) => event.suite)).toEqual(['visible', 'hidden']);
    expect(all(events, 'run-finished')[0]?.solved).toBe(first !== undefined);
  });

  it('forwards the prompt once and then one token per program and run', () => {
    const prompt = all(events, 'run-started')[0]?.prompt;
    const promptTokens = (prompt?.head.ids.length ?? 0) + (prompt?.tail.ids.length ?? 0);
    const sampled = all(events, 'candidate-sampled').map((event) => event.candidate.ids.length);
    const cost = all(events, 'run-finished')[0]?.cost;
    expect(cost?.forwardedTokens).toBeGreaterThan(promptTokens);
    expect(cost?.forwardedTokens).toBeLessThanOrEqual(promptTokens + sampled.reduce((a, b) => a + b + 2, 0) + 8);
    expect(cost?.sessionRuns).toBeLessThanOrEqual(Math.max(...sampled) + 3);
  });

  it('gives the same events for the same seed, and the first samples whatever N is', async () => {
    expect(await bestOf(SAMPLES)).toEqual(events);
    const ids = (list: RunEvent[]) =>
      all(list, 'candidate-sampled')
        .map(({ candidate }) => candidate)
        .sort((a, b) => a.index - b.index)
        .map((candidate) => candidate.ids);
    expect(ids(await bestOf(2))).toEqual(ids(events).slice(0, 2));
  });

  it('is a run that a file can hold', () => {
    expect(parseRunFile(JSON.parse(JSON.stringify({ format: 1, events }))).events).toEqual(events);
  });

  it('refuses what cannot be sampled', async () => {
    expect((await bestOf(0))[0]).toMatchObject({ kind: 'run-failed', message: 'Best of 0 cannot be sampled.' });
  });
});

describe('the probe', () => {
  function probe(gammas: readonly number[]): Promise<ProbeResult[]> {
    return opened.page.evaluate(
      async (input) => {
        if (window.playground === undefined) throw new Error('The page has no automation surface.');
        return window.playground.probe(input);
      },
      { problem, solution: SOLUTION, starts: 3, gammas, agent: { candidates: 3 } },
    );
  }

  it('looks at line starts of the reference, the same way each time', async () => {
    const results = await probe([1, 2]);
    expect(results).toHaveLength(3);
    for (const { line, reference, candidates, passing, conditional, guided, cost } of results) {
      expect(reference).toBe(SOLUTION.split('\n')[line]);
      expect(candidates).toBeGreaterThan(0);
      expect(passing).toBeLessThanOrEqual(candidates);
      expect(guided.map(({ gamma }) => gamma)).toEqual([1, 2]);
      expect(guided[0]).toMatchObject(conditional);
      expect(cost.sessionRuns).toBeGreaterThan(0);
    }
    expect(await probe([1, 2])).toEqual(results);
  });

  it('says what it cannot use', async () => {
    const refused = opened.page.evaluate((input) => window.playground?.probe(input), {
      problem: { ...problem, visibleTests: [] },
      solution: SOLUTION,
      starts: 1,
      gammas: [],
    });
    await expect(refused).rejects.toThrow('The problem cannot be used: visibleTests is empty');
  });
});
