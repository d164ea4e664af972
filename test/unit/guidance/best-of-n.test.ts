import { describe, expect, it } from 'vitest';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import type { EventOf, RunEvent } from '../../../src/guidance/events';
import type { Interpreter, SampleRequest } from '../../../src/guidance/ports';
import { runStrategy } from '../../../src/guidance/run-strategy';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import { shownTest } from '../../../src/problems/problem-test';
import { foldRun } from '../../../src/runs/run-view';
import { PROBLEM, RIGHT, WRONG } from './returning-problem';
import { type Calls, comparingInterpreter, scriptedModel } from './scripted-ports';

async function run(
  proposals: readonly string[],
  samples = proposals.length,
  options: { interpreter?: Interpreter; stopAt?: RunEvent['kind'] } = {},
) {
  const calls: Calls = { samples: 0, lines: [], openContexts: 0 };
  const events: RunEvent[] = [];
  const judged: string[][] = [];
  const abort = new AbortController();
  const requests: SampleRequest[] = [];
  const interpreter = options.interpreter ?? comparingInterpreter(RIGHT);
  const model = scriptedModel({ plain: WRONG, guided: RIGHT, proposals }, calls);
  await runStrategy(
    abort.signal,
    { kind: 'best-of-n', samples },
    {
      model: {
        ...model,
        sample: (signal, request, onCandidate) => {
          requests.push(request);
          return model.sample(signal, request, onCandidate);
        },
      },
      interpreter: {
        ...interpreter,
        judge: async (signal, program, tests, problem) => {
          judged.push([program, ...tests.map(shownTest)]);
          return interpreter.judge(signal, program, tests, problem);
        },
      },
      problem: PROBLEM,
      agent: DEFAULT_AGENT,
      limits: DEFAULT_LIMITS,
      forced: [],
      emit: (event) => {
        events.push(event);
        if (event.kind === options.stopAt) abort.abort();
      },
      beforeLine: async () => {},
    },
  );
  const chosen = events.find((event): event is EventOf<'candidate-chosen'> => event.kind === 'candidate-chosen');
  return { calls, requests, events, judged, chosen, view: foldRun(events) };
}

describe('best of N', () => {
  it('answers with the first sample that passes the visible tests, from one batch and no decoding', async () => {
    const { view, chosen, calls } = await run([WRONG, RIGHT, WRONG]);
    expect(view.code).toBe(RIGHT);
    expect(view.codeEnd).toBe('candidate-passed');
    expect(view.outcome).toEqual({ kind: 'finished', solved: true });
    expect(chosen).toMatchObject({ index: 1, passing: 1, of: 3 });
    expect(calls).toMatchObject({ samples: 1, lines: [], openContexts: 0 });
    expect(view.cost).toEqual({ forwardedTokens: 3, sessionRuns: 1 });
  });

  it('runs hidden tests on the chosen one alone', async () => {
    const { judged } = await run([WRONG, RIGHT, RIGHT]);
    expect(judged).toEqual([
      [RIGHT, ...PROBLEM.visibleTests],
      [RIGHT, ...PROBLEM.hiddenTests],
    ]);
  });

  it('counts a duplicate of a passing program as passing: pass@k is over samples', async () => {
    expect((await run([RIGHT, WRONG, RIGHT, RIGHT])).chosen).toMatchObject({ index: 0, passing: 3, of: 4 });
    expect((await run([WRONG, WRONG])).chosen).toMatchObject({ index: 0, passing: 0, of: 2 });
  });

  it('gives the function its name, samples the rest, and says what it did', async () => {
    const { events, view } = await run([WRONG, RIGHT]);
    expect(view.started?.strategy).toEqual({ kind: 'best-of-n', samples: 2 });
    const sampled = events.filter((event): event is EventOf<'candidate-sampled'> => event.kind === 'candidate-sampled');
    expect(sampled.map(({ candidate }) => `def f${candidate.text}`)).toEqual([WRONG, RIGHT]);
    expect(view.lines.map((line) => [line.guided, line.candidates.length, line.chosen])).toEqual([[false, 2, 1]]);
  });

  it('is unsolved where none passes, and then takes the first that passes most tests', async () => {
    const half = (name: string) => `def f(x):\n    ${name} = 1\n    return ${name}\n`;
    const passesFirst: Interpreter = {
      ...comparingInterpreter(RIGHT),
      trace: async (signal, program, tests, options) => {
        const runs = await comparingInterpreter(RIGHT).trace(signal, program, tests, options);
        const [first, ...others] = runs;
        if (first === undefined || !program.includes('= 1')) return runs;
        return [{ ...first, outcome: { kind: 'passed', got: '1' } }, ...others];
      },
    };
    const proposals = ['def f(x):\n    y = ?\n', WRONG, half('a'), half('b')];
    const { view, chosen } = await run(proposals, 4, { interpreter: passesFirst });
    expect(view.outcome).toEqual({ kind: 'finished', solved: false });
    expect(view.codeEnd).toBe('end-token');
    expect(chosen).toMatchObject({ index: 2, passing: 0, of: 4 });
  });

  it('asks for whole programs, whatever the horizon of a candidate', async () => {
    const { requests } = await run([WRONG, RIGHT], 2);
    expect(requests.map(({ count, horizonLines, temperature }) => [count, horizonLines, temperature])).toEqual([
      [2, null, DEFAULT_AGENT.temperature],
    ]);
  });

  it.each(['run-started', 'candidate-sampled', 'candidate-chosen', 'code-finished'] as const)(
    'says nothing more after a stop at %s, and releases its context',
    async (stopAt) => {
      const { events, calls } = await run([WRONG, RIGHT], 2, { stopAt });
      const at = events.findIndex((event) => event.kind === stopAt);
      expect(events.slice(at + 1)).toEqual([{ kind: 'run-stopped' }]);
      expect(calls.openContexts).toBe(0);
    },
  );
});
