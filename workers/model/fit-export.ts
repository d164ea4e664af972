/** What the start-up does about an export that does not allow everything: how it is read, planned and described. */
import type { DecodePlan } from '../../src/guidance/ports';
import { notesOn } from './capabilities';
import { LOGIT_TOLERANCE } from './near-tie';
import { checkSession, type SelfCheck } from './self-check';
import type { ModelSession } from './session';

/** What 8-bit activations may do to a logit; a kernel that is wrong is further off. */
const MIXED_TOLERANCE = 2;

/**
 * The start-up check. Where it finds that a text's logits depend on how the text is divided and `exact` is asked for,
 * every token is read by itself from then on, and the check is made again. Where grouped attention promised what it does
 * not keep, caches are copied instead, if that makes the numbers right.
 */
export async function checkAsAsked(
  session: ModelSession,
  vocabularySize: number,
  tolerance: number,
  exact: boolean,
): Promise<SelfCheck> {
  let check = await checkSession(session, vocabularySize, tolerance);
  if (check.maxLogitDifference <= LOGIT_TOLERANCE) return check;
  if (!check.passed && !session.mixes && session.can.shorterMask && session.attention.kind === 'own') {
    const promised = session.can;
    session.can = { ...promised, shorterMask: false, raggedBatches: false };
    const careful = await checkSession(session, vocabularySize, tolerance);
    if (careful.passed) check = careful;
    else session.can = promised;
  }
  if (exact && check.maxLogitDifference > LOGIT_TOLERANCE) {
    session.reading = 'alone';
    check = await checkSession(session, vocabularySize, tolerance);
  }
  return check;
}

/** Whether a failed check says no more than that these kernels mix rows: other operators would not change that. */
export function onlyMixes(session: ModelSession, { maxLogitDifference }: SelfCheck): boolean {
  return session.mixes && maxLogitDifference <= MIXED_TOLERANCE;
}

/** The plan without what this export does not allow or what does not pay with it. */
export function planWithin(plan: DecodePlan, session: ModelSession, check: SelfCheck): DecodePlan {
  const { can, reading } = session;
  const isChunkOneRun = can.cachedChunks && reading === 'together';
  return {
    ...plan,
    // A draft that is read token by token costs what stepping costs, and more where it is wrong.
    decoding: isChunkOneRun ? plan.decoding : 'stepping',
    pair: plan.pair === true && can.raggedBatches && reading === 'together',
    maxBatch: can.batches && reading === 'together' ? plan.maxBatch : 1,
    ...(plan.pair === undefined ? {} : { pair: plan.pair && can.raggedBatches && reading === 'together' }),
    ...(check.maxLogitDifference <= LOGIT_TOLERANCE ? {} : { numbers: 'approximate' }),
  };
}

/** Sentences for the visitor; none where the export allows everything and its numbers agree. */
export function exportNotes(session: ModelSession, check: SelfCheck): string[] {
  const notes = notesOn(session.can, session.reading);
  if (check.maxLogitDifference <= LOGIT_TOLERANCE) return notes;
  const difference = check.maxLogitDifference.toPrecision(2);
  const because = session.mixes
    ? 'its kernels round over all that is read at once'
    : 'its numbers are rounded coarsely';
  return [
    ...notes,
    `The numbers are approximate: ${because}, so they depend on how a text is divided (logits by up to ${difference}). Tokens are chosen one by one, and equal runs in another order may differ.`,
  ];
}
