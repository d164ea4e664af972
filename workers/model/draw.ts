/** Drawing a token at random: temperature and nucleus (Holtzman et al. 2019, "top-p"). */
import { logSoftmax } from '../../src/guidance/distribution';
import type { TokenId } from '../../src/guidance/tokens';

/**
 * The token that the uniform number `u` in [0, 1) picks from softmax(logits / temperature), cut to the smallest set of
 * most probable tokens whose probabilities reach `topP`. Pure: the same arguments give the same token.
 */
export function drawToken(logits: Float32Array, temperature: number, topP: number, u: number): TokenId {
  const scaled = Float64Array.from(logits, (logit) => logit / temperature);
  const probabilities = logSoftmax(scaled).map(Math.exp);
  const nucleus = topP >= 1 ? [...probabilities.keys()] : nucleusOf(probabilities, topP);
  const mass = nucleus.reduce((sum, id) => sum + (probabilities[id] ?? 0), 0);
  let left = u * mass;
  let drawn = nucleus[0] ?? 0;
  for (const id of nucleus) {
    const probability = probabilities[id] ?? 0;
    if (probability === 0) continue;
    drawn = id;
    left -= probability;
    if (left < 0) break;
  }
  return drawn;
}

/** Ids, most probable first, equal ones by id. */
function nucleusOf(probabilities: Float64Array, topP: number): TokenId[] {
  // Tokens below this share of what the nucleus may leave out cannot be in it, all of them together; sorting only the
  // others makes a vocabulary of 150,000 cheap.
  const threshold = (1 - topP) / probabilities.length;
  const likely: TokenId[] = [];
  for (const [id, probability] of probabilities.entries()) if (probability >= threshold) likely.push(id);
  likely.sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0) || a - b);
  let sum = 0;
  const end = likely.findIndex((id) => {
    sum += probabilities[id] ?? 0;
    return sum >= topP;
  });
  return end < 0 ? likely : likely.slice(0, end + 1);
}
