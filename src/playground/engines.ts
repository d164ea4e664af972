/** The two engines behind the page, loaded once and again on demand, with their states as signals. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { ModelClient } from '../clients/model/model-client';
import { PythonClient } from '../clients/python/python-client';
import type { CancelSignal } from '../guidance/cancellation';
import { toFailure } from '../guidance/failure';
import type { Device, Interpreter, LanguageModel } from '../guidance/ports';
import type { ProblemTest } from '../problems/problem-test';
import type { Problem } from '../problems/schema';
import { BUILT_IN } from './models/model-folder';
import type { ModelState, PythonState } from './state';
import { whenReady } from './when-ready';

export class Engines {
  readonly #model = signal<ModelState>({ kind: 'not-loaded' });
  readonly #python = signal<PythonState>({ kind: 'not-started' });
  readonly #modelClient = new ModelClient({
    onRestart: (progress) => {
      this.#model.value =
        progress.kind === 'loading'
          ? { kind: 'loading', progress: { label: progress.label, fraction: progress.fraction } }
          : progress;
    },
  });
  readonly #pythonClient = new PythonClient({
    onPackages: (packages) => {
      if (this.#python.value.kind === 'ready') this.#python.value = { kind: 'ready', packages };
    },
  });
  #loading = new AbortController();
  #device: Device | null = null;
  #folder = BUILT_IN;
  /** In place of the model of this page. */
  #endpoint: LanguageModel | null = null;
  #judge: ((here: Interpreter) => Interpreter) | null = null;

  get model(): ReadonlySignal<ModelState> {
    return this.#model;
  }

  get python(): ReadonlySignal<PythonState> {
    return this.#python;
  }

  /** Starts whatever is not started or has failed. */
  prepare(): void {
    const model = this.#model.value.kind;
    if (model === 'not-loaded' || model === 'failed') void this.#loadModel(this.#device);
    const python = this.#python.value.kind;
    if (python === 'not-started' || python === 'failed') void this.#startPython();
  }

  loadModel(device: Device | null, folder = this.#folder): void {
    this.#folder = folder;
    this.#endpoint = null;
    this.#loading.abort();
    void this.#loadModel(device);
  }

  /**
   * A model behind an endpoint in place of the page's own, whose worker ends so that its memory is free; null loads that
   * one again.
   */
  useEndpoint(model: LanguageModel | null): void {
    if (model === null) {
      this.loadModel(this.#device);
      return;
    }
    this.#loading.abort();
    this.#loading = new AbortController();
    this.#modelClient.dispose();
    this.#endpoint = model;
    this.#model.value = { kind: 'ready', description: model.description };
  }

  /** A model that answers any number of calls at once, so that no lane needs its own; null for one that does not. */
  get shared(): LanguageModel | null {
    return this.#endpoint;
  }

  readExactly(exact: boolean): void {
    this.loadModel(this.#device, { ...this.#folder, exact });
  }

  /** Waits for both; rejects with the failure of the one that cannot be had. */
  async ready(): Promise<{ model: LanguageModel; interpreter: Interpreter }> {
    this.prepare();
    await whenReady(this.#model);
    await whenReady(this.#python);
    return { model: this.#endpoint ?? this.#modelClient, interpreter: this.judged(this.#pythonClient) };
  }

  /** Who judges answers from now on; null for the sandbox. */
  useJudge(judge: ((here: Interpreter) => Interpreter) | null): void {
    this.#judge = judge;
  }

  judged(here: Interpreter): Interpreter {
    return this.#judge?.(here) ?? here;
  }

  /** How many tokens each text has; null while no model is loaded. */
  async countTokens(texts: readonly string[]): Promise<readonly number[] | null> {
    if (this.#model.value.kind !== 'ready') return null;
    const ids = await (this.#endpoint ?? this.#modelClient).encode(new AbortController().signal, texts);
    return ids.map(({ length }) => length);
  }

  /** Gets the packages that a problem needs; rejects with `package-missing` where one cannot be had. */
  preparePackages(signal: CancelSignal, { setup, packages, visibleTests, hiddenTests }: Problem): Promise<void> {
    const tests: ProblemTest[] = [...visibleTests, ...hiddenTests];
    return this.#pythonClient.prepare(signal, { setup, packages, tests });
  }

  /** Loads the same model on the same device once more, for work beside the page's own. */
  async another(signal: CancelSignal, model: ModelClient): Promise<void> {
    const { device } = this.#modelClient.description;
    await model.load(signal, { ...this.#folder, device: device === 'endpoint' ? null : device }, () => {});
  }

  async #loadModel(device: Device | null): Promise<void> {
    const loading = new AbortController();
    this.#loading = loading;
    this.#device = device;
    let settled = false;
    const show = (state: ModelState) => {
      // Other files may still arrive after one has failed: their progress must not hide the failure.
      if (this.#loading !== loading || settled) return;
      settled = state.kind !== 'loading';
      this.#model.value = state;
    };
    show({ kind: 'loading', progress: { label: 'Starting the model worker', fraction: null } });
    try {
      const description = await this.#modelClient.load(loading.signal, { ...this.#folder, device }, (progress) =>
        show({ kind: 'loading', progress: { label: progress.label, fraction: progress.fraction } }),
      );
      show({ kind: 'ready', description });
    } catch (thrown) {
      show({ kind: 'failed', failure: toFailure(thrown) });
    }
  }

  async #startPython(): Promise<void> {
    this.#python.value = { kind: 'starting', progress: { label: 'Starting Python', fraction: null } };
    try {
      await this.#pythonClient.start((progress) => {
        // As above: what still arrives after a failure is no news.
        if (this.#python.value.kind === 'starting') this.#python.value = { kind: 'starting', progress };
      });
      this.#python.value = { kind: 'ready' };
    } catch (thrown) {
      this.#python.value = { kind: 'failed', failure: toFailure(thrown) };
    }
  }
}
