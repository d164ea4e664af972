/**
 * What the panels share: the playground, the visitor's problems and settings, and what is picked for a closer look.
 * Panels read signals from here and call its commands; none of them knows another.
 */
import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type AgentsStore, createAgentsStore } from '../../agents/agents-store';
import type { ExperimentLibrary } from '../../experiments/library';
import type { RunEvent } from '../../guidance/events';
import type { TokenChoice } from '../../guidance/ports';
import type { ModelLibrary } from '../../playground/models/model-library';
import type { Playground } from '../../playground/playground';
import { createPlayhead, type Playhead } from '../../playground/playhead';
import { type CheckedDraft, checkDraft } from '../../playground/problem-draft';
import type { ProblemStore } from '../../playground/problem-store';
import { repeatedPlan } from '../../playground/repeated-plan';
import type { SettingsStore } from '../../playground/settings';
import type { LineView, RunView } from '../../runs/run-view';
import { createFileDesk, type FileDesk } from '../files/file-desk';
import type { SetDesk } from '../problem-sets/set-desk';
import { mostTelling } from '../tokens/lens';
import { type Availability, availability } from './availability';

export interface Desk {
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
  readonly checked: ReadonlySignal<CheckedDraft>;
  readonly available: ReadonlySignal<Availability>;
  /** What the screen shows: nothing yet, the recorded run, or one of this visit. */
  readonly source: ReadonlySignal<'none' | 'recorded' | 'live'>;
  readonly recording: Signal<readonly RunEvent[] | null>;
  /** The line the visitor picked; null is the newest of the moment. */
  readonly pickedLine: ReadonlySignal<number | null>;
  readonly shownLine: ReadonlySignal<LineView | null>;
  /** Index among the shown line's tokens; null while there is none. */
  readonly shownToken: ReadonlySignal<number | null>;
  readonly token: ReadonlySignal<TokenChoice | null>;
  /** The candidate whose continuation the editor shows in full; null for the first that passes. */
  readonly pickedCandidate: ReadonlySignal<number | null>;
  pickLine(line: number | null): void;
  pickToken(index: number): void;
  pickCandidate(index: number | null): void;
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
): Desk {
  const playhead = createPlayhead(playground.log, () => playground.run.peek().kind === 'ended');
  const { view } = playhead;
  const recording = signal<readonly RunEvent[] | null>(null);
  const pickedLine = signal<number | null>(null);
  const pickedToken = signal<number | null>(null);
  const pickedCandidate = signal<number | null>(null);

  // Told by the events themselves, so that a run which something else began is never called recorded.
  const source = computed(() => {
    const { started } = playground.view.value;
    if (started === null) return 'none';
    return started === recording.value?.[0] ? 'recorded' : 'live';
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
  const shownLine = computed((): LineView | null => {
    const { lines } = view.value;
    const picked = pickedLine.value;
    return (picked === null ? null : lines[picked]) ?? newestTelling(lines);
  });
  /** Who steps to a token wants to see that one; what streams by would only flicker. */
  const justChosen = computed(() => {
    if (playhead.following.value || playhead.playing.value) return false;
    const newest = playground.log.value.events[playhead.position.value - 1];
    return newest?.kind === 'token-chosen' && newest.line === shownLine.value?.line;
  });
  const shownToken = computed(() => {
    const tokens = shownLine.value?.tokens ?? [];
    const picked = pickedToken.value;
    if (picked !== null && picked < tokens.length) return picked;
    return justChosen.value && tokens.length > 0 ? tokens.length - 1 : mostTelling(tokens);
  });
  const token = computed(() => {
    const index = shownToken.value;
    return index === null ? null : (shownLine.value?.tokens[index] ?? null);
  });

  const look = (line: number | null) =>
    batch(() => {
      pickedLine.value = line;
      pickedToken.value = null;
      pickedCandidate.value = null;
    });
  // A token or candidate that was picked belongs to its line; the next line begins without a pick.
  const lineNumber = computed(() => shownLine.value?.line ?? null);
  effect(() => {
    lineNumber.value;
    batch(() => {
      pickedToken.value = null;
      pickedCandidate.value = null;
    });
  });

  const started = computed(() => playground.view.value.started);
  effect(() => {
    started.value;
    look(null);
  });

  // Who goes to another moment wants to see what happened there.
  effect(() => {
    playhead.position.value;
    if (!playhead.following.peek() && !playhead.playing.peek()) look(null);
  });

  /** Who looks at a token does not want the next line to come in between. */
  const hold = () => {
    if (playground.run.value.kind !== 'ended' || playhead.playing.value) pickedLine.value = lineNumber.value;
  };

  const begin = (mode: 'run' | 'step') => {
    const problem = checked.value;
    const agent = settings.agent.value;
    const limits = settings.limits.values.value;
    if (problem.kind !== 'problem' || agent === null || limits === null) return;
    const asked = { problem: problem.problem, agent, limits };
    const plan = repeatedPlan(playground.view.value.started, asked, playground.model.value);
    playground.start(
      problem.problem,
      { agent, limits, promptEdits: settings.prompts.edits.value, ...(plan === null ? {} : { plan }) },
      mode,
    );
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
    checked,
    available,
    source,
    recording,
    pickedLine,
    shownLine,
    shownToken,
    token,
    pickedCandidate,
    pickLine: look,
    pickToken: (index) => {
      hold();
      pickedToken.value = index;
    },
    pickCandidate: (index) => {
      hold();
      pickedCandidate.value = index;
    },
    run: () => (available.value.primary === 'resume' ? playground.resume() : begin('run')),
    step: () => (playground.run.value.kind === 'paused' ? playground.step() : begin('step')),
    stop: () => playground.stop(),
    playRecording(pace) {
      const events = recording.value;
      if (events === null) return;
      playground.show(events);
      if (pace === 'play') playhead.play();
    },
  };
}

/** The newest line, unless it holds nothing: an answer often ends with a line on which only the end was chosen. */
function newestTelling(lines: readonly LineView[]): LineView | null {
  const newest = lines.at(-1);
  if (newest === undefined) return null;
  const empty = newest.end !== null && newest.tokens.length === 0 && newest.candidates.length === 0;
  return (empty ? lines.at(-2) : undefined) ?? newest;
}
