/** A library of a browser that has no model, and never gets one. */
import { ModelLibrary } from '../../../src/playground/models/model-library';
import { FolderStore } from './folder-store';
import { hubInNode, recordsInMemory } from './hub-in-node';

export function emptyLibrary(): ModelLibrary {
  const nothing = { read: () => null, write: () => {} };
  return new ModelLibrary({
    service: hubInNode(new FolderStore(), recordsInMemory()),
    load: () => {},
    device: () => null,
    choiceStorage: nothing,
    loadingStorage: nothing,
    addressStorage: nothing,
    mayConnect: () => false,
    estimate: async () => null,
    keepForGood: async () => {},
  });
}
