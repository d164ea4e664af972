/** What the panels derive from a run: looked at over the sample run, event by event. */
import { describe, expect, it } from 'vitest';
import type { AgentSettings } from '../../../src/guidance/agent';
import type { RunEvent } from '../../../src/guidance/events';
import type { TestOutcome } from '../../../src/guidance/ports';
import { EMPTY_VIEW, foldRun, type RunView } from '../../../src/runs/run-view';
import { announcement } from '../../../src/ui/app/announcement';
import { madeWith, runWords } from '../../../src/ui/editor/run-words';
import { lineAt, shownCode } from '../../../src/ui/editor/shown-code';
import { stageOf } from '../../../src/ui/editor/stage';
import { candidateSummary } from '../../../src/ui/line/candidate-summary';
import { faultyTests } from '../../../src/ui/problem/faulty-tests';
import { partTokens, promptPair } from '../../../src/ui/prompts/prompt-parts';
import { candidateVerdict, verdict } from '../../../src/ui/shared/verdict';
import { SAMPLE_PROBLEM, sampleRun } from './sample-run';

type LimitKind = Extract<TestOutcome, { kind: 'limit' }>['limit'];

const WHOLE = foldRun(sampleRun());

function line(view: RunView, index: number) {
  const found = view.lines[index];
  if (found === undefined) throw new Error(`The sample run has no line ${index}.`);
  return found;
}

describe('the prompts of a line', () => {
  it('are head, signal, tail and the code before the line', () => {
    const pair = promptPair(WHOLE, line(WHOLE, 3));
    const text = (parts: readonly { text: string }[]) => parts.map((part) => part.text).join('');
    const { head, tail } = WHOLE.started?.prompt ?? { head: { text: '' }, tail: { text: '' } };
    const code = 'def sum_large(nums, limit):\n    total = 0\n    for num in nums:\n';
    expect(text(pair?.plain ?? [])).toBe(head.text + tail.text + code);
    expect(text(pair?.conditional ?? [])).toBe(head.text + line(WHOLE, 3).signal?.text + tail.text + code);
  });

  it('count tokens by their ids', () => {
    const pair = promptPair(WHOLE, line(WHOLE, 1));
    const signal = line(WHOLE, 1).signal?.ids.length ?? 0;
    expect(partTokens(pair?.conditional ?? []) - partTokens(pair?.plain ?? [])).toBe(signal);
  });

  it('are one where there is no signal', () => {
    expect(promptPair(WHOLE, line(WHOLE, 0))?.conditional).toBeNull();
    expect(promptPair(EMPTY_VIEW, line(WHOLE, 0))).toBeNull();
  });
});

describe('the code shown', () => {
  it('marks the line and the token inside the code', () => {
    const shown = shownCode(WHOLE, line(WHOLE, 3), 3, null);
    const cut = (range: { from: number; to: number } | null) => shown.code.slice(range?.from, range?.to);
    expect(cut(shown.line)).toBe('        if num >= limit:');
    expect(cut(shown.token)).toBe(' >=');
  });

  it('hangs one candidate under the line, whole and with its verdict', () => {
    const ghost = (index: number | null) => shownCode(WHOLE, line(WHOLE, 3), null, index).ghost;
    expect(ghost(null)).toBeNull();
    expect(ghost(7)).toBeNull();
    expect(ghost(1)).toMatchObject({ number: 2, verdict: { tone: 'pass', word: 'passes all 3' } });
    expect(ghost(1)?.lines[0]).toBe('        if num >= limit:');
  });

  it('finds the line of an offset', () => {
    expect(lineAt(WHOLE, 0)).toBe(0);
    expect(lineAt(WHOLE, WHOLE.code.indexOf('total = 0'))).toBe(1);
    expect(lineAt(WHOLE, WHOLE.code.length)).toBe(5);
    expect(lineAt(EMPTY_VIEW, 0)).toBeNull();
  });
});

describe('verdicts', () => {
  it('call a candidate without a result open only while it is unfinished', () => {
    const nothing = { kind: 'failed', got: 'None' } as const;
    expect(candidateVerdict(nothing, 'horizon').word).toBe('open');
    expect(candidateVerdict(nothing, 'dedent').word).toBe('fail');
    expect(verdict(nothing).word).toBe('fail');
  });

  it('have a sign and a word of their own for every outcome', () => {
    const outcomes = [
      { kind: 'passed', got: '1' },
      { kind: 'failed', got: '1' },
      { kind: 'raised', type: 'ValueError', message: '' },
      { kind: 'limit', limit: 'steps', message: 'm' },
      { kind: 'bad-test', message: 'm' },
    ] as const;
    expect(new Set(outcomes.map((outcome) => verdict(outcome).sign)).size).toBe(outcomes.length);
    expect(new Set(outcomes.map((outcome) => verdict(outcome).word)).size).toBe(outcomes.length);
  });

  it('sum up a candidate', () => {
    const words = line(WHOLE, 3).candidates.map((shown) => candidateSummary(shown, 3).word);
    expect(words).toEqual(['passes 1 of 3', 'passes all 3', 'open', 'passes 0 of 3']);
    const last = line(WHOLE, 5).candidates[2];
    expect(last && candidateSummary(last, 3).word).toBe('same program as candidate 2');
  });

  it('name the limits where no test came to its end', () => {
    const met = (...limits: readonly LimitKind[]) => {
      const [shown] = line(WHOLE, 3).candidates;
      const execution = shown?.execution;
      if (shown === undefined || !execution) throw new Error('The sample run executed nothing there.');
      const runs = limits.map((limit) => ({
        test: '',
        outcome: { kind: 'limit', limit, message: '' } as const,
        finalLocals: [],
        steps: [],
        stepCount: 0,
        stdout: '',
      }));
      return candidateSummary({ ...shown, execution: { ...execution, runs, passed: false } }, limits.length).word;
    };
    expect(met('steps', 'steps')).toBe('step limit');
    expect(met('deadline', 'memory', 'deadline')).toBe('time limit, memory limit');
    expect(met('recursion')).toBe('too deep');
    expect(met('output')).toBe('output limit');
  });
});

describe('tests at fault', () => {
  const bad = { kind: 'bad-test', message: 'SyntaxError: invalid syntax' } as const;
  const events = sampleRun().map((event) =>
    event.kind === 'code-judged' && event.suite === 'visible'
      ? { ...event, outcomes: [bad, ...event.outcomes.slice(1)] }
      : event,
  );

  it('are named while they stand in the field', () => {
    const [first = ''] = SAMPLE_PROBLEM.visibleTests;
    expect(faultyTests(foldRun(events), SAMPLE_PROBLEM.visibleTests)).toEqual([{ test: first, message: bad.message }]);
    expect(faultyTests(foldRun(events), SAMPLE_PROBLEM.visibleTests.slice(1))).toEqual([]);
  });
});

describe('what is going on', () => {
  const events = sampleRun();

  it('is counted where something can be counted', () => {
    const stageAfter = (kind: RunEvent['kind']) =>
      stageOf(foldRun(events.slice(0, events.findIndex((event) => event.kind === kind) + 1)));
    const { visibleTests, hiddenTests } = SAMPLE_PROBLEM;
    const count = WHOLE.started?.agent.candidates ?? 0;
    expect(count).toBeGreaterThan(1);
    expect(stageAfter('run-started')).toMatchObject({ kind: 'reading', fraction: null });
    expect(stageAfter('candidate-sampled')).toMatchObject({ kind: 'sampling', fraction: 1 / count });
    expect(stageAfter('candidate-executed')).toMatchObject({ kind: 'running', fraction: 1 / count });
    expect(stageAfter('signal-formed').kind).toBe('writing');
    expect(stageAfter('code-finished')).toMatchObject({ kind: 'judging', fraction: null });
    expect(stageAfter('code-judged')).toMatchObject({
      kind: 'judging',
      fraction: visibleTests.length / (visibleTests.length + hiddenTests.length),
    });
  });

  it('is sampling only where candidates are due', () => {
    const [first = -1, second = -1] = events.flatMap((event, i) =>
      event.kind === 'line-started' && event.guided ? [i] : [],
    );
    const kindAt = (index: number, agent: Partial<AgentSettings> = {}) =>
      stageOf(
        foldRun(
          events
            .slice(0, index + 1)
            .map((event) => (event.kind === 'run-started' ? { ...event, agent: { ...event.agent, ...agent } } : event)),
        ),
      ).kind;
    expect(kindAt(first)).toBe('sampling');
    expect(kindAt(first, { candidateSignal: false })).toBe('writing');
    // With k = 2 the second guided line keeps the signal of the first.
    expect(kindAt(second)).toBe('sampling');
    expect(kindAt(second, { refreshEvery: 2 })).toBe('writing');
  });
});

describe('words', () => {
  it('are never missing while something runs', () => {
    const events = sampleRun();
    for (let i = 0; i <= events.length; i++) {
      const view = foldRun(events.slice(0, i));
      expect(runWords('running', view, true)).toMatch(/\w/);
      expect(announcement('running', view, false, false)).toMatch(/\w/);
    }
  });

  it('tell a screen reader of lines, not of tokens', () => {
    const events = sampleRun();
    const told = new Set(events.map((_, i) => announcement('running', foldRun(events.slice(0, i)), false, false)));
    expect(told.size).toBe(1 + WHOLE.lines.length);
  });

  it('of an earlier moment say what went on then, and that a run is played', () => {
    expect(runWords('ended', foldRun(sampleRun().slice(0, 13)), false)).toBe('Line 2: sampling candidates …');
    expect(announcement('ended', foldRun(sampleRun().slice(0, 5)), true, true)).toBe('A recorded run is playing.');
    expect(announcement('ended', foldRun(sampleRun().slice(0, 13)), true, true)).toContain('Line 1: def sum_large');
  });

  it('tell the outcome', () => {
    expect(announcement('ended', WHOLE, true, false)).toBe(
      'The recorded run ended: solved, every visible test passes.',
    );
    expect(
      announcement('ended', foldRun([...sampleRun().slice(0, 30), { kind: 'run-stopped' }]), false, false),
    ).toContain('stopped');
    expect(announcement('idle', EMPTY_VIEW, false, false)).toBe('');
  });

  it('say how a run was made', () => {
    const usual = 'tiny-coder on WASM · γ 2 · s 4 · t 1 · d 8 · k 1 · seed 1';
    expect(madeWith(WHOLE)).toBe(usual);
    const { started } = WHOLE;
    if (started === null) throw new Error('The sample run has no beginning.');
    const limits = { ...started.limits, maxSteps: 5000, maxHeapBytes: 2 ** 27 };
    const changed = { ...WHOLE, started: { ...started, limits } };
    expect(madeWith(changed)).toBe(`${usual} · steps up to 5,000 · memory up to 128 MB`);
  });
});
