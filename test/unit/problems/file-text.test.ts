/** Bytes of every kind that people have, and of some that they should not. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readFileText, UnreadableFile } from '../../../src/problem-files/file-text';
import { readProblemFile } from '../../../src/problem-files/read-problem-file';

const ROW = JSON.stringify({ task_id: 1, text: 'Größe.', test_list: ['assert f(1) == 1'] });
const stream = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)]).stream();

async function statements(bytes: Uint8Array): Promise<string[]> {
  return (await readProblemFile(stream(bytes))).problems.map(({ problem }) => problem.statement);
}

function utf16(text: string, bigEndian: boolean, mark: boolean): Buffer {
  const bytes = Buffer.from(mark ? `\uFEFF${text}` : text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

/** Read up to a megabyte. */
async function lengthOf(bytes: ReadableStream<Uint8Array>): Promise<{ stopped: string | null; length: number }> {
  const pieces: string[] = [];
  const stopped = await readFileText(bytes, (piece) => void pieces.push(piece), 1 << 20);
  return { stopped, length: pieces.join('').length };
}

/** Zeros without end, packed; it counts how much of it was taken. */
function endlessGzip(): { bytes: ReadableStream<Uint8Array>; taken: () => number } {
  let taken = 0;
  const packed = new Blob([gzipSync(Buffer.alloc(1 << 20, 'x'))]);
  // A member that never ends: its length and checksum never come.
  const piece = packed.slice(0, packed.size - 8);
  const zeros = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const bytes = new Uint8Array(1 << 16);
      taken += bytes.length;
      controller.enqueue(taken === bytes.length ? new Uint8Array(await piece.arrayBuffer()) : bytes);
    },
  });
  return { bytes: zeros, taken: () => taken };
}

describe('the text of a file', () => {
  it.each([
    ['UTF-8', Buffer.from(ROW)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${ROW}`)],
    ['UTF-16, little end first', utf16(ROW, false, true)],
    ['UTF-16, big end first', utf16(ROW, true, true)],
    ['UTF-16 without a mark', utf16(ROW, false, false)],
    ['UTF-16, big end first, without a mark', utf16(ROW, true, false)],
    ['gzip', gzipSync(ROW)],
    ['gzip of UTF-16', gzipSync(utf16(ROW, false, true))],
    ['lines that end as on Windows', Buffer.from(`\r\n${ROW}\r\n\r\n`)],
  ])('%s', async (_name, bytes) => {
    expect(await statements(bytes)).toEqual(['Größe.']);
  });

  it('of a gzip that is cut short is what came before', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => ROW.replace('1,', `${i},`).replace('Größe', `G ${i * 7919}`));
    const whole = gzipSync(rows.join('\n'));
    const { problems, stopped } = await readProblemFile(stream(whole.subarray(0, whole.length / 2)));
    expect(problems.length).toBeGreaterThan(500);
    expect(stopped).toContain('damaged or cut short');
  });

  it('ends at a bound, however much a small file unpacks to', async () => {
    const bomb = gzipSync(Buffer.alloc(64 << 20, 'x'));
    expect(bomb.length).toBeLessThan(100_000);
    const { stopped, length } = await lengthOf(stream(bomb));
    expect(stopped).toContain('read up to 1 MB');
    expect(length).toBe(1 << 20);
  });

  it('of a stream that never ends stops too', async () => {
    const { bytes, taken } = endlessGzip();
    const { stopped, length } = await lengthOf(bytes);
    expect(stopped).not.toBeNull();
    expect(length).toBeLessThanOrEqual(1 << 20);
    expect(taken()).toBeLessThan(64 << 20);
  });

  it.each([
    ['Parquet', 'PAR1xxxxxxxx', 'to_json'],
    ['a zip', 'PK\u0003\u0004xxxx', 'unpack'],
    ['a web page', ' <!DOCTYPE html><p>', 'web page'],
    ['a pointer', 'version https://git-lfs.github.com/spec/v1', 'pointer'],
    ['nothing', '', 'no rows'],
  ])('is refused of %s, with what to do', async (_name, text, words) => {
    const read = readProblemFile(stream(Buffer.from(text, 'latin1')));
    await expect(read).rejects.toThrow(UnreadableFile);
    await expect(read).rejects.toThrow(words);
  });
});
