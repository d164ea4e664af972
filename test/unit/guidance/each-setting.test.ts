/** Every setting changes the events the way its name says. */
import { describe, expect, it } from 'vitest';
import { type AgentSettings, DEFAULT_AGENT } from '../../../src/guidance/agent';
import { MOST_REFRESHES_PER_LINE } from '../../../src/guidance/answer';
import { runAgent } from '../../../src/guidance/egcfg';
import type { EventOf, RunEvent } from '../../../src/guidance/events';
import type { Interpreter } from '../../../src/guidance/ports';
import { PROMPT_TEMPLATES } from '../../../src/guidance/prompt-templates';
import type { RunInput } from '../../../src/guidance/run-frame';
import { attemptSeed, refreshSeed } from '../../../src/guidance/seeds';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import type { Problem } from '../../../src/problems/schema';
import { foldRun } from '../../../src/runs/run-view';
import { type ToyProgram, toyInterpreter, toyModel } from './toy-language';

const RIGHT = 'def f(x):\n    y = x\n    return y\n';
const WRONG = 'def f(x):\n    y = 0\n    return y\n';
const OTHER = 'def f(x):\n    z = 7\n    return z\n';
/** Plain decoding writes WRONG, the conditional stream RIGHT. */
const PROGRAMS: readonly ToyProgram[] = [
  { text: WRONG, plain: 6, guided: 3 },
  { text: RIGHT, plain: 3, guided: 6 },
  { text: OTHER, plain: 1, guided: 1 },
];
const problem: Problem = {
  id: 'p',
  title: 'P',
  level: 1,
  statement: 'Return the argument.',
  entryPoint: 'f',
  visibleTests: ['assert f(1) == 1', 'assert f(2) == 2'],
  hiddenTests: ['assert f(3) == 3'],
  setup: '',
};

interface Options {
  readonly programs?: readonly ToyProgram[];
  readonly interpreter?: Interpreter;
  readonly contextLength?: number;
  readonly input?: Partial<RunInput>;
}

async function run(settings: Partial<AgentSettings> = {}, options: Options = {}) {
  const { model, calls } = toyModel(options.programs ?? PROGRAMS, options.contextLength);
  const events: RunEvent[] = [];
  await runAgent(new AbortController().signal, {
    model,
    interpreter: options.interpreter ?? toyInterpreter(RIGHT),
    problem,
    agent: { ...DEFAULT_AGENT, candidates: 8, gamma: 3, ...settings },
    limits: DEFAULT_LIMITS,
    forced: [],
    emit: (event) => events.push(event),
    beforeLine: async () => undefined,
    ...options.input,
  });
  expect(calls.open).toBe(0);
  return { events, calls, view: foldRun(events) };
}

function all<K extends RunEvent['kind']>(events: readonly RunEvent[], kind: K): EventOf<K>[] {
  return events.filter((event): event is EventOf<K> => event.kind === kind);
}

const programsSampled = (events: readonly RunEvent[]) =>
  new Set(
    all(events, 'candidate-executed').map(({ executable }) =>
      executable.kind === 'executable' ? executable.normalised : '?',
    ),
  );
const firstSignal = (events: readonly RunEvent[]) => all(events, 'signal-formed')[0]?.signal.text ?? '';

describe('each setting', () => {
  it('γ decides how far the answer follows the signal', async () => {
    expect((await run({ gamma: 0 })).view.code).toBe(WRONG);
    expect((await run({ gamma: -1 })).view.code).toBe(WRONG);
    expect((await run({ gamma: 1 })).view.code).toBe(RIGHT);
    const strength = async (gamma: number) =>
      all((await run({ gamma })).events, 'token-chosen').reduce((sum, { choice }) => sum + choice.klGuidedFromPlain, 0);
    expect(await strength(3)).toBeGreaterThan(await strength(1));
  });

  it('s is how many candidates a signal is taken from', async () => {
    const { events } = await run({ candidates: 5 });
    expect(all(events, 'candidate-sampled').filter(({ line }) => line === 1)).toHaveLength(5);
  });

  it('t spreads the candidates', async () => {
    expect((await run({ temperature: 0.05 })).view.lines[1]?.candidates.map(({ candidate }) => candidate.text)).toEqual(
      Array.from({ length: 8 }, () => WRONG.slice('def f(x):\n'.length)),
    );
    expect(programsSampled((await run({ temperature: 3 })).events).size).toBe(3);
  });

  it('d is how many lines a candidate has at most; without it they run to the end', async () => {
    const lines = async (horizonLines: number | null) =>
      all((await run({ horizonLines })).events, 'candidate-sampled')
        .filter(({ line }) => line === 1)
        .map(({ candidate }) => [candidate.text.split('\n').length - 1, candidate.end]);
    expect(await lines(1)).toEqual(Array.from({ length: 8 }, () => [1, 'horizon']));
    expect(await lines(null)).toEqual(Array.from({ length: 8 }, () => [2, 'end-token']));
  });

  it('k keeps a signal for so many lines', async () => {
    const formed = async (refreshEvery: number) =>
      all((await run({ refreshEvery })).events, 'signal-formed').map(({ line }) => line);
    expect(await formed(1)).toEqual([1, 2, 3]);
    expect(await formed(2)).toEqual([1, 3]);
    expect(await formed(9)).toEqual([1]);
  });

  it('top-p leaves out what is unlikely', async () => {
    expect(programsSampled((await run({ topP: 1, candidates: 16, temperature: 2 })).events).size).toBe(3);
    const narrow = await run({ topP: 0.3, candidates: 16, temperature: 2, gamma: 0.1 });
    expect(programsSampled(narrow.events)).toEqual(new Set([WRONG.trim()]));
  });

  it('the seed decides what is drawn, and nothing else does', async () => {
    const [a, b, again] = [await run({ seed: 1 }), await run({ seed: 2 }), await run({ seed: 1 })];
    expect(again.events).toEqual(a.events);
    const texts = (events: readonly RunEvent[]) =>
      all(events, 'candidate-sampled').map(({ candidate }) => candidate.text);
    expect(texts(b.events)).not.toEqual(texts(a.events));
    expect(a.calls.samples[0]?.seed).toBe(refreshSeed(1, 1));
  });

  it.each(['built-in', 'instruct', 'long-code'] as const)('the prompt type %s is the prompt', async (promptType) => {
    const { prompt } = (await run({ promptType })).view.started ?? {};
    expect(prompt?.type).toBe(promptType);
    const [before = ''] = PROMPT_TEMPLATES[promptType].head.split('{{');
    expect(prompt?.head.text.startsWith(before)).toBe(true);
    expect(prompt?.head.text).toContain('Return the argument.');
    expect(prompt?.head.text).toContain('assert f(2) == 2');
  });

  it("no prompt type is the model's own", async () => {
    expect((await run({ promptType: null })).view.started?.prompt.type).toBe('built-in');
  });

  it('line guidance takes a signal at line starts alone', async () => {
    const { events } = await run({ guidance: 'line' });
    expect(all(events, 'refresh-inside-line')).toEqual([]);
    expect(all(events, 'signal-formed')).toHaveLength(3);
  });

  it('token guidance takes one before every token', async () => {
    const { events, view } = await run({ guidance: 'token' });
    const tokens = all(events, 'token-chosen').filter(({ line }) => line > 0);
    expect(all(events, 'signal-formed')).toHaveLength(tokens.length);
    expect(view.code).toBe(RIGHT);
    expect(view.lines[1]?.refreshesInside).toBe('    y = x\n'.length - 1);
    // Nothing is chosen that the last refresh did not come before.
    for (const [i, event] of events.entries()) {
      if (event.kind === 'token-chosen' && event.line > 0) expect(events[i - 1]?.kind).toBe('signal-formed');
    }
  });

  it('token guidance is bounded in a line, and says when it stops', async () => {
    const long = `def f(x):\n    y = ${'x + '.repeat(17)}x\n    return y\n`;
    const { events, view } = await run(
      { guidance: 'token', candidates: 1 },
      { programs: [{ text: long, plain: 1, guided: 1 }] },
    );
    expect(view.code).toBe(long);
    expect(all(events, 'signal-kept')).toHaveLength(1);
    expect(all(events, 'signal-formed').filter(({ line }) => line === 1)).toHaveLength(MOST_REFRESHES_PER_LINE);
  });

  it('persistent-prefix guidance takes one when a candidate is left', async () => {
    // All candidates are WRONG, guidance leaves them at the character where RIGHT parts.
    const { events, view } = await run({ guidance: 'persistent-prefix', temperature: 0.05, candidates: 2 });
    expect(view.code).toBe(RIGHT);
    const [left] = all(events, 'refresh-inside-line');
    expect(left?.position).toBe(RIGHT.indexOf('x\n    return') + 1);
    expect(all(events, 'candidate-sampled').filter(({ line }) => line === 2)).toEqual([]);
    // Where the code follows the candidates there is nothing to take anew.
    const same = await run({ guidance: 'persistent-prefix', temperature: 0.05, gamma: 0.01 });
    expect(all(same.events, 'signal-formed')).toHaveLength(1);
  });

  it('without the candidate signal nothing is sampled', async () => {
    const { events, view } = await run({ candidateSignal: false });
    expect(all(events, 'candidate-sampled')).toEqual([]);
    expect(all(events, 'line-started').some(({ guided }) => guided)).toBe(false);
    expect(view.code).toBe(WRONG);
  });

  it('the partial-execution signal alone shows the code so far as it runs', async () => {
    const { events, view } = await run({ candidateSignal: false, partialSignal: true });
    expect(all(events, 'candidate-sampled')).toEqual([]);
    const ran = all(events, 'partial-executed').map(({ executable }) =>
      executable.kind === 'executable' ? executable.code : '',
    );
    expect(ran).toEqual(['def f(x):\n    pass\n', 'def f(x):\n    y = x\n', RIGHT]);
    expect(firstSignal(events)).toBe('# So far: open open\n#= None; n=1\n#= None; n=1\n');
    expect(view.code).toBe(RIGHT);
  });

  it('both signals stand in one, the code so far first', async () => {
    const { events } = await run({ partialSignal: true });
    expect(firstSignal(events)).toMatch(/^# So far: [\s\S]*# Candidate 1:/);
  });

  it("the trace format is the signal's form", async () => {
    const signal = async (traceFormat: AgentSettings['traceFormat']) =>
      firstSignal((await run({ traceFormat, partialSignal: true })).events);
    expect(await signal('short')).toContain('# Candidate 1: fail fail\n    y = 0\n    return y\n#= 0; n=1\n');
    expect(await signal('full')).toContain(
      'def f(x):\n    y = 0\n    return y\ntest: assert f(1) == 1\ncall f(x = 1)\n  2: y = 0\n',
    );
    expect(await signal('minimal')).toContain('test: assert f(1) == 1\nstate: n = 1\noutcome: failed, got 0\n');
    expect(await signal('minimal')).not.toContain('call f');
    expect(await signal('published')).toContain('# Call:\nf(1)\n\n# Trace:\n \n');
    expect(await signal('budgeted')).toContain('candidate 1\n');
  });

  it('the trace budget bounds the traces', async () => {
    const signal = async (traceBudget: number) =>
      firstSignal((await run({ traceFormat: 'budgeted', traceBudget })).events);
    const [small, large] = [await signal(120), await signal(2000)];
    const code = large.slice(0, large.indexOf('candidate 1\n'));
    // One token is one character here.
    expect(small.length - code.length).toBeLessThanOrEqual(120);
    expect(small).toContain('left out');
    expect(large).not.toContain('left out');
    expect(large.length - code.length).toBeLessThanOrEqual(2000);
  });

  it('the top-probs mask makes everything outside the best all but impossible', async () => {
    const masked = all((await run({ topProbsMask: 1, gamma: 1 })).events, 'token-chosen');
    const choice = masked.find(
      ({ choice }) => choice.text === 'x' && choice.top.some(({ text, logP }) => text === '0' && logP > -9),
    )?.choice;
    const second = choice?.top.find(({ text }) => text === '0');
    expect(second?.logG).toBeLessThan(Math.log(1e-9));
    expect((await run({ gamma: 1 })).calls.lines.every((line) => line.topProbsMask === null)).toBe(true);
  });

  it('ε is added to both probabilities', async () => {
    const rows = async (epsilon: number | null) =>
      all((await run({ epsilon, gamma: 1 })).events, 'token-chosen').flatMap(({ choice }) =>
        choice.top.map((row) => row.logG - row.logPc),
      );
    const shift = (values: number[]) => Math.max(...values.filter(Number.isFinite).map(Math.abs));
    expect(shift(await rows(null))).toBe(0);
    expect(shift(await rows(0.1))).toBeGreaterThan(0.01);
  });

  it('retries are further attempts with the documented seeds, until one solves it', async () => {
    const never = toyInterpreter('nothing');
    const { events, calls, view } = await run({ retries: 2, seed: 7 }, { interpreter: never });
    expect(all(events, 'attempt-started')).toEqual(
      [1, 2].map((attempt) => ({ kind: 'attempt-started', attempt, seed: attemptSeed(7, attempt) })),
    );
    expect(
      calls.samples.filter(({ prefix }) => prefix.code.length === 'def f(x):\n'.length).map(({ seed }) => seed),
    ).toEqual([0, 1, 2].map((attempt) => refreshSeed(attemptSeed(7, attempt), 1)));
    expect(all(events, 'code-judged').map(({ suite }) => suite)).toEqual(['visible', 'visible', 'visible', 'hidden']);
    expect(view.attempt).toBe(2);
    expect(view.lines.map(({ line }) => line)).toEqual([0, 1, 2, 3]);
    expect(all((await run({ retries: 2 })).events, 'attempt-started')).toEqual([]);
    // What draws nothing would write the same again.
    expect(all((await run({ retries: 2, gamma: 0 }, { interpreter: never })).events, 'attempt-started')).toEqual([]);
  });

  it('finish on pass takes a passing candidate', async () => {
    const { events, view } = await run({ finishOnPass: true, candidates: 16 });
    expect(view.code).toBe(RIGHT);
    expect(view.codeEnd).toBe('candidate-passed');
    expect(all(events, 'line-finished')).toHaveLength(1);
  });

  it('early stop takes the program that all candidates are, twice in a row', async () => {
    const { events, view } = await run({ earlyStop: true, temperature: 0.05, gamma: 0.01 });
    expect(all(events, 'converged')).toEqual([{ kind: 'converged', line: 2, index: 0, refreshes: 2 }]);
    expect(view.codeEnd).toBe('converged');
    expect(view.code).toBe(WRONG);
    expect(view.outcome).toEqual({ kind: 'finished', solved: false });
    const alone = await run({ earlyStop: true, temperature: 0.05, gamma: 0.01, candidates: 1 });
    expect(all(alone.events, 'converged')).toEqual([]);
    expect(all((await run({ temperature: 0.05, gamma: 0.01 })).events, 'converged')).toEqual([]);
    // Candidates that differ, or that the horizon cut, agree on nothing.
    const cut = await run({ earlyStop: true, temperature: 0.05, gamma: 0.01, horizonLines: 1 });
    expect(all(cut.events, 'converged')).toEqual([]);
  });

  it('the limits of lines and tokens end the answer', async () => {
    expect((await run({ maxLines: 2 })).view.codeEnd).toBe('line-limit');
    expect((await run({ maxTokens: 14 })).view.codeEnd).toBe('token-limit');
  });
});

describe('what no setting asked for', () => {
  it('a deadline that decides an outcome is an event that says so, and the only difference', async () => {
    const outcome = { kind: 'limit', limit: 'deadline', message: 'too slow' } as const;
    const { events, view } = await run({}, { interpreter: toyInterpreter(RIGHT, { [WRONG.trim()]: outcome }) });
    const [told] = all(events, 'deadline-decided');
    expect(told?.what).toMatchObject({ program: 'candidate', line: 1 });
    expect(told?.tests).toEqual([0, 1]);
    expect(events[told === undefined ? 0 : events.indexOf(told) - 1]?.kind).toBe('candidate-executed');
    expect(view.decidedByDeadline).toBeGreaterThan(0);
    const usual = await run();
    expect(all(usual.events, 'deadline-decided')).toEqual([]);
    expect(events.filter(({ kind }) => kind !== 'deadline-decided').map(({ kind }) => kind)).toEqual(
      usual.events.map(({ kind }) => kind),
    );
  });

  it('says of the answer and of the code so far, too, when the clock decided', async () => {
    const outcome = { kind: 'limit', limit: 'deadline', message: 'too slow' } as const;
    const { events } = await run(
      { partialSignal: true },
      { interpreter: toyInterpreter('nothing', { [RIGHT.trim()]: outcome, 'def f(x):\n    pass': outcome }) },
    );
    const programs = all(events, 'deadline-decided').map(({ what }) => what.program);
    expect(programs[0]).toBe('code-so-far');
    expect(programs.slice(-2)).toEqual(['answer', 'answer']);
  });

  it('a signal that does not fit is cut by candidates, and says so', async () => {
    const { prompt } = (await run()).view.started ?? {};
    const length = (prompt?.head.ids.length ?? 0) + (prompt?.tail.ids.length ?? 0);
    const { events, view } = await run({ traceFormat: 'full' }, { contextLength: length + 64 + 10 + 400 });
    const [cut] = all(events, 'signal-too-long');
    expect(cut).toMatchObject({ line: 1, room: 400 });
    expect(firstSignal(events).length).toBeLessThanOrEqual(400);
    expect(firstSignal(events)).toContain('# Candidate 1');
    expect(view.lines[1]?.candidatesLeftOut).toBe(cut?.candidatesLeftOut);
  });

  it('prompts that the visitor wrote are used and named', async () => {
    const edit = { ...PROMPT_TEMPLATES['built-in'], head: 'DO: {{statement}} {{tests}}\n', candidates: 'SEEN:\n' };
    const { events, view } = await run({}, { input: { promptEdits: { 'built-in': edit } } });
    expect(view.started?.prompt.head.text).toBe('DO: Return the argument. assert f(1) == 1\nassert f(2) == 2\n');
    expect(view.started?.prompt.edit).toEqual(edit);
    expect(firstSignal(events)).toMatch(/^SEEN:\n# Candidate 1/);
    expect((await run()).view.started?.prompt.edit).toBeUndefined();
  });
});
