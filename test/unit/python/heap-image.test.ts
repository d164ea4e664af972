import { expect, test } from 'vitest';
import { HeapImage } from '../../../workers/python/heap-image';

const PAGE = 64 * 1024;

/** Pages of zeros and of numbers, in turns, and a page with a single byte at its end. */
function madeHeap(): Uint8Array<ArrayBuffer> {
  const heap = new Uint8Array(8 * PAGE);
  heap.fill(7, PAGE, 3 * PAGE);
  heap[5 * PAGE - 1] = 1;
  heap[6 * PAGE] = 0x80;
  return heap;
}

/** toEqual would take seconds over so many bytes. */
const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

test('puts back every byte, zeros and others', () => {
  const heap = madeHeap();
  const image = new HeapImage(heap);
  heap.fill(0xff);
  expect(same(heap, madeHeap())).toBe(false);
  image.restoreTo(heap);
  expect(same(heap, madeHeap())).toBe(true);
  heap.fill(0);
  image.restoreTo(heap);
  expect(same(heap, madeHeap())).toBe(true);
});

test('holds the bytes of its time, whatever becomes of the heap', () => {
  const heap = madeHeap();
  const image = new HeapImage(heap);
  heap.fill(1);
  const other = new Uint8Array(8 * PAGE).fill(2);
  image.restoreTo(other);
  expect(same(other, madeHeap())).toBe(true);
});

test('clears what a heap has grown by', () => {
  const image = new HeapImage(madeHeap());
  const grown = new Uint8Array(11 * PAGE).fill(9);
  image.restoreTo(grown);
  expect(same(grown.subarray(0, 8 * PAGE), madeHeap())).toBe(true);
  expect(grown.subarray(8 * PAGE).every((byte) => byte === 0)).toBe(true);
});
