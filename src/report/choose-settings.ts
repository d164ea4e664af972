/**
 * Settings from the development split, by rules that were fixed before the held-out problems were run: the agent that
 * solves most, at equal numbers the cheaper one; a team in which each further agent is the one that solves most of what
 * those before it left, and where none solves any of that, most by itself.
 */
import { type Arm, armsOf } from '../experiments/metrics/arms';
import type { ResultRow } from '../experiments/result-row';
import type { Development, Tried } from './report-schema';
import { costsOf, knownShare, shareOfRows } from './shares';

export const TEAM_SIZE = 8;

interface Candidate {
  readonly agent: string;
  readonly rows: readonly ResultRow[];
  readonly solved: ReadonlySet<string>;
  readonly tokens: number;
}

/** `textOf` gives an arm its config string: strength and all. */
export function triedAgents(rows: readonly ResultRow[], textOf: (arm: Arm) => string): Candidate[] {
  return armsOf(rows).map((arm) => ({
    agent: textOf(arm),
    rows: arm.rows,
    solved: new Set(arm.rows.filter((row) => row.solved).map((row) => row.problem)),
    tokens: costsOf(arm.rows).tokens,
  }));
}

/** Throws where nothing was tried. */
export function bestOf(candidates: readonly Candidate[]): Candidate {
  const [first, ...rest] = candidates;
  if (first === undefined) throw new RangeError('Nothing was tried');
  return rest.reduce((best, next) => (isBetter(next.solved.size, next, best.solved.size, best) ? next : best), first);
}

/** `TEAM_SIZE` where so many were tried, begun by the best. */
export function chooseTeam(candidates: readonly Candidate[]): Development['chosen']['team'] {
  const problems = new Set(candidates.flatMap(({ rows }) => rows.map(({ problem }) => problem))).size;
  const open = [...candidates];
  const together = new Set<string>();
  const team: Development['chosen']['team'] = [];
  while (open.length > 0 && team.length < TEAM_SIZE) {
    const added = ({ solved }: Candidate) => [...solved].filter((problem) => !together.has(problem)).length;
    const next = open.reduce((best, one) => (isBetter(added(one), one, added(best), best) ? one : best));
    open.splice(open.indexOf(next), 1);
    for (const problem of next.solved) together.add(problem);
    team.push({ agent: next.agent, solvedTogether: knownShare(together.size, problems) });
  }
  return team;
}

/** More; at equal numbers more by itself; then cheaper. */
function isBetter(count: number, one: Candidate, otherCount: number, other: Candidate): boolean {
  if (count !== otherCount) return count > otherCount;
  if (one.solved.size !== other.solved.size) return one.solved.size > other.solved.size;
  return one.tokens < other.tokens;
}

export function triedLines(candidates: readonly Candidate[]): Tried[] {
  return candidates.map(({ agent, rows, tokens }) => ({
    agent,
    solved: shareOfRows(rows, (row) => row.solved),
    tokens,
  }));
}
