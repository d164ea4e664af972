/** Whether the page opens without a network, as a closed union: words and state cannot drift apart. */
import type { Failure } from '../guidance/failure';

export type OfflineState =
  /** Nothing can be kept here, and why. */
  | { readonly kind: 'impossible'; readonly because: 'no-https' | 'browser' | 'refused' | 'development' }
  /** It begins when the engines are ready. */
  | { readonly kind: 'waiting' }
  /** The visitor removed what was kept, or asked the browser to save data: it begins when it is asked for. */
  | { readonly kind: 'not-wanted'; readonly because: 'removed' | 'saves-data' }
  | { readonly kind: 'keeping'; readonly keptBytes: number; readonly totalBytes: number }
  /** `isThisVersion` is false where the version that opens without a network is another than the one on the screen. */
  | { readonly kind: 'ready'; readonly sizeBytes: number; readonly isThisVersion: boolean }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Of another version than this page's: there on the server, and perhaps kept already. */
export interface NewVersion {
  readonly version: string;
  readonly kept: boolean;
}
