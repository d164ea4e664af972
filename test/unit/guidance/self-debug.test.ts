import { describe, expect, it } from 'vitest';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import type { EventOf, RunEvent } from '../../../src/guidance/events';
import type { LanguageModel, SampleRequest } from '../../../src/guidance/ports';
import { runStrategy } from '../../../src/guidance/run-strategy';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import { parseRunFile } from '../../../src/runs/run-file';
import { foldRun } from '../../../src/runs/run-view';
import { PROBLEM, RIGHT, WRONG } from './returning-problem';
import { type Calls, comparingInterpreter, scriptedModel } from './scripted-ports';

const ALSO_WRONG = 'def f(x):\n    y = 1\n    return y\n';

/** A model whose i-th program is the i-th of `programs`, whatever it reads. */
async function debug(programs: readonly string[], rounds: number, promptStyle: 'built-in' | 'instruct' = 'built-in') {
  const calls: Calls = { samples: 0, lines: [], openContexts: 0 };
  const requests: SampleRequest[] = [];
  const events: RunEvent[] = [];
  const base = scriptedModel({ plain: WRONG, guided: RIGHT, proposals: [] }, calls);
  const model: LanguageModel = {
    ...base,
    description: { ...base.description, promptStyle },
    sample: (signal, request, onCandidate) => {
      requests.push(request);
      const proposal = programs[requests.length - 1] ?? WRONG;
      return scriptedModel({ plain: '', guided: '', proposals: [proposal] }, calls).sample(
        signal,
        request,
        onCandidate,
      );
    },
  };
  await runStrategy(
    new AbortController().signal,
    { kind: 'self-debug', rounds },
    {
      model,
      interpreter: comparingInterpreter(RIGHT),
      problem: PROBLEM,
      agent: DEFAULT_AGENT,
      limits: DEFAULT_LIMITS,
      forced: [],
      emit: (event) => events.push(event),
      beforeLine: async () => {},
    },
  );
  const signals = events.filter((event): event is EventOf<'signal-formed'> => event.kind === 'signal-formed');
  return { requests, events, signals: signals.map((event) => event.signal.text), view: foldRun(events), calls };
}

const text = (ids: readonly number[]) => String.fromCodePoint(...ids);

describe('self-debugging', () => {
  it('stops at the first program that passes', async () => {
    const { requests, view, signals } = await debug([RIGHT], 4);
    expect(requests).toHaveLength(1);
    expect(signals).toEqual([]);
    expect(view.outcome).toEqual({ kind: 'finished', solved: true });
    expect(view.codeEnd).toBe('candidate-passed');
  });

  it('writes the first greedily, then again with what happened in sight, keeping the header', async () => {
    const { requests, signals, view, events } = await debug([WRONG, ALSO_WRONG, RIGHT], 4);
    expect(requests.map(({ topP }) => topP < 0.01)).toEqual([true, false, false]);
    expect(requests.map(({ count, horizonLines }) => [count, horizonLines])).toEqual(Array(3).fill([1, null]));
    expect(new Set(requests.map(({ seed }) => seed)).size).toBe(3);
    // The form of the built-in model's signal: each failed body under its verdicts, with results and locals.
    expect(signals).toEqual([
      '# Candidate 1: fail fail\n    y = 0\n    return y\n#= 0; n=1\n#= 0; n=1\n',
      '# Candidate 1: fail fail\n    y = 0\n    return y\n#= 0; n=1\n#= 0; n=1\n' +
        '# Candidate 2: fail fail\n    y = 1\n    return y\n#= 0; n=1\n#= 0; n=1\n',
    ]);
    expect(requests.map(({ prefix }) => text(prefix.code))).toEqual(['def f', 'def f(x):\n', 'def f(x):\n']);
    for (const [round, request] of requests.slice(1).entries()) {
      expect(text(request.prefix.prompt)).toContain(signals[round]);
    }
    expect(view.code).toBe(RIGHT);
    const chosen = events.find((event): event is EventOf<'candidate-chosen'> => event.kind === 'candidate-chosen');
    expect(chosen).toMatchObject({ line: 2, index: 0, passing: 1, of: 3 });
    expect(view.lines.map(({ guided, candidates }) => [guided, candidates.length])).toEqual([
      [false, 1],
      [true, 1],
      [true, 1],
    ]);
  });

  it('asks other models in words: the program, its tests with their traces, and to write it again', async () => {
    const { signals, requests } = await debug([WRONG, RIGHT], 4, 'instruct');
    expect(signals).toHaveLength(1);
    for (const part of [WRONG.trim(), 'test: assert f(1) == 1', 'outcome: failed, got 0', 'write the whole program']) {
      expect(signals[0]).toContain(part);
    }
    // Nothing of the failed program is kept.
    expect(requests.map(({ prefix }) => text(prefix.code))).toEqual(['', '']);
  });

  it('says of a program that does not parse that it does not, and goes on', async () => {
    const { signals, view } = await debug(['def f(x):\n    ?\n', RIGHT], 2, 'instruct');
    expect(signals[0]).toContain('It is no complete Python: invalid syntax');
    expect(view.outcome).toEqual({ kind: 'finished', solved: true });
    // The built-in form has nothing to say of it: the signal is left out.
    expect((await debug(['def f(x):\n    ?\n', RIGHT], 2)).signals).toEqual([]);
  });

  it('ends after its rounds with the first of the programs that pass most, and costs what they cost', async () => {
    const { view, events, calls } = await debug([WRONG, ALSO_WRONG], 2);
    expect(view.outcome).toEqual({ kind: 'finished', solved: false });
    expect(view.code).toBe(WRONG);
    expect(view.cost).toEqual({ forwardedTokens: 2, sessionRuns: 2 });
    expect(calls.openContexts).toBe(0);
    expect(parseRunFile(JSON.parse(JSON.stringify({ format: 1, events }))).events).toEqual(events);
  });
});
