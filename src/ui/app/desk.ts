/**
 * What the panels share: the playground, the visitor's problems and settings, and what is picked for a closer look.
 * Panels read signals from here and call its commands; none of them knows another.
 */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type AgentsStore, createAgentsStore } from '../../agents/agents-store';
import type { ExperimentLibrary } from '../../experiments/library';
import type { RunEvent } from '../../guidance/events';
import type { RunKeeper } from '../../kept-run/run-keeper';
import { noOffline, type Offline } from '../../offline/offline';
import { type EndpointDesk, noEndpoint } from '../../playground/endpoint/endpoint-desk';
import { type JudgeDesk, noJudge } from '../../playground/endpoint/judge-desk';
import type { ModelLibrary } from '../../playground/models/model-library';
import type { Playground } from '../../playground/playground';
import { createPlayhead, type Playhead } from '../../playground/playhead';
import { type CheckedDraft, checkDraft } from '../../playground/problem-draft';
import type { ProblemStore } from '../../playground/problem-store';
import { repeatedPlan } from '../../playground/repeated-plan';
import type { SettingsStore } from '../../playground/settings';
import type { RunView } from '../../runs/run-view';
import { type BranchDesk, createBranchDesk } from '../branch/branch-desk';
import { createFileDesk, type FileDesk } from '../files/file-desk';
import type { SetDesk } from '../problem-sets/set-desk';
import { createRecordings, type Recordings } from '../recordings/recordings';
import { createLinkState, type LinkState } from '../share/opened-link';
import { type Availability, availability } from './availability';
import { createLook, type Look } from './look';
import { createReplays, type Replays } from './replays';

export interface Desk extends Look {
  readonly playground: Playground;
  /** Which moment of the run is shown. */
  readonly playhead: Playhead;
  /** What was known at that moment: whoever draws the run draws this. */
  readonly view: ReadonlySignal<RunView>;
  readonly problems: ProblemStore;
  readonly settings: SettingsStore;
  /** Files that the visitor opens. */
  readonly files: FileDesk;
  readonly experiments: ExperimentLibrary;
  readonly sets: SetDesk;
  readonly models: ModelLibrary;
  readonly agents: AgentsStore;
  readonly offline: Offline;
  /** Runs that go their own way from a place in another. */
  readonly branches: BranchDesk;
  readonly endpoint: EndpointDesk;
  /** The link that the page was opened with. */
  readonly link: LinkState;
  readonly judge: JudgeDesk;
  readonly checked: ReadonlySignal<CheckedDraft>;
  readonly available: ReadonlySignal<Availability>;
  /** What the screen shows: nothing yet, the recorded run, or one of this visit. */
  readonly source: ReadonlySignal<'none' | 'recorded' | 'live'>;
  readonly recording: Signal<readonly RunEvent[] | null>;
  /** Runs that were played here, not made. */
  readonly replays: Replays;
  /** What writes runs away for after a reload; null where a page keeps nothing. */
  readonly keeping: Signal<RunKeeper | null>;
  /** Those that come with the page. */
  readonly recordings: Recordings;
  run(): void;
  step(): void;
  stop(): void;
  playRecording(pace: 'play' | 'end'): void;
}

export function createDesk(
  playground: Playground,
  problems: ProblemStore,
  settings: SettingsStore,
  experiments: ExperimentLibrary,
  models: ModelLibrary,
  sets: SetDesk,
  agents: AgentsStore = createAgentsStore({ read: () => null, write: () => undefined }),
  offline: Offline = noOffline(),
  endpoint: EndpointDesk = noEndpoint(),
  judge: JudgeDesk = noJudge(),
): Desk {
  const playhead = createPlayhead(playground.log, () => {
    const { kind } = playground.run.value;
    return kind === 'ended' || kind === 'idle';
  });
  const { view } = playhead;
  const link = createLinkState();
  const recording = signal<readonly RunEvent[] | null>(null);
  const look = createLook(playground.log, playhead, () => playground.run.value.kind !== 'ended');

  // Told by the events themselves, so that a run which something else began is never called recorded.
  const replays = createReplays();
  effect(() => {
    if (recording.value !== null) replays.add(recording.value);
  });
  const source = computed(() => {
    const { started } = playground.view.value;
    if (started === null) return 'none';
    return started === recording.value?.[0] || replays.isOne(playground.log.value) ? 'recorded' : 'live';
  });
  const checked = computed(() => checkDraft(problems.chosen.value.draft));
  const available = computed(() =>
    availability({
      run: playground.run.value.kind,
      model: playground.model.value.kind,
      python: playground.python.value.kind,
      problemUsable: checked.value.kind === 'problem',
      settingsUsable: settings.agent.value !== null && settings.limits.values.value !== null,
    }),
  );
  const begin = (mode: 'run' | 'step') => {
    const problem = checked.value;
    const agent = settings.agent.value;
    const limits = settings.limits.values.value;
    if (problem.kind !== 'problem' || agent === null || limits === null) return;
    const asked = { problem: problem.problem, agent, limits };
    const model = playground.model.value;
    const linked = model.kind === 'ready' ? link.planFor.value?.(asked, model.description) : null;
    const plan = repeatedPlan(playground.view.value.started, asked, model) ?? linked ?? null;
    playground.start(
      problem.problem,
      { agent, limits, promptEdits: settings.prompts.edits.value, ...(plan === null ? {} : { plan }) },
      mode,
    );
  };

  /** Who lets a waiting run go on wants to see what comes, also from an earlier moment. */
  const goOn = (act: () => void) => {
    playhead.follow();
    act();
  };

  return {
    playground,
    playhead,
    view,
    problems,
    settings,
    files: createFileDesk(),
    experiments,
    sets,
    models,
    agents,
    offline,
    branches: createBranchDesk(playground, playhead),
    endpoint,
    link,
    judge,
    checked,
    available,
    source,
    recording,
    replays,
    keeping: signal(null),
    recordings: createRecordings(),
    ...look,
    run: () => (available.value.primary === 'resume' ? goOn(playground.resume) : begin('run')),
    step: () => (playground.run.value.kind === 'paused' ? goOn(playground.step) : begin('step')),
    stop: () => playground.stop(),
    playRecording(pace) {
      const events = recording.value;
      if (events === null) return;
      playground.show(events);
      if (pace === 'play') playhead.play();
    },
  };
}
