/** What the token panel says of a token: how far guidance moved it, and what would stand there otherwise. */
import { piecesOf } from '../../guidance/other-gammas/pieces';
import { type Reweighed, type RunOptions, reweigh } from '../../guidance/other-gammas/reweigh';
import type { Alternative, TokenChoice } from '../../guidance/ports';
import type { LineView, RunView } from '../../runs/run-view';
import { changedByGuidance } from '../../runs/setbacks';

export { changedByGuidance, plainFavourite } from '../../runs/setbacks';

export function chosenAlternative(choice: TokenChoice): Alternative | null {
  return choice.top.find((alternative) => alternative.id === choice.id) ?? null;
}

/** Where the scale of shades has its marks, in nats; from the last on it is full. */
export const SCALE_NATS = [0, 0.1, 0.5, 2] as const;

/** Shade of a chip, 0 to 1. KL has no upper end: 2 nats, a token made some seven times likelier, is dark already. */
export function shade(klNats: number): number {
  if (!Number.isFinite(klNats) || klNats <= 0) return 0;
  return Math.min(1, Math.sqrt(klNats / 2));
}

/**
 * The token to show while the visitor has picked none: where guidance changed the choice, else where it moved most,
 * else where the model was least sure.
 */
export function mostTelling(tokens: readonly TokenChoice[]): number | null {
  let best: number | null = null;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const [i, token] of tokens.entries()) {
    if (token.source === 'forced' && tokens.some((other) => other.source !== 'forced')) continue;
    const score = (changedByGuidance(token) ? 1e6 : 0) + 1e3 * token.klGuidedFromPlain + token.entropyP;
    if (score > bestScore) {
      best = i;
      bestScore = score;
    }
  }
  return best;
}

/** What other strengths need; null where the run does not hold it. */
export function runOptions(view: RunView): RunOptions | null {
  const { started } = view;
  if (started?.gammas === undefined) return null;
  if (!holdsOtherGammas(view)) return null;
  const { gamma, topProbsMask, epsilon } = started.agent;
  return { gamma, topProbsMask, epsilon, gammas: started.gammas };
}

/** Whether every token that was chosen under a signal holds what other strengths need; an endpoint's few listed do not. */
export function holdsOtherGammas({ lines }: RunView): boolean {
  return lines.every(
    ({ signal, tokens }) =>
      signal === null || tokens.every((one) => one.source === 'forced' || one.atOtherGammas !== undefined),
  );
}

/** The slider's stops: the strengths that were kept and the run's own. */
export function stopsOf({ gamma, gammas }: RunOptions): number[] {
  return [...new Set([...gammas, gamma])].sort((a, b) => a - b);
}

/** Of each token of the line at another strength; null where it is not known, or given and not chosen. */
export function lineAt(line: LineView, gamma: number, options: RunOptions): (Reweighed | null)[] {
  return line.tokens.map((choice) => (choice.source === 'forced' ? null : reweigh(choice, gamma, options)));
}

/** Indices of the tokens in whose place another would be chosen. */
export function differing(line: LineView, reweighed: readonly (Reweighed | null)[]): number[] {
  return reweighed.flatMap((one, i) => (one !== null && one.winner.id !== line.tokens[i]?.id ? [i] : []));
}

export interface Parted {
  readonly line: number;
  readonly token: number;
  readonly winner: Alternative;
  /** Before it, or there, two tokens are within rounding: the run itself might go another way. */
  readonly unsure: boolean;
}

/**
 * Where a run at another strength would first choose another token, all else the same: up to there it reads the same
 * texts, samples the same candidates and takes the same signals, so what is true of each token is true of the run. null
 * where it would choose every token of this run.
 */
export function partsAt(view: RunView, gamma: number, options: RunOptions): Parted | null {
  let unsure = false;
  for (const line of view.lines) {
    for (const [token, one] of lineAt(line, gamma, options).entries()) {
      if (one === null) continue;
      unsure ||= one.tooClose;
      if (one.winner.id !== line.tokens[token]?.id) return { line: line.line, token, winner: one.winner, unsure };
    }
  }
  return null;
}

/** From where to where each token would be chosen, over the slider's range. */
export function winningPieces(choice: TokenChoice, options: RunOptions): ReturnType<typeof piecesOf> {
  const stops = stopsOf(options);
  return piecesOf(choice, { from: stops[0] ?? 0, to: stops.at(-1) ?? 0 }, options);
}
