/**
 * Requests to an endpoint from the page itself. Each is made again for what passes (429, 5xx, a connection that breaks, a
 * long silence) with growing waits, counts among those in flight only while it is under way, and ends at once when the run
 * is stopped. The key goes into one header and into nothing else.
 */
import type { Call } from '../../endpoint/dialects/dialect';
import {
  busy,
  corsRefused,
  cut,
  lost,
  notAllowed,
  serverFailed,
  silent,
  unreachable,
  wrongAddress,
} from '../../endpoint/failures';
import type { StreamSink, Transport } from '../../endpoint/transport';
import type { CancelSignal } from '../../guidance/cancellation';
import { PlaygroundError } from '../../guidance/failure';
import { reasonOf } from '../model/abort';
import type { InFlight } from './in-flight';
import { RETRY_RULE, type RetryRule, readRetryAfter, waitMs } from './retry-rule';
import { SseReader, STREAM_DONE } from './sse';
import { isPassing, saidIn, statusFailure } from './status-failure';

export interface HttpOptions {
  readonly root: string;
  readonly host: string;
  /** For messages about a model that is not there. */
  readonly model: string;
  /** Read for every request; null for none. */
  readonly key: () => string | null;
  readonly inFlight: InFlight;
  /** Of the kind of server, for a message about CORS. */
  readonly corsAdvice: string;
  readonly mayConnect: () => boolean;
  readonly fetch: typeof fetch;
  readonly rule?: RetryRule;
  readonly random?: () => number;
  /** Hears of every request that is made again. */
  readonly onRetry?: () => void;
}

/** A failure that the next try may not have. */
class Passing extends Error {
  constructor(
    readonly kind: 'busy' | 'failed' | 'silent' | 'cut' | 'broken',
    readonly status: number,
    readonly said: string,
    readonly askedMs: number | null,
  ) {
    super(kind);
  }
}

/** A server that says nothing is asked this often and no more: each time costs a minute and more. */
const SILENCES = 2;

export class HttpTransport implements Transport {
  readonly host: string;
  readonly #options: HttpOptions;
  /** Something was read from there: what fails now is no wrong address. */
  #reached = false;

  constructor(options: HttpOptions) {
    this.#options = options;
    this.host = options.host;
  }

  json(signal: CancelSignal, call: Call): Promise<unknown> {
    return this.#persist(signal, async (attempt) => {
      const text = await attempt.text(await this.#ask(attempt, call));
      try {
        const parsed: unknown = JSON.parse(text);
        this.#reached = true;
        return parsed;
      } catch {
        if (/^\s*[[{]/.test(text)) throw new Passing('cut', 200, '', null);
        throw wrongAddress(this.host, call.path, text.trimStart().startsWith('<') ? 'a web page came' : 'no JSON came');
      }
    });
  }

  events(signal: CancelSignal, call: Call, sink: StreamSink): Promise<void> {
    const { key } = this.#options;
    return this.#persist(signal, async (attempt) => {
      sink.begin();
      const response = await this.#ask(attempt, call);
      const reader = response.body?.getReader();
      if (reader === undefined) throw new Passing('cut', response.status, '', null);
      const lines = new SseReader();
      for (;;) {
        const { done, value } = await attempt.body(reader.read());
        for (const data of done ? lines.end() : lines.push(value)) {
          if (data === STREAM_DONE || data === '') continue;
          if (sink.take(eventOf(data, key()))) {
            attempt.enough();
            return;
          }
          this.#reached = true;
        }
        if (!done) continue;
        if (sink.isWhole()) return;
        throw new Passing('cut', response.status, '', null);
      }
    });
  }

  async #ask(attempt: Attempt, { path, body }: Call): Promise<Response> {
    const { root, fetch, key, model } = this.#options;
    const secret = key();
    const headers: Record<string, string> = {};
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (secret !== null) headers.Authorization = `Bearer ${secret}`;
    const response = await attempt.part(
      fetch(root + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: attempt.signal,
        // Cookies of that host are none of this page's business, nor is its address of that host's.
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      }),
    );
    if (response.ok) return response;
    const said = saidIn(await attempt.text(response).catch(() => ''), secret === null ? [] : [secret]);
    if (!isPassing(response.status)) throw statusFailure(response.status, said, this.host, path, model);
    const asked = readRetryAfter(response.headers.get('Retry-After'), Date.now());
    this.#reached = true;
    throw new Passing(response.status === 429 ? 'busy' : 'failed', response.status, said, asked);
  }

  async #persist<T>(signal: CancelSignal, work: (attempt: Attempt) => Promise<T>): Promise<T> {
    const { rule = RETRY_RULE, random = Math.random, inFlight, onRetry, mayConnect } = this.#options;
    if (!mayConnect()) throw notAllowed(this.host);
    let silences = 0;
    for (let failed = 1; ; failed++) {
      const thrown = await inFlight.run(signal, async () => {
        const attempt = new Attempt(signal, rule.silenceMs);
        try {
          return { value: await work(attempt) };
        } catch (error) {
          signal.throwIfAborted();
          if (error instanceof PlaygroundError) throw error;
          if (error instanceof Passing) return error;
          if (attempt.wasSilent) return new Passing('silent', 0, '', null);
          // What fetch throws says nothing of why.
          return new Passing('broken', 0, '', null);
        } finally {
          attempt.end();
        }
      });
      if (!(thrown instanceof Passing)) return thrown.value;
      if (thrown.kind === 'silent') silences++;
      const isFirstContact = thrown.kind === 'broken' && !this.#reached;
      if (failed >= rule.tries || silences >= SILENCES || isFirstContact) {
        throw await this.#final(signal, thrown, failed);
      }
      onRetry?.();
      await pause(signal, waitMs(rule, failed, thrown.askedMs, random()));
    }
  }

  async #final(signal: CancelSignal, { kind, status, said }: Passing, tries: number): Promise<PlaygroundError> {
    const { rule = RETRY_RULE } = this.#options;
    switch (kind) {
      case 'busy':
        return busy(tries);
      case 'failed':
        return serverFailed(status, tries, said);
      case 'silent':
        return silent(Math.max(1, Math.round(rule.silenceMs / 1000)));
      case 'cut':
        return cut(tries);
      case 'broken':
        if (this.#reached) return lost(this.host, tries);
        return (await this.#answersAnyone(signal))
          ? corsRefused(this.host, this.#options.corsAdvice)
          : unreachable(this.host);
    }
  }

  /** Whether something is there that only does not let itself be read: a request whose answer is not looked at. */
  async #answersAnyone(signal: CancelSignal): Promise<boolean> {
    const attempt = new Attempt(signal, 5000);
    try {
      await attempt.part(
        this.#options.fetch(this.#options.root, { mode: 'no-cors', credentials: 'omit', signal: attempt.signal }),
      );
      return true;
    } catch {
      signal.throwIfAborted();
      return false;
    } finally {
      attempt.end();
    }
  }
}

/** One request: ends with the caller's signal, or once nothing has come for too long. */
class Attempt {
  readonly #abort = new AbortController();
  readonly #onStop = () => this.#abort.abort();
  #timer: ReturnType<typeof setTimeout> | null = null;
  wasSilent = false;

  constructor(
    private readonly stop: CancelSignal,
    private readonly silenceMs: number,
  ) {
    stop.addEventListener('abort', this.#onStop, { once: true });
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Waits for the next thing to come, as long as a server may say nothing. */
  async part<T>(coming: Promise<T>): Promise<T> {
    this.#timer = setTimeout(() => {
      this.wasSilent = true;
      this.#abort.abort();
    }, this.silenceMs);
    let fail = () => {};
    const ended = new Promise<never>((_, reject) => {
      fail = () => reject(this.stop.aborted ? reasonOf(this.stop) : new Error('Nothing came'));
      if (this.signal.aborted) fail();
      else this.signal.addEventListener('abort', fail, { once: true });
    });
    try {
      return await Promise.race([coming, ended]);
    } finally {
      clearTimeout(this.#timer);
      this.signal.removeEventListener('abort', fail);
    }
  }

  /** Of an answer that has begun: what fails now was cut. */
  async body<T>(coming: Promise<T>): Promise<T> {
    try {
      return await this.part(coming);
    } catch (thrown) {
      throw this.signal.aborted ? thrown : new Passing('cut', 200, '', null);
    }
  }

  text(response: Response): Promise<string> {
    return this.body(response.text());
  }

  /** Tells the server that the rest is not wanted. */
  enough(): void {
    this.#abort.abort();
  }

  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.stop.removeEventListener('abort', this.#onStop);
  }
}

/** Servers tell a failure in the middle of a stream as one more event. */
function eventOf(data: string, secret: string | null): unknown {
  let event: unknown;
  try {
    event = JSON.parse(data);
  } catch {
    throw new Passing('cut', 200, '', null);
  }
  if (typeof event === 'object' && event !== null && 'error' in event && event.error !== null) {
    throw new Passing('failed', 200, saidIn(data, secret === null ? [] : [secret]), null);
  }
  return event;
}

function pause(signal: CancelSignal, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    const onAbort = () => {
      end();
      reject(reasonOf(signal));
    };
    const timer = setTimeout(() => {
      end();
      resolve();
    }, ms);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}
