/**
 * The measured report of the built-in model as data: what `npm run measure` writes into measured.json, and what the
 * documents and the page show of it. Shares are in [0, 1]; intervals are 95 %.
 */
import * as v from 'valibot';

const count = v.pipe(v.number(), v.minValue(0));
const part = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** A proportion over problems (or line starts) with Wilson's interval. */
const ShareSchema = v.object({ count, total: count, value: part, low: part, high: part });
export type Share = v.InferOutput<typeof ShareSchema>;

/** A difference or a ratio with its interval. */
const IntervalSchema = v.object({ value: v.number(), low: v.number(), high: v.number() });
export type ReportInterval = v.InferOutput<typeof IntervalSchema>;

const PairSchema = v.object({
  /** Second less first. */
  difference: IntervalSchema,
  /** Problems that the one alone solves. */
  gained: count,
  lost: count,
});
export type Pair = v.InferOutput<typeof PairSchema>;

export const STRATEGY_IDS = ['greedy', 'best-of-n', 'egcfg', 'agents'] as const;
export type StrategyId = (typeof STRATEGY_IDS)[number];

const StrategyRowSchema = v.object({
  id: v.picklist(STRATEGY_IDS),
  /** As the result rows have it: best-of-10. */
  name: v.string(),
  n: count,
  /** Every visible test passes. */
  solved: ShareSchema,
  /** Every hidden one too; null where no problem has any. */
  both: v.nullable(ShareSchema),
  /** Of what passes the visible tests, what also passes the hidden ones; null where there is none. */
  hiddenOfSolved: v.nullable(ShareSchema),
  /** Over greedy on the same problems; null for greedy itself. */
  over: v.nullable(PairSchema),
  rsr: v.nullable(IntervalSchema),
  tokens: count,
  sessionRuns: count,
  seconds: count,
  errors: count,
});
export type StrategyRow = v.InferOutput<typeof StrategyRowSchema>;

export const SET_IDS = ['held-out', 'narrow', 'free', 'bundled', 'unseen', 'mbpp', 'humaneval'] as const;
export type SetId = (typeof SET_IDS)[number];

const SourceSchema = v.object({
  /** As named on the command line. */
  problems: v.string(),
  problemsSha256: v.string(),
  /** How it was made, one command per line. */
  commands: v.array(v.string()),
});

const SetSchema = v.object({
  id: v.picklist(SET_IDS),
  title: v.string(),
  about: v.string(),
  /** Problems in the whole set. */
  of: count,
  ...SourceSchema.entries,
  rows: v.pipe(v.array(StrategyRowSchema), v.minLength(1)),
});
export type SetReport = v.InferOutput<typeof SetSchema>;

const CurveSchema = v.object({
  setting: v.picklist(['gamma', 'candidates']),
  ...SourceSchema.entries,
  points: v.array(
    v.object({
      at: v.number(),
      n: count,
      solved: ShareSchema,
      both: v.nullable(ShareSchema),
      tokens: count,
      sessionRuns: count,
      seconds: count,
    }),
  ),
});
export type Curve = v.InferOutput<typeof CurveSchema>;

export const UNITS = ['forwardedTokens', 'sessionRuns', 'seconds'] as const;

const EqualCostSchema = v.object({
  unit: v.picklist(UNITS),
  against: v.picklist(['egcfg', 'agents']),
  n: count,
  guided: ShareSchema,
  sampled: ShareSchema,
  /** Guided less sampled. */
  pair: PairSchema,
  /** Means per problem, in the unit. */
  guidedCost: count,
  sampledCost: count,
  ...SourceSchema.entries,
});
export type EqualCost = v.InferOutput<typeof EqualCostSchema>;

const ControlSchema = v.object({
  control: v.picklist(['swapped-traces', 'passing-line']),
  n: count,
  solved: ShareSchema,
  /** The control over greedy. */
  over: PairSchema,
  /** Which part of the gain of guidance the control keeps; null where guidance gains nothing. */
  kept: v.nullable(IntervalSchema),
  /** Guidance over the control. */
  guidance: PairSchema,
  tokens: count,
});
export type ControlReport = v.InferOutput<typeof ControlSchema>;

const LineStartsSchema = v.object({
  /** Whether a candidate passes every visible test there. */
  passing: v.boolean(),
  /** null for the conditional stream alone. */
  gamma: v.nullable(v.number()),
  n: count,
  plainRight: v.nullable(ShareSchema),
  rescue: v.nullable(ShareSchema),
  keep: v.nullable(ShareSchema),
});
export type LineStarts = v.InferOutput<typeof LineStartsSchema>;

const WeightsLineSchema = v.object({
  set: v.string(),
  strategy: v.string(),
  n: count,
  old: ShareSchema,
  new: ShareSchema,
  /** New less old. */
  pair: PairSchema,
});
export type WeightsLine = v.InferOutput<typeof WeightsLineSchema>;

const CostTableSchema = v.object({
  unit: v.picklist(UNITS),
  at: v.array(v.number()),
  curves: v.array(v.object({ name: v.string(), shares: v.array(ShareSchema) })),
});
export type CostTable = v.InferOutput<typeof CostTableSchema>;

const TriedSchema = v.object({ agent: v.string(), solved: ShareSchema, tokens: count });
export type Tried = v.InferOutput<typeof TriedSchema>;

/** The search for settings on the development split. */
export const DevelopmentSchema = v.object({
  weightsSha256: v.string(),
  n: count,
  ...SourceSchema.entries,
  agents: v.array(TriedSchema),
  sampling: v.array(TriedSchema),
  chosen: v.object({
    agent: v.string(),
    /** In the order in which they were added: each solves what those before it left. */
    team: v.array(v.object({ agent: v.string(), solvedTogether: ShareSchema })),
    /** Sampling settings of best of N. */
    sampling: v.string(),
  }),
});
export type Development = v.InferOutput<typeof DevelopmentSchema>;

export const VERDICTS = ['met', 'met-within-chance', 'missed-narrowly', 'missed', 'not-measured'] as const;

const TargetSchema = v.object({
  id: v.string(),
  words: v.string(),
  goal: v.string(),
  value: v.nullable(IntervalSchema),
  verdict: v.picklist(VERDICTS),
});
export type Target = v.InferOutput<typeof TargetSchema>;

export const ReportSchema = v.object({
  format: v.literal(1),
  model: v.string(),
  weightsSha256: v.string(),
  device: v.string(),
  command: v.string(),
  settings: v.object({ agent: v.string(), team: v.array(v.string()), sampling: v.string(), seed: v.number() }),
  development: v.nullable(DevelopmentSchema),
  sets: v.array(SetSchema),
  curves: v.array(CurveSchema),
  equalCost: v.array(EqualCostSchema),
  controls: v.nullable(v.object({ ...SourceSchema.entries, lines: v.array(ControlSchema) })),
  lineStarts: v.nullable(v.object({ n: count, ...SourceSchema.entries, lines: v.array(LineStartsSchema) })),
  costs: v.array(CostTableSchema),
  weights: v.nullable(
    v.object({ oldSha256: v.string(), commands: v.array(v.string()), lines: v.array(WeightsLineSchema) }),
  ),
  targets: v.array(TargetSchema),
});
export type Report = v.InferOutput<typeof ReportSchema>;

/** What is asked of the main rows; a report below it says so itself. */
export const MAIN_N = 300;
/** Of each point of a curve. */
export const CURVE_N = 100;
/** Below this a figure shows the form and measures nothing. */
export const FEWEST_N = 30;
