/** Our outcome of a test beside CPython's: equal, different for a known reason, or different. */
import type { TestOutcome } from '../../src/guidance/ports';
import type { CPythonOutcome } from './cpython';

export interface OutcomeDifference {
  readonly says: string;
  /** The reason is known and is neither of the runtime nor of the program. */
  readonly explained: boolean;
}

/** What a limit of ours is in a Python without it. */
const SAME_AS_LIMIT: Readonly<Record<string, readonly string[]>> = {
  steps: ['timeout'],
  recursion: ['RecursionError'],
  memory: ['MemoryError', 'OverflowError'],
};

const ONLY_DATA = 'which cannot be compared: only plain values count';

export function compareOutcomes(ours: TestOutcome, theirs: CPythonOutcome): OutcomeDifference | null {
  const there = theirs.kind === 'raised' ? theirs.type : theirs.kind;
  if (ours.kind === 'limit') {
    const same = SAME_AS_LIMIT[ours.limit]?.includes(there) ?? false;
    return same ? null : { says: `limit ${ours.limit} here, ${there} there`, explained: false };
  }
  const here = ours.kind === 'raised' ? ours.type : ours.kind;
  if (here !== there) return { says: `${here} here, ${there} there`, explained: false };
  if ((ours.kind === 'passed' || ours.kind === 'failed') && theirs.got !== null && ours.got !== theirs.got) {
    // A function, an object: judging hands over data alone, and says so. The verdict is the same.
    const explained = ours.kind === 'failed' && (ours.got ?? '').endsWith(ONLY_DATA);
    return { says: `value ${ours.got} here, ${theirs.got} there`, explained };
  }
  return null;
}
