/** Zips from anywhere: ours are whole, broken and hostile ones cost only what is wrong in them. */
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../src/files/crc32';
import { fileNameOf, safePath } from '../../../src/files/safe-path';
import { bytesOf, FileFault, fromText, inMemory } from '../../../src/files/stored-file';
import { readZip } from '../../../src/files/zip-read';
import { writeZip, zipBytes } from '../../../src/files/zip-write';

const encode = (text: string) => new TextEncoder().encode(text);

/** The zip with bytes changed at a signature: `at` counts from its n-th occurrence. */
function patched(zip: Uint8Array, mark: number, nth: number, at: number, value: number, bytes: 2 | 4): Uint8Array {
  const copy = zip.slice();
  const view = new DataView(copy.buffer);
  let seen = 0;
  for (let i = 0; i + 4 <= copy.length; i++) {
    if (view.getUint32(i, true) !== mark || seen++ !== nth) continue;
    if (bytes === 2) view.setUint16(i + at, value, true);
    else view.setUint32(i + at, value, true);
    return copy;
  }
  throw new Error('There is no such mark');
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;

/** Files and what is said of the others, or of the whole. */
async function opened(zip: Uint8Array): Promise<{ files: Record<string, string>; skipped: Record<string, string> }> {
  const { files, skipped } = await readZip(inMemory(zip));
  const content: Record<string, string> = {};
  for (const [path, file] of files) {
    content[path] = await bytesOf(file).then(
      (bytes) => new TextDecoder().decode(bytes),
      (error: Error) => `! ${error.message}`,
    );
  }
  return { files: content, skipped: Object.fromEntries(skipped.map(({ path, reason }) => [path, reason])) };
}

const refusal = (zip: Uint8Array) =>
  readZip(inMemory(zip)).then(
    () => 'read',
    (error: unknown) => (error instanceof FileFault ? error.message : `not a FileFault: ${String(error)}`),
  );

describe('a zip', () => {
  it('that was written is read back, any content, empty and large files, names of any language', async () => {
    const large = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * i) >>> 7);
    const files: [string, Uint8Array][] = [
      ['a/b.json', encode('{"x": 1}')],
      ['empty', new Uint8Array()],
      ['größe/名前 ☃.txt', encode('ü')],
      ['large', large],
    ];
    const zip = await zipBytes(files.map(([path, bytes]) => [path, inMemory(bytes)]));
    const read = await readZip(inMemory(zip));
    expect(read.skipped).toEqual([]);
    expect([...read.files.keys()]).toEqual(files.map(([path]) => path));
    for (const [path, bytes] of files) {
      const file = read.files.get(path);
      expect(file?.sizeBytes).toBe(bytes.length);
      expect(file && Buffer.compare(await bytesOf(file), bytes)).toBe(0);
    }
    expect(await read.files.get('large')?.slice(0, 10)).toEqual(large.slice(0, 10));
  });

  it('of another program is read, stored and deflated', async () => {
    const zip = zipSync({
      'stored.txt': [encode('as it is'), { level: 0 }],
      'deflated.txt': encode('x'.repeat(1000)),
      'folder/': new Uint8Array(),
    });
    expect(await opened(zip)).toEqual({
      files: { 'stored.txt': 'as it is', 'deflated.txt': 'x'.repeat(1000) },
      skipped: {},
    });
  });

  it('of thousands of files lets others work in between', async () => {
    const files = Array.from({ length: 5000 }, (_, i): [string, ReturnType<typeof fromText>] => [
      `${i}.json`,
      fromText(`{"n": ${i}}`.repeat(40)),
    ]);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    let bytes = 0;
    for await (const piece of writeZip(new AbortController().signal, files)) bytes += piece.length;
    clearInterval(timer);
    // None would be had without a pause: promises alone let no timer in between.
    expect(turns).toBeGreaterThan(0);
    expect(bytes).toBeGreaterThan(50_000);
  });

  it('is stopped where the visitor stops it', async () => {
    const abort = new AbortController();
    const files = Array.from({ length: 10 }, (_, i): [string, ReturnType<typeof fromText>] => [`${i}`, fromText('x')]);
    await expect(async () => {
      for await (const _ of writeZip(abort.signal, files)) abort.abort(new Error('stopped'));
    }).rejects.toThrow('stopped');
  });

  it('with names that lead out of it, doubles and links gives the rest', async () => {
    const names = [
      '../evil',
      '/etc/passwd',
      'C:\\windows\\x',
      'a/../../b',
      'good/a.txt',
      'nul\u0000l',
      '__MACOSX/a',
      'sub\\win.txt',
    ];
    const zip = zipSync(Object.fromEntries(names.map((name) => [name, encode('x')])));
    expect(await opened(zip)).toEqual({
      files: { 'good/a.txt': 'x', 'sub/win.txt': 'x' },
      skipped: {
        '../evil': 'Its path leads out of the folder by "..".',
        '/etc/passwd': 'Its path starts at the root of a disk.',
        'C:\\windows\\x': 'Its path starts at the root of a disk.',
        'a/../../b': 'Its path leads out of the folder by "..".',
        'nul\u0000l': 'Its name holds control characters.',
      },
    });
    const double = zipSync({ aa: encode('first'), ab: encode('second') });
    double.set(encode('aa'), double.lastIndexOf(0x62) - 1);
    expect(await opened(double)).toEqual({
      files: { aa: 'first' },
      skipped: { aa: 'An earlier file in the zip has the same name.' },
    });
    const link = patched(zipSync({ l: encode('/etc/passwd') }), CENTRAL, 0, 40, 0xa1ff, 2);
    expect((await opened(link)).skipped).toEqual({ l: 'It is a link to another file.' });
  });

  it('whose data is damaged costs the damaged file', async () => {
    const zip = zipSync({ a: [encode('the first file'), { level: 0 }], b: [encode('the second file'), { level: 0 }] });
    const flipped = zip.slice();
    flipped.set(encode('X'), new TextDecoder('latin1').decode(zip).indexOf('first'));
    expect((await opened(flipped)).files).toEqual({
      a: '! Its checksum is not the one that the zip says: it is damaged.',
      b: 'the second file',
    });
    const moved = patched(zip, LOCAL, 1, 0, 0, 4);
    expect((await opened(moved)).files).toMatchObject({
      a: 'the first file',
      b: '! It is not where the zip says: the zip is damaged.',
    });
    const garbage = zipSync({ g: Uint8Array.from({ length: 500 }, (_, i) => (i * 7919) >> 3) });
    garbage.fill(0xff, 31, 50);
    expect((await opened(garbage)).files.g).toMatch(
      /^! Its (compressed data is damaged|checksum|size)|does not have the size/,
    );
  });

  it('that is cut short, or none at all, says so', async () => {
    const zip = zipSync({ a: encode('x'.repeat(5000)), b: encode('y') });
    for (const cut of [0, 1, 21, zip.length >> 1, zip.length - 1]) {
      expect(await refusal(zip.slice(0, cut))).toBe(
        'It has no list of files at its end: it is no zip, or was cut short.',
      );
    }
    expect(await refusal(encode('PK\u0003\u0004 nothing behind it'))).toMatch(/no zip, or was cut short/);
  });

  it('made to fill the memory is left out before it is inflated', async () => {
    const bomb = patched(zipSync({ bomb: new Uint8Array(2 ** 20) }), CENTRAL, 0, 24, 70 * 2 ** 20, 4);
    expect(bomb.length).toBeLessThan(5_000);
    expect((await opened(bomb)).skipped).toEqual({ bomb: 'It has 70 MB; files of more than 64 MB are left out.' });
    const liar = patched(zipSync({ bomb: new Uint8Array(2 ** 20) }), CENTRAL, 0, 24, 100, 4);
    expect((await opened(liar)).files).toEqual({ bomb: '! It does not have the size that the zip says.' });
    const pair = zipSync({ a: [encode('x'.repeat(300)), { level: 0 }], b: [encode('x'), { level: 0 }] });
    const over = patched(pair, CENTRAL, 1, 42, 0, 4);
    expect((await opened(over)).skipped).toEqual({
      b: 'Its data lies over that of another file, as in zips that are made to fill a disk.',
    });
  });

  it('of a kind that is not read says which', async () => {
    const zip = zipSync({ a: encode('x') });
    expect((await opened(patched(zip, CENTRAL, 0, 8, 1, 2))).skipped).toEqual({ a: 'It is encrypted.' });
    expect((await opened(patched(zip, CENTRAL, 0, 10, 12, 2))).skipped).toEqual({
      a: 'It is compressed by method 12; only deflate is read.',
    });
    expect(await refusal(patched(zip, 0x06054b50, 0, 10, 0xffff, 2))).toMatch(/^It is a zip of the large kind/);
    expect(await refusal(patched(zip, 0x06054b50, 0, 10, 7, 2))).toBe(
      'It says that it has 7 files and lists 1: it is damaged.',
    );
    expect(await refusal(patched(zip, 0x06054b50, 0, 16, 0x7fffffff, 4))).toBe(
      'Its list of files does not fit into it: it is damaged.',
    );
  });

  it('never brings anything but a FileFault, whatever bytes are changed', async () => {
    const zip = zipSync({ 'a.json': encode('{"a": 1}'.repeat(50)), 'b.json': [encode('{"b": 2}'), { level: 0 }] });
    for (let i = 0; i < zip.length; i++) {
      for (const value of [0, 0x7f, 0xff]) {
        const broken = zip.slice();
        broken[i] = value;
        try {
          for (const file of (await readZip(inMemory(broken))).files.values()) await bytesOf(file).catch(faultsOnly);
        } catch (error) {
          faultsOnly(error);
        }
      }
    }
  });
});

function faultsOnly(error: unknown): void {
  if (!(error instanceof FileFault)) throw error;
}

describe('paths and checksums', () => {
  it('crc32 of the standard check value', () => {
    expect(crc32(encode('123456789'))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array())).toBe(0);
  });

  it('no name leads anywhere', () => {
    expect(safePath('a//./b')).toEqual({ path: 'a/b' });
    expect(safePath('./')).toEqual({ path: '' });
    for (const name of ['..', '.', '', '.hidden', 'a/b', 'con:', 'x. ', '\u0007', 'é'.repeat(500)]) {
      expect(fileNameOf(name)).not.toBe('');
      expect(fileNameOf(name)).not.toMatch(/[/:]/);
      expect(safePath(fileNameOf(name))).toEqual({ path: fileNameOf(name) });
    }
  });
});
