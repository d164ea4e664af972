/**
 * Answers the page's requests from what the page has kept (src/offline), so that it opens without a network.
 *
 * It decides nothing about versions: the page fills the store and says what may go. This only looks up addresses, each
 * of which means one content for good (src/offline/addresses.ts), so a new version of this script may take over at once.
 */
import { storeName, treatmentOf } from '../../src/offline/addresses';

declare const self: ServiceWorkerGlobalScope;

/** A network that is there but does not answer is as good as none, where the page is kept. */
const PATIENCE_MS = 4_000;

const scope = self.registration.scope;
const store = () => caches.open(storeName(scope));

self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { url, method, mode, headers } = request;
  const treatment = treatmentOf({ url, method, mode, partial: headers.has('range') }, scope);
  if (treatment === 'fixed') event.respondWith(keptFirst(request));
  else if (treatment === 'changing') event.respondWith(networkFirst(request, () => kept(url, { ignoreSearch: true })));
  else if (treatment === 'document') event.respondWith(networkFirst(request, () => kept(scope)));
});

async function kept(address: string, options: CacheQueryOptions = {}): Promise<Response | undefined> {
  // A store that the browser refuses, or that the visitor has emptied, must not stand between the page and the network.
  return (await store()).match(address, options).catch(() => undefined);
}

async function keptFirst(request: Request): Promise<Response> {
  return (await kept(request.url).catch(() => undefined)) ?? fetch(request);
}

/** The network's answer, whatever it is, unless it is none, an error of the server, or too long in coming. */
async function networkFirst(request: Request, fallback: () => Promise<Response | undefined>): Promise<Response> {
  const network = fetch(request);
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
  const first = await Promise.race([network.catch(() => null), late]);
  if (first !== null && first.status < 500) return first;
  return (await fallback().catch(() => undefined)) ?? network;
}
