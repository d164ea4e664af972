/**
 * What one test may use in the sandbox, as settings. This table is the only place with defaults, units and ranges: the
 * page's fields, the command line, run files and the interpreter port read them here.
 */
import * as v from 'valibot';

export interface LimitDefinition {
  /** All three in the unit that the name of the limit says. */
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** How a person reads and types it: so many of the name's units are one of `unit`. */
  readonly unit: string;
  readonly unitSize: number;
}

const KB = 1024;
const MB = 1024 * KB;

export const LIMITS = {
  /** Traced steps (lines, jumps, returns) of one test. A verdict on the whole answer has no step limit. */
  maxSteps: { default: 20_000, min: 100, max: 5_000_000, unit: 'steps', unitSize: 1 },
  /** Wall clock of one test before its worker is replaced. */
  deadlineMs: { default: 1_000, min: 100, max: 60_000, unit: 'ms', unitSize: 1 },
  /** Python's whole memory, interpreter included. */
  maxHeapBytes: { default: 256 * MB, min: 64 * MB, max: 1024 * MB, unit: 'MB', unitSize: MB },
  /** Standard output of one test; its errors may be as much again. */
  maxOutputBytes: { default: 64 * KB, min: KB, max: 256 * KB, unit: 'KB', unitSize: KB },
  /** Nested calls of Python functions. Calls through built-in code end earlier, at the browser's own stack. */
  maxRecursionDepth: { default: 1_000, min: 100, max: 20_000, unit: 'calls', unitSize: 1 },
  /** Steps whose detail is kept in a trace; later ones are counted only. */
  maxTraceSteps: { default: 400, min: 10, max: 5_000, unit: 'steps', unitSize: 1 },
  /** Values that a trace shows in all; the first step that would go beyond is counted only, as are those after it. */
  maxTraceValues: { default: 2_000, min: 10, max: 20_000, unit: 'values', unitSize: 1 },
} as const satisfies Readonly<Record<string, LimitDefinition>>;

export type LimitName = keyof typeof LIMITS;
export type SandboxLimits = Readonly<Record<LimitName, number>>;

/** In the order in which they are shown. */
export const LIMIT_NAMES: readonly LimitName[] = [
  'maxSteps',
  'deadlineMs',
  'maxHeapBytes',
  'maxOutputBytes',
  'maxRecursionDepth',
  'maxTraceSteps',
  'maxTraceValues',
];

/** One limit in its own unit; what is missing takes its default. */
function entry(name: LimitName) {
  const { default: usual, min, max } = LIMITS[name];
  const message = `${name} must be a whole number from ${min} to ${max}`;
  return v.optional(
    v.pipe(v.number(message), v.integer(message), v.minValue(min, message), v.maxValue(max, message)),
    usual,
  );
}

const ENTRIES = {
  maxSteps: entry('maxSteps'),
  deadlineMs: entry('deadlineMs'),
  maxHeapBytes: entry('maxHeapBytes'),
  maxOutputBytes: entry('maxOutputBytes'),
  maxRecursionDepth: entry('maxRecursionDepth'),
  maxTraceSteps: entry('maxTraceSteps'),
  maxTraceValues: entry('maxTraceValues'),
};

/** For files: a name that a later version added is passed over. */
export const SandboxLimitsSchema = v.object(ENTRIES);
const StrictSchema = v.strictObject(ENTRIES);

export const DEFAULT_LIMITS: SandboxLimits = v.parse(SandboxLimitsSchema, {});

export type ReadLimits =
  | { readonly kind: 'limits'; readonly limits: SandboxLimits }
  | { readonly kind: 'invalid'; readonly message: string };

/** Limits that somebody wrote, all or some of them; an unknown name is refused, for it may be a slip of the pen. */
export function readLimits(input: unknown): ReadLimits {
  const read = v.safeParse(StrictSchema, input);
  if (read.success) return { kind: 'limits', limits: read.output };
  const [issue] = read.issues;
  const unknown = issue.type === 'strict_object' && typeof issue.path?.[0]?.key === 'string';
  const name = String(issue.path?.[0]?.key ?? '');
  return {
    kind: 'invalid',
    message: unknown ? `there is no limit ${name}; choose one of ${LIMIT_NAMES.join(', ')}` : issue.message,
  };
}

/** A limit in the unit that people read. */
export function shownLimit(name: LimitName, value: number): number {
  return value / LIMITS[name].unitSize;
}

/** A limit with its unit: "20,000 steps", "256 MB". */
export function limitWithUnit(name: LimitName, value: number): string {
  return `${shownLimit(name, value).toLocaleString('en')} ${LIMITS[name].unit}`;
}

export type ReadLimit =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'problem'; readonly message: string };

/** What was typed into a field, in the unit shown beside it; the value comes back in the limit's own. */
export function readLimit(name: LimitName, text: string): ReadLimit {
  const { min, max, unit, unitSize } = LIMITS[name];
  // Number('') is 0, which nobody meant who left the field empty.
  const shown = text.trim() === '' ? Number.NaN : Number(text);
  const value = shown * unitSize;
  if (Number.isInteger(shown) && value >= min && value <= max) return { kind: 'value', value };
  const [least, most] = [min, max].map((bound) => shownLimit(name, bound).toLocaleString('en'));
  return { kind: 'problem', message: `Enter a whole number from ${least} to ${most} ${unit}.` };
}
