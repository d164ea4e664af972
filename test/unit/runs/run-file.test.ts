import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import type { RunEvent } from '../../../src/guidance/events';
import { PlaygroundError } from '../../../src/guidance/failure';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import { parseRunFile, readRunFile } from '../../../src/runs/run-file';
import { foldRun } from '../../../src/runs/run-view';

const segment = { text: 'a', ids: [1] };
const choice = {
  id: 1,
  text: 'a',
  top: [{ id: 1, text: 'a', logP: -0.1, logPc: Number.NEGATIVE_INFINITY, logG: -2 }],
  logNormaliser: 0,
  entropyP: 1,
  entropyPc: 1,
  entropyG: 1,
  klGuidedFromPlain: 0,
  source: 'step',
} as const;
const run = {
  test: 'assert f(1) == 1',
  outcome: { kind: 'failed', got: '2' },
  finalLocals: [['x', '1']],
  steps: [
    { event: 'line', line: 1, scope: 'f', depth: 1, changed: [['x', { value: '1', type: 'int' }]], result: null },
  ],
  stepCount: 1,
  stdout: '',
} as const;

const events: RunEvent[] = [
  {
    kind: 'run-started',
    format: 1,
    strategy: { kind: 'egcfg' },
    problem: {
      id: 'p',
      title: 'P',
      level: 1,
      statement: 's',
      entryPoint: 'f',
      visibleTests: ['assert f(1) == 1'],
      hiddenTests: [],
      setup: '',
    },
    agent: DEFAULT_AGENT,
    limits: { ...DEFAULT_LIMITS, maxSteps: 500 },
    model: { id: 'm', weightsSha256: 'ab', device: 'wasm' },
    prompt: { head: segment, tail: segment },
    forced: [],
  },
  { kind: 'line-started', line: 0, guided: true },
  { kind: 'candidate-sampled', line: 0, candidate: { index: 0, ids: [1, 2], text: 'ab', end: 'horizon' } },
  {
    kind: 'candidate-executed',
    line: 0,
    index: 0,
    executable: { kind: 'executable', code: 'ab', normalised: 'ab' },
    duplicateOf: null,
    runs: [run],
    passed: false,
  },
  { kind: 'signal-formed', line: 0, signal: segment },
  { kind: 'token-chosen', line: 0, position: 0, choice },
  {
    kind: 'line-finished',
    line: 0,
    ids: [1],
    text: 'a',
    end: 'end-token',
    cost: { forwardedTokens: 3, sessionRuns: 2 },
  },
  { kind: 'code-finished', reason: 'end-token', code: 'a' },
  { kind: 'code-judged', suite: 'visible', outcomes: [{ kind: 'limit', limit: 'steps', message: 'too long' }] },
  { kind: 'run-finished', solved: false, cost: { forwardedTokens: 3, sessionRuns: 2 } },
];

function refusal(input: unknown): string {
  try {
    parseRunFile(input);
  } catch (thrown) {
    if (thrown instanceof PlaygroundError) return thrown.failure.message;
    throw thrown;
  }
  return 'accepted';
}

describe('a run file', () => {
  it('gives back every event, minus infinity included', () => {
    const file = parseRunFile(JSON.parse(JSON.stringify({ format: 1, events })));
    expect(file.events).toEqual(events);
  });

  it('folds to the same view after the way through JSON', () => {
    const file = parseRunFile(JSON.parse(JSON.stringify({ format: 1, events })));
    expect(foldRun(file.events)).toEqual(foldRun(events));
  });

  it('from before limits were recorded reads as made with the defaults', () => {
    const old = JSON.parse(JSON.stringify(events));
    delete old[0].limits;
    expect(foldRun(parseRunFile({ format: 1, events: old }).events).started?.limits).toEqual(DEFAULT_LIMITS);
    // A limit that this version does not have yet is passed over.
    old[0].limits = { maxSteps: 500, maxLater: 7 };
    expect(foldRun(parseRunFile({ format: 1, events: old }).events).started?.limits).toEqual({
      ...DEFAULT_LIMITS,
      maxSteps: 500,
    });
  });

  it('from before there were strategies reads as a guided run', () => {
    const old = JSON.parse(JSON.stringify(events));
    delete old[0].strategy;
    expect(foldRun(parseRunFile({ format: 1, events: old }).events).started?.strategy).toEqual({ kind: 'egcfg' });
    const sampled = [{ ...old[0], strategy: { kind: 'best-of-n', samples: 10 } }, ...old.slice(1)];
    const chosen = { kind: 'candidate-chosen', line: 0, index: 0, passing: 3, of: 10 };
    const view = foldRun(parseRunFile({ format: 1, events: [...sampled.slice(0, 4), chosen] }).events);
    expect(view.started?.strategy).toEqual({ kind: 'best-of-n', samples: 10 });
    expect(view.lines[0]?.chosen).toBe(0);
  });

  it('from before the published settings reads as made without them', () => {
    const old = JSON.parse(JSON.stringify(events));
    const later = 'promptType guidance candidateSignal partialSignal traceFormat retries earlyStop'.split(' ');
    for (const name of later) delete old[0].agent[name];
    expect(foldRun(parseRunFile({ format: 1, events: old }).events).started?.agent).toEqual(DEFAULT_AGENT);
  });

  it('that comes with the page still opens', () => {
    const text = readFileSync(new URL('../../../public/runs/first.json', import.meta.url), 'utf8');
    const view = foldRun(parseRunFile(JSON.parse(text)).events);
    expect(view.outcome.kind).toBe('finished');
    expect(view.started?.limits).toEqual(DEFAULT_LIMITS);
  });

  it.each([
    [{ format: 1, events: [{ ...events[0], limits: { maxSteps: 1 } }] }, 'event 1: limits.maxSteps: maxSteps must be'],
    ['text', 'no "format"'],
    [null, 'no "format"'],
    [{ format: 7, events: [] }, 'format is 7'],
    [{ format: 1, events: [events[0], { kind: 'line-started', line: 'zero', guided: true }] }, 'event 2: line'],
    [{ format: 1, events: [{ kind: 'something-else' }] }, 'event 1: kind'],
  ])('refuses what is no run and says where: %j', (input, message) => {
    expect(refusal(input)).toContain(message);
  });
});

describe('a run file of any size', () => {
  it('reads the same as one that is read at a stretch, and is refused in the same words', async () => {
    const file = JSON.parse(JSON.stringify({ format: 1, events: Array.from({ length: 50 }, () => events).flat() }));
    expect(await readRunFile(file)).toEqual(parseRunFile(file));
    const broken = { format: 1, events: [...events, { kind: 'line-started', line: 'one' }] };
    const said = (read: () => unknown) =>
      Promise.resolve()
        .then(read)
        .catch((error: Error) => error.message);
    expect(await said(() => readRunFile(broken))).toBe(await said(() => parseRunFile(broken)));
  });
});
