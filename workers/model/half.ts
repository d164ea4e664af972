/** Half-precision numbers, which the runtime hands out as bit patterns where the browser has no Float16Array. */
import type { OrtTensor } from './runtime';

/** Every value by its 16 bits; made once, when the first half-precision logits come. */
let table: Float32Array | null = null;

function halves(): Float32Array {
  table ??= Float32Array.from({ length: 1 << 16 }, (_, bits) => {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 0x1f;
    const mantissa = bits & 0x3ff;
    if (exponent === 0) return sign * mantissa * 2 ** -24;
    if (exponent === 31) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
    return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
  });
  return table;
}

/** The numbers of a float32 or float16 tensor; null for any other type. */
export function floatsOf(data: OrtTensor['data'], type: OrtTensor['type']): Float32Array | null {
  if (data instanceof Float32Array) return data;
  if (type !== 'float16') return null;
  if (data instanceof Uint16Array) {
    const values = halves();
    return Float32Array.from(data, (bits) => values[bits] ?? Number.NaN);
  }
  return isNumberList(data) ? Float32Array.from(data) : null;
}

/** A Float16Array, which these types do not know yet. */
function isNumberList(data: unknown): data is ArrayLike<number> {
  return ArrayBuffer.isView(data) && 'length' in data && Reflect.get(data, 'BYTES_PER_ELEMENT') === 2;
}
