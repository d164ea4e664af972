/** Downloads of packages over a real host; what a browser keeps of them is tested in one (test/browser). */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PackageStore } from '../../../src/clients/python/packages-store';
import type { LockedPackage } from '../../../workers/python/messages';
import { makeWheel, startWheelHost, type WheelHost } from '../../browser/sandbox-page/wheels';

const WHEELS = [makeWheel('one', { 'one.py': 'x = 1\n'.repeat(20_000) }), makeWheel('two', { 'two.py': 'x = 2\n' })];
const LOCKED = WHEELS.map(({ locked }) => locked);
const FILES = LOCKED.map(({ file_name }) => file_name);

let host: WheelHost;
let store: PackageStore;
beforeEach(async () => {
  host = await startWheelHost(WHEELS);
  store = new PackageStore(host.source);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  host.close();
});

const wheels = (signal = new AbortController().signal, onProgress: (said: unknown) => void = () => undefined) =>
  store.wheels(signal, LOCKED, onProgress);

test('brings the bytes that the lock file means, and tells how far it is', async () => {
  const said: { label: string; fraction: number | null }[] = [];
  const got = await wheels(undefined, (progress) => said.push(progress as (typeof said)[number]));
  expect(got.map(({ locked, bytes }) => [locked.name, Buffer.from(bytes)])).toEqual(
    WHEELS.map(({ locked, bytes }) => [locked.name, bytes]),
  );
  expect(said.at(-1)).toEqual({ label: 'Downloading one, two (0.1 MB)', fraction: 1 });
  expect(host.asked.sort()).toEqual(FILES);
  // There is nowhere to keep them here.
  expect(store.unkept.toSorted()).toEqual(['one', 'two']);
});

test('downloads once for everyone who waits, and again for whoever comes later', async () => {
  await Promise.all([wheels(), wheels(), wheels()]);
  expect(host.asked.sort()).toEqual(FILES);
  await wheels();
  expect(host.asked).toHaveLength(4);
});

describe('stopping', () => {
  test('ends the download when nobody waits any more', async () => {
    host.manner = 'hold';
    const [first, second] = [new AbortController(), new AbortController()];
    const ends = Promise.allSettled([wheels(first.signal), wheels(second.signal)]);
    await expect.poll(() => host.asked.length).toBe(2);
    first.abort(new Error('stopped'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(host.abandoned).toBe(0);
    second.abort(new Error('stopped too'));
    expect(await ends).toMatchObject([{ reason: { message: 'stopped' } }, { reason: { message: 'stopped too' } }]);
    await expect.poll(() => host.abandoned).toBeGreaterThan(0);
    host.manner = 'ok';
    expect(await wheels()).toHaveLength(2);
  });

  test('before it begins asks for nothing', async () => {
    const abort = new AbortController();
    abort.abort(new Error('stopped'));
    await expect(wheels(abort.signal)).rejects.toThrow('stopped');
    expect(host.asked).toEqual([]);
  });
});

describe('what goes wrong', () => {
  const failure = () =>
    wheels().then(
      () => null,
      (error) => error.failure,
    );

  test.each([
    ['gone', /: 127\.0\.0\.1:\d+ cannot be reached \(offline, or blocked by the network or by an extension\)\.$/],
    ['missing', /: 127\.0\.0\.1:\d+ answered 404\.$/],
    ['wrong-bytes', /: what 127\.0\.0\.1:\d+ sent is not the file .* \(its SHA-256 differs\), so it was not used\.$/],
    ['cut', /: its download from 127\.0\.0\.1:\d+ broke off after 0\.\d MB of 0\.\d MB\.$/],
  ] as const)('%s is told in one sentence, and a retry works', async (manner, message) => {
    host.manner = manner;
    const told = await failure();
    expect(told).toMatchObject({ code: 'package-missing', message: expect.stringMatching(message) });
    expect(told.message).toMatch(/^The Python package (one|two) could not be had/);
    host.manner = 'ok';
    expect(await wheels()).toHaveLength(2);
  });

  test('a host that falls silent is given up', async () => {
    host.manner = 'hold';
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const told = failure();
    while (host.asked.length < 2) await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(31_000);
    expect(await told).toMatchObject({ message: expect.stringContaining('sent nothing for 30 seconds') });
  });

  test('a page without TLS checks no hash, so it downloads nothing', async () => {
    vi.stubGlobal('crypto', {});
    expect(await failure()).toMatchObject({
      message: expect.stringContaining('https'),
      advice: expect.stringContaining('https'),
    });
    expect(host.asked).toEqual([]);
  });
});

test('one that fails ends the downloads of the others', async () => {
  host.manner = 'hold';
  const absent = { ...LOCKED[1], name: 'absent', file_name: 'absent-1.0-py3-none-any.whl' } as LockedPackage;
  const both = store.wheels(new AbortController().signal, [...LOCKED.slice(0, 1), absent], () => undefined);
  await expect(both).rejects.toMatchObject({
    failure: { message: expect.stringContaining('absent could not be had') },
  });
  await expect.poll(() => host.abandoned).toBeGreaterThan(0);
});
