/** The decision about one token, with its evidence. */
import { alternatives, argmax, best, divergence, entropy, guide, logSoftmax } from '../../src/guidance/distribution';
import { logNormalisers } from '../../src/guidance/other-gammas/log-normalisers';
import { weightLines } from '../../src/guidance/other-gammas/weight-lines';
import { winnersOf } from '../../src/guidance/other-gammas/winners';
import type { Alternative, AtOtherGammas, DecodeLineRequest, TokenChoice } from '../../src/guidance/ports';
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
  codec: Pick<TextCodec, 'textOf'>,
  { plain, conditional }: Distributions,
  request: DecodeLineRequest,
  forced: TokenId | null,
  drafted: TokenId | null,
): Decision {
  const logP = logSoftmax(plain);
  const logPc = conditional === null ? logP : logSoftmax(conditional);
  const { logG, logNormaliser } = guide(logP, logPc, request);
  const id = forced ?? argmax(logG);
  const elsewhere = conditional === null ? null : atOtherGammas(logP, logPc, request);
  const masked = masks(logP, logPc, request.topProbsMask);
  const choice: TokenChoice = {
    id,
    text: codec.textOf(id),
    top: alternatives(logP, logPc, logG, request.topCount, id, ...(elsewhere?.winners ?? [])).map((row) => ({
      ...row,
      text: codec.textOf(row.id),
      ...masked(row.id),
    })),
    logNormaliser,
    entropyP: entropy(logP),
    entropyPc: entropy(logPc),
    entropyG: entropy(logG),
    klGuidedFromPlain: divergence(logG, logP),
    source: forced !== null ? 'forced' : id === drafted ? 'draft' : 'step',
    ...(elsewhere === null ? {} : { atOtherGammas: elsewhere }),
  };
  return { choice, gap: forced === null ? gapOf(logG, id) : Number.POSITIVE_INFINITY };
}

/** null where nobody asks for it. */
function atOtherGammas(logP: Float64Array, logPc: Float64Array, request: DecodeLineRequest): AtOtherGammas | null {
  const { gammas } = request;
  const [from, to] = [gammas?.[0], gammas?.at(-1)];
  if (gammas === undefined || from === undefined || to === undefined) return null;
  const lines = weightLines(logP, logPc, request);
  const { ids, envelope } = winnersOf(lines, { from, to });
  return { winners: ids, logNormalisers: logNormalisers(lines, envelope, gammas) };
}

/** Tells of a token which of its probabilities the published mask replaces. */
function masks(
  logP: Float64Array,
  logPc: Float64Array,
  count: number | null,
): (id: TokenId) => Pick<Alternative, 'maskedP' | 'maskedPc'> {
  if (count === null) return () => ({});
  const [plain, conditional] = [new Set(best(logP, count)), new Set(best(logPc, count))];
  return (id) => ({
    ...(plain.has(id) ? {} : { maskedP: true }),
    ...(conditional.has(id) ? {} : { maskedPc: true }),
  });
}
