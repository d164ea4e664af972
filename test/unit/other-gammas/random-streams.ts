/** Random pairs of distributions: near each other as real streams are, or far, with ties and with zeros. */
import { logSoftmax } from '../../../src/guidance/distribution';
import { seededRandom } from '../../../src/guidance/rng';

export interface Streams {
  readonly logP: Float64Array;
  readonly logPc: Float64Array;
}

export const SHAPES = ['near', 'far', 'ties', 'zeros', 'flat', 'curved'] as const;
export type Shape = (typeof SHAPES)[number];

export function randomStreams(shape: Shape, seed: number, size: number): Streams {
  const random = seededRandom(seed, 7);
  const make = (logit: (i: number) => number) => logSoftmax(Float64Array.from({ length: size }, (_, i) => logit(i)));
  switch (shape) {
    case 'near': {
      const shared = Array.from({ length: size }, () => -25 * random());
      return {
        logP: make((i) => (shared[i] ?? 0) + 2 * random()),
        logPc: make((i) => (shared[i] ?? 0) + 4 * random()),
      };
    }
    case 'far':
      return { logP: make(() => -60 * random() ** 2), logPc: make(() => -60 * random() ** 2) };
    case 'ties': {
      const few = () => -Math.floor(4 * random());
      return { logP: make(few), logPc: make(few) };
    }
    case 'zeros': {
      const some = () => (random() < 0.4 ? Number.NEGATIVE_INFINITY : -12 * random());
      // One token is possible in each, maybe not the same one.
      const [p, pc] = [Math.floor(size * random()), Math.floor(size * random())];
      return { logP: make((i) => (i === p ? 0 : some())), logPc: make((i) => (i === pc ? 0 : some())) };
    }
    case 'flat':
      return { logP: make(() => 1e-3 * random()), logPc: make(() => 1e-3 * random()) };
    case 'curved': {
      // Tangents of a parabola: every line is on top somewhere.
      const touching = (i: number) => (5 * i) / size;
      return { logP: make((i) => -(touching(i) ** 2)), logPc: make((i) => 2 * touching(i) - touching(i) ** 2) };
    }
  }
}
