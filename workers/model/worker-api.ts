/** The worker's side of the protocol: one engine, calls that can be cancelled, failures as data. */
import { type Outcome, PlaygroundError, toFailure } from '../../src/guidance/failure';
import type {
  ChatPrompt,
  ChatTurn,
  ContextId,
  DecodedLine,
  DecodeLineRequest,
  ModelDescription,
  SampledCandidate,
  SampleRequest,
} from '../../src/guidance/ports';
import type { Cost, TokenId } from '../../src/guidance/tokens';
import type { CallId, ModelSink, ModelSource, ModelWorkerApi } from '../protocol';
import type { Engine } from './engine';
import { loadModel } from './load';

export class ModelWorker implements ModelWorkerApi {
  private page: { readonly sink: ModelSink; readonly baseUrl: string } | null = null;
  private engine: Engine | null = null;
  private readonly calls = new Map<CallId, AbortController>();
  private lastLoad: Promise<unknown> = Promise.resolve();

  constructor(private readonly loadEngine: typeof loadModel = loadModel) {}

  async connect(sink: ModelSink, baseUrl: string): Promise<void> {
    this.page = { sink, baseUrl };
  }

  load(call: CallId, source: ModelSource): Promise<Outcome<ModelDescription>> {
    return this.cancellable(call, (signal, report) => {
      const { sink, baseUrl } = this.connected();
      const loaded = this.lastLoad.then(async () => {
        await this.engine?.dispose();
        this.engine = null;
        signal.throwIfAborted();
        this.engine = await this.loadEngine(signal, source, baseUrl, (progress) =>
          report(() => sink.progress(call, progress)),
        );
        return this.engine.description;
      });
      // Sessions are made one at a time: two WebGPU sessions at once throw.
      this.lastLoad = loaded.catch(() => undefined);
      return loaded;
    });
  }

  encode(texts: readonly string[]): Promise<Outcome<TokenId[][]>> {
    return outcome(() => this.loaded().encode(texts));
  }

  decode(ids: readonly TokenId[]): Promise<Outcome<string>> {
    return outcome(() => this.loaded().decode(ids));
  }

  chatPrompt(turn: ChatTurn): Promise<Outcome<ChatPrompt | null>> {
    return outcome(() => this.loaded().chatPrompt(turn));
  }

  openContext(head: readonly TokenId[]): Promise<Outcome<ContextId>> {
    return outcome(() => this.loaded().openContext(head));
  }

  closeContext(context: ContextId): Promise<Outcome<null>> {
    return outcome(() => {
      this.engine?.closeContext(context);
      return null;
    });
  }

  sample(call: CallId, request: SampleRequest): Promise<Outcome<{ candidates: SampledCandidate[]; cost: Cost }>> {
    return this.cancellable(call, (signal, report) => {
      const { sink } = this.connected();
      return this.loaded().sample(signal, request, (candidate) => report(() => sink.candidate(call, candidate)));
    });
  }

  decodeLine(call: CallId, request: DecodeLineRequest): Promise<Outcome<DecodedLine>> {
    return this.cancellable(call, (signal, report) => {
      const { sink } = this.connected();
      return this.loaded().decodeLine(signal, request, (choice) => report(() => sink.token(call, choice)));
    });
  }

  async cancel(call: CallId): Promise<void> {
    this.calls
      .get(call)
      ?.abort(new PlaygroundError({ code: 'cancelled', message: 'The call was cancelled.', advice: '' }));
  }

  /**
   * Runs the work under the call's id. What it reports goes out unless it was cancelled, and has been received by the
   * page before the call settles: reports and results travel on two ports, which keep no order between them.
   */
  private async cancellable<T>(
    call: CallId,
    work: (signal: AbortSignal, report: (send: () => unknown) => void) => Promise<T>,
  ): Promise<Outcome<T>> {
    const controller = new AbortController();
    this.calls.set(call, controller);
    const { signal } = controller;
    let received: Promise<unknown> = Promise.resolve();
    const report = (send: () => unknown) => {
      if (signal.aborted) return;
      received = Promise.all([received, send()]);
      // Awaited below, but perhaps only after it has failed.
      received.catch(() => undefined);
    };
    try {
      return await outcome(async () => {
        const value = await work(signal, report);
        await received;
        signal.throwIfAborted();
        return value;
      });
    } finally {
      this.calls.delete(call);
    }
  }

  private connected(): { readonly sink: ModelSink; readonly baseUrl: string } {
    if (this.page === null) throw new Error('The model worker was called before it was connected');
    return this.page;
  }

  private loaded(): Engine {
    if (this.engine !== null) return this.engine;
    throw new PlaygroundError({
      code: 'model-not-loaded',
      message: 'No model is loaded.',
      advice: 'Load a model first.',
    });
  }
}

async function outcome<T>(work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, failure: toFailure(thrown) };
  }
}
