/** The library of models over what this browser has. */
import { effect } from '@preact/signals';
import { HubClient } from '../../clients/hub/hub-client';
import { mayConnect } from '../../csp/page-connections';
import type { Playground } from '../playground';
import { browserTextStorage, type SettingsStore } from '../settings';
import { ModelLibrary } from './model-library';

export function createModels(playground: Playground, settings: SettingsStore): ModelLibrary {
  const device = () => (settings.device.value === 'auto' ? null : settings.device.value);
  const library = new ModelLibrary({
    service: new HubClient(),
    load: (folder) => playground.loadModel(device(), folder),
    device,
    choiceStorage: browserTextStorage('eg-cfg.model.v1'),
    loadingStorage: browserTextStorage('eg-cfg.model-loading.v1'),
    addressStorage: browserTextStorage('eg-cfg.hub-address.v1'),
    mayConnect,
    async estimate() {
      const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
      if (quota === undefined || usage === undefined) return null;
      return { usedBytes: usage, freeBytes: Math.max(0, quota - usage) };
    },
    async keepForGood() {
      await navigator.storage?.persist?.();
    },
  });
  effect(() => {
    const { kind } = playground.model.value;
    if (kind === 'ready' || kind === 'failed') library.loadingEnded();
  });
  // A page that is left by the visitor says so; one that is ended for lack of memory does not.
  window.addEventListener('pagehide', () => library.loadingEnded());
  return library;
}
