/** The whole loop on WASM: real model, real Pyodide, real browser, network cut. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/guidance/events';
import type { Problem } from '../../src/problems/schema';
import { openPage } from './page';
import { all, bundled, codeOf, firstProblem, runOnPage } from './support';

let opened: Awaited<ReturnType<typeof openPage>>;
let problem: Problem;

beforeAll(async () => {
  opened = await openPage();
  await opened.page.evaluate(() => window.playground?.ready());
  // From here on the page has nobody to ask.
  await opened.page.context().setOffline(true);
  problem = await firstProblem(opened.page);
});

afterAll(() => opened.close());

/** Tokens that the distributions decided; the function's name is given. */
function chosen(events: readonly RunEvent[]) {
  return all(events, 'token-chosen')
    .map((event) => event.choice)
    .filter((choice) => choice.source !== 'forced');
}

describe('a guided run', () => {
  let events: RunEvent[];

  beforeAll(async () => {
    events = await runOnPage(opened.page, problem, { gamma: 2, candidates: 3 });
  });

  it('goes from the first line to a judged answer', () => {
    expect(events.at(0)?.kind).toBe('run-started');
    expect(events.at(-1)).toMatchObject({ kind: 'run-finished' });
    expect(codeOf(events)).toContain(`def ${problem.entryPoint}(`);
    expect(all(events, 'code-judged').map((event) => event.suite)).toEqual(['visible', 'hidden']);
  });

  it('samples, executes and forms a signal on every line of the body', () => {
    const guided = all(events, 'line-started').filter((event) => event.guided);
    expect(guided.length).toBeGreaterThan(0);
    for (const { line } of guided) {
      const sampled = all(events, 'candidate-sampled').filter((event) => event.line === line);
      const executed = all(events, 'candidate-executed').filter((event) => event.line === line);
      expect(sampled).toHaveLength(3);
      expect(executed.map((event) => event.index)).toEqual([0, 1, 2]);
      for (const event of executed) {
        if (event.executable.kind === 'executable' && event.duplicateOf === null) {
          expect(event.runs.map((run) => run.test)).toEqual(problem.visibleTests);
        }
      }
    }
    expect(all(events, 'signal-formed').length).toBeGreaterThan(0);
  });

  it('shows what the code did: steps, changed locals, a returned value', () => {
    const runs = all(events, 'candidate-executed').flatMap((event) => event.runs);
    const finished = runs.find((run) => run.outcome.kind === 'passed');
    expect(finished?.steps.some((step) => step.event === 'line')).toBe(true);
    expect(finished?.steps.some((step) => step.changed.length > 0)).toBe(true);
    expect(finished?.steps.some((step) => step.event === 'return' && step.result !== null)).toBe(true);
  });

  it('records G = P (Pc/P)^gamma, normalised, to 1e-5, and chooses its largest', () => {
    const choices = chosen(events);
    expect(choices.length).toBeGreaterThan(10);
    for (const { id, top, logNormaliser } of choices) {
      for (const alternative of top) {
        const expected = Math.exp(-1 * alternative.logP + 2 * alternative.logPc - logNormaliser);
        expect(Math.abs(Math.exp(alternative.logG) - expected)).toBeLessThan(1e-5);
      }
      const best = top.reduce((a, b) => (b.logG > a.logG ? b : a));
      expect(best.id).toBe(id);
      expect(top.reduce((sum, alternative) => sum + Math.exp(alternative.logG), 0)).toBeLessThan(1 + 1e-6);
    }
  });

  it('gives the same events for the same seed', async () => {
    const again = await runOnPage(opened.page, problem, { gamma: 2, candidates: 3 });
    expect(again).toEqual(events);
  });

  it('samples other candidates for another seed and temperature', async () => {
    const other = await runOnPage(opened.page, problem, {
      gamma: 2,
      candidates: 3,
      seed: 12345,
      temperature: 3,
      topP: 1,
    });
    const ids = (list: RunEvent[]) => all(list, 'candidate-sampled').map((event) => event.candidate.ids);
    expect(ids(other)).not.toEqual(ids(events));
  });
});

describe('the two ends of gamma', () => {
  it('0 is plain greedy decoding: the best of P, and nothing sampled', async () => {
    const events = await runOnPage(opened.page, problem, { gamma: 0 });
    expect(all(events, 'candidate-sampled')).toEqual([]);
    for (const choice of chosen(events)) {
      expect(choice.top.reduce((a, b) => (b.logP > a.logP ? b : a)).id).toBe(choice.id);
    }
  });

  it('1 is greedy decoding of the conditional stream', async () => {
    const events = await runOnPage(opened.page, problem, { gamma: 1 });
    expect(all(events, 'signal-formed').length).toBeGreaterThan(0);
    for (const choice of chosen(events)) {
      expect(choice.top.reduce((a, b) => (b.logPc > a.logPc ? b : a)).id).toBe(choice.id);
    }
  });
});

it('solves at least three bundled problems by plain greedy decoding', async () => {
  let solved = 0;
  for (const candidate of await bundled(opened.page)) {
    const events = await runOnPage(opened.page, candidate, { gamma: 0 });
    if (all(events, 'run-finished').some((event) => event.solved)) solved++;
    if (solved === 3) break;
  }
  expect(solved).toBeGreaterThanOrEqual(3);
});

it('asked nobody but its own host, and fetched one build of the runtime', () => {
  expect(opened.foreignRequests()).toEqual([]);
  const builds = new Set(opened.requests.filter((url) => /ort-wasm[^/]*\.wasm/.test(url)));
  expect(builds.size).toBe(1);
});
