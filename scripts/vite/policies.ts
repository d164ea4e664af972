/**
 * One content security policy for everything: the page's, which the frame inherits and blob workers inherit from
 * both, and the frame's own, which only takes away.
 */

/** Hosts over TLS and this machine itself: the most that a visitor may open (src/csp/named-origins.ts says which). */
const CONNECT_BOUND = "'self' blob: data: https: http://localhost:* http://127.0.0.1:*";

export function pagePolicy(frameScriptHash: string): string {
  return [
    "default-src 'none'",
    // The frame's script is inline, and its document is under this policy too.
    `script-src 'self' 'wasm-unsafe-eval' ${frameScriptHash}`,
    // Monaco writes style elements.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    // An upper bound: a policy in the page can be tightened while it runs and never loosened, so the first script
    // (src/csp/connect-policy.ts) adds a second one with exactly what the visitor has named.
    `connect-src ${CONNECT_BOUND}`,
    "worker-src 'self' blob:",
    "frame-src 'none'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

export function framePolicy(frameScriptHash: string): string {
  return [
    "default-src 'none'",
    `script-src ${frameScriptHash} 'wasm-unsafe-eval'`,
    'worker-src blob:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
