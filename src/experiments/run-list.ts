/** The runs of an experiment in the order in which they are made: the same list for the same definition. */
import type { Problem } from '../problems/schema';
import { type Arm, armsOfExperiment, type Experiment } from './definition';
import { DEFAULT_SEED, type RunId, runKey } from './run-id';

export interface RunSpec {
  readonly id: RunId;
  readonly key: string;
  readonly problem: Problem;
  readonly arm: Arm;
}

/**
 * Problems outermost: however early an experiment is stopped, its arms have run on the same problems and can be compared.
 * Two arms that would be the same run are one.
 */
export function runList(experiment: Pick<Experiment, 'arms' | 'seeds'>, problems: readonly Problem[]): RunSpec[] {
  const arms = armsOfExperiment(experiment);
  const specs = new Map<string, RunSpec>();
  for (const problem of problems) {
    for (const seed of experiment.seeds) {
      for (const arm of arms) {
        const id = runIdOf(problem.id, arm, seed);
        const key = runKey(id);
        if (!specs.has(key)) specs.set(key, { id, key, problem, arm });
      }
    }
  }
  return [...specs.values()];
}

export function runIdOf(problem: string, { strategy, gamma, label }: Arm, seed: number): RunId {
  return {
    problem,
    strategy,
    gamma,
    ...(seed === DEFAULT_SEED ? {} : { seed }),
    ...(label === null ? {} : { agent: label }),
  };
}
