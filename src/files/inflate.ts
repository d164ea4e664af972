/** Compressed data from outside, inflated with a bound: what it says of its own size is not believed. */
import { Gunzip, Inflate } from 'fflate';
import { FileFault } from './stored-file';

/** What is put in at once: a bomb makes a thousand times as much of it before it is stopped. */
const STEP_BYTES = 16 * 1024;

/** Raised to stop fflate in the middle, and never seen outside. */
class Enough extends Error {}

export interface InflateOptions {
  /** False where `data` may be cut: then what can be told from it is given. */
  readonly isWhole?: boolean;
  /** For `deflate`: what was given to the writer as already seen. */
  readonly dictionary?: Uint8Array;
}

/** The first `most` bytes of what `data` holds, all of it where it holds less. Throws a `FileFault` on damaged data. */
export function inflateUpTo(
  data: Uint8Array,
  most: number,
  format: 'deflate' | 'gzip',
  { isWhole = true, dictionary }: InflateOptions = {},
): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const onData = (part: Uint8Array) => {
    parts.push(part);
    length += part.length;
    if (length >= most) throw new Enough();
  };
  const stream = format === 'gzip' ? new Gunzip(onData) : new Inflate(dictionary ? { dictionary } : {}, onData);
  try {
    for (let at = 0; at < data.length; at += STEP_BYTES) {
      stream.push(data.subarray(at, at + STEP_BYTES), isWhole && at + STEP_BYTES >= data.length);
    }
    if (data.length === 0) throw new FileFault('Its compressed data is empty.');
  } catch (error) {
    if (error instanceof FileFault) throw error;
    if (!(error instanceof Enough)) throw new FileFault('Its compressed data is damaged.');
  }
  const whole = new Uint8Array(Math.min(length, most));
  let at = 0;
  for (const part of parts) {
    whole.set(part.subarray(0, whole.length - at), at);
    at += part.length;
  }
  return whole;
}
