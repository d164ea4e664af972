/** Where guidance may have made things worse, in words that claim no more than the run knows. */

import type { RunView } from '../../runs/run-view';
import type { GuidanceAccount, Setback } from '../../runs/setbacks';
import { counted } from '../shared/numbers';
import { nameOf } from './short-form';

/** Beside the token. */
export function setbackWords({ chosen, plain, candidates }: Setback): string {
  return (
    `Guidance may have made it worse here: plain decoding's favourite ${nameOf(plain.text)} goes on in ` +
    `${candidateList(candidates)}, which ${candidates.length === 1 ? 'passes' : 'pass'} every visible test; guidance ` +
    `took ${nameOf(chosen.text)}, with which no passing candidate of this line goes on.`
  );
}

/** In the run's summary; nothing where there is nothing to say. */
export function accountWords(account: GuidanceAccount, { outcome, started }: RunView): string[] {
  if (started === null || account.tokens === 0 || started.agent.gamma === 0) return [];
  const finished = outcome.kind === 'finished';
  const unsolved = finished && !outcome.solved;
  const words: string[] = [];
  if (account.sameAsPlain) {
    words.push(
      `Guidance changed no token: plain decoding (γ = 0) chooses every one of these, so it ${unsolved ? 'fails' : 'ends'} the same way.`,
    );
  } else if (account.changed > 0) {
    words.push(`Guidance changed ${counted(account.changed, 'token')} of ${account.tokens}.`);
  }
  if (account.setbacks.length > 0) {
    const places = account.setbacks.map(({ line, token }) => `line ${line + 1}, token ${token + 1}`);
    const more = places.length > 3 ? `; and ${places.length - 3} more` : '';
    const end = !finished
      ? ''
      : unsolved
        ? ' The run then solved nothing: guidance may have made it worse.'
        : ' The run came out right all the same.';
    words.push(
      `It turned away from a passing candidate that plain decoding was following, at ${places.slice(0, 3).join('; ')}${more}.${end}`,
    );
  }
  if (account.passedUp !== null) {
    const { line, candidates } = account.passedUp;
    words.push(
      `On line ${line + 1} ${candidateList(candidates)} passed every visible test, and the answer came out wrong all the same.`,
    );
  }
  return words;
}

/** What runs of the same problem say of each other; null where nothing is worse. */
export function comparedWords(
  gamma: number,
  others: readonly { readonly name: string; readonly gamma: number }[],
): string | null {
  const plain = others.find((other) => other.gamma === 0);
  if (plain === undefined) return null;
  return `Guidance made it worse: without it (γ = 0, ${plain.name}) the problem is solved, at γ = ${gamma} it is not.`;
}

function candidateList(indices: readonly number[]): string {
  const numbers = indices.map((index) => String(index + 1));
  const last = numbers.pop() ?? '';
  return numbers.length === 0 ? `candidate ${last}` : `candidates ${numbers.join(', ')} and ${last}`;
}
