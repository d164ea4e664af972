/** Branches as the panels see them: the lanes, which of them is shown, and what can be done with each. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { AgentSettings } from '../../guidance/agent';
import type { RunLane } from '../../playground/branches';
import type { BranchStart } from '../../playground/given-ids';
import type { Playground } from '../../playground/playground';
import type { Playhead } from '../../playground/playhead';
import type { RunHistory } from '../../playground/run-log';
import { attemptSeedOf } from '../../runs/beginning';

export interface BranchChange {
  readonly gamma: number;
  readonly seed: number;
}

/** Code that is being edited, not yet given to the model. */
export interface EditDraft {
  readonly log: RunHistory;
  readonly text: string;
  /** Of the cursor, from 1. */
  readonly line: number;
  /** As it is typed. */
  readonly gamma: string;
}

export interface BranchDesk {
  /** Of the run that branches are made of: a panel that draws another run offers none. */
  readonly log: ReadonlySignal<RunHistory>;
  readonly lanes: ReadonlySignal<readonly RunLane[]>;
  /** The lane on the screen; null where the run there has no branches. */
  readonly shown: ReadonlySignal<RunLane | null>;
  /** The run's own strength and seed; null where no branch of it can be made. */
  readonly own: ReadonlySignal<BranchChange | null>;
  /** Why no branch of the run on the screen can be made, in words; null where one can. */
  readonly reason: ReadonlySignal<string | null>;
  /** The visitor edits code in the editor. */
  readonly editing: Signal<boolean>;
  /** What the editor holds meanwhile; put there before, it is what the editor begins with. */
  readonly draft: Signal<EditDraft | null>;
  start(start: BranchStart, change: BranchChange): void;
  /** The same branch of the same run once more. */
  again(lane: RunLane): void;
  show(lane: number): void;
  play(lane: number): void;
  remove(lane: number): void;
}

export function createBranchDesk(playground: Playground, playhead: Playhead): BranchDesk {
  const { log, lanes } = playground;
  const started = computed(() => playground.view.value.started);
  const reason = computed(() => {
    if (started.value === null) return 'There is no run yet.';
    if (started.value.strategy.kind !== 'egcfg') {
      return 'Only a run that was written line by line can be branched; this one writes whole programs.';
    }
    return playground.view.value.lines.length === 0 ? 'The run has not begun a line yet.' : null;
  });
  return {
    log,
    lanes,
    shown: computed(() => lanes.value.find((lane) => lane.log === log.value) ?? null),
    own: computed(() => {
      const agent = reason.value === null ? (started.value?.agent ?? null) : null;
      // Of a retry the seed is another one.
      playground.view.value.attempt;
      return agent === null ? null : { gamma: agent.gamma, seed: attemptSeedOf(log.value.events) ?? agent.seed };
    }),
    reason,
    editing: signal(false),
    draft: signal(null),
    start(start, change) {
      const agent: AgentSettings | undefined = started.peek()?.agent;
      if (agent === undefined || reason.peek() !== null) return;
      playground.branch({ start, agent: { ...agent, ...change } }, 'run');
    },
    again({ origin }) {
      if (origin === null || origin.parent === null) return;
      playground.showLane(origin.parent);
      playground.branch(origin.request, 'run');
    },
    show: (lane) => playground.showLane(lane),
    play(lane) {
      playground.showLane(lane);
      playhead.follow();
      playhead.play();
    },
    remove: (lane) => playground.removeLane(lane),
  };
}
