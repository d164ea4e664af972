/** What is compared: the lanes, their runs, and how far they are shown. Lives as long as the tab. */
import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';
import { type Arm, agentText, armsOfExperiment, buildArms } from '../../experiments/definition';
import { runIdOf } from '../../experiments/run-list';
import { runOne } from '../../experiments/run-one';
import { costsOfEvents, type Parting, partings } from '../../experiments/side-by-side';
import { NO_BUDGET } from '../../guidance/budget';
import type { RunEvent } from '../../guidance/events';
import { toFailure } from '../../guidance/failure';
import { RunLog } from '../../playground/run-log';
import type { Desk } from '../app/desk';

export const LANE_STRATEGIES = [
  { name: 'greedy', label: 'Greedy' },
  { name: 'egcfg', label: 'EG-CFG' },
  { name: 'best-of-10', label: 'Best of 10' },
  { name: 'self-debug-4', label: 'Self-debugging, 4 rounds' },
  { name: 'swapped-traces', label: 'Control: swapped traces' },
  { name: 'passing-line', label: 'Control: passing line' },
] as const;

export const FEWEST_LANES = 2;
export const MOST_LANES = 4;

export interface ComparedLane {
  readonly strategy: string;
  readonly label: string;
  readonly events: readonly RunEvent[];
  readonly costs: readonly number[];
  /** `stopped` by the visitor or a failure, as far as it came. */
  readonly state: 'writing' | 'stopped' | 'ended';
}

export type CompareRun =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly label: string }
  | { readonly kind: 'failed'; readonly message: string; readonly advice: string };

export interface CompareState {
  readonly strategies: Signal<readonly string[]>;
  readonly run: ReadonlySignal<CompareRun>;
  readonly lanes: ReadonlySignal<readonly ComparedLane[]>;
  readonly partings: ReadonlySignal<readonly (Parting | null)[]>;
  /** Most tokens that a lane forwarded. */
  readonly most: ReadonlySignal<number>;
  /** How many forwarded tokens are shown; null for all. */
  readonly tokens: Signal<number | null>;
  start(desk: Pick<Desk, 'checked' | 'settings' | 'playground'>): Promise<void>;
  stop(): void;
}

/** Lanes are folded anew each time: often enough to be watched, seldom enough to stay smooth. */
const SHOWN_EVERY_MS = 150;
const logOfLane = () => new RunLog((act) => setTimeout(act, SHOWN_EVERY_MS));

/** `newLog` makes what tells of new events. */
export function createCompare(newLog: () => RunLog = logOfLane): CompareState {
  const strategies = signal<readonly string[]>(['greedy', 'egcfg']);
  const run = signal<CompareRun>({ kind: 'idle' });
  const lanes = signal<readonly ComparedLane[]>([]);
  const tokens = signal<number | null>(null);
  let abort = new AbortController();
  return {
    strategies,
    run,
    lanes,
    tokens,
    // What is still being written has not parted by being shorter.
    partings: computed(() =>
      partings(lanes.value.filter(({ state }) => state === 'ended').map(({ events }) => events)),
    ),
    most: computed(() => Math.max(0, ...lanes.value.map(({ costs }) => costs.at(-1) ?? 0))),
    stop: () => abort.abort(new DOMException('Stopped by the visitor.', 'AbortError')),
    async start(desk) {
      const problem = desk.checked.value;
      const agent = desk.settings.agent.value;
      const limits = desk.settings.limits.values.value;
      if (problem.kind !== 'problem' || agent === null || limits === null) return;
      abort = new AbortController();
      const mine = abort;
      lanes.value = [];
      tokens.value = null;
      run.value = { kind: 'running', label: 'Starting the engines' };
      try {
        const opened = await desk.playground.openLanes(1);
        const [lane] = opened.lanes;
        if (lane === undefined) throw new Error('There is no lane');
        // A lane without guidance in the settings would be greedy twice.
        const guided = agent.gamma === 0 ? { ...agent, gamma: 1 } : agent;
        for (const name of strategies.value) {
          const [arm] = armsOfExperiment({ arms: buildArms([name], [agentText(guided)]) });
          if (arm === undefined) continue;
          const label = labelOf(arm);
          run.value = { kind: 'running', label: `${label} writes` };
          const id = runIdOf(problem.problem.id, arm, agent.seed);
          const spec = { id, key: '', problem: problem.problem, arm };
          const before = lanes.value;
          const log = newLog();
          const show = (state: ComparedLane['state']) => {
            const events = log.events.slice();
            lanes.value = [...before, { strategy: name, label, events, costs: costsOfEvents(events), state }];
          };
          const unwatch = effect(() => {
            if (log.length.value > 0) untracked(() => show('writing'));
          });
          let state: ComparedLane['state'] = 'stopped';
          try {
            const options = { budget: NO_BUDGET, limits, nowMs: () => performance.now() };
            await runOne(mine.signal, lane, spec, { ...options, onEvent: (event) => log.append(event) });
            state = 'ended';
          } finally {
            unwatch();
            if (log.events.length > 0) show(state);
          }
        }
        run.value = { kind: 'idle' };
      } catch (thrown) {
        const { message, advice } = toFailure(thrown);
        run.value = mine.signal.aborted ? { kind: 'idle' } : { kind: 'failed', message, advice };
      }
    },
  };
}

function labelOf({ strategy, gamma }: Arm): string {
  const label = LANE_STRATEGIES.find(({ name }) => name === strategy)?.label ?? strategy;
  return gamma === 0 ? label : `${label}, γ ${gamma}`;
}
