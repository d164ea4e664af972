/** Both kinds of storage, tried with the same steps. */
import { expose } from 'comlink';
import { CacheStore } from '../../../workers/storage/cache-store';
import { type FileStore, StorageFull } from '../../../workers/storage/file-store';
import { OpfsStore } from '../../../workers/storage/opfs-store';

type Kind = 'opfs' | 'cache';

const open = (kind: Kind): Promise<FileStore> => (kind === 'opfs' ? OpfsStore.open() : CacheStore.open());

/** Bytes that tell their own place. */
function bytes(begin: number, length: number): Uint8Array<ArrayBuffer> {
  const made = new Uint8Array(length);
  for (let i = 0; i < length; i++) made[i] = (begin + i) % 251;
  return made;
}

async function append(store: FileStore, path: string, pieces: readonly number[]): Promise<void> {
  const appender = await store.append(path);
  let at = await store.size(path);
  for (const piece of pieces) {
    await appender.write(bytes(at, piece));
    at += piece;
  }
  await appender.close();
}

async function isInOrder(store: FileStore, path: string): Promise<boolean> {
  const held = new Uint8Array((await (await store.read(path))?.arrayBuffer()) ?? new ArrayBuffer());
  return held.every((byte, i) => byte === i % 251);
}

const trial = {
  /** What is seen after each step, in the order of the names. */
  async steps(kind: Kind) {
    const store = await open(kind);
    const file = 'owner/a name/onnx/model.onnx_data';
    await store.remove('owner');
    const none = { size: await store.size(file), read: await store.read(file) };
    await append(store, file, [1000, 9_000_000, 1]);
    const first = await store.size(file);
    // As after the page was opened again.
    await append(await open(kind), file, [500, 20]);
    const second = await store.size(file);
    const inOrder = await isInOrder(store, file);
    await append(store, 'owner/a name/config.json', [7]);
    await append(store, 'owner/a name 2/config.json', [7]);
    await store.remove(file);
    const afterFile = [await store.size(file), await store.size('owner/a name/config.json')];
    await store.remove('owner/a name');
    const afterFolder = [await store.size('owner/a name/config.json'), await store.size('owner/a name 2/config.json')];
    await store.remove('owner');
    await store.remove('was/never/there');
    return { kind: store.kind, none, first, second, inOrder, afterFile, afterFolder };
  },

  /** Writes until there is no room left. */
  async fill(kind: Kind) {
    const store = await open(kind);
    const file = 'full/file';
    await store.remove(file);
    let thrown: unknown = null;
    const appender = await store.append(file);
    try {
      for (let at = 0; at < 64 << 20; at += 1 << 20) await appender.write(bytes(at, 1 << 20));
    } catch (error) {
      thrown = error;
    } finally {
      await appender.close().catch(() => undefined);
    }
    const size = await store.size(file);
    const inOrder = await isInOrder(store, file);
    await store.remove(file);
    return { isStorageFull: thrown instanceof StorageFull, words: String(thrown), size, inOrder };
  },
};
export type StorageTrial = typeof trial;

expose(trial);
