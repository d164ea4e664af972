/** The decision about one token, with its evidence. */
import { alternatives, argmax, divergence, entropy, guide, logSoftmax } from '../../src/guidance/distribution';
import type { DecodeLineRequest, TokenChoice } from '../../src/guidance/ports';
import type { TokenId } from '../../src/guidance/tokens';
import type { TextCodec } from './text-codec';

/**
 * Greedy in G; of equal tokens the lowest id. `conditional` is null where there is no signal: then Pc = P. A `forced`
 * id is taken whatever the distributions say, and they are reported all the same.
 */
export function chooseToken(
  codec: TextCodec,
  plain: Float32Array,
  conditional: Float32Array | null,
  request: DecodeLineRequest,
  forced: TokenId | null,
): TokenChoice {
  const logP = logSoftmax(plain);
  const logPc = conditional === null ? logP : logSoftmax(conditional);
  const { logG, logNormaliser } = guide(logP, logPc, request);
  const id = forced ?? argmax(logG);
  return {
    id,
    text: codec.textOf(id),
    top: alternatives(logP, logPc, logG, request.topCount, id).map((row) => ({ ...row, text: codec.textOf(row.id) })),
    logNormaliser,
    entropyP: entropy(logP),
    entropyPc: entropy(logPc),
    entropyG: entropy(logG),
    klGuidedFromPlain: divergence(logG, logP),
    source: forced === null ? 'step' : 'forced',
  };
}
