/** Replies of the Python runtime, read from JSON text by schemas: the shapes of the port, with bounds. */
import * as v from 'valibot';
import type { Executable, TestRun } from '../../guidance/ports';
import type { ProgramRun } from '../../guidance/program-test';
import { LIMITS } from '../../limits/sandbox-limits';

const MAX_STEPS_KEPT = 10_000;
const MAX_LOCALS = 100;

const text = v.pipe(v.string(), v.maxLength(1_000_000));
const name = v.pipe(v.string(), v.maxLength(1000));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const RaisedSchema = v.strictObject({ kind: v.literal('raised'), type: name, message: text });

const LimitSchema = v.strictObject({
  kind: v.literal('limit'),
  limit: v.picklist(['steps', 'deadline', 'memory', 'output', 'recursion']),
  message: text,
});

const OutcomeSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('passed'), got: v.nullable(text) }),
  v.strictObject({ kind: v.literal('failed'), got: v.nullable(text) }),
  RaisedSchema,
  LimitSchema,
  v.strictObject({ kind: v.literal('bad-test'), message: text }),
]);

const StepSchema = v.strictObject({
  event: v.picklist(['call', 'line', 'return', 'exception']),
  line: count,
  scope: name,
  depth: count,
  // One line may bind hundreds: an import of everything that a module has.
  changed: v.pipe(
    v.array(v.strictTuple([name, v.strictObject({ value: text, type: name })])),
    v.maxLength(LIMITS.maxTraceValues.max),
  ),
  result: v.nullable(text),
});

const RunSchema = v.strictObject({
  test: text,
  outcome: OutcomeSchema,
  finalLocals: v.pipe(v.array(v.strictTuple([name, text])), v.maxLength(MAX_LOCALS)),
  steps: v.pipe(v.array(StepSchema), v.maxLength(MAX_STEPS_KEPT)),
  stepCount: count,
  stdout: text,
});

/** Of a whole program: how it ended, not whether that was right. */
const TracedProgramSchema = v.strictObject({
  ...RunSchema.entries,
  outcome: v.variant('kind', [v.strictObject({ kind: v.literal('ended') }), RaisedSchema, LimitSchema]),
});

const ExecutableSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('executable'), code: text, normalised: text }),
  v.strictObject({ kind: v.literal('refused'), reason: text }),
]);

const SettledSchema = v.strictObject({ outcome: OutcomeSchema });

const PlanSchema = v.union([
  v.strictObject({ imports: text, calls: v.array(text), names: v.array(name) }),
  v.strictObject({ whole: v.literal(true) }),
  SettledSchema,
]);

/** What the program computed for one test, on its way to the comparison. Text, which the page does not read: it could be nested
 * more deeply than the page's stack. */
const ValueSchema = v.union([
  v.strictObject({ plain: v.string() }),
  v.strictObject({ strange: text }),
  // What came instead of a value, where the test asks for it. Never a verdict: those are the referee's.
  v.strictObject({
    ended: v.variant('kind', [
      RaisedSchema,
      LimitSchema,
      v.strictObject({ kind: v.literal('bad-test'), message: text }),
    ]),
  }),
]);

const CallSchema = v.union([
  v.strictObject({ values: v.pipe(v.array(ValueSchema), v.maxLength(1000)) }),
  SettledSchema,
]);

const ImportsSchema = v.strictObject({ names: v.pipe(v.array(name), v.maxLength(200)) });

const ProgramRunSchema = v.strictObject({
  outcome: v.variant('kind', [v.strictObject({ kind: v.literal('ended') }), RaisedSchema, LimitSchema]),
  stdout: text,
});

export type TracedProgram = v.InferOutput<typeof TracedProgramSchema>;
/** A test whose outcome is known. */
export type Settled = v.InferOutput<typeof SettledSchema>;
/** How a test is judged: by calls that are taken apart from it, or as a whole. */
export type Plan = Exclude<v.InferOutput<typeof PlanSchema>, Settled>;
export type Called = Exclude<v.InferOutput<typeof CallSchema>, Settled>;

function reader<T>(schema: v.GenericSchema<unknown, T>): (reply: string) => T | null {
  return (reply) => {
    try {
      // Up to the first fault: to describe each of the million that a forged reply has room for would take a minute.
      const read = v.safeParse(schema, JSON.parse(reply), { abortEarly: true });
      return read.success ? read.output : null;
    } catch {
      return null;
    }
  };
}

/** Each returns null for a reply that is not of its shape. */
export const readRun: (reply: string) => TestRun | null = reader(RunSchema);
export const readExecutable: (reply: string) => Executable | null = reader(ExecutableSchema);
export const readSettled: (reply: string) => Settled | null = reader(SettledSchema);
export const readPlan: (reply: string) => Plan | Settled | null = reader(PlanSchema);
export const readCalled: (reply: string) => Called | Settled | null = reader(CallSchema);
/** Names of modules, of one request for the imports of several sources. */
export const readImports: (reply: string) => string[] | null = reader(
  v.pipe(
    ImportsSchema,
    v.transform((reply) => reply.names),
  ),
);
/** As `readRun`, of a whole program: whether it passes is for the page to say. */
export const readTracedProgram: (reply: string) => TracedProgram | null = reader(TracedProgramSchema);
export const readProgramRun: (reply: string) => ProgramRun | null = reader(ProgramRunSchema);
