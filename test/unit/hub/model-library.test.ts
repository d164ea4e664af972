/** What the page makes of downloads: which model is in use, what a pause, a failure and a deletion leave. */
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keyOf, newRecord, storedPath } from '../../../src/hub/model-record';
import { BUILT_IN, type ModelFolder } from '../../../src/playground/models/model-folder';
import { ModelLibrary } from '../../../src/playground/models/model-library';
import { type HubStandIn, startHubStandIn } from '../../hub/stand-in';
import { FolderStore } from './folder-store';
import { hubInNode, locksOfOneTab, recordsInMemory } from './hub-in-node';

const FOLDER = path.resolve(import.meta.dirname, '../../../public/models/tiny-coder');
const NAME = 'someone/tiny-coder-ONNX';
const NETWORK = 'onnx/model_int8.onnx';

let hub: HubStandIn;
let store: FolderStore;
let records = recordsInMemory();
let written: { choice: string | null; address: string | null; loading: string | null };
let loaded: ModelFolder[];
beforeAll(async () => {
  hub = await startHubStandIn({ [NAME]: { folder: FOLDER }, 'a/no-tokenizer': { folder: path.join(FOLDER, 'onnx') } });
});
beforeEach(() => {
  store = new FolderStore();
  records = recordsInMemory();
  written = { choice: null, address: JSON.stringify({ hub: hub.url, fileHosts: [hub.filesUrl] }), loading: null };
  loaded = [];
});
afterEach(() => {
  hub.manners.clear();
  store.delete();
});
afterAll(() => hub.close());

/** As after the page was opened (again). */
function open(service = hubInNode(store, records)): ModelLibrary {
  const text = (name: keyof typeof written) => ({
    read: () => written[name],
    write: (value: string) => {
      written[name] = value;
    },
  });
  return new ModelLibrary({
    service,
    load: (folder) => loaded.push(folder),
    device: () => null,
    choiceStorage: text('choice'),
    loadingStorage: text('loading'),
    addressStorage: text('address'),
    mayConnect: () => true,
    estimate: async () => ({ usedBytes: 0, freeBytes: 1e9 }),
    keepForGood: async () => undefined,
  });
}

async function found(library: ModelLibrary) {
  await library.look(NAME);
  const lookup = library.lookup.value;
  const offer = lookup.kind === 'found' ? lookup.offers[0] : undefined;
  if (lookup.kind !== 'found' || offer === undefined) throw new Error(`The lookup is ${lookup.kind}`);
  return { listing: lookup.listing, offer };
}

async function downloaded(library: ModelLibrary): Promise<string> {
  const { listing, offer } = await found(library);
  library.downloadOffer(listing, offer);
  await expect.poll(() => library.kept.value?.[0]?.record.finishedAt ?? null).not.toBeNull();
  await expect.poll(() => library.downloads.value.size).toBe(0);
  return keyOf({ ...listing, format: offer.format });
}

describe('a model in use', () => {
  it('is the built-in one until another is picked, and the picked one after a reload', async () => {
    const library = open();
    expect(await library.restore()).toBe(BUILT_IN);
    const key = await downloaded(library);
    expect(loaded).toEqual([]);
    library.use(key);
    expect(library.chosen.value).toBe(key);
    library.loadingEnded();
    const again = open();
    const folder = await again.restore();
    expect(folder).toEqual(loaded[0]);
    expect(folder).toMatchObject({ id: NAME, from: 'hub', dtype: 'int8', stored: { commit: hub.commitOf(NAME) } });
    expect(again.notice.value).toBeNull();
  });

  it('stays the commit that was downloaded, also when the Hub has moved on', async () => {
    const library = open();
    const key = await downloaded(library);
    library.use(key);
    library.loadingEnded();
    const commit = hub.commitOf(NAME);
    hub.moveOn();
    expect(await open().restore()).toMatchObject({ stored: { commit } });
    const record = library.kept.value?.[0]?.record;
    if (record === undefined) throw new Error('Nothing is kept');
    await library.lookForNewer(record);
    expect(library.answers.value.get(key)).toMatch(/newer version/);
    expect(library.lookup.value).toMatchObject({ kind: 'found', listing: { commit: hub.commitOf(NAME) } });
    expect(library.chosen.value).toBe(key);
  });

  it('gives way to the built-in one, with the reason, where not all of it is here', async () => {
    const library = open();
    library.use(await downloaded(library));
    const record = library.kept.value?.[0]?.record;
    if (record === undefined) throw new Error('Nothing is kept');
    await store.remove(storedPath(record, NETWORK));
    const again = open();
    expect(await again.restore()).toBe(BUILT_IN);
    expect(again.notice.value).toMatch(/someone\/tiny-coder-ONNX was chosen and could not be loaded/);
  });

  it('gives way to the built-in one where it has ended the page, until it is picked again', async () => {
    const library = open();
    const key = await downloaded(library);
    library.use(key);
    // Neither ready nor failed nor left: the page was gone.
    const again = open();
    expect(await again.restore()).toBe(BUILT_IN);
    again.loadingEnded();
    expect(again.notice.value).toMatch(/the page ended while it was being loaded last time/);
    expect(await open().restore()).toBe(BUILT_IN);
    again.use(key);
    again.loadingEnded();
    expect(again.notice.value).toBeNull();
    expect(await open().restore()).toMatchObject({ id: NAME });
  });

  it('gives way to the built-in one when it is deleted, and nothing of it is left', async () => {
    const library = open();
    const key = await downloaded(library);
    library.use(key);
    await library.remove(key);
    expect(loaded.at(-1)).toBe(BUILT_IN);
    expect(library.chosen.value).toBeNull();
    expect(library.kept.value).toEqual([]);
    expect(await store.read(`${NAME}/${hub.commitOf(NAME)}/${NETWORK}`)).toBeNull();
    expect(await open().restore()).toBe(BUILT_IN);
  });
});

describe('a download', () => {
  it('pauses, tells how much is here, and goes on after the page was opened again', async () => {
    hub.manners.set(NETWORK, { kind: 'hold', afterBytes: 900_000 });
    const library = open();
    const { listing, offer } = await found(library);
    library.downloadOffer(listing, offer);
    const key = keyOf({ ...listing, format: offer.format });
    const received = () => {
      const state = library.downloads.value.get(key);
      return state?.kind === 'running' && state.progress.kind === 'downloading' ? state.progress.receivedBytes : 0;
    };
    await expect.poll(received).toBeGreaterThan(800_000);
    await library.pause(key);
    expect(library.downloads.value.size).toBe(0);
    hub.manners.clear();
    const again = open();
    await again.refresh();
    const [kept] = again.kept.value ?? [];
    if (kept === undefined) throw new Error('Nothing is kept');
    expect(kept.storedBytes).toBeGreaterThan(500_000);
    expect(kept.record.finishedAt).toBeNull();
    hub.requests.length = 0;
    await again.download(kept.record);
    expect(again.kept.value?.[0]?.record.finishedAt).not.toBeNull();
    expect(hub.requests.map(({ range }) => range)).toContainEqual(expect.stringMatching(/^bytes=[1-9]\d+-$/));
  });

  it('that is shown as paused can be gone on with, however long the list of what is here takes', async () => {
    hub.manners.set(NETWORK, { kind: 'hold', afterBytes: 900_000 });
    const service = hubInNode(store, records);
    let held = Promise.resolve();
    let release = () => {};
    const library = open({ ...service, kept: () => held.then(service.kept) });
    const { listing, offer } = await found(library);
    library.downloadOffer(listing, offer);
    const key = keyOf({ ...listing, format: offer.format });
    await expect.poll(() => hub.sentBytes).toBeGreaterThan(800_000);
    held = new Promise((resolve) => {
      release = resolve;
    });
    const paused = library.pause(key);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(library.downloads.value.get(key)).toEqual({ kind: 'pausing' });
    release();
    hub.manners.clear();
    await expect.poll(() => library.downloads.value.size).toBe(0);
    await library.download(newRecord(listing, offer));
    await paused;
    expect(library.kept.value?.[0]?.record.finishedAt).not.toBeNull();
  });

  it('that fails says why beside it, and a retry works', async () => {
    hub.manners.set(NETWORK, { kind: 'status', status: 403, code: 'GatedRepo' });
    const library = open();
    const { listing, offer } = await found(library);
    library.downloadOffer(listing, offer);
    const key = keyOf({ ...listing, format: offer.format });
    await expect
      .poll(() => library.downloads.value.get(key))
      .toMatchObject({ kind: 'failed', failure: { message: expect.stringMatching(/gated/) } });
    hub.manners.clear();
    const [kept] = library.kept.value ?? [];
    if (kept === undefined) throw new Error('Nothing is kept');
    await library.download(kept.record);
    expect(library.downloads.value.size).toBe(0);
    expect(library.kept.value?.[0]?.record.finishedAt).not.toBeNull();
  });

  it('is begun by nobody else: opening the page and looking something up fetch no file', async () => {
    hub.requests.length = 0;
    const library = open();
    await library.restore();
    await library.refresh();
    expect(hub.requests).toEqual([]);
    await found(library);
    expect(hub.requests.every((request) => request.path.startsWith('/api/models/'))).toBe(true);
  });

  it('of two tabs waits for the other’s, and fetches nothing twice', async () => {
    hub.manners.set(NETWORK, { kind: 'hold', afterBytes: 400_000 });
    const locks = locksOfOneTab();
    const [one, two] = [hubInNode(store, records, locks), hubInNode(store, records, locks)];
    const library = open();
    const { listing, offer } = await found(library);
    const record = newRecord(listing, offer);
    const never = new AbortController().signal;
    const waited: string[] = [];
    hub.requests.length = 0;
    const first = one.download(never, hub.url, record, () => undefined);
    const second = two.download(never, hub.url, record, ({ kind }) => waited.push(kind));
    await expect.poll(() => waited[0]).toBe('waiting');
    hub.letGo();
    const [a, b] = await Promise.all([first, second]);
    expect(a).toEqual(b);
    const asked = hub.requests.map((request) => request.path);
    expect(asked.filter((request) => request.includes('/resolve/') && request.endsWith(NETWORK))).toHaveLength(1);
  });
});

describe('what cannot be used', () => {
  it('is said by name', async () => {
    const library = open();
    await library.look('a/no-tokenizer');
    expect(library.lookup.value).toMatchObject({
      kind: 'failed',
      failure: {
        message: expect.stringMatching(/it has no config\.json and no tokenizer\.json and no tokenizer_config/),
      },
    });
  });

  it('a changed file is found by a check', async () => {
    const library = open();
    const key = await downloaded(library);
    await library.check(key);
    expect(library.answers.value.get(key)).toMatch(/every file is as it was/);
    await (await store.append(`${NAME}/${hub.commitOf(NAME)}/config.json`)).write(new Uint8Array([32]));
    await library.check(key);
    expect(library.answers.value.get(key)).toMatch(/has changed or is gone/);
  });
});
