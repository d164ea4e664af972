/** Starts the worker in which the stores are tried: handles of the file system exist only there. */
import { wrap } from 'comlink';
import type { StorageTrial } from './worker';

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
const trial = wrap<StorageTrial>(worker);

declare global {
  interface Window {
    storageTrial: typeof trial;
  }
}
window.storageTrial = trial;
