/** What `public/runs/index.json` says of the recorded runs: enough to offer them without fetching one. */
import * as v from 'valibot';

/**
 * What a run was recorded for. Which problem shows it is found by a search over the bundled ones (scripts/record.mjs), so
 * every one of these is a fact about the run, not about a name.
 */
export const RECORDED_ROLES = ['first', 'rescue', 'plain', 'samples', 'worse', 'unknown'] as const;
export type RecordedRole = (typeof RECORDED_ROLES)[number];

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Passed = v.object({ passed: Count, total: Count });

const RecordedEntrySchema = v.object({
  role: v.picklist(RECORDED_ROLES),
  /** Beside the index. */
  file: v.pipe(v.string(), v.regex(/^[\w-]+\.json$/)),
  problem: v.object({ id: v.string(), title: v.string() }),
  strategy: v.picklist(['egcfg', 'best-of-n', 'self-debug']),
  gamma: v.number(),
  seed: v.number(),
  solved: v.boolean(),
  visible: Passed,
  hidden: Passed,
  /** What plain decoding reaches on the same problem. */
  plain: v.object({ visible: Passed, hidden: Passed }),
  forwardedTokens: Count,
  events: Count,
  /** Of the file, as it lies there and as a host compresses it. */
  bytes: Count,
  gzipBytes: Count,
});
export type RecordedEntry = v.InferOutput<typeof RecordedEntrySchema>;

const RecordedIndexSchema = v.object({
  format: v.literal(1),
  model: v.string(),
  weightsSha256: v.string(),
  runs: v.array(RecordedEntrySchema),
});
export type RecordedIndex = v.InferOutput<typeof RecordedIndexSchema>;

/** null for anything else than such an index. */
export function parseRecordedIndex(input: unknown): RecordedIndex | null {
  const parsed = v.safeParse(RecordedIndexSchema, input);
  return parsed.success ? parsed.output : null;
}

export function entryOf(index: RecordedIndex, role: RecordedRole): RecordedEntry | null {
  return index.runs.find((entry) => entry.role === role) ?? null;
}
