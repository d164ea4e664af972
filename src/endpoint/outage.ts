/** Failures of a server, or of the way to it, that say nothing of the run in hand: made again later it may well succeed. */
import type { Failure } from '../guidance/failure';

const OUTAGES: ReadonlySet<string> = new Set<Failure['code']>([
  'endpoint-unreachable',
  'endpoint-cors',
  'endpoint-not-allowed',
  'endpoint-wrong',
  'endpoint-key',
  'endpoint-busy',
  'endpoint-failed',
  'endpoint-cut',
  'endpoint-silent',
  'endpoint-no-lists',
  'endpoint-tokens',
]);

/** `code` of a `run-failed` event. */
export function isOutage(code: string | undefined): boolean {
  return code !== undefined && OUTAGES.has(code);
}
