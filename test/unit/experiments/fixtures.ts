/** An experiment small enough to follow, with engines that answer at once. */
import { buildArms, type Experiment } from '../../../src/experiments/definition';
import type { RunLocks } from '../../../src/experiments/locks';
import type { Lane } from '../../../src/experiments/run-one';
import { NO_BUDGET } from '../../../src/guidance/budget';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import type { Problem } from '../../../src/problems/schema';
import { PROBLEM, RIGHT, WRONG } from '../guidance/returning-problem';
import { type Calls, comparingInterpreter, scriptedModel } from '../guidance/scripted-ports';

export const AGENT = 'ns2t1d8k1_ln';

export function experimentOf(changes: Partial<Experiment> = {}): Experiment {
  return {
    format: 1,
    id: 'e1',
    name: 'Test',
    problemSet: 'three',
    problemCount: 3,
    arms: buildArms(['greedy', 'best-of-2', 'egcfg'], [AGENT]),
    seeds: [1],
    budget: NO_BUDGET,
    limits: DEFAULT_LIMITS,
    model: null,
    baseline: null,
    ...changes,
  };
}

export const PROBLEMS: readonly Problem[] = ['a', 'b', 'c'].map((id) => ({ ...PROBLEM, id }));

export interface LaneOptions {
  readonly weightsSha256?: string;
  /** Called before each run; may wait, throw or reject. */
  readonly onRun?: (problem: string) => void | Promise<void>;
}

export function scriptedLane({ weightsSha256 = 'abc', onRun }: LaneOptions = {}): Lane {
  const calls: Calls = { samples: 0, lines: [], openContexts: 0 };
  const model = scriptedModel({ plain: WRONG, guided: RIGHT, proposals: [WRONG, RIGHT] }, calls);
  return {
    model: { ...model, description: { ...model.description, weightsSha256 } },
    interpreter: comparingInterpreter(RIGHT),
    prepare: async (_, problem) => onRun?.(problem.id),
  };
}

/** Locks between runners of one test, as between tabs. */
export function sharedLocks(): RunLocks {
  const held = new Map<string, Promise<unknown>>();
  return {
    perRun: true,
    async alone(name, wait, work) {
      while (held.has(name)) {
        if (!wait) return undefined;
        await held.get(name);
      }
      const done = work();
      held.set(
        name,
        done.catch(() => undefined),
      );
      try {
        return await done;
      } finally {
        held.delete(name);
      }
    },
    claim: () => () => undefined,
  };
}
