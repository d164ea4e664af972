/**
 * The text of a file that arrives in pieces: unpacked where it is gzip, decoded from UTF-8 or UTF-16, and never more
 * than a bound, whatever a small file unpacks to. What is no text is told by its first bytes.
 */

/** Why a file cannot be read: a clause that may follow "cannot be read: ". */
export class UnreadableFile extends Error {}

/** Text that a file may come to, in bytes before it is decoded. */
export const MAX_TEXT_BYTES = 512 * 1024 * 1024;

/**
 * Calls `onText` with the text in order. Resolves to a sentence where the end was not the file's own, else to null.
 * Rejects with `UnreadableFile` where nothing can be read.
 */
export async function readFileText(
  bytes: ReadableStream<Uint8Array>,
  onText: (piece: string) => Promise<void> | void,
  maxBytes: number = MAX_TEXT_BYTES,
): Promise<string | null> {
  const source = bytes.getReader();
  const head = await firstBytes(source);
  const packed = head[0] === 0x1f && head[1] === 0x8b;
  if (!packed) refuse(head);
  const reader = packed ? unpacked(head, source) : rejoined(head, source);
  let decoder: TextDecoder | null = null;
  let size = 0;
  try {
    for (;;) {
      const piece = await reader.next();
      if (piece === null) break;
      if (decoder === null) {
        if (packed) refuse(piece);
        decoder = new TextDecoder(encodingOf(piece));
      }
      size += piece.length;
      if (size > maxBytes) {
        await onText(decoder.decode(piece.subarray(0, piece.length - (size - maxBytes))));
        return `It was read up to ${Math.round(maxBytes / 1024 / 1024)} MB of text; what follows is left out.`;
      }
      await onText(decoder.decode(piece, { stream: true }));
    }
    if (decoder !== null) await onText(decoder.decode());
    return reader.damage();
  } finally {
    reader.cancel();
  }
}

interface Pieces {
  /** null at the end. */
  next(): Promise<Uint8Array | null>;
  damage(): string | null;
  cancel(): void;
}

type Source = ReadableStreamDefaultReader<Uint8Array>;

/** Enough to tell what a file is; fewer where it is shorter. */
async function firstBytes(source: Source): Promise<Uint8Array> {
  let head = new Uint8Array(0);
  while (head.length < 64) {
    const { done, value } = await source.read();
    if (done) break;
    const longer = new Uint8Array(head.length + value.length);
    longer.set(head);
    longer.set(value, head.length);
    head = longer;
  }
  return head;
}

function rejoined(head: Uint8Array, source: Source): Pieces {
  let first: Uint8Array | null = head;
  return {
    async next() {
      if (first !== null && first.length > 0) {
        const piece = first;
        first = null;
        return piece;
      }
      const { done, value } = await source.read();
      return done ? null : value;
    },
    damage: () => null,
    cancel: () => void source.cancel().catch(() => undefined),
  };
}

function unpacked(head: Uint8Array, source: Source): Pieces {
  const packed = rejoined(head, source);
  const gzip = new DecompressionStream('gzip');
  const writer = gzip.writable.getWriter();
  const reader: Source = gzip.readable.getReader();
  let damage: string | null = null;
  const feed = async () => {
    try {
      for (let piece = await packed.next(); piece !== null; piece = await packed.next()) {
        await writer.ready;
        await writer.write(new Uint8Array(piece));
      }
      await writer.close();
    } catch {
      // The reading side says what happened.
    }
  };
  void feed();
  return {
    async next() {
      try {
        const { done, value } = await reader.read();
        return done ? null : value;
      } catch {
        damage = 'Its compressed data is damaged or cut short; what came before is read.';
        return null;
      }
    },
    damage: () => damage,
    cancel() {
      void reader.cancel().catch(() => undefined);
      void writer.abort().catch(() => undefined);
      packed.cancel();
    },
  };
}

function refuse(head: Uint8Array): void {
  const text = new TextDecoder('latin1').decode(head.subarray(0, 64)).trimStart();
  if (text.startsWith('PAR1')) {
    throw new UnreadableFile(
      'it is a Parquet file, which this page does not read. Write it as JSON lines: in Python, ' +
        'datasets.Dataset.from_parquet(FILE).to_json("problems.jsonl")',
    );
  }
  if (text.startsWith('PK\u0003\u0004'))
    throw new UnreadableFile('it is a zip file: unpack it and take the file inside');
  if (/^<(!doctype|html|\?xml)/i.test(text)) throw new UnreadableFile('it is a web page, not a file of problems');
  if (text.startsWith('version https://git-lfs')) {
    throw new UnreadableFile('it only says where the data lies (a Git LFS pointer): download the file itself');
  }
}

function encodingOf(head: Uint8Array): string {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // JSON begins with an ASCII character, so a zero beside it says how wide characters are.
  if (first !== 0 && second === 0) return 'utf-16le';
  if (first === 0 && second !== undefined && second !== 0) return 'utf-16be';
  return 'utf-8';
}
