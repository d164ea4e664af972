/** One request to the Hub, and giving one up that has fallen silent. */
import { HubError } from './fault';

export const STALL_SECONDS = 30;

/**
 * Without cookies, without the page's address, without the browser's own cache (the file would lie there a second
 * time). The only header is a plain `Range`, which needs no preflight: If-Range would, and the hosts that the Hub
 * redirects to have refused preflights (huggingface/datasets #7931).
 */
export async function hubFetch(signal: AbortSignal, url: string, from = 0): Promise<Response> {
  const headers: Record<string, string> = from === 0 ? {} : { Range: `bytes=${from}-` };
  try {
    return await fetch(url, {
      signal,
      headers,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
  } catch (thrown) {
    signal.throwIfAborted();
    throw new HubError({ kind: 'unreachable', words: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}

export function failOnStatus(response: Response): void {
  if (response.ok) return;
  throw new HubError({ kind: 'status', status: response.status, code: response.headers.get('x-error-code') });
}

/** Gives the task up where it does not call `alive` for a while. */
export async function withoutStalling<T>(
  signal: AbortSignal,
  stallSeconds: number,
  task: (alive: () => void, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stalled = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stalled.abort(), stallSeconds * 1000);
  };
  alive();
  try {
    return await task(alive, AbortSignal.any([signal, stalled.signal]));
  } catch (thrown) {
    signal.throwIfAborted();
    if (stalled.signal.aborted) throw new HubError({ kind: 'stalled', seconds: stallSeconds });
    throw thrown;
  } finally {
    clearTimeout(timer);
  }
}
