/** The page's own offline part, with this browser and this page's folder. */
import { effect } from '@preact/signals';
import type { Device } from '../../guidance/ports';
import { type BrowserParts, createOffline, type Offline } from '../../offline/offline';
import type { Playground } from '../../playground/playground';
import { until } from '../../playground/until';

const REMOVED_KEY = 'eg-cfg.offline-removed.v1';
/** The first look at the page is over, and the network is the visitor's again, before tens of megabytes are kept. */
const PAUSE_MS = 8_000;
const LOOK_EVERY_MS = 30 * 60_000;
const LOOK_AT_MOST_EVERY_MS = 60_000;

export function createPageOffline(playground: Playground): Offline {
  return createOffline({
    scope: new URL('./', document.baseURI).href,
    version: document.querySelector<HTMLMetaElement>('meta[name="build"]')?.content ?? null,
    browser: browserParts(),
    isSecure: window.isSecureContext,
    savesData: savesData(),
    removed: { read: wasRemoved, write: rememberRemoved },
    fetch: (address, cache) => window.fetch(address, { cache }),
    quiet: () => until(playground.run, ({ kind }) => kind !== 'running' && kind !== 'preparing'),
  });
}

/** Begins once the engines no longer need the network and the processor, and then looks for new versions. */
export async function startOffline(offline: Offline, playground: Playground): Promise<void> {
  await offline.recall();
  await until(playground.model, ({ kind }) => kind === 'ready' || kind === 'failed');
  await until(playground.python, ({ kind }) => kind === 'ready' || kind === 'failed');
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  await offline.keep(deviceOf(playground));
  // What another device needs is kept once it is in use.
  let device = deviceOf(playground);
  effect(() => {
    const now = deviceOf(playground);
    if (now === device) return;
    device = now;
    void offline.keep(now);
  });
  lookNowAndThen(offline);
}

export function deviceOf(playground: Playground): Device {
  const model = playground.model.value;
  const place = model.kind === 'ready' ? model.description.device : 'wasm';
  return place === 'endpoint' ? 'wasm' : place;
}

function lookNowAndThen(offline: Offline): void {
  let last = performance.now();
  const look = (pauseMs: number) => {
    if (document.hidden || performance.now() - last < pauseMs) return;
    last = performance.now();
    void offline.lookForNewer();
  };
  setInterval(() => look(LOOK_AT_MOST_EVERY_MS), LOOK_EVERY_MS);
  document.addEventListener('visibilitychange', () => look(LOOK_AT_MOST_EVERY_MS));
  window.addEventListener('online', () => look(0));
}

function browserParts(): BrowserParts | null {
  const { serviceWorker, locks } = navigator;
  // Each is missing in some browsers and contexts, whatever their types say.
  if (!('caches' in window) || serviceWorker === undefined || locks === undefined) return null;
  try {
    return { caches: window.caches, serviceWorker, locks };
  } catch {
    // Refused, as in a frame of another page that may store nothing.
    return null;
  }
}

/** Not in every browser, and in no type yet. */
function savesData(): boolean {
  const connection: unknown = Reflect.get(navigator, 'connection');
  return typeof connection === 'object' && connection !== null && Reflect.get(connection, 'saveData') === true;
}

function wasRemoved(): boolean {
  try {
    return localStorage.getItem(REMOVED_KEY) !== null;
  } catch {
    return false;
  }
}

function rememberRemoved(removed: boolean): void {
  try {
    if (removed) localStorage.setItem(REMOVED_KEY, 'yes');
    else localStorage.removeItem(REMOVED_KEY);
  } catch {
    // Where nothing is remembered, nothing is kept either.
  }
}
