/** Reads a set and stores it, part by part; what was stored of one that fails is taken away again. */
import { UnreadableFile } from '../problem-files/file-text';
import { readProblemStream } from '../problem-files/read-problem-file';
import type { LoadedProblem } from '../problems/readers/problem-rows';
import { viewerRows } from './hub-viewer';
import type { ReadSet, SetMessage, SetSource } from './messages';
import { PART_SIZE, removeStored, storeInfo, storePart } from './set-storage';

/** How often progress is told. */
const PROGRESS_MS = 150;

export async function readSet({ id, name, from, source }: ReadSet, tell: (message: SetMessage) => void): Promise<void> {
  let waiting: LoadedProblem[] = [];
  const formats = new Map<string, number>();
  let [problems, parts, chars, bytes, told] = [0, 0, 0, 0, 0];
  const flush = async () => {
    if (waiting.length === 0) return;
    const part = waiting;
    waiting = [];
    chars += await storePart(id, parts, part);
    parts++;
  };
  try {
    const { stream, totalBytes } = await open(source);
    const counted = stream.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(piece, controller) {
          bytes += piece.length;
          const now = performance.now();
          if (now - told > PROGRESS_MS) {
            told = now;
            tell({ kind: 'progress', problems, bytes, totalBytes });
          }
          controller.enqueue(piece);
        },
      }),
    );
    const end = await readProblemStream(counted, {
      async problems(batch) {
        for (const one of batch) {
          formats.set(one.format, (formats.get(one.format) ?? 0) + 1);
          problems++;
          waiting.push(one);
          if (waiting.length === PART_SIZE) await flush();
        }
      },
    });
    await flush();
    const info = {
      id,
      name,
      source: from,
      formats: [...formats].map(([format, count]) => ({ id: format, count })).sort((a, b) => b.count - a.count),
      unit: end.unit,
      problemCount: problems,
      brokenCount: end.brokenCount,
      stopped: end.stopped,
      storedChars: chars,
      partCount: parts,
    };
    if (problems === 0) {
      const [first] = end.broken;
      const why = first === undefined ? '' : `; ${end.unit} ${first.place}: ${first.reason}`;
      throw new UnreadableFile(`none of its ${end.brokenCount} rows can be used${why}`);
    }
    await storeInfo(info, end.broken);
    tell({ kind: 'done', info });
  } catch (error) {
    await removeStored(id).catch(() => undefined);
    tell({ kind: 'failed', reason: reasonOf(error) });
  }
}

async function open(source: SetSource): Promise<{ stream: ReadableStream<Uint8Array>; totalBytes: number | null }> {
  if (source.kind === 'file') return { stream: source.blob.stream(), totalBytes: source.blob.size };
  if (source.kind === 'viewer') return { stream: viewerRows(source.split), totalBytes: null };
  let response: Response;
  try {
    response = await fetch(source.url, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  } catch {
    throw new UnreadableFile(
      `${new URL(source.url).host} did not answer. Either there is no network, or that host lets no other page read it ` +
        '(CORS): then download the file and choose it here',
    );
  }
  if (!response.ok || response.body === null) {
    throw new UnreadableFile(`${new URL(source.url).host} answered ${response.status} ${response.statusText}`.trim());
  }
  const length = Number(response.headers.get('content-length'));
  return { stream: response.body, totalBytes: length > 0 ? length : null };
}

function reasonOf(error: unknown): string {
  if (error instanceof UnreadableFile) return error.message;
  if (error instanceof DOMException && error.name === 'QuotaExceededError') {
    return 'this browser has no room for it: remove another set first';
  }
  if (error instanceof DOMException && error.name === 'NotReadableError') {
    return 'the file has changed or gone since it was chosen: choose it again';
  }
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'something unknown went wrong';
}
