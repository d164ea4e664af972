/**
 * Where guidance may have made things worse, from what a run itself knows: the candidates of a line are tries of the
 * plain model, and the tests say which of them are right. Nothing here proves that plain decoding would have ended
 * better; that is seen by running it.
 */
import type { Alternative, TokenChoice } from '../guidance/ports';
import type { CandidateView, LineView, RunView } from './run-view';

/** Plain decoding's favourite led on in a candidate that passes, and guidance turned away from all of those. */
export interface Setback {
  readonly line: number;
  /** Index among the line's tokens. */
  readonly token: number;
  readonly chosen: TokenChoice;
  readonly plain: Alternative;
  /** Indices of the passing candidates that go on with the plain favourite. */
  readonly candidates: readonly number[];
}

/** Candidates that pass every visible test, and those that are the same program. */
export function passingCandidates({ candidates }: LineView): CandidateView[] {
  const passes = (index: number | null) =>
    candidates.some(({ candidate, execution }) => candidate.index === index && execution?.passed === true);
  return candidates.filter(
    ({ candidate, execution }) => passes(candidate.index) || passes(execution?.duplicateOf ?? null),
  );
}

export function setbacksOf(line: LineView): Setback[] {
  // Candidates that were sampled inside the line do not begin where its tokens do.
  const passing = line.refreshesInside > 0 ? [] : passingCandidates(line);
  if (passing.length === 0) return [];
  return line.tokens.flatMap((chosen, token): Setback[] => {
    const plain = plainFavourite(chosen);
    if (chosen.source === 'forced' || plain === null || plain.id === chosen.id) return [];
    const before = line.tokens.slice(0, token).map(({ id }) => id);
    const goingOn = (id: number) =>
      passing.filter(({ candidate: { ids } }) => [...before, id].every((each, i) => ids[i] === each));
    const left = goingOn(plain.id);
    if (left.length === 0 || goingOn(chosen.id).length > 0) return [];
    return [{ line: line.line, token, chosen, plain, candidates: left.map(({ candidate }) => candidate.index) }];
  });
}

/** The token that the plain stream alone would have taken. */
export function plainFavourite(choice: TokenChoice): Alternative | null {
  return choice.top.reduce<Alternative | null>(
    (best, alternative) => (best === null || alternative.logP > best.logP ? alternative : best),
    null,
  );
}

export function changedByGuidance(choice: TokenChoice): boolean {
  const plain = plainFavourite(choice);
  return choice.source !== 'forced' && plain !== null && plain.id !== choice.id;
}

export interface GuidanceAccount {
  /** Tokens that were chosen, given ones left out. */
  readonly tokens: number;
  readonly changed: number;
  readonly setbacks: readonly Setback[];
  /** The first line with a candidate that passes every visible test, of a run that solved nothing. */
  readonly passedUp: { readonly line: number; readonly candidates: readonly number[] } | null;
  /**
   * Every token is plain decoding's favourite. Each then stands behind the same text as without guidance, so greedy
   * decoding writes the same.
   */
  readonly sameAsPlain: boolean;
}

export function accountOf({ lines, outcome, codeEnd }: RunView): GuidanceAccount {
  const chosen = lines.flatMap(({ tokens }) => tokens).filter(({ source }) => source !== 'forced');
  const changed = chosen.filter(changedByGuidance).length;
  const unsolved = outcome.kind === 'finished' && !outcome.solved;
  const early = unsolved ? lines.find((line) => passingCandidates(line).length > 0) : undefined;
  const byTokens = codeEnd !== null && codeEnd !== 'candidate-passed' && codeEnd !== 'converged';
  return {
    tokens: chosen.length,
    changed,
    setbacks: lines.flatMap(setbacksOf),
    passedUp:
      early === undefined
        ? null
        : { line: early.line, candidates: passingCandidates(early).map(({ candidate }) => candidate.index) },
    sameAsPlain: byTokens && changed === 0 && chosen.length > 0,
  };
}
