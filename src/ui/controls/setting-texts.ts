/** Name, symbol and a plain explanation of every setting; the paper's letters in brackets. */
import type { GuidanceKind, PromptType, RangedSetting, TraceFormat } from '../../guidance/agent';
import type { ChoiceSetting, FlagSetting } from '../../playground/settings';

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
  epsilon: {
    label: 'ε',
    symbol: '',
    help: 'The published code adds 1e-8 to both probabilities before it divides them. Empty: the exact formula of the paper.',
  },
  maxLines: {
    label: 'Most lines',
    symbol: '',
    help: 'An answer that has so many lines ends there.',
  },
  maxTokens: {
    label: 'Most tokens',
    symbol: '',
    help: 'An answer that has so many tokens ends there; so does a candidate.',
  },
  topProbsMask: {
    label: 'Top-probs mask',
    symbol: '',
    help: 'Before guidance, every token outside the best so many of a prompt counts as all but impossible (1e-10). Empty: off, as in the paper.',
  },
};

export const FLAG_TEXTS: Readonly<Record<FlagSetting, Omit<SettingText, 'symbol'>>> = {
  candidateSignal: {
    label: 'Candidate signal',
    help: 'What the candidates did when they ran stands in the second prompt.',
  },
  partialSignal: {
    label: 'Partial-execution signal',
    help: 'The code so far, completed and run on the tests, stands there too, before the candidates. With both off nothing steers.',
  },
  finishOnPass: {
    label: 'Finish with a passing candidate',
    help: 'Takes the first candidate that passes every visible test as the answer. The paper goes on line by line instead.',
  },
  earlyStop: {
    label: 'Stop when candidates converge',
    help: 'Takes the program that all candidates of two refreshes in a row are, whether it passes or not. A single candidate needs four.',
  },
};

export const CHOICE_TEXTS: Readonly<Record<ChoiceSetting, Omit<SettingText, 'symbol'>>> = {
  promptType: {
    label: 'Prompt type',
    help: 'How the problem is put to the model. Its wording can be seen and edited beside each line, under “The two prompts”.',
  },
  guidance: {
    label: 'Guidance strategy',
    help: 'When candidates are sampled anew: at every k-th line, before every token (dear), or once one of them is left.',
  },
  traceFormat: {
    label: 'Trace format',
    help: 'How a run of a candidate is written into the second prompt. The built-in model is trained on the short form.',
  },
};

export const PROMPT_TYPE_NAMES: Readonly<Record<PromptType, string>> = {
  'built-in': 'short form of the built-in model',
  instruct: 'few-shot instruct',
  'long-code': 'long code, one step per line',
  chat: "the model's chat template",
};

export const GUIDANCE_NAMES: Readonly<Record<GuidanceKind, string>> = {
  line: 'line',
  token: 'token',
  'persistent-prefix': 'persistent prefix',
};

export const TRACE_FORMAT_NAMES: Readonly<Record<TraceFormat, string>> = {
  short: 'short: verdicts and results',
  full: 'full: every step',
  minimal: 'minimal: last locals',
  budgeted: 'budgeted: as much as fits',
  published: 'as the published code',
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
