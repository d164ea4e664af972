/** Which runs of a tab are kept where not all of them fit. */

export interface SizedLane<Id> {
  readonly id: Id;
  /** The lane that it was branched off; null for a run of its own. */
  readonly parent: Id | null;
  readonly bytes: number;
  /** It is on the screen or still being written. */
  readonly needed: boolean;
}

/**
 * `lanes` in the order in which they were made. The oldest branch goes first; a run that branches came of goes with the
 * last of them. What is needed stays, whatever its size.
 */
export function lanesThatFit<Id>(lanes: readonly SizedLane<Id>[], mostBytes: number): readonly Id[] {
  let kept = lanes;
  for (;;) {
    const parents = new Set(kept.map(({ parent }) => parent));
    kept = kept.filter(({ id, parent, needed }) => needed || parent !== null || parents.has(id));
    if (kept.reduce((sum, { bytes }) => sum + bytes, 0) <= mostBytes) break;
    const oldest = kept.find(({ parent, needed }) => parent !== null && !needed);
    if (oldest === undefined) break;
    kept = kept.filter((lane) => lane !== oldest);
  }
  return kept.map(({ id }) => id);
}
