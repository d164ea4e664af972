/** The decision about one token, with its evidence. */
import { alternatives, argmax, divergence, entropy, guide, logSoftmax } from '../../src/guidance/distribution';
import type { DecodeLineRequest, TokenChoice } from '../../src/guidance/ports';
import type { TokenId } from '../../src/guidance/tokens';
import { gapOf } from './near-tie';
import type { TextCodec } from './text-codec';

export interface Decision {
  readonly choice: TokenChoice;
  /** Lead of the winner over the second in log G, nats; Infinity for a token that was given. */
  readonly gap: number;
}

/** Logits after the same code in both prompts. */
export interface Distributions {
  readonly plain: Float32Array;
  /** null where there is no signal: then Pc = P. */
  readonly conditional: Float32Array | null;
}

/**
 * Greedy in G; of equal tokens the lowest id. A `forced` id is taken whatever the distributions say, and they are
 * reported all the same.
 */
export function chooseToken(
  codec: TextCodec,
  { plain, conditional }: Distributions,
  request: DecodeLineRequest,
  forced: TokenId | null,
  drafted: TokenId | null,
): Decision {
  const logP = logSoftmax(plain);
  const logPc = conditional === null ? logP : logSoftmax(conditional);
  const { logG, logNormaliser } = guide(logP, logPc, request);
  const id = forced ?? argmax(logG);
  const choice: TokenChoice = {
    id,
    text: codec.textOf(id),
    top: alternatives(logP, logPc, logG, request.topCount, id).map((row) => ({ ...row, text: codec.textOf(row.id) })),
    logNormaliser,
    entropyP: entropy(logP),
    entropyPc: entropy(logPc),
    entropyG: entropy(logG),
    klGuidedFromPlain: divergence(logG, logP),
    source: forced !== null ? 'forced' : id === drafted ? 'draft' : 'step',
  };
  return { choice, gap: forced === null ? gapOf(logG, id) : Number.POSITIVE_INFINITY };
}
