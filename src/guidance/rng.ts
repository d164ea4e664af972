/**
 * A seeded generator of uniform numbers: sfc32 (Chris Doty-Humphrey's "small fast counter", 128 bits of state), whose
 * state is drawn by splitmix32 from the seed and the stream's number. Integer arithmetic modulo 2^32 alone, so a seed
 * gives the same numbers in every engine. `Math.random` cannot be seeded; mulberry32, which is shorter, has only 2^32
 * states, so that two streams of one seed may run into each other.
 */

/** Returns the next number in [0, 1), a multiple of 2^-32. */
export type Random = () => number;

/** Numbers of stream `stream` of seed `seed`; both are read modulo 2^32. Streams of one seed are independent. */
export function seededRandom(seed: number, stream: number): Random {
  const mix = splitmix32(seed);
  // The stream enters through a second mixing, so that (seed, stream + 1) is not (seed + 1, stream).
  const draw = splitmix32(mix() ^ splitmix32(stream ^ 0x5bf03635)());
  let a = draw();
  let b = draw();
  let c = draw();
  let counter = 1;
  const next: Random = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // The author's advice: the first dozen outputs still show the seed.
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** Full-period sequence of 32-bit integers: a Weyl sequence through a mixing function. */
function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) | 0;
  };
}
