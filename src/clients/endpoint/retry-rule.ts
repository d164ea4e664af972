/** When a request is made again, and after how long. */

export interface RetryRule {
  /** Requests in all. */
  readonly tries: number;
  /** Before the second one; each wait after it is twice as long. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** How long a server may say nothing. */
  readonly silenceMs: number;
}

export const RETRY_RULE: RetryRule = { tries: 6, firstWaitMs: 500, longestWaitMs: 20_000, silenceMs: 90_000 };

/** A server may ask for more patience than that, up to here. */
const LONGEST_ASKED_MS = 120_000;

/**
 * Full waits would bring all requests that failed together back together, so each is between half and all of its length.
 * `asked` is what the server wants to be left alone for; `random` in [0, 1).
 */
export function waitMs(rule: RetryRule, failed: number, asked: number | null, random: number): number {
  const full = Math.min(rule.longestWaitMs, rule.firstWaitMs * 2 ** (failed - 1));
  const own = full * (0.5 + random / 2);
  return asked === null ? own : Math.max(own, Math.min(asked, LONGEST_ASKED_MS));
}

/** Retry-After: seconds, or a date. null where it says nothing that can be read. */
export function readRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, 1000 * seconds);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}
