/** The page's side of the downloading worker, which is started when something is first asked of it. */
import { proxy, type Remote, wrap } from 'comlink';
import entryUrl from '../../../workers/hub/entry.ts?worker&url';
import type { Compute, DownloadProgress, HubCallId, HubWorkerApi, KeptModel } from '../../../workers/hub/protocol';
import { type Failure, type Outcome, PlaygroundError, unwrap } from '../../guidance/failure';
import type { Device } from '../../guidance/ports';
import type { Listing } from '../../hub/listing';
import type { ModelKey, ModelRecord } from '../../hub/model-record';
import { createModuleWorker } from '../module-worker';

export interface HubService {
  /** What a number format is chosen by. */
  compute(wanted: Device | null): Promise<Compute>;
  look(signal: AbortSignal, hub: string, repository: string): Promise<Listing>;
  /** Begins or goes on; aborting keeps what has arrived. */
  download(
    signal: AbortSignal,
    hub: string,
    record: ModelRecord,
    onProgress: (progress: DownloadProgress) => void,
  ): Promise<ModelRecord>;
  kept(): Promise<KeptModel[]>;
  /** Whether everything is as it was when it was downloaded. */
  check(signal: AbortSignal, key: ModelKey): Promise<boolean>;
  remove(key: ModelKey): Promise<void>;
}

interface Connection {
  readonly remote: Remote<HubWorkerApi>;
  readonly ready: Promise<void>;
  /** Rejects when the worker ends by itself. */
  readonly ended: Promise<never>;
}

export class HubClient implements HubService {
  // Held for good: a remote that nobody holds may be collected in the middle of a call (comlink #692).
  #connection: Connection | null = null;
  readonly #listeners = new Map<HubCallId, (progress: DownloadProgress) => void>();
  #lastCall: HubCallId = 0;

  compute(wanted: Device | null): Promise<Compute> {
    return this.#call((worker) => worker.compute(wanted));
  }

  look(signal: AbortSignal, hub: string, repository: string): Promise<Listing> {
    return this.#call((worker, call) => worker.look(call, hub, repository, 'main'), signal);
  }

  download(
    signal: AbortSignal,
    hub: string,
    record: ModelRecord,
    onProgress: (progress: DownloadProgress) => void,
  ): Promise<ModelRecord> {
    return this.#call((worker, call) => worker.download(call, hub, record), signal, onProgress);
  }

  kept(): Promise<KeptModel[]> {
    return this.#call((worker) => worker.kept());
  }

  check(signal: AbortSignal, key: ModelKey): Promise<boolean> {
    return this.#call((worker, call) => worker.check(call, key), signal);
  }

  async remove(key: ModelKey): Promise<void> {
    await this.#call((worker, call) => worker.remove(call, key));
  }

  async #call<T>(
    ask: (worker: Remote<HubWorkerApi>, call: HubCallId) => Promise<Outcome<T>>,
    signal?: AbortSignal,
    onProgress?: (progress: DownloadProgress) => void,
  ): Promise<T> {
    signal?.throwIfAborted();
    const call = ++this.#lastCall;
    const connection = this.#connect();
    if (onProgress !== undefined) this.#listeners.set(call, onProgress);
    const cancel = () => void connection.remote.cancel(call);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      await Promise.race([connection.ready, connection.ended]);
      // A cancelling that came before its call would be lost.
      signal?.throwIfAborted();
      // The cancelling settles the call, and what was written is closed by then.
      return unwrap(await Promise.race([ask(connection.remote, call), connection.ended]));
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#listeners.delete(call);
    }
  }

  #connect(): Connection {
    if (this.#connection !== null) return this.#connection;
    const worker = createModuleWorker(entryUrl, 'hub');
    const remote = wrap<HubWorkerApi>(worker);
    const ended = new Promise<never>((_, reject) => {
      worker.addEventListener('error', (event) => {
        if (this.#connection?.remote === remote) this.#connection = null;
        worker.terminate();
        reject(new PlaygroundError(crashed(event.message || 'it could not be loaded')));
      });
    });
    ended.catch(() => undefined);
    const sink = {
      progress: (call: HubCallId, progress: DownloadProgress) => this.#listeners.get(call)?.(progress),
    };
    this.#connection = { remote, ready: remote.connect(proxy(sink)), ended };
    return this.#connection;
  }
}

function crashed(words: string): Failure {
  return {
    code: 'internal',
    message: `The worker that downloads models ended unexpectedly: ${words}`,
    advice: 'Try again. What has arrived is kept.',
  };
}
