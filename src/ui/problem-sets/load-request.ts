/**
 * What was typed into the field for addresses: an address or the name of a data set. The page's policy lets it connect
 * to no host that was not named, and a running page cannot loosen it; so a host that is new is asked for, and what was
 * typed waits over the reload.
 */
import { nameableOrigin, readNamedOrigins, writeNamedOrigins } from '../../csp/named-origins';
import { HUB, readDatasetName } from '../../problem-sets/hub-datasets';

export type LoadRequest =
  | { readonly kind: 'address'; readonly url: string; readonly origin: string }
  | { readonly kind: 'dataset'; readonly text: string; readonly origin: string }
  | { readonly kind: 'unusable'; readonly message: string };

const KEY = 'eg-cfg.problem-set-to-load.v1';

export function readLoadRequest(text: string): LoadRequest {
  const typed = text.trim();
  if (typed === '')
    return { kind: 'unusable', message: 'Enter an address, or the name of a data set like owner/name.' };
  if (readDatasetName(typed) !== null) return { kind: 'dataset', text: typed, origin: HUB };
  if (!/^https?:\/\//i.test(typed)) {
    return {
      kind: 'unusable',
      message: 'This is neither an address that begins with https:// nor a data set like owner/name.',
    };
  }
  const origin = nameableOrigin(typed);
  if (origin === null)
    return { kind: 'unusable', message: 'Only https addresses can be used, or http on this machine.' };
  return { kind: 'address', url: typed, origin };
}

export function isAllowed(origin: string): boolean {
  return origin === location.origin || readNamedOrigins().includes(origin);
}

/** Names the host and loads the page again, which then goes on with what was typed. Throws where nothing can be kept. */
export function allowAndReload(origin: string, text: string): void {
  writeNamedOrigins([...new Set([...readNamedOrigins(), origin])]);
  sessionStorage.setItem(KEY, text);
  location.reload();
}

/** What waited over a reload, once. */
export function takeWaiting(): string | null {
  try {
    const text = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return text;
  } catch {
    return null;
  }
}
