/** The downloader over a real server with the Hub's addresses and over real files: the built-in model's. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { PlaygroundError } from '../../../src/guidance/failure';
import { offersOf, whatIsMissing } from '../../../src/hub/listing';
import { isWhole, keyOf, type ModelRecord, newRecord, sizeOf, storedPath } from '../../../src/hub/model-record';
import { downloadModel, type ModelPlace } from '../../../workers/hub/download-model';
import { listRepository } from '../../../workers/hub/hub-api';
import type { DownloadProgress } from '../../../workers/hub/protocol';
import { type HubStandIn, startHubStandIn } from '../../hub/stand-in';
import { FolderStore } from './folder-store';
import { recordsInMemory } from './hub-in-node';

const FOLDER = path.resolve(import.meta.dirname, '../../../public/models/tiny-coder');
const NAME = 'someone/tiny-coder-ONNX';
const NETWORK = 'onnx/model_int8.onnx';
const NETWORK_BYTES = readFileSync(path.join(FOLDER, NETWORK));
const NEVER = new AbortController().signal;

let hub: HubStandIn;
let store: FolderStore;
let records = recordsInMemory();
beforeAll(async () => {
  hub = await startHubStandIn({ [NAME]: { folder: FOLDER, licence: 'mit' } });
});
beforeEach(() => {
  store = new FolderStore();
  records = recordsInMemory();
});
afterEach(() => {
  hub.manners.clear();
  hub.requests.length = 0;
  hub.sentBytes = 0;
  store.delete();
});
afterAll(() => hub.close());

async function begin(): Promise<ModelRecord> {
  const listing = await listRepository(NEVER, hub.url, NAME, 'main');
  const offer = offersOf(listing).find(({ format }) => format === 'int8');
  if (offer === undefined) throw new Error('The listing has no int8 network');
  return newRecord(listing, offer);
}

/** `stallSeconds` is ample where the server is not silent on purpose. */
function download(record: ModelRecord, signal = NEVER, onProgress = (_: DownloadProgress) => {}, stallSeconds = 60) {
  const place: ModelPlace = { hub: hub.url, store, records, timing: { stallSeconds, pauseMs: () => 5 } };
  return downloadModel(signal, place, record, onProgress);
}

async function failureOf(promise: Promise<unknown>) {
  return promise.then(
    () => null,
    (thrown: unknown) => (thrown instanceof PlaygroundError ? thrown.failure : thrown),
  );
}

const networkRanges = () => hub.requests.filter((one) => one.path === `/${NAME}/${NETWORK}`).map(({ range }) => range);

async function expectWhole(record: ModelRecord): Promise<void> {
  expect(isWhole(record)).toBe(true);
  for (const file of record.files) {
    const bytes = readFileSync(path.join(FOLDER, file.path));
    const blob = await store.read(storedPath(record, file.path));
    const kept = Buffer.from((await blob?.arrayBuffer()) ?? new ArrayBuffer());
    expect(kept.equals(bytes)).toBe(true);
    expect(file.checkedSha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
  expect(records.kept.get(keyOf(record))).toEqual(record);
}

describe('looking a repository up', () => {
  it('tells its commit, licence, and what each format needs', async () => {
    const listing = await listRepository(NEVER, hub.url, NAME, 'main');
    expect(listing).toMatchObject({ commit: hub.commitOf(NAME), licence: 'mit', gated: false });
    expect(whatIsMissing(listing)).toBeNull();
    const [offer, ...others] = offersOf(listing);
    expect(others).toEqual([]);
    expect(offer).toMatchObject({ format: 'int8', weightsPath: NETWORK });
    expect(offer?.files.map((file) => file.path)).toEqual([
      'config.json',
      'tokenizer.json',
      'tokenizer_config.json',
      'generation_config.json',
      NETWORK,
    ]);
    expect(offer?.files.at(-1)?.sha256).toBe(createHash('sha256').update(NETWORK_BYTES).digest('hex'));
  });

  it.each<[string, () => void, string, RegExp]>([
    ['a name that is not there', () => undefined, 'no-one/nothing', /no open repository of that name/],
    ['a server fault', () => hub.manners.set('api', { kind: 'status', status: 503 }), NAME, /answers 503/],
    ['too many requests', () => hub.manners.set('api', { kind: 'status', status: 429 }), NAME, /429: too many/],
    ['a sign-in page', () => hub.manners.set('api', { kind: 'web-page' }), NAME, /web page/],
  ])('%s: said by name, and a retry works', async (_, spoil, name, message) => {
    spoil();
    expect(await failureOf(listRepository(NEVER, hub.url, name, 'main'))).toMatchObject({
      message: expect.stringMatching(message),
      advice: expect.stringMatching(/\w/),
    });
    hub.manners.clear();
    expect((await listRepository(NEVER, hub.url, NAME, 'main')).files.length).toBeGreaterThan(3);
  });

  it('says that a server cannot be reached', async () => {
    expect(await failureOf(listRepository(NEVER, 'http://127.0.0.1:9', NAME, 'main'))).toMatchObject({
      message: expect.stringMatching(/127\.0\.0\.1:9 cannot be reached/),
    });
  });
});

describe('a download', () => {
  it('brings every file of the commit, checks it, and tells how far it is', async () => {
    const progress: DownloadProgress[] = [];
    const record = await download(await begin(), NEVER, (step) => progress.push(step));
    await expectWhole(record);
    const bytes = progress.flatMap((step) => (step.kind === 'downloading' ? [step.receivedBytes] : []));
    expect(bytes).toEqual(bytes.toSorted((a, b) => a - b));
    expect(bytes.at(-1)).toBe(sizeOf(record));
    // Nothing is asked for twice, nor again where everything is here.
    const asked = hub.requests.length;
    await download(record);
    expect(hub.requests).toHaveLength(asked);
  });

  it('goes on by itself from the byte where the connection broke', async () => {
    hub.manners.set(NETWORK, { kind: 'cut', afterBytes: 1_000_000, times: 2 });
    const record = await download(await begin());
    await expectWhole(record);
    const [first, second, third] = networkRanges();
    expect(first).toBeNull();
    for (const range of [second, third]) expect(range).toMatch(/^bytes=[1-9]\d+-$/);
    // A cut may cost what the socket had not delivered, and no more.
    expect(hub.sentBytes).toBeLessThan(sizeOf(record) + 1_900_000);
  });

  it('goes on where another visit left off, after a pause', async () => {
    hub.manners.set(NETWORK, { kind: 'hold', afterBytes: 1_500_000 });
    const begun = await begin();
    const pause = new AbortController();
    const paused = download(begun, pause.signal, (step) => {
      if (step.kind === 'downloading' && step.receivedBytes > 1_000_000) pause.abort(new Error('paused'));
    });
    await expect(paused).rejects.toThrow('paused');
    const stored = await store.size(storedPath(begun, NETWORK));
    expect(stored).toBeGreaterThan(500_000);
    hub.manners.clear();
    const [kept] = await records.all();
    if (kept === undefined) throw new Error('Nothing was recorded');
    expect(isWhole(kept)).toBe(false);
    await expectWhole(await download(kept));
    expect(networkRanges()).toEqual([null, `bytes=${stored}-`]);
  });

  it('does with a server that has no ranges, from the beginning', async () => {
    const begun = await begin();
    hub.manners.set(NETWORK, { kind: 'cut', afterBytes: 1_000_000 });
    expect(await failureOf(download(begun))).toMatchObject({ message: expect.stringMatching(/broke off after/) });
    hub.manners.set(NETWORK, { kind: 'ignores-ranges' });
    await expectWhole(await download(begun));
  });

  it('begins again where what lies here is longer than the file', async () => {
    const begun = await begin();
    const file = storedPath(begun, NETWORK);
    await (await store.append(file)).write(new Uint8Array(NETWORK_BYTES.length + 5));
    await expectWhole(await download(begun));
  });

  it('of a newer commit leaves the older one as it is', async () => {
    const old = await download(await begin());
    hub.moveOn();
    const newer = await begin();
    expect(newer.commit).not.toBe(old.commit);
    await expectWhole(await download(newer));
    await expectWhole(old);
  });
});

describe('what goes wrong in the middle', () => {
  it.each<[string, Parameters<HubStandIn['manners']['set']>[1], RegExp, string]>([
    ['cut', { kind: 'cut', afterBytes: 500_000 }, /broke off after \d\.\d MB of \d+\.\d MB/, 'model-missing'],
    ['silent', { kind: 'hold', afterBytes: 200_000 }, /sent nothing for 0\.3 seconds/, 'model-missing'],
    ['gone', { kind: 'status', status: 404, code: 'EntryNotFound' }, /404/, 'model-missing'],
    ['gated', { kind: 'status', status: 403, code: 'GatedRepo' }, /gated/, 'model-missing'],
    ['too many requests', { kind: 'status', status: 429 }, /too many requests/, 'model-missing'],
    ['a fault of the server', { kind: 'status', status: 502 }, /answers 502/, 'model-missing'],
    ['longer than the list says', { kind: 'longer' }, /offers \d+ bytes where its own list says/, 'model-corrupt'],
    ['shorter than the list says', { kind: 'shorter' }, /offers \d+ bytes where its own list says/, 'model-corrupt'],
    ['other bytes', { kind: 'other-bytes' }, /not the file of this commit \(its hash/, 'model-corrupt'],
    ['a web page', { kind: 'web-page' }, /web page/, 'model-missing'],
  ])('%s: said by name, and the same download goes on when it is over', async (_, manner, message, code) => {
    const begun = await begin();
    hub.manners.set(NETWORK, manner);
    const stallSeconds = manner.kind === 'hold' ? 0.3 : undefined;
    expect(await failureOf(download(begun, NEVER, undefined, stallSeconds))).toMatchObject({
      code,
      message: expect.stringMatching(message),
      advice: expect.stringMatching(/\w/),
    });
    hub.manners.clear();
    await expectWhole(await download(begun));
  });

  it('a small file that is not the one of the commit is refused too, by its git hash', async () => {
    const begun = await begin();
    hub.manners.set('config.json', { kind: 'other-bytes' });
    expect(await failureOf(download(begun))).toMatchObject({ message: expect.stringMatching(/config\.json.*hash/) });
    hub.manners.clear();
    await expectWhole(await download(begun));
  });

  it('no room before it begins: said with both numbers, and nothing is asked for', async () => {
    const begun = await begin();
    hub.requests.length = 0;
    vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota: 3_000_000, usage: 1_000_000 }) } });
    try {
      expect(await failureOf(download(begun))).toMatchObject({
        code: 'storage-full',
        message: expect.stringMatching(/\d+\.\d MB are still to come and this browser gives this page 2\.0 MB more/),
      });
    } finally {
      vi.unstubAllGlobals();
    }
    expect(hub.requests).toEqual([]);
    await expectWhole(await download(begun));
  });

  it('no room in the middle keeps what fitted, and goes on from there', async () => {
    const begun = await begin();
    store.roomBytes = 2_000_000;
    expect(await failureOf(download(begun))).toMatchObject({
      code: 'storage-full',
      message: expect.stringMatching(/no room for someone\/tiny-coder-ONNX/),
    });
    const stored = await store.size(storedPath(begun, NETWORK));
    expect(stored).toBeGreaterThan(1_000_000);
    store.roomBytes = Number.POSITIVE_INFINITY;
    await expectWhole(await download(begun));
    expect(networkRanges().at(-1)).toBe(`bytes=${stored}-`);
  });
});
