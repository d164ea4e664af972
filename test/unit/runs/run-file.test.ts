import { describe, expect, it } from 'vitest';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import type { RunEvent } from '../../../src/guidance/events';
import { PlaygroundError } from '../../../src/guidance/failure';
import { parseRunFile } from '../../../src/runs/run-file';
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

  it.each([
    ['text', 'no "format"'],
    [null, 'no "format"'],
    [{ format: 7, events: [] }, 'format is 7'],
    [{ format: 1, events: [events[0], { kind: 'line-started', line: 'zero', guided: true }] }, 'event 2: line'],
    [{ format: 1, events: [{ kind: 'something-else' }] }, 'event 1: kind'],
  ])('refuses what is no run and says where: %j', (input, message) => {
    expect(refusal(input)).toContain(message);
  });
});
