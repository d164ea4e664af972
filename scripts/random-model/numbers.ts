/** Random weights, equal for equal seeds and names, and the number formats that they are stored in. */

/** A generator (xorshift32) for one tensor: what it gives does not depend on which tensors came before. */
export class Noise {
  private state: number;

  constructor(seed: number, name: string) {
    let hash = (seed ^ 0x811c9dc5) | 0;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
    this.state = hash === 0 ? 1 : hash;
  }

  /** A whole number of 32 bits. */
  next(): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x;
    return x;
  }

  /** Evenly between -1 and 1. */
  uniform(): number {
    return this.next() / 0x80000000;
  }

  /** Even noise of the given standard deviation around `mean`. */
  floats(count: number, deviation: number, mean = 0): Float32Array {
    const reach = deviation * Math.sqrt(3);
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) values[i] = mean + this.uniform() * reach;
    return values;
  }

  bytes(count: number): Uint8Array {
    const words = new Int32Array(Math.ceil(count / 4));
    for (let i = 0; i < words.length; i++) words[i] = this.next();
    return new Uint8Array(words.buffer, 0, count);
  }
}

/** IEEE half precision, rounded to the nearest; what is too large becomes infinite. */
export function toHalf(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return Uint16Array.from(bits, (word) => {
    const sign = (word >>> 16) & 0x8000;
    const exponent = ((word >>> 23) & 0xff) - 112;
    const mantissa = word & 0x7fffff;
    if (exponent >= 31) return sign | 0x7c00;
    // A carry out of the mantissa raises the exponent, as it should.
    if (exponent > 0) return sign | (((exponent << 10) | (mantissa >>> 13)) + ((mantissa >>> 12) & 1));
    if (exponent < -10) return sign;
    const whole = mantissa | 0x800000;
    const shift = 14 - exponent;
    return sign | ((whole >>> shift) + ((whole >>> (shift - 1)) & 1));
  });
}
