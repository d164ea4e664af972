/**
 * Models besides the built-in one: what is in this browser, what is on its way, which one is in use. Nothing here
 * reaches the network by itself; each request answers a press of a button.
 */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { DownloadProgress, KeptModel } from '../../../workers/hub/protocol';
import type { HubService } from '../../clients/hub/hub-client';
import { type Failure, PlaygroundError, toFailure } from '../../guidance/failure';
import type { Device } from '../../guidance/ports';
import type { Compute } from '../../hub/format-choice';
import { type Listing, type Offer, offersOf, whatIsMissing } from '../../hub/listing';
import { keyOf, type ModelKey, type ModelRecord, newRecord, sizeOf } from '../../hub/model-record';
import type { TextStorage } from '../settings';
import { type HubAddress, originsOf, parseHubAddress } from './hub-address';
import { LocalModels } from './local-models';
import { BUILT_IN, folderOf, type ModelFolder } from './model-folder';
import { TransferSpeed } from './transfer-speed';

export type Lookup =
  | { readonly kind: 'none' }
  | { readonly kind: 'looking'; readonly repository: string }
  | { readonly kind: 'found'; readonly listing: Listing; readonly offers: readonly Offer[] }
  | { readonly kind: 'failed'; readonly repository: string; readonly failure: Failure };

export type DownloadState =
  | { readonly kind: 'running'; readonly progress: DownloadProgress; readonly bytesPerSecond: number | null }
  | { readonly kind: 'pausing' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface StorageUse {
  readonly usedBytes: number;
  readonly freeBytes: number;
}

/** What the browser does for it. */
export interface LibraryDeps {
  readonly service: HubService;
  readonly load: (folder: ModelFolder) => void;
  /** The device that the visitor has chosen; null for the best. */
  readonly device: () => Device | null;
  readonly choiceStorage: TextStorage;
  /** Holds the key of a model while it is being loaded: what it still holds when the page opens has ended the page. */
  readonly loadingStorage: TextStorage;
  readonly addressStorage: TextStorage;
  readonly mayConnect: (origins: readonly string[]) => boolean;
  readonly estimate: () => Promise<StorageUse | null>;
  /** Asks the browser not to throw the files away when the disk gets full. */
  readonly keepForGood: () => Promise<void>;
}

export class ModelLibrary {
  /** Folders on the visitor's disk. */
  readonly local: LocalModels;
  readonly #deps: LibraryDeps;
  readonly #address;
  readonly #chosen = signal<ModelKey | null>(null);
  readonly #notice = signal<string | null>(null);
  readonly #stored = signal<readonly KeptModel[] | null>(null);
  /** Asked for since the page was opened; some fail before anything of them is kept. */
  readonly #begun = signal<ReadonlyMap<ModelKey, ModelRecord>>(new Map());
  readonly #kept = computed(() => withBegun(this.#stored.value, this.#begun.value));
  readonly #keptFailure = signal<Failure | null>(null);
  readonly #lookup = signal<Lookup>({ kind: 'none' });
  readonly #downloads = signal<ReadonlyMap<ModelKey, DownloadState>>(new Map());
  readonly #answers = signal<ReadonlyMap<ModelKey, string>>(new Map());
  readonly #compute = signal<Compute | null>(null);
  readonly #storage = signal<StorageUse | null>(null);
  readonly #aborts = new Map<ModelKey, { readonly abort: AbortController; readonly ended: Promise<void> }>();
  #looking = new AbortController();
  #loading: ModelKey | null = null;
  #refreshes = 0;
  /** Number of the refresh that `#stored` is from. */
  #storedFrom = 0;

  constructor(deps: LibraryDeps) {
    this.#deps = deps;
    this.local = new LocalModels(deps.load);
    this.#address = signal(parseHubAddress(guarded(() => deps.addressStorage.read())));
    this.#chosen.value = guarded(() => deps.choiceStorage.read()) || null;
  }

  /** Key of the model in use; null for the built-in one. */
  get chosen(): ReadonlySignal<ModelKey | null> {
    return this.#chosen;
  }

  /** Why the built-in model is in use although another one was chosen. */
  get notice(): ReadonlySignal<string | null> {
    return this.#notice;
  }

  /** What is here or on its way, the newest first; null before it is known. */
  get kept(): ReadonlySignal<readonly KeptModel[] | null> {
    return this.#kept;
  }

  get keptFailure(): ReadonlySignal<Failure | null> {
    return this.#keptFailure;
  }

  get lookup(): ReadonlySignal<Lookup> {
    return this.#lookup;
  }

  /** Only those that run, or have failed since the page was opened. */
  get downloads(): ReadonlySignal<ReadonlyMap<ModelKey, DownloadState>> {
    return this.#downloads;
  }

  /** What a check of a model has found, in words. */
  get answers(): ReadonlySignal<ReadonlyMap<ModelKey, string>> {
    return this.#answers;
  }

  get compute(): ReadonlySignal<Compute | null> {
    return this.#compute;
  }

  get storage(): ReadonlySignal<StorageUse | null> {
    return this.#storage;
  }

  get address(): ReadonlySignal<HubAddress> {
    return this.#address;
  }

  get mayConnect(): boolean {
    return this.#deps.mayConnect(originsOf(this.#address.value));
  }

  /** Throws what the storage throws. The page must be allowed to connect to it, and opened again, before it is asked. */
  setAddress(address: HubAddress): void {
    this.#deps.addressStorage.write(JSON.stringify(address));
    this.#address.value = address;
    this.#lookup.value = { kind: 'none' };
  }

  /** The folder to load when the page opens: the chosen model if all of it is here, else the built-in one. */
  async restore(): Promise<ModelFolder> {
    const chosen = this.#chosen.value;
    if (chosen === null) return BUILT_IN;
    await this.refresh();
    const found = this.#kept.value?.find(({ record }) => keyOf(record) === chosen);
    const folder = found === undefined || found.storedBytes < sizeOf(found.record) ? null : folderOf(found.record);
    const endedThePage = guarded(() => this.#deps.loadingStorage.read()) === chosen;
    if (folder !== null && !endedThePage) {
      this.#beginLoading(chosen);
      return folder;
    }
    const name = chosen.split('@')[0] ?? chosen;
    const why =
      folder !== null
        ? 'the page ended while it was being loaded last time, perhaps for lack of memory'
        : (this.#keptFailure.value?.message ?? 'not all of it is in this browser');
    this.#notice.value = `${name} was chosen and could not be loaded (${why}), so the built-in model is in use.`;
    return BUILT_IN;
  }

  /** Reads what is kept, how much room there is and what this device computes on. Nothing of it is asked of the network. */
  async refresh(): Promise<void> {
    const { service, estimate, device } = this.#deps;
    const number = ++this.#refreshes;
    const kept = service.kept().then(
      (found) => {
        // What was read later may have come earlier.
        if (number < this.#storedFrom) return;
        this.#storedFrom = number;
        this.#stored.value = found;
        this.#keptFailure.value = null;
      },
      (thrown) => {
        this.#stored.value ??= [];
        this.#keptFailure.value = toFailure(thrown);
      },
    );
    const storage = estimate().then((use) => {
      this.#storage.value = use;
    });
    void service.compute(device()).then(
      (compute) => {
        this.#compute.value = compute;
      },
      () => undefined,
    );
    await Promise.all([kept, storage.catch(() => undefined)]);
  }

  /** Asks the Hub for a repository's commit and files; nothing is downloaded. */
  async look(repository: string): Promise<void> {
    this.#looking.abort();
    const looking = new AbortController();
    this.#looking = looking;
    this.#lookup.value = { kind: 'looking', repository };
    let result: Lookup;
    try {
      const listing = await this.#deps.service.look(looking.signal, this.#address.value.hub, repository);
      const missing = whatIsMissing(listing);
      if (missing !== null) throw unsuitable(repository, missing);
      result = { kind: 'found', listing, offers: offersOf(listing) };
    } catch (thrown) {
      result = { kind: 'failed', repository, failure: toFailure(thrown) };
    }
    if (this.#looking === looking) this.#lookup.value = result;
  }

  dismissLookup(): void {
    this.#looking.abort();
    this.#lookup.value = { kind: 'none' };
  }

  /** Begins a download, or goes on with one of which a part is here. */
  downloadOffer(listing: Listing, offer: Offer): void {
    void this.download(newRecord(listing, offer));
    this.#lookup.value = { kind: 'none' };
  }

  async download(record: ModelRecord): Promise<void> {
    const key = keyOf(record);
    if (this.#aborts.has(key)) return;
    this.#begun.value = new Map(this.#begun.value).set(key, record);
    const abort = new AbortController();
    const ended = this.#run(record, key, abort.signal);
    this.#aborts.set(key, { abort, ended });
    await ended;
  }

  /** Keeps what has arrived. */
  async pause(key: ModelKey): Promise<void> {
    const running = this.#aborts.get(key);
    if (running === undefined) return;
    this.#show(key, { kind: 'pausing' });
    running.abort.abort(new PlaygroundError({ code: 'cancelled', message: 'Paused.', advice: '' }));
    await running.ended;
  }

  /** Ends its download, deletes what is here of it, and goes back to the built-in model if it was in use. */
  async remove(key: ModelKey): Promise<void> {
    await this.pause(key);
    // What was paused may have been written since the list was read.
    await this.refresh();
    if (this.#chosen.value === key) this.use(null);
    const begun = new Map(this.#begun.value);
    begun.delete(key);
    try {
      if (this.#stored.value?.some(({ record }) => keyOf(record) === key)) await this.#deps.service.remove(key);
      this.#begun.value = begun;
      this.#show(key, null);
    } catch (thrown) {
      this.#show(key, { kind: 'failed', failure: toFailure(thrown) });
    }
    await this.refresh();
  }

  /** Reads all files of a model again and compares them with what was downloaded. */
  async check(key: ModelKey): Promise<void> {
    this.#answer(key, 'Checking every byte …');
    try {
      const same = await this.#deps.service.check(new AbortController().signal, key);
      this.#answer(
        key,
        same
          ? 'Checked: every file is as it was downloaded.'
          : 'A file has changed or is gone since it was downloaded. Delete the model and download it again.',
      );
    } catch (thrown) {
      this.#answer(key, toFailure(thrown).message);
    }
  }

  /** Asks the Hub whether there is a newer commit, and offers it. */
  async lookForNewer({ repository, commit, format }: ModelRecord): Promise<void> {
    const key = keyOf({ repository, commit, format });
    this.#answer(key, 'Asking the Hub …');
    try {
      const { hub } = this.#address.value;
      const listing = await this.#deps.service.look(new AbortController().signal, hub, repository);
      if (listing.commit === commit) {
        this.#answer(key, 'This is the newest version.');
        return;
      }
      this.#answer(
        key,
        `There is a newer version, ${listing.commit.slice(0, 10)}. It is offered above; this one stays.`,
      );
      const missing = whatIsMissing(listing);
      if (missing !== null) throw unsuitable(repository, missing);
      this.#lookup.value = { kind: 'found', listing, offers: offersOf(listing) };
    } catch (thrown) {
      this.#answer(key, toFailure(thrown).message);
    }
  }

  /** Loads a model now and whenever the page is opened; null for the built-in one. */
  use(key: ModelKey | null): void {
    const record = this.#kept.value?.find((one) => keyOf(one.record) === key)?.record;
    const folder = key === null ? BUILT_IN : record === undefined ? null : folderOf(record);
    if (folder === null) return;
    batch(() => {
      this.#chosen.value = key;
      this.#notice.value = null;
      this.local.left();
    });
    guarded(() => this.#deps.choiceStorage.write(key ?? ''));
    this.#beginLoading(key);
    this.#deps.load(folder);
  }

  /** To be called when a model is ready, could not be loaded, or the page is left in the middle of it. */
  loadingEnded(): void {
    if (this.#loading !== null) guarded(() => this.#deps.loadingStorage.write(''));
    this.#loading = null;
  }

  #beginLoading(key: ModelKey | null): void {
    this.#loading = key;
    guarded(() => this.#deps.loadingStorage.write(key ?? ''));
  }

  async #run(record: ModelRecord, key: ModelKey, abort: AbortSignal): Promise<void> {
    const { service, keepForGood } = this.#deps;
    const speed = new TransferSpeed();
    const onProgress = (progress: DownloadProgress) => {
      if (abort.aborted) return;
      if (progress.kind === 'downloading') speed.add(performance.now(), progress.receivedBytes);
      this.#show(key, { kind: 'running', progress, bytesPerSecond: speed.bytesPerSecond() });
    };
    onProgress({ kind: 'downloading', receivedBytes: 0, totalBytes: sizeOf(record), path: '', retry: 0 });
    // Not waited for: some browsers ask the visitor, and the download may begin meanwhile.
    keepForGood().catch(() => undefined);
    const shown = setTimeout(() => void this.refresh(), 500);
    let end: DownloadState | null = null;
    try {
      await service.download(abort, this.#address.value.hub, record, onProgress);
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (!abort.aborted && failure.code !== 'cancelled') end = { kind: 'failed', failure };
    } finally {
      clearTimeout(shown);
    }
    await this.refresh();
    // Told only now, and together: what is shown as paused can be gone on with.
    this.#aborts.delete(key);
    this.#show(key, end);
  }

  #show(key: ModelKey, state: DownloadState | null): void {
    const states = new Map(this.#downloads.value);
    if (state === null) states.delete(key);
    else states.set(key, state);
    this.#downloads.value = states;
  }

  #answer(key: ModelKey, words: string): void {
    this.#answers.value = new Map(this.#answers.value).set(key, words);
  }
}

function withBegun(
  stored: readonly KeptModel[] | null,
  begun: ReadonlyMap<ModelKey, ModelRecord>,
): readonly KeptModel[] | null {
  if (stored === null) return null;
  const known = new Set(stored.map(({ record }) => keyOf(record)));
  const others = [...begun].flatMap(([key, record]) => (known.has(key) ? [] : [{ record, storedBytes: 0 }]));
  return [...others.reverse(), ...stored];
}

function unsuitable(repository: string, what: string): PlaygroundError {
  return new PlaygroundError({
    code: 'model-unsuitable',
    message: `The repository ${repository} cannot be used: ${what}.`,
    advice: 'Choose a repository of a decoder language model that was exported for transformers.js.',
  });
}

/** A browser that keeps nothing is no reason to stop: the choice lasts until the page is closed. */
function guarded<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}
