/**
 * What a limit did, in words: which one, its value, and what to do. Here is what the page alone knows; where the
 * interpreter lives on, it says in the same way what it met (workers/python/runtime/limits.py).
 */
import type { TestRun } from '../guidance/ports';
import { limitWithUnit, type SandboxLimits } from './sandbox-limits';

/** Locals that one step may show; a reply with more is refused. */
const MOST_LOCALS_OF_A_STEP = 100;

export function deadlineMessage(limits: SandboxLimits): string {
  return `Stopped after ${limitWithUnit('deadlineMs', limits.deadlineMs)}: raise the time limit under Limits, or look for a loop or a built-in call that takes too long.`;
}

/** The interpreter's own words, for where it died of it. */
export function memoryMessage(limits: SandboxLimits): string {
  return `Asked for more than ${limitWithUnit('maxHeapBytes', limits.maxHeapBytes)} of memory: raise the memory limit under Limits, or build smaller values.`;
}

/** Where calls ran out of the browser's stack, which no setting of ours makes larger. */
export const STACK_MESSAGE =
  'Stopped at the end of the browser’s stack: recursion through built-in code (a memoised function, a sort key, a comparison) reaches it here after some 350 levels, whatever the recursion limit; Python on a desktop goes deeper. Fill a memoised function from its small cases upwards, recurse less deeply, or use a loop.';

/** How a trace was cut, and what by; null for a whole one. */
export function traceCutMessage(run: Pick<TestRun, 'steps' | 'stepCount'>, limits: SandboxLimits): string | null {
  const kept = run.steps.length;
  if (kept >= run.stepCount) return null;
  const cut = `Trace cut after ${kept.toLocaleString('en')} of ${run.stepCount.toLocaleString('en')} steps`;
  if (kept >= limits.maxTraceSteps) return `${cut}: raise the limit of trace steps under Limits to see more.`;
  const values = run.steps.reduce((sum, step) => sum + step.changed.length, 0);
  if (values + MOST_LOCALS_OF_A_STEP > limits.maxTraceValues) {
    return `${cut}, at ${limitWithUnit('maxTraceValues', limits.maxTraceValues)}: raise the limit of trace values under Limits to see more.`;
  }
  return `${cut}: what they show is too large to be handed over whole.`;
}
