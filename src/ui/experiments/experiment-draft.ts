/** A new experiment while somebody fills in its form: texts, which may be wrong, and what they come to. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { configProblems, readConfigString, writeConfigString } from '../../agents/config-string';
import type { ListedAgent } from '../../agents/listed-agent';
import { armsOfExperiment, buildArms } from '../../experiments/definition';
import type { NewExperiment } from '../../experiments/library';
import { armName } from '../../experiments/run-id';
import { namedStrategy, STRATEGY_NAMES } from '../../experiments/strategy-names';
import type { AgentSettings } from '../../guidance/agent';
import { BUDGET_NAMES, type Budget, type BudgetName, budgetProblem } from '../../guidance/budget';
import type { SandboxLimits } from '../../limits/sandbox-limits';

export interface ExperimentDraft {
  readonly name: Signal<string>;
  readonly problemSet: Signal<string>;
  /** The first so many problems; empty for all. */
  readonly first: Signal<string>;
  readonly strategies: Signal<ReadonlySet<SimpleStrategy>>;
  readonly samples: Signal<string>;
  readonly rounds: Signal<string>;
  /** One config string a line. */
  readonly agents: Signal<string>;
  readonly seeds: Signal<string>;
  readonly budget: Readonly<Record<BudgetName, Signal<string>>>;
  readonly baseline: Signal<string>;
  readonly checked: ReadonlySignal<CheckedExperiment>;
}

export const SIMPLE_STRATEGIES = ['greedy', 'best-of', 'self-debug', 'egcfg', 'agents'] as const;
export type SimpleStrategy = (typeof SIMPLE_STRATEGIES)[number];

export type DraftField = 'first' | 'strategies' | 'agents' | 'seeds' | BudgetName;

export interface CheckedExperiment {
  readonly problems: ReadonlyMap<DraftField, string>;
  /** Names of the arms, as far as the fields can be read. */
  readonly arms: readonly string[];
  readonly seeds: number;
  readonly first: number | null;
  /** Null while a field is wrong. */
  readonly experiment: Omit<NewExperiment, 'name' | 'problemSet' | 'limits'> | null;
}

/** Begins with the agents of the visitor's list; where it is empty, with the one of the controls. */
export function createExperimentDraft(
  agent: AgentSettings | null,
  listed: readonly Pick<ListedAgent, 'text'>[] = [],
): ExperimentDraft {
  const strategies = signal<ReadonlySet<SimpleStrategy>>(new Set(['greedy', 'best-of', 'egcfg'] as const));
  const samples = signal('10');
  const rounds = signal('4');
  const first = signal('');
  const own = agent === null ? 'ns4t1d8k1_ln' : textOf(agent);
  const agents = signal(listed.length > 0 ? listed.map(({ text }) => text).join('\n') : own);
  const seeds = signal('1');
  const budget = { forwardedTokens: signal(''), sessionRuns: signal(''), seconds: signal('') };
  const baseline = signal('');

  const checked = computed((): CheckedExperiment => {
    const problems = new Map<DraftField, string>();
    const note = (field: DraftField, message: string | null) => {
      if (message !== null && !problems.has(field)) problems.set(field, message);
    };
    const names = strategyNames(strategies.value, samples.value, rounds.value);
    note('strategies', names.length === 0 ? 'Choose at least one strategy.' : null);
    const unknown = names.find((name) => namedStrategy(name) === null);
    note('strategies', unknown === undefined ? null : `There is no ${unknown}. There are ${STRATEGY_NAMES}.`);
    const lines = agents.value.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [{ text: line.trim(), i }]));
    for (const { text, i } of lines) {
      const [problem] = configProblems(readConfigString(text));
      note('agents', problem === undefined ? null : `Line ${i + 1}: ${problem}`);
    }
    note('agents', lines.length === 0 ? 'Name at least one agent, as in ns4t1d8k1_ln.' : null);
    const numbers = seeds.value.split(/[\s,;]+/).filter((text) => text !== '');
    note('seeds', numbers.length === 0 ? 'Enter at least one seed, as in 1, 2, 3.' : null);
    note(
      'seeds',
      numbers.every((text) => /^\d{1,9}$/.test(text)) ? null : 'Enter whole numbers from 0, as in 1, 2, 3.',
    );
    const limit = first.value.trim() === '' ? null : Number(first.value);
    note('first', limit === null || (Number.isInteger(limit) && limit > 0) ? null : 'Enter a whole number from 1.');
    for (const name of BUDGET_NAMES) note(name, budgetProblem(name, numberOrNull(budget[name].value)));

    const usable = !problems.has('strategies') && !problems.has('agents');
    const arms = usable
      ? buildArms(
          names,
          lines.map(({ text }) => text),
        )
      : [];
    const armNames = armsOfExperiment({ arms }).map(({ strategy, gamma, label }) =>
      armName({ strategy, gamma, ...(label === null ? {} : { agent: label }) }),
    );
    return {
      problems,
      arms: armNames,
      seeds: new Set(numbers).size,
      first: problems.has('first') ? null : limit,
      experiment:
        problems.size > 0
          ? null
          : {
              arms,
              seeds: [...new Set(numbers.map(Number))],
              budget: budgetOf(budget),
              baseline: armNames.includes(baseline.value) ? baseline.value : null,
            },
    };
  });
  return {
    name: signal(''),
    problemSet: signal('bundled'),
    first,
    strategies,
    samples,
    rounds,
    agents,
    seeds,
    budget,
    baseline,
    checked,
  };
}

/** Everything together, or null while something is missing. */
export function newExperiment(
  draft: ExperimentDraft,
  setLabel: string,
  limits: SandboxLimits | null,
): NewExperiment | null {
  const { experiment, arms } = draft.checked.value;
  if (experiment === null || limits === null) return null;
  const name = draft.name.value.trim();
  return { ...experiment, name: name === '' ? `${setLabel}: ${arms.join(', ')}` : name, problemSet: setLabel, limits };
}

function strategyNames(chosen: ReadonlySet<SimpleStrategy>, samples: string, rounds: string): string[] {
  return SIMPLE_STRATEGIES.filter((name) => chosen.has(name)).map((name) => {
    if (name === 'best-of') return `best-of-${samples.trim()}`;
    if (name === 'self-debug') return `self-debug-${rounds.trim()}`;
    return name;
  });
}

function budgetOf(texts: ExperimentDraft['budget']): Budget {
  return {
    forwardedTokens: numberOrNull(texts.forwardedTokens.value),
    sessionRuns: numberOrNull(texts.sessionRuns.value),
    seconds: numberOrNull(texts.seconds.value),
  };
}

function numberOrNull(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

function textOf({ gamma, ...settings }: AgentSettings): string {
  return writeConfigString({ settings: { ...settings, seed: 1 }, gammas: [gamma] });
}
