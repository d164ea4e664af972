/** The page's one object: engines, the current run, and the commands that the controls give. */
import type { ReadonlySignal } from '@preact/signals';
import type { AgentConfig, AgentSettings } from '../guidance/agent';
import type { Budget } from '../guidance/budget';
import type { RunEvent } from '../guidance/events';
import type { DecodePlan, Device, LanguageModel } from '../guidance/ports';
import type { ProbeInput, ProbeResult } from '../guidance/probe';
import type { PromptEdits } from '../guidance/prompt';
import type { Strategy } from '../guidance/strategy';
import type { SandboxLimits } from '../limits/sandbox-limits';
import type { Problem } from '../problems/schema';
import type { RunView } from '../runs/run-view';
import type { AgentRun } from './agent-runs';
import type { BranchRequest, RunLane } from './branches';
import type { JudgeElsewhere } from './endpoint/judge-desk';
import type { Lanes } from './lanes';
import type { ModelFolder } from './models/model-folder';
import type { RunHistory } from './run-log';
import type { ModelState, PythonState, RunState } from './state';

/** How a run is made and what its tests may use. */
export interface RunSettings {
  /** EG-CFG where none is named. */
  readonly strategy?: Strategy;
  readonly agent: AgentSettings;
  readonly limits: SandboxLimits;
  /** No limit where none is given. */
  readonly budget?: Budget;
  /** How the device is used, to make a run again that names it; the model's own where it is not given. */
  readonly plan?: DecodePlan;
  /** Prompts in the visitor's wording, in place of ours. */
  readonly promptEdits?: PromptEdits;
}

/** Several agents on one problem, and which of them stops which. */
export interface AgentsSettings extends Omit<RunSettings, 'strategy' | 'agent' | 'plan' | 'budget'> {
  readonly configs: readonly AgentConfig[];
  readonly stopAtFirst: boolean;
  /** Every strength of a list is tried, instead of stopping at the first that passes. */
  readonly eachOfList: boolean;
}

/** A run as it can be brought back, with how it was branched off one that stands before it in the same list. */
export interface FinishedRun {
  readonly events: readonly RunEvent[];
  /** `parent`: place in the list; null where that run is no longer known. */
  readonly origin: { readonly parent: number | null; readonly request: BranchRequest } | null;
}

export interface Playground {
  readonly model: ReadonlySignal<ModelState>;
  readonly python: ReadonlySignal<PythonState>;
  readonly run: ReadonlySignal<RunState>;
  /** The run on the screen at every moment of it; another object when another run is on the screen. */
  readonly log: ReadonlySignal<RunHistory>;
  /** Fold of all its events so far; a new object whenever something changed. */
  readonly view: ReadonlySignal<RunView>;
  /** Wall-clock milliseconds of the current run, updated while it runs; not part of the events. */
  readonly elapsedMs: ReadonlySignal<number>;
  /** Events so far, for files and tests; grows in place. */
  events(): readonly RunEvent[];
  /** Begins loading both engines in the background; calling again retries what failed. */
  prepare(): void;
  /**
   * Loads the model again, on the given device or on the one that fits best (null); another model where a folder is
   * given, which is then the model of every later load.
   */
  loadModel(device: Device | null, folder?: ModelFolder): void;
  /** A model behind an endpoint, from now on; null for the page's own again. */
  useEndpoint(model: LanguageModel | null): void;
  /** Answers are judged elsewhere from now on; null for the sandbox of this page. */
  useJudge(judge: JudgeElsewhere | null): void;
  /** Loads the model in use again: every token read by itself, or as many at once as its file allows. */
  readExactly(exact: boolean): void;
  /** Ends whatever runs, then starts. In `step` mode it pauses before every line. */
  start(problem: Problem, settings: RunSettings, mode: 'run' | 'step'): void;
  /** Ends whatever runs, then lets all agents write, in turns. `agents` tells of each; the first is shown. */
  startAgents(problem: Problem, settings: AgentsSettings): void;
  /** The agents of the last such start; empty before one, and after another run has begun. */
  readonly agents: ReadonlySignal<readonly AgentRun[]>;
  /** Shows the run of one agent in place of another's: everything that is drawn of a run follows. */
  look(agent: number): void;
  /** Index of the agent that is shown. */
  readonly shownAgent: ReadonlySignal<number | null>;
  /**
   * Ends whatever runs, then starts a run that begins with a part of the one on the screen, with the same problem,
   * limits and strategy. That one stays, in `lanes`.
   */
  branch(request: BranchRequest, mode: 'run' | 'step'): void;
  /** Runs that were branched off and their branches, in the order in which they were made. */
  readonly lanes: ReadonlySignal<readonly RunLane[]>;
  /** Shows the run of a lane in place of another's; what is being written goes on behind. */
  showLane(id: number): void;
  /** Forgets the run of a lane, unless it is still being written. */
  removeLane(id: number): void;
  /** How many tokens each text has for the model; null while none is loaded. */
  countTokens(texts: readonly string[]): Promise<readonly number[] | null>;
  /** Ends whatever runs, then looks at one line start; nothing of it is drawn. Rejects where an engine fails. */
  probe(input: Omit<ProbeInput, 'model' | 'interpreter'>): Promise<ProbeResult>;
  /** Engines for work in the background: the page's own, and so many more. Rejects where an engine fails. */
  openLanes(count: number): Promise<Lanes>;
  /** While paused: lets one line through (`step`) or all of them (`resume`). */
  step(): void;
  resume(): void;
  /** Ends the run; nothing is added to the events later than this call, but `run-stopped`. */
  stop(): void;
  /** Ends whatever runs, then puts a finished run on the screen; a playhead plays it (playhead.ts). */
  show(events: readonly RunEvent[]): void;
  /** Ends whatever runs, then has these finished runs as lanes, the `shown`-th on the screen. Returns a log for each. */
  bringBack(runs: readonly FinishedRun[], shown: number): readonly RunHistory[];
}
