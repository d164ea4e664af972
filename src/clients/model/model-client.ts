/** The page's language model: the port of the method, kept by a worker that is replaced when it does not stop. */
import type { LoadProgress, ModelSource } from '../../../workers/protocol';
import type { CancelSignal } from '../../guidance/cancellation';
import { type Failure, PlaygroundError, toFailure } from '../../guidance/failure';
import type {
  ChatPrompt,
  ChatTurn,
  ContextId,
  DecodedLine,
  DecodeLineRequest,
  Device,
  LanguageModel,
  ModelDescription,
  SampledCandidate,
  SampleRequest,
  TokenChoice,
} from '../../guidance/ports';
import type { Cost, TokenId } from '../../guidance/tokens';
import { NEVER, untilAborted } from './abort';
import { startModelWorker } from './start-worker';
import { type CallListener, type StartedWorker, WorkerConnection } from './worker-connection';

export interface ModelClientOptions {
  /** Where `models/` lies, absolute, with a trailing slash. */
  readonly baseUrl: string;
  readonly startWorker: () => StartedWorker;
  /** Hears of starts that nobody asked for: after a worker was ended or broke down, the next call starts another. */
  readonly onRestart: (progress: RestartProgress) => void;
}

export type RestartProgress =
  | { readonly kind: 'loading'; readonly label: string; readonly fraction: number | null }
  | { readonly kind: 'ready'; readonly description: ModelDescription }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Said of the model after it was moved. */
const MOVED = 'WASM on the processor: the graphics device was lost more than once.';

interface OpenContext {
  readonly connection: WorkerConnection;
  /** The worker's own number. */
  readonly id: ContextId;
}

export class ModelClient implements LanguageModel {
  private readonly options: ModelClientOptions;
  private source: ModelSource | null = null;
  private connection: WorkerConnection | null = null;
  /** Where the model went after its device was lost repeatedly. */
  private movedTo: Device | null = null;
  private loading: Promise<ModelDescription> | null = null;
  private described: ModelDescription | null = null;
  /** By the numbers that the client gives out: those of two workers may be equal. */
  private readonly contexts = new Map<ContextId, OpenContext>();
  private lastContext: ContextId = 0;

  constructor(options: Partial<ModelClientOptions> = {}) {
    this.options = {
      baseUrl: options.baseUrl ?? new URL('./', document.baseURI).href,
      startWorker: options.startWorker ?? startModelWorker,
      onRestart: options.onRestart ?? (() => undefined),
    };
  }

  /** Throws `model-not-loaded` before the first load has ended. */
  get description(): ModelDescription {
    if (this.described === null) throw new PlaygroundError(notLoaded());
    return this.described;
  }

  /** Always in a new worker: memory and a graphics device are given back for certain only when a worker ends. */
  load(
    signal: CancelSignal,
    source: ModelSource,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<ModelDescription> {
    this.source = source;
    this.movedTo = null;
    this.described = null;
    return this.start(signal, source, { onProgress });
  }

  encode(signal: CancelSignal, texts: readonly string[]): Promise<TokenId[][]> {
    return this.withWorker(signal, (connection) => connection.call(signal, (worker) => worker.encode(texts)));
  }

  decode(signal: CancelSignal, ids: readonly TokenId[]): Promise<string> {
    return this.withWorker(signal, (connection) => connection.call(signal, (worker) => worker.decode(ids)));
  }

  chatPrompt(signal: CancelSignal, turn: ChatTurn): Promise<ChatPrompt | null> {
    return this.withWorker(signal, (connection) => connection.call(signal, (worker) => worker.chatPrompt(turn)));
  }

  openContext(signal: CancelSignal, head: readonly TokenId[] = []): Promise<ContextId> {
    return this.withWorker(signal, async (connection) => {
      const id = await connection.call(signal, (worker) => worker.openContext(head));
      const given = ++this.lastContext;
      this.contexts.set(given, { connection, id });
      return given;
    });
  }

  async closeContext(context: ContextId): Promise<void> {
    const open = this.contexts.get(context);
    this.contexts.delete(context);
    if (open === undefined || !open.connection.alive) return;
    try {
      await open.connection.call(NEVER, (worker) => worker.closeContext(open.id));
    } catch (thrown) {
      // A worker that ended took its contexts along.
      if (open.connection.alive) throw thrown;
    }
  }

  async sample(
    signal: CancelSignal,
    request: SampleRequest,
    onCandidate: (candidate: SampledCandidate) => void,
  ): Promise<{ candidates: SampledCandidate[]; cost: Cost }> {
    signal.throwIfAborted();
    const { connection, id } = this.context(request.context);
    return connection.call(signal, (worker, call) => worker.sample(call, { ...request, context: id }), { onCandidate });
  }

  async decodeLine(
    signal: CancelSignal,
    request: DecodeLineRequest,
    onToken: (choice: TokenChoice) => void,
  ): Promise<DecodedLine> {
    signal.throwIfAborted();
    const { connection, id } = this.context(request.context);
    return connection.call(signal, (worker, call) => worker.decodeLine(call, { ...request, context: id }), { onToken });
  }

  /**
   * A new worker where the last one broke down, or where the model has to move to `device`. Of several runs that lost
   * the same worker the first starts another, and all wait for it.
   */
  async recover(signal: CancelSignal, device: Device | null): Promise<ModelDescription> {
    signal.throwIfAborted();
    if (this.source === null) throw new PlaygroundError(notLoaded());
    if (device !== null && this.source.device !== device && this.described?.device !== device) {
      this.source = { ...this.source, device };
      this.movedTo = device;
      this.connection?.end(replaced());
    }
    return this.withWorker(signal, async () => this.description);
  }

  /** Ends the worker. A later load starts a new one. */
  dispose(): void {
    this.source = null;
    this.described = null;
    this.stop(notLoaded());
  }

  /** With a worker that has the model, started again if the last one was ended. */
  private async withWorker<T>(signal: CancelSignal, use: (connection: WorkerConnection) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    if (this.source === null) throw new PlaygroundError(notLoaded());
    if (this.connection === null || !this.connection.alive) {
      this.restart(this.source);
    }
    await untilAborted(signal, this.loading ?? Promise.resolve());
    if (this.connection === null) throw new PlaygroundError(notLoaded());
    return use(this.connection);
  }

  private restart(source: ModelSource): void {
    const { onRestart } = this.options;
    onRestart({ kind: 'loading', label: 'Starting the model again', fraction: null });
    this.start(NEVER, source, {
      onProgress: ({ label, fraction }) => onRestart({ kind: 'loading', label, fraction }),
    }).then(
      (description) => onRestart({ kind: 'ready', description }),
      (thrown: unknown) => {
        // Who loads or disposes in between hears of it from that.
        if (this.source === source) onRestart({ kind: 'failed', failure: toFailure(thrown) });
      },
    );
  }

  private start(signal: CancelSignal, source: ModelSource, listener: CallListener): Promise<ModelDescription> {
    this.stop(replaced());
    const connection = new WorkerConnection(this.options.startWorker(), this.options.baseUrl);
    const loading = connection
      .call(signal, (worker, call) => worker.load(call, source), listener)
      .then(
        (loaded) => {
          const description = loaded.device === this.movedTo ? { ...loaded, deviceReason: MOVED } : loaded;
          if (this.connection === connection) this.described = description;
          return description;
        },
        (thrown: unknown) => {
          // What failed to load is of no further use; the next call tries with a new worker.
          connection.end(notLoaded());
          throw thrown;
        },
      );
    this.connection = connection;
    this.loading = loading;
    return loading;
  }

  private stop(failure: Failure): void {
    this.connection?.end(failure);
    this.connection = null;
    this.loading = null;
  }

  private context(context: ContextId): OpenContext {
    const open = this.contexts.get(context);
    if (open?.connection.alive) return open;
    // A worker may end between two calls: the next one hears why.
    throw new PlaygroundError(open?.connection.ended ?? replaced());
  }
}

function replaced(): Failure {
  return {
    code: 'model-restarted',
    message: 'The model was started again since this run began, and its memory of the run is gone.',
    advice: 'Start the run again.',
  };
}

function notLoaded(): Failure {
  return { code: 'model-not-loaded', message: 'No model is loaded.', advice: 'Load a model first.' };
}
