/** The settings of one run, under the paper's names (arXiv 2506.10948, section 3 and appendix). */

/**
 * How a problem is put to the model. `built-in`: the short form that our own model is trained on; `instruct`: worked
 * examples, then the task; `long-code`: asks for one small step per line; `chat`: as a turn of the model's own chat
 * template.
 */
export const PROMPT_TYPES = ['built-in', 'instruct', 'long-code', 'chat'] as const;
export type PromptType = (typeof PROMPT_TYPES)[number];

/**
 * When a new signal is taken. `line`: at every k-th line. `token`: before every token. `persistent-prefix`: as soon as
 * one of the candidates at hand no longer begins with the code.
 */
export const GUIDANCE_KINDS = ['line', 'token', 'persistent-prefix'] as const;
export type GuidanceKind = (typeof GUIDANCE_KINDS)[number];

/**
 * How a candidate's execution is written into the signal. `short`: verdicts, results and final locals, the form that
 * the built-in model is trained on (signal.ts). The others are the traces of src/guidance/trace-text: every step
 * (`full`), the last locals alone (`minimal`), as much as fits (`budgeted`), and the published code's text
 * (`published`).
 */
export const TRACE_FORMATS = ['short', 'full', 'minimal', 'budgeted', 'published'] as const;
export type TraceFormat = (typeof TRACE_FORMATS)[number];

export interface AgentSettings {
  /** γ: 0 is the plain stream, 1 the conditional one, above 1 extrapolates. */
  readonly gamma: number;
  /** s: candidate continuations per signal. */
  readonly candidates: number;
  /** t: sampling temperature of the candidates; the answer itself is always greedy. */
  readonly temperature: number;
  /** d: lines per candidate; null for the whole function. */
  readonly horizonLines: number | null;
  /** k: a new signal at every k-th line. */
  readonly refreshEvery: number;
  /** Nucleus of the candidates' sampling. */
  readonly topP: number;
  readonly seed: number;
  /** Take a candidate that passes every visible test as the answer at once. Off in the paper. */
  readonly finishOnPass: boolean;
  /** Published option, null for off: probabilities outside the best so many become 1e-10. */
  readonly topProbsMask: number | null;
  /** Published option, null for exact: epsilon added to both probabilities. */
  readonly epsilon: number | null;
  /** null for the model's own. */
  readonly promptType: PromptType | null;
  readonly guidance: GuidanceKind;
  /** The candidates and what happened when they ran are in the signal. */
  readonly candidateSignal: boolean;
  /** The code so far, run on the tests, is in the signal, in a block of its own before the candidates'. */
  readonly partialSignal: boolean;
  readonly traceFormat: TraceFormat;
  /** Most tokens of the traces in one signal, for the format `budgeted`. */
  readonly traceBudget: number;
  /** Further attempts, each with a seed of its own, while no attempt has solved the problem. */
  readonly retries: number;
  /** Take the program that the candidates agree on, once they keep agreeing. */
  readonly earlyStop: boolean;
  readonly maxLines: number;
  readonly maxTokens: number;
}

/** An agent as the published code has it: one configuration and the list of strengths that it is tried at, in order. */
export interface AgentConfig {
  readonly settings: Omit<AgentSettings, 'gamma'>;
  readonly gammas: readonly number[];
}

export const DEFAULT_AGENT: AgentSettings = {
  gamma: 1,
  candidates: 4,
  temperature: 1,
  horizonLines: 8,
  refreshEvery: 1,
  topP: 0.95,
  seed: 1,
  finishOnPass: false,
  topProbsMask: null,
  epsilon: null,
  promptType: null,
  guidance: 'line',
  candidateSignal: true,
  partialSignal: false,
  traceFormat: 'short',
  traceBudget: 600,
  retries: 0,
  earlyStop: false,
  maxLines: 60,
  maxTokens: 512,
};

/** What a control may be set to; the page and the command line both read this table. */
export const AGENT_RANGES = {
  gamma: { min: -2, max: 20, step: 0.25, integer: false },
  candidates: { min: 1, max: 16, step: 1, integer: true },
  temperature: { min: 0.05, max: 3, step: 0.05, integer: false },
  horizonLines: { min: 1, max: 60, step: 1, integer: true },
  refreshEvery: { min: 1, max: 20, step: 1, integer: true },
  topP: { min: 0.05, max: 1, step: 0.05, integer: false },
  seed: { min: 0, max: 2 ** 31 - 1, step: 1, integer: true },
  retries: { min: 0, max: 20, step: 1, integer: true },
  traceBudget: { min: 40, max: 8000, step: 20, integer: true },
  maxLines: { min: 1, max: 10_000, step: 1, integer: true },
  maxTokens: { min: 1, max: 100_000, step: 1, integer: true },
  epsilon: { min: 1e-12, max: 0.5, step: 1e-8, integer: false },
  topProbsMask: { min: 1, max: 1000, step: 1, integer: true },
} as const;

export type RangedSetting = keyof typeof AGENT_RANGES;

/** Settings that can be without a value: no limit, or off. */
const NULLABLE: ReadonlySet<RangedSetting> = new Set(['horizonLines', 'topProbsMask', 'epsilon']);

/** A sentence for the visitor when a value cannot be used, else null. */
export function settingProblem(name: RangedSetting, value: number | null): string | null {
  const { min, max, integer } = AGENT_RANGES[name];
  if (value === null) {
    return NULLABLE.has(name) ? null : 'Enter a number.';
  }
  if (!Number.isFinite(value)) return 'Enter a number.';
  if (integer && !Number.isInteger(value)) return 'Enter a whole number.';
  if (value < min || value > max) return `Enter a value from ${min} to ${max}.`;
  return null;
}
