import { describe, expect, it } from 'vitest';
import { type AgentSettings, DEFAULT_AGENT } from '../../../src/guidance/agent';
import { runAgent } from '../../../src/guidance/egcfg';
import type { EventOf, RunEvent } from '../../../src/guidance/events';
import type { Interpreter } from '../../../src/guidance/ports';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import type { Problem } from '../../../src/problems/schema';
import { foldRun } from '../../../src/runs/run-view';
import { type Calls, comparingInterpreter, type Script, scriptedModel } from './scripted-ports';

const WRONG = 'def f(x):\n    y = 0\n    return y\n';
const RIGHT = 'def f(x):\n    y = x\n    return y\n';
const problem: Problem = {
  id: 'p',
  title: 'P',
  level: 1,
  statement: 'Return  the\nargument.',
  entryPoint: 'f',
  visibleTests: ['assert f(1) == 1', 'assert f(2) == 2'],
  hiddenTests: ['assert f(3) == 3'],
  setup: '',
};
const script: Script = { plain: WRONG, guided: RIGHT, proposals: [WRONG, RIGHT, RIGHT, 'def f(x):\n    y = ?\n'] };

async function run(
  settings: Partial<AgentSettings> = {},
  options: { script?: Script; interpreter?: Interpreter; stopAt?: RunEvent['kind'] } = {},
) {
  const calls: Calls = { samples: 0, lines: [], openContexts: 0 };
  const events: RunEvent[] = [];
  const abort = new AbortController();
  await runAgent(abort.signal, {
    model: scriptedModel(options.script ?? script, calls),
    interpreter: options.interpreter ?? comparingInterpreter(RIGHT),
    problem,
    agent: { ...DEFAULT_AGENT, ...settings },
    limits: DEFAULT_LIMITS,
    forced: [],
    emit: (event) => {
      events.push(event);
      if (event.kind === options.stopAt) abort.abort();
    },
    beforeLine: async () => {},
  });
  return { events, calls, view: foldRun(events) };
}

function all<K extends RunEvent['kind']>(events: readonly RunEvent[], kind: K): EventOf<K>[] {
  return events.filter((event): event is EventOf<K> => event.kind === kind);
}

describe('the loop', () => {
  it('writes what guidance prefers and judges it on visible and hidden tests', async () => {
    const { events, view } = await run();
    expect(view.code).toBe(RIGHT);
    expect(view.outcome).toEqual({ kind: 'finished', solved: true });
    expect(view.visible).toHaveLength(2);
    expect(view.hidden).toHaveLength(1);
    expect(events.at(-1)?.kind).toBe('run-finished');
  });

  it('begins guidance with the line after the def, one signal per line', async () => {
    const { view, calls } = await run();
    // The last line holds the end token alone.
    expect(view.lines.map((line) => line.end)).toEqual(['line', 'line', 'line', 'end-token']);
    expect(view.lines.map((line) => line.guided)).toEqual([false, true, true, true]);
    expect(view.lines.map((line) => line.candidates.length)).toEqual([0, 4, 2, 2]);
    expect(calls.samples).toBe(3);
    expect(calls.lines.map((line) => line.conditionalPrompt === null)).toEqual([true, false, false, false]);
  });

  it('puts the signal between head and tail of the prompt', async () => {
    const { view, calls } = await run();
    const signal = view.lines[1]?.signal;
    expect(signal?.text).toBe(
      '# Candidate 1: fail fail\n    y = 0\n    return y\n#= 0; n=1\n#= 0; n=1\n' +
        '# Candidate 2: pass pass\n    y = x\n    return y\n#= 1; n=1\n#= 1; n=1\n',
    );
    const text = String.fromCodePoint(...(calls.lines[1]?.conditionalPrompt ?? []));
    expect(text).toBe(
      `# Task\nReturn the argument.\n# Tests\nassert f(1) == 1\nassert f(2) == 2\n${signal?.text}# Solution\n`,
    );
  });

  it('tells duplicates and refused candidates, and runs neither', async () => {
    const { events } = await run();
    const executed = all(events, 'candidate-executed').filter((event) => event.line === 1);
    expect(executed.map((event) => event.duplicateOf)).toEqual([null, null, 1, null]);
    expect(executed.map((event) => event.runs.length)).toEqual([2, 2, 0, 0]);
    expect(executed.map((event) => event.passed)).toEqual([false, true, false, false]);
    expect(executed[3]?.executable).toEqual({ kind: 'refused', reason: 'invalid syntax' });
  });

  it('is plain greedy decoding at gamma 0: no candidate, no signal', async () => {
    const { view, calls } = await run({ gamma: 0 });
    expect(calls.samples).toBe(0);
    expect(calls.lines.every((line) => line.conditionalPrompt === null)).toBe(true);
    expect(view.code).toBe(WRONG);
    expect(view.outcome).toEqual({ kind: 'finished', solved: false });
  });

  it('gives the function its name, and leaves the rest of the line to the model', async () => {
    const { calls } = await run();
    expect(calls.lines.map((line) => String.fromCodePoint(...line.forced))).toEqual(['def f', '', '', '']);
  });

  it('keeps one signal for k lines', async () => {
    const { view, calls } = await run({ refreshEvery: 2 });
    expect(calls.samples).toBe(2);
    expect(view.lines.map((line) => line.signalIsNew)).toEqual([false, true, false, true]);
    expect(view.lines[2]?.signal).toBe(view.lines[1]?.signal);
  });

  it('asks again at every line while no candidate could run', async () => {
    const { calls, view } = await run(
      { refreshEvery: 5 },
      { script: { ...script, proposals: ['def f(x):\n    y = 0\n    ?', 'def f(x):\n    y = 0\n    return y?'] } },
    );
    expect(calls.samples).toBe(3);
    expect(view.lines.every((line) => line.signal === null)).toBe(true);
  });

  it('finishes with a passing candidate only when asked to', async () => {
    const { view, events } = await run({ finishOnPass: true });
    expect(view.code).toBe(RIGHT);
    expect(view.codeEnd).toBe('candidate-passed');
    expect(all(events, 'line-finished')).toHaveLength(1);
  });

  it('samples with another seed at each line, the same ones in each run', async () => {
    const [a, b] = [await run(), await run()];
    expect(a.events).toEqual(b.events);
  });

  it('adds up the cost', async () => {
    const { view } = await run();
    expect(view.cost).toEqual({ forwardedTokens: RIGHT.length + 3 * 4, sessionRuns: RIGHT.length + 3 });
  });

  it.each(['run-started', 'candidate-sampled', 'token-chosen', 'code-finished'] as const)(
    'says nothing more after a stop at %s, and releases its context',
    async (stopAt) => {
      const { events, calls } = await run({}, { stopAt });
      const at = events.findIndex((event) => event.kind === stopAt);
      expect(events.slice(at + 1)).toEqual([{ kind: 'run-stopped' }]);
      expect(calls.openContexts).toBe(0);
    },
  );

  it('tells a failure of a port as the last event', async () => {
    const interpreter: Interpreter = {
      ...comparingInterpreter(RIGHT),
      trace: async () => {
        throw new Error('the worker is gone');
      },
    };
    const { events, calls } = await run({}, { interpreter });
    expect(events.at(-1)).toMatchObject({ kind: 'run-failed', message: 'the worker is gone' });
    expect(calls.openContexts).toBe(0);
  });
});
