/** What is known of a loaded set without its problems: enough for lists, tables and choices. */
import * as v from 'valibot';
import type { LoadedProblem } from '../problems/readers/problem-rows';
import { problemKind } from '../problems/schema';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const SetInfoSchema = v.object({
  id: v.string(),
  /** Of its file, its address or its data set. */
  name: v.string(),
  /** Where it came from, in words. */
  source: v.string(),
  /** Formats of its rows (`FORMATS`), with how many of each. */
  formats: v.array(v.object({ id: v.string(), count })),
  /** What `place` counts in it. */
  unit: v.picklist(['line', 'entry']),
  problemCount: count,
  brokenCount: count,
  /** Why it was not read to its end; null where it was. */
  stopped: v.nullable(v.string()),
  /** Characters of its problems as they are stored. */
  storedChars: count,
  /** Problems lie in so many parts. */
  partCount: count,
});
export type SetInfo = v.InferOutput<typeof SetInfoSchema>;

export const IndexRowSchema = v.object({
  place: count,
  id: v.string(),
  title: v.string(),
  /** How the statement begins. */
  about: v.string(),
  kind: v.picklist(['function', 'program', 'snippet']),
  visible: count,
  hidden: count,
  tags: v.array(v.string()),
  notes: count,
});
export type IndexRow = v.InferOutput<typeof IndexRowSchema>;

export const BrokenRowSchema = v.object({ place: count, reason: v.string() });

/** Titles and tags are cut: a table shows no more. */
const MAX_SHOWN = 200;

export function indexRow({ place, problem, tags, notes }: LoadedProblem): IndexRow {
  return {
    place,
    id: problem.id,
    title: problem.title.slice(0, MAX_SHOWN),
    about: problem.statement.slice(0, MAX_SHOWN).replace(/\s+/g, ' ').trim(),
    kind: problemKind(problem),
    visible: problem.visibleTests.length,
    hidden: problem.hiddenTests.length,
    tags: tags.slice(0, 8).map((tag) => tag.slice(0, MAX_SHOWN)),
    notes: notes.length,
  };
}

export function shownSize(chars: number): string {
  if (chars < 1000) return `${chars} B`;
  return chars < 1_000_000 ? `${Math.round(chars / 1000)} kB` : `${(chars / 1_000_000).toFixed(1)} MB`;
}
