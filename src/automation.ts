/**
 * The page's programmable surface, `window.playground`: the commands behind `npm run eval` and `npm run record`, the
 * browser tests, and whoever likes to drive the page from the console. It does what the buttons do and reads the same
 * events.
 */

import type { Spent } from './endpoint/spending';
import type { Arm } from './experiments/definition';
import { failedRow } from './experiments/result-row';
import { type RunId, runKey } from './experiments/run-id';
import { type CompletedRun, type Lane, runOne } from './experiments/run-one';
import { type AgentSettings, DEFAULT_AGENT } from './guidance/agent';
import { BUDGET_NAMES, type Budget, budgetProblem, NO_BUDGET } from './guidance/budget';
import type { EventOf, RunEvent } from './guidance/events';
import { PlaygroundError } from './guidance/failure';
import type { DecodePlan, Device, ModelDescription } from './guidance/ports';
import { lineStarts, type ProbeResult } from './guidance/probe';
import { EGCFG, type Strategy, strategyProblem } from './guidance/strategy';
import { readLimits, type SandboxLimits } from './limits/sandbox-limits';
import type { AutomatedEndpoint, EndpointOptions } from './playground/endpoint/automated-endpoint';
import type { ModelFolder } from './playground/models/model-folder';
import type { Playground } from './playground/playground';
import { until } from './playground/until';
import { whenReady } from './playground/when-ready';
import { BUNDLED_PROBLEMS } from './problems/bundled';
import { type FunctionProblem, type Problem, parseProblem } from './problems/schema';

export interface PlaygroundAutomation {
  /** Resolves when model and interpreter are ready; rejects with what failed. */
  ready(): Promise<void>;
  /**
   * A model of a folder under the page's `models/` where one is named, and that one from then on. `plan` is followed by
   * all runs from then on that name none of their own.
   */
  load(options: {
    device: Device | null;
    model?: Omit<ModelFolder, 'from' | 'stored'>;
    plan?: DecodePlan;
  }): Promise<ModelDescription>;
  /**
   * A model behind an endpoint, from then on; the page must be allowed to connect there. So many calls of `runSpec` may be
   * under way at a time. Rejects with what the server cannot do.
   */
  endpoint(options: EndpointOptions & { readonly lanes: number }): Promise<ModelDescription>;
  /** What its requests have cost since. */
  endpointSpent(): Promise<Spent>;
  /** Asks it anew: the name of what answers there now, or why it cannot be used. */
  checkEndpoint(): ReturnType<AutomatedEndpoint['check']>;
  bundledProblems(): Promise<FunctionProblem[]>;
  /** One run from start to end; resolves with its events, whatever the outcome. */
  run(input: {
    problem: unknown;
    agent?: Partial<AgentSettings>;
    /** Of every test; those left out are the defaults. */
    limits?: Partial<SandboxLimits>;
    /** EG-CFG where none is named. */
    strategy?: Strategy;
    /** Parts that are left out have no limit. */
    budget?: Partial<Budget>;
    /** How the device is used; what the calibration found best where it is not given. */
    plan?: DecodePlan;
  }): Promise<RunEvent[]>;
  /** One run of an experiment (experiments/run-one.ts), beside whatever is on the screen. */
  runSpec(input: SpecInput): Promise<CompletedRun>;
  /**
   * Looks at up to `starts` line starts of a reference solution (guidance/probe.ts), chosen by the agent's seed.
   * Rejects with what cannot be used or has failed, in words.
   */
  probe(input: {
    problem: unknown;
    solution: string;
    starts: number;
    gammas: readonly number[];
    agent?: Partial<AgentSettings>;
    limits?: Partial<SandboxLimits>;
  }): Promise<ProbeResult[]>;
  /** Events of the run on the screen. */
  events(): readonly RunEvent[];
  stop(): void;
}

export interface SpecInput {
  readonly id: RunId;
  readonly problem: unknown;
  readonly arm: Arm;
  readonly budget: Budget;
  readonly limits: Partial<SandboxLimits>;
}

declare global {
  interface Window {
    playground?: PlaygroundAutomation;
  }
}

export function installAutomation(playground: Playground): void {
  let idle: Promise<Lane[]> | null = null;
  let endpoint: AutomatedEndpoint | null = null;
  const openIdle = async (count: number) => {
    const { lanes, shortage } = await playground.openLanes(count);
    if (lanes.length < count) throw new Error(`There are ${lanes.length} lanes instead of ${count}: ${shortage}`);
    return [...lanes];
  };
  const opened = () => {
    if (endpoint === null) throw new Error('No endpoint is in use.');
    return endpoint;
  };
  const ready = async () => {
    playground.prepare();
    await Promise.all([whenReady(playground.model), whenReady(playground.python)]);
  };
  let pinned: DecodePlan | undefined;
  window.playground = {
    ready,
    async load({ device, model, plan }) {
      pinned = plan;
      playground.loadModel(device, model === undefined ? undefined : { ...model, from: 'page' });
      await until(playground.model, (state) => state.kind === 'ready' || state.kind === 'failed');
      const state = playground.model.value;
      if (state.kind === 'failed') throw new PlaygroundError(state.failure);
      if (state.kind !== 'ready') throw new Error('The model is not ready.');
      return state.description;
    },
    async endpoint({ lanes, ...options }) {
      const { openEndpoint } = await import('./playground/endpoint/automated-endpoint');
      endpoint = await openEndpoint(options);
      playground.useEndpoint(endpoint.model);
      await ready();
      idle = openIdle(lanes);
      await idle;
      return endpoint.model.description;
    },
    endpointSpent: async () => opened().spent(),
    checkEndpoint: async () => opened().check(),
    bundledProblems: async () => [...BUNDLED_PROBLEMS],
    async run({ problem, agent, limits = {}, strategy = EGCFG, budget = {}, plan = pinned }) {
      const settings = readSettings(agent, limits, strategy, budget);
      const parsed = usable(problem);
      if (parsed.kind === 'refused') return [parsed.event];
      if (settings.kind === 'refused') return [settings.event];
      await ready();
      playground.start(parsed.problem, { ...settings, strategy, ...(plan === undefined ? {} : { plan }) }, 'run');
      await until(playground.run, (state) => state.kind === 'ended');
      return [...playground.events()];
    },
    async runSpec({ id, problem, arm, budget, limits }) {
      const settings = readSettings({}, limits, EGCFG, budget);
      const parsed = usable(problem);
      const refusal = (message: string): CompletedRun => {
        const unread = { id: id.problem, visibleTests: [], hiddenTests: [] };
        return { row: failedRow(unread, id, message, 0), parts: [], outage: null };
      };
      if (parsed.kind === 'refused') return refusal(parsed.event.message);
      if (settings.kind === 'refused') return refusal(settings.event.message);
      await ready();
      idle ??= openIdle(1);
      const lanes = await idle;
      const lane = lanes.shift();
      if (lane === undefined) throw new Error('Every lane is at work.');
      const spec = { id, key: runKey(id), problem: parsed.problem, arm };
      const options = {
        budget: settings.budget,
        limits: settings.limits,
        ...(pinned === undefined ? {} : { plan: pinned }),
        nowMs: () => performance.now(),
      };
      try {
        return await runOne(new AbortController().signal, lane, spec, options);
      } finally {
        lanes.push(lane);
      }
    },
    async probe({ problem, solution, starts, gammas, agent, limits = {} }) {
      const settings = readSettings(agent, limits, EGCFG);
      const parsed = usable(problem);
      if (parsed.kind === 'refused') throw new Error(parsed.event.message);
      if (settings.kind === 'refused') throw new Error(settings.event.message);
      await ready();
      const results: ProbeResult[] = [];
      const { entryPoint } = parsed.problem;
      if (entryPoint === null) throw new Error('Only functions are probed: this problem asks for a whole program.');
      for (const line of lineStarts(solution, entryPoint, starts, settings.agent.seed)) {
        results.push(await playground.probe({ ...settings, problem: parsed.problem, solution, line, gammas }));
      }
      return results;
    },
    events: () => playground.events(),
    stop: () => playground.stop(),
  };
}

/** What a run gives that is not begun. */
interface Refused {
  readonly kind: 'refused';
  readonly event: EventOf<'run-failed'>;
}

function refused(message: string, advice: string): Refused {
  return { kind: 'refused', event: { kind: 'run-failed', message, advice } };
}

function usable(input: unknown): Refused | { readonly kind: 'usable'; readonly problem: Problem } {
  const parsed = parseProblem(input);
  if (parsed.kind === 'problem') return { kind: 'usable', problem: parsed.problem };
  const said = parsed.issues.map((issue) => `${issue.field} ${issue.message}`).join('; ');
  return refused(`The problem cannot be used: ${said}.`, 'Correct the problem.');
}

function readSettings(
  agent: Partial<AgentSettings> | undefined,
  limits: Partial<SandboxLimits>,
  strategy: Strategy,
  given: Partial<Budget> = {},
):
  | Refused
  | {
      readonly kind: 'usable';
      readonly agent: AgentSettings;
      readonly limits: SandboxLimits;
      readonly budget: Budget;
    } {
  const read = readLimits(limits);
  if (read.kind === 'invalid') return refused(`The limits cannot be used: ${read.message}.`, 'Correct the limits.');
  const wrong = strategyProblem(strategy);
  if (wrong !== null) return refused(wrong.message, wrong.advice);
  const budget: Budget = { ...NO_BUDGET, ...given };
  for (const name of BUDGET_NAMES) {
    const problem = budgetProblem(name, budget[name]);
    if (problem !== null) return refused(`The budget of ${name} cannot be used.`, problem);
  }
  return { kind: 'usable', budget, agent: { ...DEFAULT_AGENT, ...agent }, limits: read.limits };
}
