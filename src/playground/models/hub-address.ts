/**
 * Which Hub is asked, and whether this page may. Another address than the Hub's own is for those who reach it through a
 * mirror, or run one on their own machine; it is typed by the visitor, never taken from a link.
 */
import { HUB_ORIGIN } from '../../csp/hub-hosts';
import { nameableOrigin } from '../../csp/named-origins';

export interface HubAddress {
  /** An origin, without a slash at its end. */
  readonly hub: string;
  /** Where it redirects to for large files, besides the Hub's own hosts. */
  readonly fileHosts: readonly string[];
}

export const PUBLIC_HUB: HubAddress = { hub: HUB_ORIGIN, fileHosts: [] };

export type AddressReading =
  | { readonly kind: 'address'; readonly address: HubAddress }
  | { readonly kind: 'problem'; readonly message: string };

/** `hosts` are separated by spaces or commas. */
export function readHubAddress(hub: string, hosts: string): AddressReading {
  const words = 'starts with https:// (or with http://localhost or http://127.0.0.1, for this machine)';
  const origin = nameableOrigin(hub.trim());
  if (origin === null) return { kind: 'problem', message: `The address of a Hub ${words}.` };
  const fileHosts: string[] = [];
  for (const host of hosts.split(/[\s,]+/).filter((text) => text !== '')) {
    const found = nameableOrigin(host);
    if (found === null) return { kind: 'problem', message: `“${host}” is no address that ${words}.` };
    fileHosts.push(found);
  }
  return { kind: 'address', address: { hub: origin, fileHosts } };
}

/** What was stored, or the public Hub where nothing was, or nothing that can be used. */
export function parseHubAddress(text: string | null): HubAddress {
  try {
    const stored: unknown = JSON.parse(text ?? 'null');
    if (typeof stored !== 'object' || stored === null || !('hub' in stored) || !('fileHosts' in stored))
      return PUBLIC_HUB;
    if (typeof stored.hub !== 'string' || !Array.isArray(stored.fileHosts)) return PUBLIC_HUB;
    const read = readHubAddress(stored.hub, stored.fileHosts.filter((host) => typeof host === 'string').join(' '));
    return read.kind === 'address' ? read.address : PUBLIC_HUB;
  } catch {
    return PUBLIC_HUB;
  }
}

/** Every origin that must be allowed before this Hub can be asked. */
export function originsOf({ hub, fileHosts }: HubAddress): string[] {
  return [hub, ...fileHosts];
}
