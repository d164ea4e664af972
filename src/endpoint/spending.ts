/** What requests cost, in tokens and in money. */
import type { Cost } from '../guidance/tokens';
import type { Usage } from './reply';

/** In the visitor's currency, for a million tokens each. */
export interface Prices {
  readonly input: number;
  readonly output: number;
  /** Of input that the server remembered; null where it costs as any other. */
  readonly cachedInput: number | null;
}

export interface Spent {
  readonly requests: number;
  /** Requests that were made again. */
  readonly retries: number;
  readonly inputTokens: number;
  /** Part of the input. */
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** Requests of which the server did not say what they cost: their tokens are counted by us. */
  readonly estimated: number;
}

export const NOTHING_SPENT: Spent = {
  requests: 0,
  retries: 0,
  inputTokens: 0,
  cachedTokens: 0,
  outputTokens: 0,
  estimated: 0,
};

/** `after` less `before`. */
export function spentSince(before: Spent, after: Spent): Spent {
  return {
    requests: after.requests - before.requests,
    retries: after.retries - before.retries,
    inputTokens: after.inputTokens - before.inputTokens,
    cachedTokens: after.cachedTokens - before.cachedTokens,
    outputTokens: after.outputTokens - before.outputTokens,
    estimated: after.estimated - before.estimated,
  };
}

/** null without prices. */
export function moneyOf(spent: Spent, prices: Prices | null): number | null {
  if (prices === null) return null;
  const cached = Math.min(spent.cachedTokens, spent.inputTokens);
  const input = (spent.inputTokens - cached) * prices.input + cached * (prices.cachedInput ?? prices.input);
  return (input + spent.outputTokens * prices.output) / 1e6;
}

/** Counts what all runs together cost, and tells of every change. */
export class SpendingMeter {
  #spent = NOTHING_SPENT;

  constructor(private readonly onChange: (spent: Spent) => void = () => {}) {}

  get spent(): Spent {
    return this.#spent;
  }

  /** `counted`: the tokens as we count them, where the server does not say. Resolves to what the run's events call cost. */
  add(usage: Usage | null, counted: Usage): Cost {
    const { input, output, cached } = usage ?? counted;
    this.#change({
      ...this.#spent,
      requests: this.#spent.requests + 1,
      inputTokens: this.#spent.inputTokens + input,
      cachedTokens: this.#spent.cachedTokens + cached,
      outputTokens: this.#spent.outputTokens + output,
      estimated: this.#spent.estimated + (usage === null ? 1 : 0),
    });
    return { forwardedTokens: input + output, sessionRuns: 1 };
  }

  retried(): void {
    this.#change({ ...this.#spent, retries: this.#spent.retries + 1 });
  }

  #change(spent: Spent): void {
    this.#spent = spent;
    this.onChange(spent);
  }
}
