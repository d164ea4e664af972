/**
 * Candidates as drafts of the line that they were sampled for. The order changes no token of the answer, only how many
 * of them are found in a draft; it depends on nothing but the candidates, so that equal runs cost the same.
 */
import type { ExecutedCandidate } from './candidates';
import type { TokenId } from './tokens';

/**
 * Ids of the candidates, the likeliest first: guidance makes the next line of candidates that pass more tests likelier,
 * and of these the line that most candidates have.
 */
export function rankDrafts(executed: readonly ExecutedCandidate[]): (readonly TokenId[])[] {
  const ofIndex = new Map(executed.map((each) => [each.candidate.index, each]));
  const passes = ({ runs, duplicateOf }: ExecutedCandidate) => {
    const own = duplicateOf === null ? runs : (ofIndex.get(duplicateOf)?.runs ?? []);
    return own.filter(({ outcome }) => outcome.kind === 'passed').length;
  };
  const share = new Map<string, number>();
  for (const each of executed) share.set(firstLine(each), (share.get(firstLine(each)) ?? 0) + 1);
  return [...executed]
    .sort(
      (a, b) =>
        passes(b) - passes(a) ||
        (share.get(firstLine(b)) ?? 0) - (share.get(firstLine(a)) ?? 0) ||
        a.candidate.index - b.candidate.index,
    )
    .map(({ candidate }) => candidate.ids);
}

/** What is left of the drafts that begin with the tokens written since they were sampled. */
export function draftsAfter(drafts: readonly (readonly TokenId[])[], written: readonly TokenId[]): TokenId[][] {
  return drafts
    .filter((draft) => draft.length > written.length && written.every((id, i) => draft[i] === id))
    .map((draft) => draft.slice(written.length));
}

function firstLine({ candidate }: ExecutedCandidate): string {
  return candidate.text.split('\n', 1)[0] ?? '';
}
