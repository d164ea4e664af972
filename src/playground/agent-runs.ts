/** The runs of several agents side by side: each has a log of its own, and one of them is shown. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { AgentSettings } from '../guidance/agent';
import { agentsOf, runAgents } from '../guidance/agents';
import type { CancelSignal } from '../guidance/cancellation';
import type { Interpreter, LanguageModel } from '../guidance/ports';
import type { Problem } from '../problems/schema';
import type { RunView } from '../runs/run-view';
import type { AgentsSettings } from './playground';
import { RunLog } from './run-log';

export interface AgentRun {
  /** Which configuration it belongs to: its place in the list. */
  readonly config: number;
  readonly settings: AgentSettings;
  readonly view: ReadonlySignal<RunView>;
}

interface Ports {
  readonly model: LanguageModel;
  readonly interpreter: Interpreter;
  readonly problem: Problem;
}

export class AgentRuns {
  readonly #list = signal<readonly AgentRun[]>([]);
  readonly #shown = signal<number | null>(null);
  #logs: readonly RunLog[] = [];

  get list(): ReadonlySignal<readonly AgentRun[]> {
    return this.#list;
  }

  get shown(): ReadonlySignal<number | null> {
    return this.#shown;
  }

  clear(): void {
    this.#list.value = [];
    this.#shown.value = null;
    this.#logs = [];
  }

  flush(): void {
    for (const log of this.#logs) log.flush();
  }

  /** The log of the agent, which is then the one shown. */
  look(agent: number): RunLog | null {
    const log = this.#logs[agent];
    if (log === undefined) return null;
    this.#shown.value = agent;
    return log;
  }

  /** Lays out the agents; `work` lets them write. Their last words count also after a stop. */
  begin({ configs, stopAtFirst, eachOfList, limits, promptEdits }: AgentsSettings) {
    const { agents, lists } = agentsOf(configs);
    const logs = agents.map(() => new RunLog());
    const [first = new RunLog()] = logs;
    this.#logs = logs;
    this.#list.value = logs.map((log, agent) => ({
      config: lists.findIndex((list) => list.includes(agent)),
      settings: at(agents, agent),
      view: log.view,
    }));
    this.#shown.value = logs.length > 0 ? 0 : null;
    const work = (abort: CancelSignal, ports: Ports) =>
      runAgents(
        abort,
        { ...ports, limits, forced: [], ...(promptEdits === undefined ? {} : { promptEdits }) },
        { agents, lists, stopAtFirst, eachOfList },
        (agent, event) => {
          if (this.#logs === logs) logs[agent]?.append(event);
        },
      );
    return { work, first };
  }
}

function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`There is no agent ${index}`);
  return value;
}
