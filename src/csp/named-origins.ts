/** The hosts that the visitor has allowed this page to talk to, besides its own. Kept in this browser alone. */

const KEY = 'eg-cfg.named-origins.v1';
const MAX_ORIGINS = 20;
/** Policies have no spelling for the address of this machine in IPv6. */
const LOOPBACK = new Set(['localhost', '127.0.0.1']);

/** The origin of an address, or null for one that may not be named: anything but https, or http to this machine. */
export function nameableOrigin(address: string): string | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
  // An origin is written into a policy, where a space or a semicolon would begin something else.
  return allowed && /^https?:\/\/[\w.:-]+$/.test(url.origin) ? url.origin : null;
}

/** What is stored, without whatever is no origin. Empty where the browser keeps nothing for this page. */
export function readNamedOrigins(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    if (!Array.isArray(stored)) return [];
    const origins = stored.map((entry: unknown) => (typeof entry === 'string' ? nameableOrigin(entry) : null));
    return [...new Set(origins.filter((origin) => origin !== null))].slice(0, MAX_ORIGINS);
  } catch {
    return [];
  }
}

/** Replaces the list. It takes effect when the page is loaded again: a running page's policy only tightens. */
export function writeNamedOrigins(origins: readonly string[]): void {
  localStorage.setItem(KEY, JSON.stringify(origins));
}
