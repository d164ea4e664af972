/** The settings of one run, under the paper's names (arXiv 2506.10948, section 3 and appendix). */

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
  readonly maxLines: number;
  readonly maxTokens: number;
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
} as const;

export type RangedSetting = keyof typeof AGENT_RANGES;

/** A sentence for the visitor when a value cannot be used, else null. */
export function settingProblem(name: RangedSetting, value: number | null): string | null {
  const { min, max, integer } = AGENT_RANGES[name];
  if (value === null) {
    return name === 'horizonLines' ? null : 'Enter a number.';
  }
  if (!Number.isFinite(value)) return 'Enter a number.';
  if (integer && !Number.isInteger(value)) return 'Enter a whole number.';
  if (value < min || value > max) return `Enter a value from ${min} to ${max}.`;
  return null;
}
