/** What a server can do wrong, for a test to ask for: each is told apart by the page. */
import type { ServerResponse } from 'node:http';

export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Record<string, string>;
    }
  /** The body ends after half of it, and the connection with it. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'web-page' }
  | { readonly kind: 'no-logprobs' }
  | { readonly kind: 'fewer'; readonly top: number }
  /** Tokens that do not spell the text, as of another tokenizer. */
  | { readonly kind: 'other-tokens' }
  /** In the middle of a stream. */
  | { readonly kind: 'error-event' };

/** Answers with the fault itself; false for faults that spoil an answer that is made otherwise. */
export function answerWith(fault: Fault, response: ServerResponse): boolean {
  switch (fault.kind) {
    case 'status':
      response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
      response.end(fault.body ?? JSON.stringify({ error: { message: `the test says ${fault.status}` } }));
      return true;
    case 'hang':
      return true;
    case 'web-page':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Hello</title>');
      return true;
    default:
      return false;
  }
}
