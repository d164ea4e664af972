/**
 * What tells one run from any other, in a folder, a zip or a store: two runs with equal identities are the same run. A
 * strategy and its agent are one text, so that whatever there will be can be told apart without another field.
 */
import { canonicalConfigString } from '../agents/config-string';
import { fileNameOf } from '../files/safe-path';

export interface RunIdentity {
  /** `mbpp`, or the name of the visitor's file; '' where it is not known. */
  readonly dataset: string;
  readonly problem: string;
  /** As on the Hub, with `/`, or with `_` where a folder's name is all that is known; '' where nothing is. */
  readonly model: string;
  /** By name: egcfg, greedy, best-of-10, self-debug-3, agents. */
  readonly strategy: string;
  /** Config string without strength and seed. */
  readonly config: string;
  readonly gamma: number;
  /** Of the first attempt; retries are attempts of the same run, and which of them gave the result is in its file. */
  readonly seed: number;
}

type Task = Pick<RunIdentity, 'dataset' | 'problem' | 'model'>;

/**
 * Equal for equal runs. Config strings are compared by their meaning, and a run without guidance is `greedy` whatever
 * its strategy is called.
 */
export function identityKey({ strategy, config, gamma, seed, ...task }: RunIdentity): string {
  const name = strategy === 'egcfg' && gamma === 0 ? 'greedy' : strategy;
  return JSON.stringify([taskKey(task), name, canonicalConfigString(config) ?? config, gamma, seed]);
}

/** One problem under one model, whatever tries it: what `solved_tasks` is about. */
export function taskKey({ dataset, problem, model }: Task): string {
  return JSON.stringify([dataset, problem, model]);
}

/** With names as folders have them, for comparing with what is known from a path alone; different names may be equal. */
export function asInPath<T extends Task>(task: T): T {
  const { dataset, problem, model } = task;
  return { ...task, dataset: fileNameOf(dataset), problem: fileNameOf(problem), model: fileNameOf(model) };
}
