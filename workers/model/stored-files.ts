/** Files of a Hub model as a download left them in this browser's storage. The network is never asked. */
import { PlaygroundError } from '../../src/guidance/failure';
import { storedPath } from '../../src/hub/model-record';
import type { ModelSource, StoredModel } from '../protocol';
import { openStore } from '../storage/open-store';
import type { FileBytes, ModelFiles, OnBytes } from './model-files';
import { readWhole } from './read-whole';

export class StoredFiles implements ModelFiles {
  constructor(readonly source: ModelSource) {}

  async readText(_signal: AbortSignal, path: string): Promise<string> {
    return (await this.open(path)).blob.text();
  }

  async readBytes(signal: AbortSignal, path: string, onBytes: OnBytes): Promise<FileBytes> {
    const { blob, sha256 } = await this.open(path);
    return { bytes: await readWhole(signal, blob, onBytes), sha256 };
  }

  missing(path: string, because: string): PlaygroundError {
    return new PlaygroundError({
      code: 'model-missing',
      message: `The file ${path} of the model ${this.source.id} could not be loaded: ${because}.`,
      advice: 'Open Models and download the model again, or use the built-in model.',
    });
  }

  private async open(path: string): Promise<{ readonly blob: Blob; readonly sha256: string }> {
    const stored = this.stored(path);
    const file = stored.files.find((one) => one.path === path);
    if (file === undefined) throw this.missing(path, 'the repository has no such file');
    const store = await openStore();
    const blob = await store.read(storedPath({ repository: this.source.id, commit: stored.commit }, path));
    if (blob === null) throw this.missing(path, 'it is not in this browser’s storage any more');
    if (blob.size !== file.sizeBytes) {
      throw this.missing(path, `${blob.size} of its ${file.sizeBytes} bytes are in this browser’s storage`);
    }
    return { blob, sha256: file.sha256 };
  }

  private stored(path: string): StoredModel {
    if (this.source.stored !== undefined) return this.source.stored;
    throw this.missing(path, 'it was not downloaded');
  }
}
