/**
 * Runs an experiment in the background of the tab: takes the runs that nobody has made, makes them with as many lanes as
 * there are, and puts each where it outlasts the tab before it counts. Two tabs may run the same experiment.
 */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Failure, PlaygroundError, toFailure } from '../guidance/failure';
import type { ModelDescription } from '../guidance/ports';
import type { Problem } from '../problems/schema';
import type { Experiment } from './definition';
import { type Estimate, estimateOpen } from './estimate';
import type { RunLocks } from './locks';
import type { ResultRow } from './result-row';
import { type RunSpec, runList } from './run-list';
import { type Lane, runOne } from './run-one';
import { shareOut } from './schedule';
import { type ExperimentStorage, StorageRefused } from './storage';

export type RunnerState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running' }
  /** The runs in hand are being finished. */
  | { readonly kind: 'pausing' }
  | { readonly kind: 'finished' }
  /** It stopped by itself; nothing is lost, and it goes on once the reason is gone. */
  | { readonly kind: 'stopped'; readonly failure: Pick<Failure, 'message' | 'advice'> };

export interface RunnerParts {
  readonly storage: ExperimentStorage;
  readonly locks: RunLocks;
  /** So many lanes, at most; rejects with a failure where there is none. */
  openLanes(count: number): Promise<{ readonly lanes: readonly Lane[]; close(): void }>;
  readonly nowMs: () => number;
  /** Another tab is told of a run that was stored. */
  tell(experiment: string): void;
}

/** A page that cannot run anything fails at once; one hard problem after another does not. */
const MOST_FAILURES_IN_A_ROW = 5;

export class ExperimentRunner {
  readonly #state = signal<RunnerState>({ kind: 'idle' });
  readonly #experiment: Signal<Experiment>;
  readonly #rows = signal<ReadonlyMap<string, ResultRow>>(new Map());
  readonly specs: readonly RunSpec[];
  readonly open: ReadonlySignal<readonly RunSpec[]>;
  #pausing = false;
  #abort = new AbortController();
  #lanes = 1;
  #failures = 0;

  constructor(
    private readonly parts: RunnerParts,
    experiment: Experiment,
    readonly problems: readonly Problem[],
    rows: ReadonlyMap<string, ResultRow>,
  ) {
    this.#experiment = signal<Experiment>(experiment);
    this.specs = runList(experiment, problems);
    this.#rows.value = rows;
    this.open = computed(() => this.specs.filter(({ key }) => !this.#rows.value.has(key)));
  }

  get state(): ReadonlySignal<RunnerState> {
    return this.#state;
  }

  get experiment(): ReadonlySignal<Experiment> {
    return this.#experiment;
  }

  /** By `runKey`, of this experiment's own runs. */
  get rows(): ReadonlySignal<ReadonlyMap<string, ResultRow>> {
    return this.#rows;
  }

  /** Rows in the order of the experiment, whatever the order in which they were stored. */
  ordered(): ResultRow[] {
    return this.specs.flatMap(({ key }) => this.#rows.value.get(key) ?? []);
  }

  get isBusy(): boolean {
    const { kind } = this.#state.value;
    return kind === 'starting' || kind === 'running' || kind === 'pausing';
  }

  estimate(): Estimate {
    return estimateOpen(this.open.value, this.#rows.value.values(), this.#lanes);
  }

  /** Takes in what other tabs have stored since. */
  async refresh(): Promise<void> {
    const { id } = this.#experiment.value;
    const definition = (await this.parts.storage.list()).find((one) => one.id === id);
    if (definition !== undefined) this.#experiment.value = definition;
    const stored = await this.parts.storage.rows(id);
    if (stored.size !== this.#rows.value.size) this.#rows.value = stored;
  }

  async rename(name: string): Promise<void> {
    await this.#save({ ...this.#experiment.value, name });
  }

  async compareWith(baseline: string | null): Promise<void> {
    await this.#save({ ...this.#experiment.value, baseline });
  }

  /** Runs that failed are open again. */
  async retryFailed(): Promise<void> {
    const failed = [...this.#rows.value].filter(([, row]) => row.error !== null).map(([key]) => key);
    await this.parts.storage.dropRuns(this.#experiment.value.id, failed);
    const left = new Map(this.#rows.value);
    for (const key of failed) left.delete(key);
    batch(() => {
      this.#rows.value = left;
      if (!this.isBusy) this.#state.value = { kind: 'idle' };
    });
  }

  /** Resolves when it has finished, was paused or has stopped; the state says which. Never rejects. */
  async start(lanes: number): Promise<void> {
    if (this.isBusy) return;
    const { id } = this.#experiment.value;
    const release = this.parts.locks.claim(id);
    if (release === null) {
      this.#stop({
        message: 'Another tab is running this experiment.',
        advice: 'Pause it there first: this address does not let two tabs share an experiment.',
      });
      return;
    }
    this.#pausing = false;
    this.#failures = 0;
    this.#abort = new AbortController();
    this.#lanes = lanes;
    this.#state.value = { kind: 'starting' };
    let opened: { readonly lanes: readonly Lane[]; close(): void } | null = null;
    try {
      await this.refresh();
      opened = await this.parts.openLanes(lanes);
      const [first] = opened.lanes;
      if (first === undefined) throw new Error('There is no lane');
      await this.#checkModel(first.model.description);
      this.#lanes = opened.lanes.length;
      if (!this.#pausing) this.#state.value = { kind: 'running' };
      // Runs that another tab is at are left for a second round, which waits for them.
      await this.#round(opened.lanes, false);
      await this.refresh();
      await this.#round(opened.lanes, true);
      this.#state.value = this.open.value.length === 0 ? { kind: 'finished' } : { kind: 'idle' };
    } catch (thrown) {
      if (this.#abort.signal.aborted) this.#state.value = { kind: 'idle' };
      else this.#stop(failureOf(thrown));
    } finally {
      opened?.close();
      release();
    }
  }

  /** The runs in hand are finished first: they are minutes at most, and what they computed is kept. */
  pause(): void {
    if (!this.isBusy) return;
    this.#pausing = true;
    this.#state.value = { kind: 'pausing' };
  }

  /** At once; the runs in hand are dropped. */
  abandon(): void {
    this.#pausing = true;
    this.#abort.abort(new DOMException('The experiment was stopped.', 'AbortError'));
  }

  async #round(lanes: readonly Lane[], wait: boolean): Promise<void> {
    await shareOut(
      this.open.value,
      lanes,
      (spec, lane) => this.#make(spec, lane, wait),
      () => this.#pausing,
    );
  }

  async #make(spec: RunSpec, lane: Lane, wait: boolean): Promise<void> {
    const { storage, locks, nowMs } = this.parts;
    const { id, budget, limits, model } = this.#experiment.value;
    const plan = model?.plan;
    await locks.alone(`${id}.${spec.key}`, wait, async () => {
      // Another tab may have made it between the list and the lock.
      const known = await storage.row(id, spec.key);
      if (known !== null) {
        this.#take(spec.key, known);
        return;
      }
      if (this.#pausing) return;
      await this.#checkModel(lane.model.description, model);
      const { row, parts, outage } = await runOne(this.#abort.signal, lane, spec, {
        budget,
        limits,
        nowMs,
        ...(plan === undefined ? {} : { plan }),
      });
      // The server's failure is not the run's: it stays open.
      if (outage !== null) throw new PlaygroundError({ code: 'endpoint-failed', ...outage });
      await storage.putRun(id, spec.key, row, parts);
      this.#take(spec.key, row);
      this.parts.tell(id);
      this.#failures = row.error === null ? 0 : this.#failures + 1;
      if (this.#failures >= MOST_FAILURES_IN_A_ROW) {
        throw new PlaygroundError({
          code: 'internal',
          message: `${MOST_FAILURES_IN_A_ROW} runs in a row have failed, the last with: ${row.error}`,
          advice:
            'Look at the failed runs. Reload the page if it is the model or Python, then run the failed ones again.',
        });
      }
    });
  }

  /** All runs of an experiment are of the same weights on the same device: the first run's. */
  async #checkModel(
    { id, weightsSha256, device, plan }: ModelDescription,
    known = this.#experiment.value.model,
  ): Promise<void> {
    const model = { id, weightsSha256, device, ...(plan === undefined ? {} : { plan }) };
    if (known === null) {
      await this.#save({ ...this.#experiment.value, model });
    } else if (known.weightsSha256 !== weightsSha256 || known.device !== device) {
      throw new PlaygroundError({
        code: 'model-unsuitable',
        message: `This experiment was begun with ${known.id} on ${known.device}; the page has ${id} on ${device}.`,
        advice: 'Load that model again, or begin a new experiment: figures of two models are not put into one table.',
      });
    }
  }

  #take(key: string, row: ResultRow): void {
    this.#rows.value = new Map(this.#rows.value).set(key, row);
  }

  async #save(experiment: Experiment): Promise<void> {
    await this.parts.storage.save(experiment);
    this.#experiment.value = experiment;
    this.parts.tell(experiment.id);
  }

  #stop(failure: Pick<Failure, 'message' | 'advice'>): void {
    this.#state.value = { kind: 'stopped', failure };
  }
}

function failureOf(thrown: unknown): Pick<Failure, 'message' | 'advice'> {
  if (!(thrown instanceof StorageRefused)) return toFailure(thrown);
  return {
    message: `${thrown.message} The experiment is paused.`,
    advice:
      'Every run that the table shows is stored. Make room (export and delete other experiments, or free space on the ' +
      'device), then go on.',
  };
}
