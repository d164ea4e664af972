/** Drawing a token at random: temperature and nucleus (Holtzman et al. 2019, "top-p"). */
import type { TokenId } from '../../src/guidance/tokens';

/** The tokens that may be drawn, most probable first, with their probabilities before the cut. */
export interface Nucleus {
  readonly ids: readonly TokenId[];
  readonly probabilities: Float64Array;
  /** Sum of the probabilities. */
  readonly mass: number;
}

/** softmax(logits / temperature), cut to the smallest set of most probable tokens whose probabilities reach `topP`. */
export function nucleusOf(logits: Float32Array, temperature: number, topP: number): Nucleus {
  const probabilities = softmax(logits, temperature);
  const ids = topP >= 1 ? [...probabilities.keys()] : likeliest(probabilities, topP);
  let mass = 0;
  for (const id of ids) mass += probabilities[id] ?? 0;
  return { ids, probabilities, mass };
}

/** The token that the uniform number `u` in [0, 1) picks. Pure: the same arguments give the same token. */
export function pick({ ids, probabilities, mass }: Nucleus, u: number): TokenId {
  let left = u * mass;
  let drawn = ids[0] ?? 0;
  for (const id of ids) {
    const probability = probabilities[id] ?? 0;
    if (probability === 0) continue;
    drawn = id;
    left -= probability;
    if (left < 0) break;
  }
  return drawn;
}

/** Once through the vocabulary for each sum, without callbacks: a vocabulary may have 150,000 tokens. */
function softmax(logits: Float32Array, temperature: number): Float64Array {
  const result = new Float64Array(logits.length);
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < result.length; i++) {
    const scaled = (logits[i] ?? 0) / temperature;
    result[i] = scaled;
    if (scaled > max) max = scaled;
  }
  let sum = 0;
  for (let i = 0; i < result.length; i++) sum += Math.exp((result[i] ?? 0) - max);
  const normaliser = max + Math.log(sum);
  for (let i = 0; i < result.length; i++) result[i] = Math.exp((result[i] ?? 0) - normaliser);
  return result;
}

/** Ids, most probable first, equal ones by id. */
function likeliest(probabilities: Float64Array, topP: number): TokenId[] {
  // Tokens below this share of what the nucleus may leave out cannot be in it, all of them together; sorting only the
  // others makes a vocabulary of 150,000 cheap.
  const threshold = (1 - topP) / probabilities.length;
  const likely: TokenId[] = [];
  for (let id = 0; id < probabilities.length; id++) if ((probabilities[id] ?? 0) >= threshold) likely.push(id);
  likely.sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0) || a - b);
  let sum = 0;
  const end = likely.findIndex((id) => {
    sum += probabilities[id] ?? 0;
    return sum >= topP;
  });
  return end < 0 ? likely : likely.slice(0, end + 1);
}
