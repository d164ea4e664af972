/**
 * The heap as it once was, to be put back after every program. Half of a fresh heap is zeros (the unused end of the
 * stack, memory that Python asked for and has not used yet); zeros are written four times as fast as a copy and need
 * not be kept, so only the rest is.
 */

/** Unit in which zeros are told from the rest, and a page of WebAssembly's memory: a heap is a multiple of it. */
const PAGE_BYTES = 64 * 1024;

// Taken before any program runs: one that reaches JavaScript could replace them.
const { apply } = Reflect;
const { set: setBytes, fill: fillBytes } = Uint8Array.prototype;

/** A stretch of the heap, in bytes; `content` is null for zeros. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly content: Uint8Array | null;
}

export class HeapImage {
  readonly sizeBytes: number;
  readonly #stretches: readonly Stretch[];

  constructor(heap: Uint8Array<ArrayBuffer>) {
    this.sizeBytes = heap.length;
    this.#stretches = stretchesOf(heap);
  }

  /** Every byte as it was; what the heap has grown by is zeros, as new memory is. */
  restoreTo(heap: Uint8Array<ArrayBuffer>): void {
    for (let i = 0; i < this.#stretches.length; i++) {
      const stretch = this.#stretches[i];
      if (stretch === undefined) continue;
      if (stretch.content === null) apply(fillBytes, heap, [0, stretch.start, stretch.end]);
      else apply(setBytes, heap, [stretch.content, stretch.start]);
    }
    if (heap.length > this.sizeBytes) apply(fillBytes, heap, [0, this.sizeBytes]);
  }
}

function stretchesOf(heap: Uint8Array<ArrayBuffer>): Stretch[] {
  const stretches: Stretch[] = [];
  for (let start = 0; start < heap.length; ) {
    const zeros = isZero(heap, start);
    let end = start;
    do end += PAGE_BYTES;
    while (end < heap.length && isZero(heap, end) === zeros);
    stretches.push({ start, end, content: zeros ? null : heap.slice(start, end) });
    start = end;
  }
  return stretches;
}

/** Whether the page that begins there holds nothing but zeros. */
function isZero(heap: Uint8Array<ArrayBuffer>, start: number): boolean {
  const words = new Int32Array(heap.buffer, heap.byteOffset + start, PAGE_BYTES / 4);
  // Not `every`: a call for each word would make a worker's start noticeably longer.
  for (let i = 0; i < words.length; i++) if (words[i] !== 0) return false;
  return true;
}
