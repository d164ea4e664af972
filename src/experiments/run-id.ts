/** What tells one run of an experiment from another; two with equal identities are the same run. */

export interface RunId {
  readonly problem: string;
  /** By name: greedy, best-of-10, self-debug-3, egcfg, agents. */
  readonly strategy: string;
  readonly gamma: number;
  /** The default where it is not given: rows from before there were several seeds have none. */
  readonly seed?: number;
  /** Config string of the agent, or the label of several; none where all runs share one agent. */
  readonly agent?: string;
}

export const DEFAULT_SEED = 1;

export function seedOf({ seed }: { readonly seed?: number }): number {
  return seed ?? DEFAULT_SEED;
}

/** Equal for equal runs. */
export function runKey(run: RunId): string {
  const { problem, strategy, gamma, agent } = run;
  const rest = agent === undefined ? [] : [agent];
  return JSON.stringify([problem, strategy, gamma, seedOf(run), ...rest]);
}

/** Strategies whose name says everything; of the others γ is a part of the name. */
const UNGUIDED = /^(greedy|best-of-|self-debug-|agents)/;

/** A strategy with its settings, without problem and seed: one line of a table. */
export function armName({ strategy, gamma, agent }: Pick<RunId, 'strategy' | 'gamma' | 'agent'>): string {
  const guided = UNGUIDED.test(strategy) ? strategy : `${strategy} ${gamma}`;
  return agent === undefined ? guided : `${guided} ${agent}`;
}
