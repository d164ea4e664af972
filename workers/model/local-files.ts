/** Files of a model folder on the visitor's disk, read where they lie. */
import { PlaygroundError } from '../../src/guidance/failure';
import type { ModelSource } from '../protocol';
import { type FileBytes, type ModelFiles, type OnBytes, words } from './model-files';
import { readWhole } from './read-whole';

export class LocalFiles implements ModelFiles {
  constructor(readonly source: ModelSource) {}

  async readText(_signal: AbortSignal, path: string): Promise<string> {
    const file = this.find(path);
    try {
      return await file.text();
    } catch (thrown) {
      throw this.missing(path, `it cannot be read any more (${words(thrown)})`);
    }
  }

  async readBytes(signal: AbortSignal, path: string, onBytes: OnBytes): Promise<FileBytes> {
    const file = this.find(path);
    try {
      return { bytes: await readWhole(signal, file, onBytes), sha256: null };
    } catch (thrown) {
      signal.throwIfAborted();
      throw this.missing(path, `it cannot be read any more (${words(thrown)})`);
    }
  }

  missing(path: string, because: string): PlaygroundError {
    return new PlaygroundError({
      code: 'model-missing',
      message: `The file ${path} of the model folder ${this.source.id} could not be loaded: ${because}.`,
      advice: 'Open the folder again under Models, or use the built-in model.',
    });
  }

  private find(path: string): File {
    const found = this.source.local?.find((one) => one.path === path)?.file;
    if (found === undefined) throw this.missing(path, 'the folder has no such file');
    return found;
  }
}
