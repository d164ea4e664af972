/** Model folders on the visitor's disk that were opened since the page was; nothing of them is stored or remembered. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Offer } from '../../hub/listing';
import { type LocalModel, type LocalReading, localFolder, readLocalFolder } from './local-folder';
import type { ModelFolder } from './model-folder';

export interface LocalInUse {
  readonly model: LocalModel;
  readonly format: string;
}

export class LocalModels {
  readonly #list = signal<readonly LocalModel[]>([]);
  readonly #inUse = signal<LocalInUse | null>(null);
  readonly #problem = signal<Extract<LocalReading, { kind: 'problem' }> | null>(null);

  constructor(private readonly load: (folder: ModelFolder) => void) {}

  get list(): ReadonlySignal<readonly LocalModel[]> {
    return this.#list;
  }

  get inUse(): ReadonlySignal<LocalInUse | null> {
    return this.#inUse;
  }

  /** Why the last folder could not be listed. */
  get problem(): ReadonlySignal<Extract<LocalReading, { kind: 'problem' }> | null> {
    return this.#problem;
  }

  /** Lists a folder; one of the same name is replaced. */
  async open(files: Iterable<readonly [path: string, file: File]>): Promise<LocalReading> {
    const read = await readLocalFolder(files);
    this.#problem.value = read.kind === 'problem' ? read : null;
    if (read.kind === 'model') {
      this.#list.value = [read.model, ...this.#list.value.filter(({ name }) => name !== read.model.name)];
    }
    return read;
  }

  /** The browser did not give the folder. */
  refuse(thrown: unknown): void {
    this.#problem.value = {
      kind: 'problem',
      message: `The browser could not read this folder (${thrown instanceof Error ? thrown.message : String(thrown)}).`,
      advice: 'Check that it is still there and that you may open it, or drop it on the page.',
    };
  }

  /** Loads it now. The next visit begins without it: no browser lets a page read a folder again by itself. */
  use(model: LocalModel, offer: Offer, promptStyle: 'built-in' | 'instruct'): void {
    this.#inUse.value = { model, format: offer.format };
    this.load(localFolder(model, offer, promptStyle));
  }

  /** Another model is in use now. */
  left(): void {
    this.#inUse.value = null;
  }

  /** Takes it off the list; nothing on the disk changes. */
  forget(model: LocalModel): void {
    this.#list.value = this.#list.value.filter((one) => one !== model);
  }
}
