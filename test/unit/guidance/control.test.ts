import { describe, expect, it } from 'vitest';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import { type Control, swapTraces } from '../../../src/guidance/control';
import type { EventOf, RunEvent } from '../../../src/guidance/events';
import { runStrategy } from '../../../src/guidance/run-strategy';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import { parseRunFile } from '../../../src/runs/run-file';
import { foldRun } from '../../../src/runs/run-view';
import { PROBLEM, RIGHT, WRONG } from './returning-problem';
import { type Calls, comparingInterpreter, scriptedModel } from './scripted-ports';

async function run(control: Control | null, proposals: readonly string[]) {
  const calls: Calls = { samples: 0, lines: [], openContexts: 0 };
  const events: RunEvent[] = [];
  await runStrategy(new AbortController().signal, control === null ? { kind: 'egcfg' } : { kind: 'egcfg', control }, {
    model: scriptedModel({ plain: WRONG, guided: RIGHT, proposals }, calls),
    interpreter: comparingInterpreter(RIGHT),
    problem: PROBLEM,
    agent: { ...DEFAULT_AGENT, candidates: proposals.length },
    limits: DEFAULT_LIMITS,
    forced: [],
    emit: (event) => events.push(event),
    beforeLine: async () => {},
  });
  const signals = events.filter((event): event is EventOf<'signal-formed'> => event.kind === 'signal-formed');
  return { events, calls, view: foldRun(events), signals: signals.map(({ signal }) => signal.text) };
}

describe('swapped traces', () => {
  it('show each candidate with what the next one did, and nothing else differs', async () => {
    const own = await run(null, [WRONG, RIGHT]);
    const swapped = await run('swapped-traces', [WRONG, RIGHT]);
    expect(own.signals[0]).toContain('# Candidate 1: fail fail\n    y = 0');
    expect(swapped.signals[0]).toContain('# Candidate 1: pass pass\n    y = 0');
    expect(swapped.signals[0]).toContain('# Candidate 2: fail fail\n    y = x');
    const sampled = ({ events }: typeof own) => events.filter(({ kind }) => kind === 'candidate-executed')[0];
    expect(sampled(swapped)).toEqual(sampled(own));
    expect(swapped.view.started?.strategy).toEqual({ kind: 'egcfg', control: 'swapped-traces' });
    expect(parseRunFile(JSON.parse(JSON.stringify({ format: 1, events: swapped.events }))).events).toEqual(
      swapped.events,
    );
  });

  it('leave one alone as it is', () => {
    const run = { outcome: { kind: 'passed', got: null }, finalLocals: [] } as const;
    expect(swapTraces([{ runs: [run] }])).toEqual([{ runs: [run] }]);
    expect(swapTraces([])).toEqual([]);
  });
});

describe('the passing line', () => {
  it('is taken where a candidate passes, without any guidance', async () => {
    const { view, calls, signals } = await run('passing-line', [WRONG, RIGHT]);
    expect(signals).toEqual([]);
    expect(calls.lines.every(({ conditionalPrompt }) => conditionalPrompt === null)).toBe(true);
    const [, first] = calls.lines;
    expect(String.fromCodePoint(...(first?.forced ?? []))).toBe('    y = x\n');
    expect(view.started?.strategy).toEqual({ kind: 'egcfg', control: 'passing-line' });
  });

  it('is the plain one where none passes', async () => {
    const { view, calls } = await run('passing-line', [WRONG]);
    expect(view.code).toBe(WRONG);
    expect(calls.lines.slice(1).every(({ forced }) => forced.length === 0)).toBe(true);
  });
});
