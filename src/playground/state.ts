/** What the page knows of its engines and of the run, as closed unions: a label and its state cannot drift apart. */
import type { Failure } from '../guidance/failure';
import type { ModelDescription } from '../guidance/ports';

/** A stage that takes a while: words for the visitor and, where known, how far it is (0 to 1). */
export interface Progress {
  readonly label: string;
  readonly fraction: number | null;
}

export type ModelState =
  | { readonly kind: 'not-loaded' }
  | { readonly kind: 'loading'; readonly progress: Progress }
  | { readonly kind: 'ready'; readonly description: ModelDescription }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Packages of Python, which are downloaded when a run needs them. */
export interface PackageState {
  /** null while none is on its way. */
  readonly progress: Progress | null;
  /** Names of those that this browser had no room to keep. */
  readonly unkept: readonly string[];
}

export type PythonState =
  | { readonly kind: 'not-started' }
  | { readonly kind: 'starting'; readonly progress: Progress }
  /** `packages` once there is something to say of them. */
  | { readonly kind: 'ready'; readonly packages?: PackageState }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type RunState =
  /** Nothing on the screen but the problem. */
  | { readonly kind: 'idle' }
  /** A run waits for an engine that is still loading. */
  | { readonly kind: 'preparing' }
  | { readonly kind: 'running' }
  /** Step: the run waits before the next line. */
  | { readonly kind: 'paused' }
  /** Ended for any reason; the view's outcome says which. A recorded run is one that has ended. */
  | { readonly kind: 'ended' };
