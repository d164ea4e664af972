import { expect, it } from 'vitest';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import { repeatedPlan } from '../../../src/playground/repeated-plan';
import type { ModelState } from '../../../src/playground/state';
import { foldRun } from '../../../src/runs/run-view';
import { sampleRun } from '../ui/sample-run';

const PLAN = { decoding: 'drafts', maxBatch: 4, pair: true } as const;

it('a run that is made again follows the plan that its header names; any other takes its own', () => {
  const { started: recorded } = foldRun(sampleRun());
  if (recorded === null) throw new Error('The sample run has no beginning');
  const started = { ...recorded, agent: DEFAULT_AGENT, limits: DEFAULT_LIMITS, plan: PLAN };
  const { problem, agent, limits, model } = started;
  const asked = { problem: { ...problem }, agent: { ...agent }, limits: { ...limits } };
  const ready = (change: Partial<typeof model> = {}): ModelState => ({
    kind: 'ready',
    description: {
      ...model,
      deviceReason: '',
      vocabularySize: 1024,
      contextLength: 2048,
      endTokens: [0],
      promptStyle: 'built-in',
      selfCheck: { maxLogitDifference: 0, passed: true },
      ...change,
    },
  });
  expect(repeatedPlan(started, asked, ready())).toEqual(PLAN);
  expect(repeatedPlan({ ...started, problem: { ...problem, statement: 'Else.' } }, asked, ready())).toBeNull();
  expect(repeatedPlan(started, { ...asked, agent: { ...agent, seed: 99 } }, ready())).toBeNull();
  expect(repeatedPlan(started, asked, ready({ device: 'webgpu' }))).toBeNull();
  expect(repeatedPlan(started, asked, ready({ weightsSha256: 'other' }))).toBeNull();
  expect(repeatedPlan(started, asked, { kind: 'not-loaded' })).toBeNull();
  expect(repeatedPlan(null, asked, ready())).toBeNull();
});
