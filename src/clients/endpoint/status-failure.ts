/** What an HTTP status means here. */
import * as v from 'valibot';
import { contextFull, inWords, noSuchModel, refused, wrongAddress, wrongKey } from '../../endpoint/failures';
import type { PlaygroundError } from '../../guidance/failure';

const errorBody = v.union([
  v.pipe(
    v.object({ error: v.object({ message: v.string() }) }),
    v.transform(({ error }) => error.message),
  ),
  v.pipe(
    v.object({ error: v.string() }),
    v.transform(({ error }) => error),
  ),
  v.pipe(
    v.object({ message: v.string() }),
    v.transform(({ message }) => message),
  ),
  v.pipe(
    v.object({ detail: v.unknown() }),
    v.transform(({ detail }) => (typeof detail === 'string' ? detail : JSON.stringify(detail))),
  ),
]);

/** The server's own words of a failed answer; empty where it gives none that a person could read. */
export function saidIn(body: string, secrets: readonly string[]): string {
  try {
    const parsed = v.safeParse(errorBody, JSON.parse(body));
    return parsed.success ? inWords(parsed.output, secrets) : '';
  } catch {
    return body.trimStart().startsWith('<') ? '' : inWords(body, secrets);
  }
}

/** Whether the same request may succeed later. */
export function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** Of a status that no wait will change. */
export function statusFailure(
  status: number,
  said: string,
  host: string,
  path: string,
  model: string,
): PlaygroundError {
  if (status === 401 || status === 403) return wrongKey(status, said);
  if (/context (?:length|size|window)|maximum context|exceed_context_size|too many tokens|n_ctx/i.test(said)) {
    return contextFull(said);
  }
  if (status === 404 && /model/i.test(said)) return noSuchModel(model, said);
  if (status === 404 || status === 405 || (status >= 300 && status < 400)) {
    return wrongAddress(host, path, `the server says ${status}${said === '' ? '' : ` (${said})`}`);
  }
  return refused(status, said);
}
