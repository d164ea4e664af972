/**
 * A failure told to a person: what happened, and what to do. It crosses threads as data, because an Error loses its
 * class on the way.
 */
export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  readonly advice: string;
}

export type FailureCode =
  | 'cancelled'
  | 'no-webassembly'
  | 'model-missing'
  | 'model-corrupt'
  | 'model-unsuitable'
  | 'model-not-loaded'
  /** The worker or the network in it broke down. */
  | 'model-crashed'
  /** The worker was replaced for another reason than its own failure; what it remembered is gone. */
  | 'model-restarted'
  | 'no-storage'
  | 'storage-full'
  /** The page itself could not be kept for use without a network. */
  | 'not-kept'
  | 'device-lost'
  | 'out-of-memory'
  | 'context-full'
  /** Of a model behind an endpoint: src/endpoint/failures.ts says each. */
  | 'endpoint-unreachable'
  | 'endpoint-cors'
  | 'endpoint-not-allowed'
  | 'endpoint-wrong'
  | 'endpoint-key'
  | 'endpoint-busy'
  | 'endpoint-failed'
  | 'endpoint-refused'
  | 'endpoint-cut'
  | 'endpoint-silent'
  | 'endpoint-no-lists'
  | 'endpoint-tokens'
  | 'sandbox-open'
  | 'sandbox-failed'
  | 'package-missing'
  | 'bad-program'
  | 'bad-problem'
  | 'internal';

export class PlaygroundError extends Error {
  override readonly name = 'PlaygroundError';
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** Any thrown value as a Failure; what we did not foresee keeps its own words. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof PlaygroundError) return thrown.failure;
  return {
    code: 'internal',
    message: thrown instanceof Error ? thrown.message : String(thrown),
    advice: 'Reload the page and try again. If it happens again, please report it with the problem you ran.',
  };
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new PlaygroundError(outcome.failure);
}
