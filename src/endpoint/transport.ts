/** What the endpoint model needs of the network. */
import type { CancelSignal } from '../guidance/cancellation';
import type { Call } from './dialects/dialect';

export interface StreamSink {
  /** One event of the stream; true once nothing more of it is needed. */
  take(json: unknown): boolean;
  /** Whether what came is a whole answer: a connection that ends before was cut. */
  isWhole(): boolean;
  /** The request is made again: what came of it so far does not count. */
  begin(): void;
}

export interface Transport {
  /** Host and port, for messages. */
  readonly host: string;
  /** The answer of one call, made again where it fails for a while. Rejects with a PlaygroundError of endpoint/failures. */
  json(signal: CancelSignal, call: Call): Promise<unknown>;
  /** As `json`, for an answer that comes in events. */
  events(signal: CancelSignal, call: Call, sink: StreamSink): Promise<void>;
}
