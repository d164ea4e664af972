/** What passes between the page and the worker that reads a set. One worker reads one set and is ended. */
import type { ViewerSplit } from './hub-viewer';
import type { SetInfo } from './set-info';

export type SetSource =
  | { readonly kind: 'file'; readonly blob: Blob }
  /** Fetched by the worker, under the page's policy. */
  | { readonly kind: 'address'; readonly url: string }
  | { readonly kind: 'viewer'; readonly split: ViewerSplit };

export interface ReadSet {
  readonly id: string;
  readonly name: string;
  /** In words. */
  readonly from: string;
  readonly source: SetSource;
}

export type SetMessage =
  | {
      readonly kind: 'progress';
      readonly problems: number;
      readonly bytes: number;
      /** null where it is not known. */
      readonly totalBytes: number | null;
    }
  | { readonly kind: 'done'; readonly info: SetInfo }
  /** A clause that may follow "cannot be read: ". */
  | { readonly kind: 'failed'; readonly reason: string };
