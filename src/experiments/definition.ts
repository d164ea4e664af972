/**
 * What an experiment is: problems × arms × seeds, with what they share. It holds everything that decides a run, so that
 * it can go on in another visit, in another tab, or on another machine from its zip.
 */
import * as v from 'valibot';
import { agentsOf, readConfigString, writeConfigString } from '../agents/config-string';
import { type AgentSettings, DEFAULT_AGENT } from '../guidance/agent';
import { type BUDGET_NAMES, type Budget, budgetProblem } from '../guidance/budget';
import { PLACES } from '../guidance/ports';
import { SandboxLimitsSchema } from '../limits/sandbox-limits';
import { PlanSchema } from '../runs/event-schema';
import { namedStrategy } from './strategy-names';

export const EXPERIMENT_FORMAT = 1;

const part = (name: (typeof BUDGET_NAMES)[number]) =>
  v.pipe(
    v.nullable(v.number()),
    v.check((value) => budgetProblem(name, value) === null, 'is no budget'),
  );

export const BudgetSchema: v.GenericSchema<unknown, Budget> = v.object({
  forwardedTokens: part('forwardedTokens'),
  sessionRuns: part('sessionRuns'),
  seconds: part('seconds'),
});

const ArmSchema = v.object({
  strategy: v.pipe(
    v.string(),
    v.check((name) => namedStrategy(name) !== null, 'is no strategy'),
  ),
  /** Config strings; several only for `agents`. Each may list strengths, and is then an agent for each. */
  agents: v.pipe(
    v.array(
      v.pipe(
        v.string(),
        v.check((text) => readConfigString(text).kind === 'agent', 'is no config string'),
      ),
    ),
    v.minLength(1, 'names no agent'),
  ),
  /** Its name in tables, where its strategy alone would not tell it from others. */
  label: v.nullable(v.string()),
});
export type ArmDefinition = v.InferOutput<typeof ArmSchema>;

export const ExperimentSchema = v.object({
  format: v.literal(EXPERIMENT_FORMAT),
  id: v.pipe(v.string(), v.regex(/^[\w-]{1,80}$/, 'is no identity')),
  name: v.pipe(v.string(), v.maxLength(200)),
  problemSet: v.string(),
  problemCount: v.number(),
  arms: v.pipe(v.array(ArmSchema), v.minLength(1, 'has no strategy')),
  seeds: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0))), v.minLength(1, 'has no seed')),
  budget: BudgetSchema,
  limits: SandboxLimitsSchema,
  /** Which weights on which device all runs are of; null until the first one. */
  model: v.nullable(
    v.object({
      id: v.string(),
      weightsSha256: v.string(),
      device: v.picklist(PLACES),
      /** How the first run used the device: all others follow it, so that their costs can be compared. */
      plan: v.exactOptional(PlanSchema),
    }),
  ),
  /** Name of the arm that the others are compared with; null for greedy. */
  baseline: v.nullable(v.string()),
});
export type Experiment = v.InferOutput<typeof ExperimentSchema>;

/** One line of the tables: what is done with a problem and a seed. */
export interface Arm {
  readonly strategy: string;
  /** 0 where nothing is guided; of several agents the first one's. */
  readonly gamma: number;
  readonly label: string | null;
  /** One, or all of them for `agents`; the seed is the run's. */
  readonly agents: readonly AgentSettings[];
}

export function armsOfExperiment({ arms }: Pick<Experiment, 'arms'>): Arm[] {
  return arms.flatMap(({ strategy, agents, label }): Arm[] => {
    const named = namedStrategy(strategy);
    const settings = agents.flatMap(settingsOf);
    const [first = DEFAULT_AGENT] = settings;
    if (named === null) return [];
    if (named.kind === 'agents') return [{ strategy, gamma: first.gamma, label, agents: settings }];
    if (named.gamma === 'zero') return [{ strategy, gamma: 0, label, agents: [{ ...first, gamma: 0 }] }];
    return settings.map((agent) => ({ strategy, gamma: agent.gamma, label, agents: [agent] }));
  });
}

/** An agent for each of its strengths; none where the text is no config string. */
export function settingsOf(text: string): readonly AgentSettings[] {
  const read = readConfigString(text);
  return read.kind === 'agent' ? agentsOf(read.config) : [];
}

/** The agent without strength and seed: what tells configurations apart, and names the folder of published results. */
export function configOf({ gamma: _, ...settings }: AgentSettings): string {
  return writeConfigString({ settings: { ...settings, seed: DEFAULT_AGENT.seed }, gammas: [DEFAULT_AGENT.gamma] });
}

/** The agent with its strength, without its seed. */
export function agentText({ gamma, ...settings }: AgentSettings): string {
  return writeConfigString({ settings: { ...settings, seed: DEFAULT_AGENT.seed }, gammas: [gamma] });
}

/**
 * Strategies × agents. What does not guide is run once, with the sampling settings of the first agent; `egcfg` is an arm
 * for each agent, `agents` one of all. Agents name the arms only where there are several.
 */
export function buildArms(strategies: readonly string[], agents: readonly string[]): ArmDefinition[] {
  const [first] = agents;
  if (first === undefined) return [];
  return strategies.flatMap((strategy): ArmDefinition[] => {
    const named = namedStrategy(strategy);
    if (named?.kind === 'agents') return [{ strategy, agents: [...agents], label: `${settingsCount(agents)} agents` }];
    if (named?.gamma === 'agent' && agents.length > 1) {
      return agents.map((agent) => ({ strategy, agents: [agent], label: shortConfig(agent) }));
    }
    return [{ strategy, agents: [first], label: null }];
  });
}

function settingsCount(agents: readonly string[]): number {
  return agents.flatMap(settingsOf).length;
}

function shortConfig(text: string): string {
  const [agent] = settingsOf(text);
  return agent === undefined ? text : configOf(agent);
}
