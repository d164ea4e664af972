/** Starts the model worker as the bundler built it. */
import entryUrl from '../../../workers/model/entry.ts?worker&url';
import { createModuleWorker } from '../module-worker';
import type { StartedWorker } from './worker-connection';

export function startModelWorker(): StartedWorker {
  const worker = createModuleWorker(entryUrl, 'model');
  return {
    endpoint: worker,
    onCrash: (listener) => {
      worker.addEventListener('error', (event) => listener(event.message || 'it could not be loaded'));
      worker.addEventListener('messageerror', () => listener('a message could not be read'));
    },
    terminate: () => worker.terminate(),
  };
}
