/**
 * What an interrupted experiment still has to do: the runs it wants, in their order, against the results there are. The
 * same wish and the same results give the same answer, whoever asks.
 */
import type { ResultsFolder } from './read-results';
import { asInPath, identityKey, type RunIdentity, taskKey } from './run-identity';

export interface ResumeOptions {
  /** A problem that any agent has solved is not tried by others (the published `use_global_cache`). */
  readonly skipSolved: boolean;
  /** The list of strengths of one agent ends at the first that solves the problem, as the published code has it. */
  readonly stopAtFirstGamma: boolean;
}

export type RunState =
  | { readonly kind: 'done'; readonly solved: boolean }
  | { readonly kind: 'missing' }
  /** There is a file of it that says nothing. */
  | { readonly kind: 'half-written'; readonly path: string; readonly reason: string }
  | { readonly kind: 'skipped'; readonly reason: 'solved by another agent' | 'solved at another strength' };

export interface PlannedRun {
  readonly identity: RunIdentity;
  readonly state: RunState;
}

/** One entry for every wanted run, in order; a run that is wanted twice is one. */
export function planRuns(
  wanted: Iterable<RunIdentity>,
  folder: Pick<ResultsFolder, 'results' | 'stubs' | 'unfinished' | 'solved'>,
  { skipSolved, stopAtFirstGamma }: ResumeOptions,
): readonly PlannedRun[] {
  const runs = new Map<string, RunIdentity>();
  for (const identity of wanted) runs.set(identityKey(identity), identity);
  const own = new Map<string, boolean>();
  const published = new Map<string, boolean>();
  const solvedTasks = new Set<string>();
  const solvedLists = new Set<string>();
  for (const { identity, result } of folder.results) {
    const isOwn = result.playground !== undefined;
    if (isOwn) own.set(identityKey(identity), result.passed);
    else published.set(publishedKey(identity), result.passed);
    if (!result.passed) continue;
    solvedTasks.add(isOwn ? taskKey(identity) : inPathKey(identity));
    solvedLists.add(isOwn ? listKey(identity) : publishedKey({ ...identity, gamma: 1 }));
  }
  for (const task of folder.solved) solvedTasks.add(task.own ? taskKey(task) : inPathKey(task));
  for (const { identity } of folder.stubs) solvedTasks.add(inPathKey(identity));
  const half = new Map(folder.unfinished.map((one) => [identityKey(asInPath(one.identity)), one]));
  return [...runs].map(([key, identity]): PlannedRun => {
    const solved = own.get(key) ?? published.get(publishedKey(identity));
    if (solved !== undefined) return { identity, state: { kind: 'done', solved } };
    const listIsSolved = solvedLists.has(listKey(identity)) || solvedLists.has(publishedKey({ ...identity, gamma: 1 }));
    if (stopAtFirstGamma && listIsSolved) {
      return { identity, state: { kind: 'skipped', reason: 'solved at another strength' } };
    }
    if (skipSolved && (solvedTasks.has(taskKey(identity)) || solvedTasks.has(inPathKey(identity)))) {
      return { identity, state: { kind: 'skipped', reason: 'solved by another agent' } };
    }
    const file = half.get(identityKey(asInPath(identity)));
    if (file === undefined) return { identity, state: { kind: 'missing' } };
    return { identity, state: { kind: 'half-written', path: file.path, reason: file.reason } };
  });
}

/** The runs to make, in order. After each the plan is to be asked again where one success ends others. */
export function missingRuns(plan: readonly PlannedRun[]): readonly RunIdentity[] {
  return plan.flatMap(({ identity, state }) =>
    state.kind === 'missing' || state.kind === 'half-written' ? [identity] : [],
  );
}

/** One agent on one problem, whatever the strength. */
function listKey(identity: RunIdentity): string {
  return identityKey({ ...identity, strategy: identity.strategy === 'greedy' ? 'egcfg' : identity.strategy, gamma: 1 });
}

/**
 * Of a published file its path alone says whose it is. Its seed is made from the agent's settings, so the file counts for
 * every seed. Marked, because an own name may read as a name in a path.
 */
function publishedKey(identity: RunIdentity): string {
  const strategy = identity.strategy === 'greedy' ? 'egcfg' : identity.strategy;
  return `path ${identityKey({ ...asInPath(identity), strategy, seed: 0 })}`;
}

function inPathKey(task: Pick<RunIdentity, 'dataset' | 'problem' | 'model'>): string {
  return `path ${taskKey(asInPath(task))}`;
}
