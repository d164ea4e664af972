/** What crosses between the page and the worker that downloads, types only. Failures travel as data. */
import type { Outcome } from '../../src/guidance/failure';
import type { Device } from '../../src/guidance/ports';
import type { Compute } from '../../src/hub/format-choice';
import type { Listing } from '../../src/hub/listing';
import type { ModelKey, ModelRecord } from '../../src/hub/model-record';

export type HubCallId = number;
export type { Compute };

export type DownloadProgress =
  /** Another tab of this page downloads or deletes the same model; this one goes on when it is done. */
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'downloading';
      readonly receivedBytes: number;
      readonly totalBytes: number;
      readonly path: string;
      /** The connection broke, and this is the n-th try to go on; 0 while it holds. */
      readonly retry: number;
    }
  | { readonly kind: 'checking'; readonly path: string };

/** A record and how much of it lies here. */
export interface KeptModel {
  readonly record: ModelRecord;
  readonly storedBytes: number;
}

/** Implemented by the page, called by the worker. */
export interface HubSink {
  progress(call: HubCallId, progress: DownloadProgress): void;
}

/** Implemented by the worker. `hub` is the Hub's address, without a slash at its end. */
export interface HubWorkerApi {
  connect(sink: HubSink): Promise<void>;
  compute(wanted: Device | null): Promise<Outcome<Compute>>;
  /** The commit that a revision stands for now, and its files. */
  look(call: HubCallId, hub: string, repository: string, revision: string): Promise<Outcome<Listing>>;
  /** Begins or goes on; cancelling it keeps what has arrived. Resolves when everything is here and checked. */
  download(call: HubCallId, hub: string, record: ModelRecord): Promise<Outcome<ModelRecord>>;
  /** Everything kept and begun, the newest first. */
  kept(): Promise<Outcome<KeptModel[]>>;
  /** Reads every file again and compares it with what was downloaded; resolves with whether it is still the same. */
  check(call: HubCallId, key: ModelKey): Promise<Outcome<boolean>>;
  remove(call: HubCallId, key: ModelKey): Promise<Outcome<null>>;
  cancel(call: HubCallId): Promise<void>;
}
