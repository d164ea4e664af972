/** One model worker from its start to its end, and the calls that are under way in it. */
import { type Endpoint, proxy, type Remote, wrap } from 'comlink';
import type { CallId, LoadProgress, ModelSink, ModelWorkerApi } from '../../../workers/protocol';
import type { CancelSignal } from '../../guidance/cancellation';
import { type Failure, type Outcome, PlaygroundError, unwrap } from '../../guidance/failure';
import type { SampledCandidate, TokenChoice } from '../../guidance/ports';
import { reasonOf } from './abort';

/** A run of the network that a cancel waits for; after that the worker is worth less than the visitor's time. */
const DRAIN_MS = 250;

export interface StartedWorker {
  readonly endpoint: Endpoint;
  onCrash(listener: (words: string) => void): void;
  terminate(): void;
}

/** What a call hears while it runs. */
export interface CallListener {
  readonly onProgress?: (progress: LoadProgress) => void;
  readonly onCandidate?: (candidate: SampledCandidate) => void;
  readonly onToken?: (choice: TokenChoice) => void;
}

/** After these the worker cannot be trusted with another call. */
const FATAL: ReadonlySet<Failure['code']> = new Set(['device-lost', 'out-of-memory', 'model-crashed']);

export class WorkerConnection {
  /** Both are kept in fields: comlink lets go of a worker whose proxy was collected. */
  private readonly remote: Remote<ModelWorkerApi>;
  private readonly sink: ModelSink;
  private readonly connected: Promise<void>;
  private readonly listeners = new Map<CallId, CallListener>();
  private readonly underWay = new Set<(failure: Failure) => void>();
  private lastCall: CallId = 0;
  private endedBy: Failure | null = null;

  constructor(
    private readonly worker: StartedWorker,
    baseUrl: string,
  ) {
    this.remote = wrap<ModelWorkerApi>(worker.endpoint);
    this.sink = {
      progress: (call, progress) => this.listeners.get(call)?.onProgress?.(progress),
      candidate: (call, candidate) => this.listeners.get(call)?.onCandidate?.(candidate),
      token: (call, choice) => this.listeners.get(call)?.onToken?.(choice),
    };
    worker.onCrash((words) => this.end(crashed(words)));
    this.connected = this.remote.connect(proxy(this.sink), baseUrl);
  }

  /** Why the worker is no more; null while it is. */
  get ended(): Failure | null {
    return this.endedBy;
  }

  get alive(): boolean {
    return this.endedBy === null;
  }

  /**
   * One call. When the signal fires it rejects at once with the signal's reason and nothing more is heard; the worker
   * is told, and if it has not settled the call within 250 ms it is ended. When the worker ends for any reason, every
   * call under way rejects with that reason as a PlaygroundError.
   */
  call<T>(
    signal: CancelSignal,
    send: (remote: Remote<ModelWorkerApi>, call: CallId) => Promise<Outcome<T>>,
    listener: CallListener = {},
  ): Promise<T> {
    const call = ++this.lastCall;
    return new Promise<T>((resolve, reject) => {
      signal.throwIfAborted();
      if (this.endedBy !== null) throw new PlaygroundError(this.endedBy);
      let drain: ReturnType<typeof setTimeout> | undefined;
      const onAbort = () => {
        this.listeners.delete(call);
        reject(reasonOf(signal));
        this.remote.cancel(call).catch(() => undefined);
        drain = setTimeout(() => this.end(stopped()), DRAIN_MS);
      };
      const settle = () => {
        clearTimeout(drain);
        signal.removeEventListener('abort', onAbort);
        this.listeners.delete(call);
        this.underWay.delete(fail);
      };
      const fail = (failure: Failure) => {
        settle();
        reject(new PlaygroundError(failure));
      };
      this.listeners.set(call, listener);
      this.underWay.add(fail);
      signal.addEventListener('abort', onAbort, { once: true });
      this.connected
        .then(() => {
          signal.throwIfAborted();
          return send(this.remote, call);
        })
        .then((outcome) => {
          if (!outcome.ok && FATAL.has(outcome.failure.code)) this.end(outcome.failure);
          resolve(unwrap(outcome));
        })
        .catch(reject)
        .finally(settle);
    });
  }

  /** Terminates the worker. The first reason stays. */
  end(failure: Failure): void {
    if (this.endedBy !== null) return;
    this.endedBy = failure;
    this.worker.terminate();
    this.listeners.clear();
    for (const fail of [...this.underWay]) fail(failure);
  }
}

/** Why calls of a worker are over that was ended to stop one of them. */
function stopped(): Failure {
  return {
    code: 'model-restarted',
    message: 'The model is being started again, because it did not stop in time.',
    advice: 'Start the run again.',
  };
}

function crashed(words: string): Failure {
  return {
    code: 'model-crashed',
    message: `The worker that runs the model ended unexpectedly: ${words}`,
    advice: 'Load the model again. If it happens again, close other tabs or choose a smaller model.',
  };
}
