/** Name, symbol and a plain explanation of every setting; the paper's letters in brackets. */
import type { RangedSetting } from '../../guidance/agent';

export interface SettingText {
  readonly label: string;
  readonly symbol: string;
  readonly help: string;
}

export const SETTING_TEXTS: Readonly<Record<RangedSetting, SettingText>> = {
  gamma: {
    label: 'Guidance',
    symbol: 'γ',
    help: 'How strongly the signal steers each token. 0 ignores it, 1 trusts the second prompt alone, above 1 goes further in the same direction.',
  },
  candidates: {
    label: 'Candidates',
    symbol: 's',
    help: 'How many candidates are sampled and run before a line. More candidates find more, and cost more.',
  },
  temperature: {
    label: 'Temperature',
    symbol: 't',
    help: 'How freely candidates are sampled. Low: nearly the same candidate each time. High: wild ones. The answer itself is never sampled.',
  },
  horizonLines: {
    label: 'Horizon',
    symbol: 'd',
    help: 'How many lines a candidate looks ahead. A candidate that reaches the return can be judged; a short one only shows values.',
  },
  refreshEvery: {
    label: 'Refresh',
    symbol: 'k',
    help: 'New candidates at every k-th line. In between, the last signal stays in force: cheaper, but older.',
  },
  topP: {
    label: 'Top-p',
    symbol: 'p',
    help: 'Candidates choose among the likeliest tokens that together reach this probability. 1 lets every token in.',
  },
  seed: {
    label: 'Seed',
    symbol: '',
    help: 'The start of the dice for the candidates. Same seed, same device: the same run, token for token.',
  },
  retries: {
    label: 'Retries',
    symbol: '',
    help: 'So many further attempts, each with a seed of its own, while no attempt has passed the visible tests.',
  },
  traceBudget: {
    label: 'Trace budget',
    symbol: '',
    help: 'Budgeted traces: at most so many tokens of them in one signal. What tells candidates apart comes first; what was left out is said.',
  },
  topProbsMask: {
    label: 'Top-probs mask',
    symbol: '',
    help: 'Before guidance, every token outside the best so many of a prompt counts as all but impossible (1e-10). Empty: off, as in the paper.',
  },
};

/** What the chosen strength of guidance means, for the line under the slider. */
export function gammaWords(gamma: number): string {
  if (!Number.isFinite(gamma)) return '';
  if (gamma === 0) return 'the signal is ignored';
  if (gamma === 1) return 'the second prompt alone';
  if (gamma < 0) return 'away from the signal';
  if (gamma < 1) return 'between the two prompts';
  return gamma <= 3 ? 'beyond the second prompt' : 'far beyond; code may break';
}
