/** Strategies, agents and budgets of the command line. */
import { finiteNumber, UsageError } from './agent-options.mjs';
import {
  BUDGET_NAMES,
  budgetProblem,
  buildArms,
  CONTROLS,
  DEFAULT_AGENT,
  DEFAULT_TEAM,
  NO_BUDGET,
  namedStrategy,
  readAgentArgument,
  STRATEGY_NAMES,
  writeConfigString,
} from './experiments.mjs';

/** As they are typed, and as src/guidance/budget.ts calls them. */
const BUDGET_WORDS = { tokens: 'forwardedTokens', runs: 'sessionRuns', seconds: 'seconds' };

/**
 * @param {{ strategies?: string, control?: string, agents?: string, gammas?: string }} values
 * @param {Record<string, number | boolean | string | null>} overrides of the one agent
 * @returns {import('./experiments.mjs').ArmDefinition[]}
 */
export function evalArms({ strategies = 'greedy,egcfg', control = '', agents, gammas }, overrides) {
  const controls = items(control);
  const unknown = controls.find((name) => !CONTROLS.some((one) => one === name));
  if (unknown !== undefined) {
    throw new UsageError(`--control: there is no ${unknown}; choose from ${CONTROLS.join(', ')}.`);
  }
  const names = [...items(strategies), ...controls];
  for (const name of names) {
    if (namedStrategy(name) === null)
      throw new UsageError(`--strategies: there is no ${name}; choose from ${STRATEGY_NAMES}.`);
  }
  if (agents !== undefined && gammas !== undefined) {
    throw new UsageError(
      '--gammas: the agents of --agents have strengths of their own, as in ns4t1d8k1_ln,gamma=0.5|1.',
    );
  }
  if (agents !== undefined && Object.keys(overrides).length > 0) {
    throw new UsageError('--set: the agents of --agents have settings of their own, as in ns4t1d8k1_ln,topP=1.');
  }
  const strengths = items(gammas ?? '1,2').map((gamma) => finiteNumber('--gammas', gamma));
  const guided = ['egcfg', ...CONTROLS];
  const single = names.filter((name) => !guided.includes(name) && name !== 'agents');
  const own = agents === undefined ? [oneAgent(overrides, strengths)] : listed(agents);
  const arms = names.flatMap((name) => {
    if (guided.includes(name) && agents === undefined && strengths.length === 0) return [];
    if (name === 'agents' && agents === undefined) return buildArms([name], DEFAULT_TEAM);
    return buildArms([name], own);
  });
  if (arms.length === 0 || (single.length === 0 && strengths.length === 0 && agents === undefined)) {
    throw new UsageError('--strategies and --gammas leave nothing to run.');
  }
  return arms;
}

/**
 * @param {Record<string, number | boolean | string | null>} overrides
 * @param {readonly number[]} gammas
 */
function oneAgent(overrides, gammas) {
  const { gamma: _, ...settings } = /** @type {typeof DEFAULT_AGENT} */ ({ ...DEFAULT_AGENT, ...overrides });
  return writeConfigString({ settings, gammas: gammas.length > 0 ? gammas : [1] });
}

/** @param {string} agents */
function listed(agents) {
  const read = readAgentArgument(agents);
  const wrong = read.problems.filter(({ severity }) => severity === 'wrong');
  if (wrong.length > 0) {
    throw new UsageError(wrong.map(({ where, message }) => `--agents, ${where}: ${message}`).join('\n'));
  }
  return read.agents.map(({ text }) => text);
}

/**
 * @param {readonly string[]} assignments
 * @returns {import('./experiments.mjs').Budget}
 */
export function budgetOption(assignments) {
  const budget = { ...NO_BUDGET };
  for (const assignment of assignments) {
    const [, word = '', value = ''] = /^([^=]*)=(.*)$/s.exec(assignment) ?? [];
    const name = budgetNamed(`--budget ${assignment}`, word);
    const number = finiteNumber(`--budget ${assignment}`, value);
    const problem = budgetProblem(name, number);
    if (problem !== null) throw new UsageError(`--budget ${assignment}: ${problem}`);
    budget[name] = number;
  }
  return budget;
}

/**
 * @param {{ equal?: string, budget?: string, probe?: boolean }} values
 * @returns {{ unit: import('../../src/guidance/budget').BudgetName, folder: string } | null}
 */
export function equalOption({ equal, budget, probe }) {
  if (equal === undefined) return null;
  if (budget !== undefined || probe) throw new UsageError('--equal goes neither with --budget nor with --probe.');
  const [, word = '', folder = ''] = /^([^=]*)=(.+)$/s.exec(equal) ?? [];
  if (folder === '') throw new UsageError(`--equal ${equal}: give NAME=DIR.`);
  const unit = budgetNamed(`--equal ${equal}`, word);
  return { unit, folder };
}

/**
 * @param {string} option for the message
 * @param {string} word as typed
 */
function budgetNamed(option, word) {
  const name = Object.hasOwn(BUDGET_WORDS, word)
    ? BUDGET_NAMES.find((one) => one === BUDGET_WORDS[/** @type {keyof typeof BUDGET_WORDS} */ (word)])
    : undefined;
  if (name === undefined) throw new UsageError(`${option}: choose one of ${Object.keys(BUDGET_WORDS).join(', ')}.`);
  return name;
}

/** @param {string} value separated by commas */
function items(value) {
  return [
    ...new Set(
      value
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    ),
  ];
}
