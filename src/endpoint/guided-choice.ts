/** The decision about one token from what two streams list, with its evidence. */
import { leastEntropy, maskedPart, type PartialDistribution } from '../guidance/partial-distribution';
import type { DecodeLineRequest, TokenChoice } from '../guidance/ports';
import type { TokenId } from '../guidance/tokens';
import {
  certaintyOf,
  type GuidedToken,
  guideTopLists,
  type MissingRule,
  PUBLISHED_TOP_LISTS,
} from '../guidance/top-lists';
import type { Vocabulary } from './vocabulary';

export interface Lists {
  readonly plain: PartialDistribution;
  /** null where there is no signal: then Pc = P. */
  readonly conditional: PartialDistribution | null;
  /** The other stream did not count and was not asked: its list repeats this one's. */
  readonly onlyAsked?: 'plain' | 'conditional';
}

/**
 * Greedy in G over the tokens that are listed. A `forced` id is taken whatever the lists say. The run's own epsilon comes
 * before that of the published rule. Throws a RangeError where both lists are empty.
 */
export function chooseFromLists(
  vocabulary: Vocabulary,
  lists: Lists,
  request: Pick<DecodeLineRequest, 'gamma' | 'topProbsMask' | 'epsilon' | 'topCount'>,
  missing: MissingRule,
  forced: TokenId | null,
  drafted: TokenId | null,
): TokenChoice {
  const { gamma, topProbsMask, topCount } = request;
  const masked = (part: PartialDistribution) => (topProbsMask === null ? part : maskedPart(part, topProbsMask));
  const [p, pc] = [masked(lists.plain), masked(lists.conditional ?? lists.plain)];
  // Where there is no signal there is nothing to guide, and no quotient that needs an epsilon.
  const rule = missing === 'zero' && lists.conditional !== null ? PUBLISHED_TOP_LISTS : null;
  const epsilon = lists.conditional === null ? null : (request.epsilon ?? rule?.epsilon ?? null);
  const { tokens, logNormaliser } = guideTopLists(p, pc, { gamma, missing: rule?.missing ?? 'bounded', epsilon });
  const winner = tokens.find(({ id }) => id === forced) ?? tokens[0];
  const id = forced ?? winner?.id;
  if (id === undefined) throw new RangeError('Neither stream lists a token');
  const alternative = (row: GuidedToken) => ({ ...row, text: vocabulary.textOf(row.id) });
  const shown = tokens.slice(0, 3 * topCount);
  if (winner !== undefined && winner.id === id && !shown.includes(winner)) shown.push(winner);
  const logG = { listed: new Map(tokens.map((row) => [row.id, row.logG])), missing: Number.NEGATIVE_INFINITY };
  return {
    id,
    text: vocabulary.textOf(id),
    top: shown.map(alternative),
    logNormaliser,
    entropyP: leastEntropy(p),
    entropyPc: leastEntropy(pc),
    entropyG: leastEntropy(logG),
    klGuidedFromPlain: divergenceOf(tokens),
    source: forced !== null ? 'forced' : id === drafted ? 'draft' : 'step',
    ...(lists.onlyAsked === undefined ? {} : { onlyAsked: lists.onlyAsked }),
    ...(forced === null ? { certainty: certaintyOf(id, p, pc, lists.conditional === null ? 0 : gamma) } : {}),
  };
}

/** KL(G || P) in nats over the tokens that are listed, with the bound for those that P does not list: at most so little. */
function divergenceOf(tokens: readonly GuidedToken[]): number {
  let sum = 0;
  for (const { logG, logP } of tokens) {
    if (logG !== Number.NEGATIVE_INFINITY) sum += Math.exp(logG) * (logG - logP);
  }
  return Number.isFinite(sum) ? Math.max(0, sum) : 0;
}
