/** Reads one set of problems away from the page, so that however large it is nothing on the screen waits for it. */
import type { ReadSet, SetMessage } from '../../src/problem-sets/messages';
import { readSet } from '../../src/problem-sets/read-set';

declare const self: DedicatedWorkerGlobalScope;

self.addEventListener('message', (event: MessageEvent<ReadSet>) => {
  void readSet(event.data, (message: SetMessage) => self.postMessage(message));
});
