/**
 * A result file as the published code writes it, with the fields that its documentation leaves out, and ours in a field
 * of its own that others pass over. Read, it is either a result, or unfinished (reserved and never written, cut in the
 * middle), or wrong in a field that is named.
 */
import * as v from 'valibot';
import { ResultRowSchema } from '../experiments/result-row';
import { readJsonText } from '../files/json-text';
import { PLACES } from '../guidance/ports';

export const RESULT_FORMAT = 1;

const integer = v.pipe(v.number('a number'), v.integer('a whole number'));
const optionalText = v.exactOptional(v.nullable(v.string('a text or null')));

const TestResultSchema = v.looseObject(
  {
    result: v.boolean('true or false'),
    /** Seconds; null where nobody took them. */
    time: v.optional(v.nullable(v.number('a number or null')), null),
    /** `Timeout`, `Exception` or `GenerationError`; a failed assert has none. */
    error: v.optional(v.nullable(v.string('a text or null')), null),
    tb: optionalText,
  },
  'an object with "result"',
);
export type TestResult = v.InferOutput<typeof TestResultSchema>;

/** Our part. `row` is what the tables are made of; the identity's other fields are those that a path may lose. */
const OwnSchema = v.object({
  format: v.literal(RESULT_FORMAT, `${RESULT_FORMAT}`),
  dataset: v.string('a text'),
  model: v.string('a text'),
  strategy: v.string('a text'),
  config: v.string('a text'),
  seed: integer,
  device: v.nullable(v.picklist(PLACES, 'webgpu, wasm, endpoint or null')),
  row: ResultRowSchema,
  /** Run files of this result, beside it. */
  runs: v.array(v.string('a text')),
});
export type OwnPart = v.InferOutput<typeof OwnSchema>;

const KNOWN = {
  /** null where nothing was generated. */
  code: v.nullable(v.string('a text or null')),
  results: v.record(v.string(), TestResultSchema, 'an object of tests'),
  passed: v.boolean('true or false'),
  accuracy: v.number('a number'),
  general_error: optionalText,
  has_testcase_error: v.exactOptional(v.boolean('true or false')),
  stats: v.exactOptional(v.record(v.string(), v.union([v.number(), v.string(), v.null()]), 'an object')),
  /** From 0; -1 for a baseline that was taken from elsewhere. */
  retry: v.exactOptional(integer),
  random_seed: v.exactOptional(integer),
  tb: optionalText,
  /** Another agent had solved the problem: nothing was run. */
  global_cached: v.exactOptional(v.boolean('true or false')),
  /** Its older name. */
  cached: v.exactOptional(v.boolean('true or false')),
  playground: v.exactOptional(OwnSchema),
};
const ResultSchema = v.looseObject(KNOWN, 'an object');
export type PublishedResult = v.InferOutput<typeof ResultSchema>;

export type ReadResult =
  | { readonly kind: 'result'; readonly result: PublishedResult; readonly unknownFields: readonly string[] }
  /** To be done again; the reason is a sentence. */
  | { readonly kind: 'unfinished'; readonly reason: string }
  | { readonly kind: 'wrong'; readonly reason: string };

export function readResult(text: string): ReadResult {
  if (text.trim() === '') {
    return { kind: 'unfinished', reason: 'It is empty: reserved for a result that was never written.' };
  }
  const json = readJsonText(text);
  if (json.kind === 'no-json') return { kind: 'unfinished', reason: `It was written by half: ${json.reason}.` };
  const parsed = v.safeParse(ResultSchema, json.value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const place = v.getDotPath(issue);
    const missing = issue.received === 'undefined' ? 'nothing' : issue.received;
    const expected = missing === 'nothing' && place !== null ? `a field ${place}` : issue.message;
    return { kind: 'wrong', reason: `${place ?? 'file'}: expected ${expected}; found ${missing.slice(0, 80)}.` };
  }
  const unknownFields = Object.keys(parsed.output).filter((name) => !Object.hasOwn(KNOWN, name));
  return { kind: 'result', result: parsed.output, unknownFields };
}

/** Nothing was run for it: another agent had solved the problem before. */
export function isStub({ global_cached, cached }: PublishedResult): boolean {
  return global_cached === true || cached === true;
}

export function writeResult(result: PublishedResult): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}
