import { describe, expect, it } from 'vitest';
import { agentsRow, failedRow, resultRow } from '../../../src/experiments/result-row';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import type { RunEvent } from '../../../src/guidance/events';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import type { Problem } from '../../../src/problems/schema';

const problem: Problem = {
  id: 'p',
  title: 'P',
  level: 1,
  statement: 'Do it.',
  entryPoint: 'f',
  visibleTests: ['assert f(1)', 'assert f(2)'],
  hiddenTests: ['assert f(3)'],
  setup: '',
};
const segment = { text: '', ids: [] };
const started: RunEvent = {
  kind: 'run-started',
  format: 1,
  strategy: { kind: 'egcfg' },
  problem,
  agent: DEFAULT_AGENT,
  limits: DEFAULT_LIMITS,
  model: { id: 'm', weightsSha256: 'abc', device: 'wasm' },
  prompt: { head: segment, tail: segment },
  forced: [],
};
const line: RunEvent = {
  kind: 'line-finished',
  line: 0,
  ids: [],
  text: '',
  end: 'line',
  cost: { forwardedTokens: 5, sessionRuns: 2 },
};
const finished: readonly RunEvent[] = [
  started,
  line,
  { kind: 'code-finished', reason: 'dedent', code: 'def f(x): ...' },
  {
    kind: 'code-judged',
    suite: 'visible',
    outcomes: [
      { kind: 'passed', got: '1' },
      { kind: 'failed', got: '0' },
    ],
  },
  { kind: 'code-judged', suite: 'hidden', outcomes: [{ kind: 'passed', got: '3' }] },
  { kind: 'run-finished', solved: false, cost: { forwardedTokens: 9, sessionRuns: 3 } },
];
const attempt = { problem: 'p', strategy: 'egcfg', gamma: 2 };

describe('resultRow', () => {
  it('folds a finished run', () => {
    expect(resultRow(problem, attempt, finished, 1.5)).toEqual({
      problem: 'p',
      strategy: 'egcfg',
      gamma: 2,
      solved: false,
      visible: { passed: 1, total: 2 },
      hidden: { passed: 1, total: 1 },
      samples: null,
      code: 'def f(x): ...',
      forwardedTokens: 9,
      sessionRuns: 3,
      seconds: 1.5,
      weightsSha256: 'abc',
      error: null,
    });
  });

  it('keeps how many of the samples pass', () => {
    const chosen: RunEvent = { kind: 'candidate-chosen', line: 0, index: 2, passing: 3, of: 10 };
    const row = resultRow(
      problem,
      { problem: 'p', strategy: 'best-of-10', gamma: 0 },
      [started, chosen, ...finished.slice(2)],
      1,
    );
    expect(row).toMatchObject({ strategy: 'best-of-10', samples: { passing: 3, of: 10 }, forwardedTokens: 9 });
  });

  it('counts every test as not passed when the run failed, and keeps what it cost', () => {
    const failed: RunEvent = { kind: 'run-failed', message: 'Too long.', advice: 'Shorten it.' };
    const row = resultRow(problem, attempt, [started, line, failed], 1);
    expect(row).toMatchObject({
      solved: false,
      error: 'Too long.',
      forwardedTokens: 5,
      visible: { passed: 0, total: 2 },
    });
    expect(failedRow(problem, attempt, 'The page crashed.', 2)).toMatchObject({ error: 'The page crashed.', code: '' });
    expect(resultRow(problem, attempt, [started, { kind: 'run-stopped' }], 1).error).not.toBeNull();
  });
});

describe('a row of several agents', () => {
  const run = { problem: 'p', strategy: 'agents', gamma: 1, seed: 3, agent: '2 agents' };
  const solved: readonly RunEvent[] = [
    started,
    line,
    { kind: 'code-finished', reason: 'dedent', code: 'right' },
    { kind: 'run-finished', solved: true, cost: { forwardedTokens: 4, sessionRuns: 1 } },
  ];

  it('is solved by any of them, costs what all cost, and has the answer of the one that solved it', () => {
    const row = agentsRow(
      problem,
      run,
      [
        { agent: 'a', events: finished },
        { agent: 'b', events: solved },
        { agent: 'c', events: [] },
      ],
      2,
    );
    expect(row).toMatchObject({
      seed: 3,
      agent: '2 agents',
      solved: true,
      code: 'right',
      forwardedTokens: 13,
      error: null,
    });
    expect(row.agents?.map(({ agent, solved: by }) => [agent, by])).toEqual([
      ['a', false],
      ['b', true],
    ]);
  });

  it('holds nothing against an agent that another stopped, but counts what it cost', () => {
    const stopped: RunEvent = { kind: 'run-stopped', because: 'another-solved' };
    const parts = [
      { agent: 'a', events: [started, line, stopped] },
      { agent: 'b', events: solved },
    ];
    const row = agentsRow(problem, run, parts, 1);
    expect(row.agents?.map(({ agent, stopped: by }) => [agent, by])).toEqual([
      ['a', true],
      ['b', undefined],
    ]);
    expect(row).toMatchObject({ solved: true, error: null, forwardedTokens: 9 });
    expect(row).not.toHaveProperty('stopped');
  });

  it('fails where all fail, and says so where none began', () => {
    const failed: RunEvent = { kind: 'run-failed', message: 'Too long.', advice: 'Shorten it.' };
    expect(agentsRow(problem, run, [{ agent: 'a', events: [started, failed] }], 1).error).toBe('Too long.');
    expect(agentsRow(problem, run, [], 1).error).toBe('No agent began.');
  });
});

it('says which budget ended a run, and tells no pass@k from samples that a budget cut', () => {
  if (started.kind !== 'run-started') throw new Error('no start');
  const limited: RunEvent = {
    ...started,
    strategy: { kind: 'best-of-n', samples: 8 },
    budget: { forwardedTokens: 100, sessionRuns: null, seconds: null },
  };
  const reached: RunEvent = {
    kind: 'budget-reached',
    budget: 'forwardedTokens',
    allowed: 100,
    spent: { forwardedTokens: 120, sessionRuns: 9 },
  };
  const chosen: RunEvent = { kind: 'candidate-chosen', line: 0, index: 0, passing: 0, of: 4 };
  const row = resultRow(problem, attempt, [limited, reached, chosen, ...finished.slice(2)], 1);
  expect(row).toMatchObject({ budget: 'forwardedTokens', samples: null });
});
