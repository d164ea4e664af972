/** What the slider says, in words. */
import type { Reweighed } from '../../guidance/other-gammas/reweigh';
import type { TokenChoice } from '../../guidance/ports';
import type { RunView } from '../../runs/run-view';
import { fixed } from '../shared/numbers';
import type { Parted, winningPieces } from './lens';
import { nameOf } from './short-form';

export function gammaText(gamma: number): string {
  const digits = gamma % 1 === 0 ? 0 : (gamma * 10) % 1 === 0 ? 1 : 2;
  return fixed(gamma, digits);
}

/** Of all tokens of the line; `others` are the indices of those that would differ. */
export function lineWords(gamma: number, others: readonly number[], moved: boolean): string {
  if (!moved) return 'Move it to see which tokens of this line another strength would choose.';
  if (others.length === 0) return `At γ = ${gammaText(gamma)} every token of this line would be the same.`;
  const numbers = others.map((index) => String(index + 1));
  const last = numbers.pop() ?? '';
  const list = numbers.length === 0 ? `token ${last}` : `tokens ${numbers.join(', ')} and ${last}`;
  return `At γ = ${gammaText(gamma)} ${list} would differ.`;
}

/** Of the whole run: up to its first other token it is the same run. */
export function runWords(gamma: number, parted: Parted | null, { outcome }: RunView): string {
  const run = `A run at γ = ${gammaText(gamma)} with this seed`;
  if (parted === null) {
    return `${run} would choose every token of this run${outcome.kind === 'open' ? ' so far' : ''}.`;
  }
  const where = `line ${parted.line + 1}, token ${parted.token + 1}`;
  const sure = parted.unsure ? ' (unless two tokens on the way that are within rounding turn out otherwise)' : '';
  return `${run} would part from this one at ${where}, with ${nameOf(parted.winner.text)}${sure}; what follows there only a branch tells.`;
}

/** Of the picked token. */
export function tokenWords(choice: TokenChoice, gamma: number, told: Reweighed): string {
  const at = `At γ = ${gammaText(gamma)}`;
  const close = told.tooClose
    ? ' The second is within rounding there: a run would read both texts again to decide, maybe otherwise.'
    : '';
  const same = told.winner.id === choice.id ? ' too' : `, not ${nameOf(choice.text)}`;
  return `${at} ${nameOf(told.winner.text)} would be chosen here${same}.${close}`;
}

/** From where to where each token would be chosen. */
export function pieceWords(pieces: ReturnType<typeof winningPieces>): string {
  const [only] = pieces;
  if (only === undefined) return 'The two streams rule out each other: G is P at every strength.';
  const range = `γ from ${gammaText(only.from)} to ${gammaText(pieces.at(-1)?.to ?? only.to)}`;
  if (pieces.length === 1) return `${nameOf(only.alternative.text)} is chosen at every ${range}.`;
  const parts = pieces.map(({ alternative, from, to }, i) =>
    i === 0
      ? `${nameOf(alternative.text)} below γ ${fixed(to, 2)}`
      : i === pieces.length - 1
        ? `${nameOf(alternative.text)} above γ ${fixed(from, 2)}`
        : `${nameOf(alternative.text)} up to γ ${fixed(to, 2)}`,
  );
  return `${parts.join(', ')}.`;
}
