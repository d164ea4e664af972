/** What the tokens of a run cost, and what they would have cost otherwise: a fold over its events. */
import type { EventOf, RunEvent } from '../guidance/events';
import { type Cost, NO_COST } from '../guidance/tokens';

export interface DecodeCosts {
  /** As counted while it ran. */
  readonly actual: Cost;
  /** The least for the same events: prompt, each candidate token, and signal, code and line at each signal, once. */
  readonly floor: number;
  /** The published local path: prompt, signal and code for each token, and a cold prompt for each candidate. */
  readonly published: number;
  /** Tokens chosen on lines under guidance, and how many of them stood in a draft. */
  readonly guidedTokens: number;
  readonly acceptedTokens: number;
  /** Tokens chosen at all, and how many were too close and decided again. */
  readonly tokens: number;
  readonly decidedAgain: number;
}

interface Totals {
  actual: Cost;
  floor: number;
  published: number;
  guidedTokens: number;
  acceptedTokens: number;
  tokens: number;
  decidedAgain: number;
}

export function decodeCosts(events: readonly RunEvent[]): DecodeCosts {
  const totals: Totals = {
    actual: NO_COST,
    floor: 0,
    published: 0,
    guidedTokens: 0,
    acceptedTokens: 0,
    tokens: 0,
    decidedAgain: 0,
  };
  const state = { prompt: 0, tail: 0, code: 0, signal: 0, guided: false, isNewSignal: false };
  for (const event of events) {
    switch (event.kind) {
      case 'run-started':
        state.tail = event.prompt.tail.ids.length;
        state.prompt = event.prompt.head.ids.length + state.tail;
        state.code = event.forced.length;
        totals.floor += state.prompt + state.code;
        break;
      case 'line-started':
        state.guided = event.guided;
        state.isNewSignal = false;
        break;
      case 'candidate-sampled':
        // Each candidate token once; published: from a cold prompt.
        totals.floor += event.candidate.ids.length;
        totals.published += state.prompt + state.code + event.candidate.ids.length;
        break;
      case 'signal-formed':
        state.signal = event.signal.ids.length;
        state.isNewSignal = true;
        break;
      case 'token-chosen':
        // Published: prompt, signal and code once for every token.
        totals.published += state.prompt + (state.guided ? state.signal : 0) + event.position;
        countToken(totals, event, state.guided);
        break;
      case 'line-finished':
        // Signal, what stands behind it, and the line once for each signal; a line without a new one alone.
        if (state.guided && state.isNewSignal) totals.floor += state.signal + state.tail + state.code;
        totals.floor += event.ids.length;
        state.code += event.ids.length;
        totals.actual = event.cost;
        break;
      case 'run-finished':
        totals.actual = event.cost;
        break;
      default:
    }
  }
  return totals;
}

function countToken(totals: Totals, { choice }: EventOf<'token-chosen'>, guided: boolean): void {
  totals.tokens++;
  if (choice.decidedAgain === true) totals.decidedAgain++;
  if (!guided) return;
  totals.guidedTokens++;
  if (choice.source === 'draft') totals.acceptedTokens++;
}
