/**
 * What one answer may cost, so that strategies can be compared at equal cost. Three units, because they are not
 * exchangeable: a token in a long chunk costs a fraction of the time of a decode step, and running tests costs neither.
 *
 * A budget is looked at before every call of the model that forwards something, and nowhere else: for tokens and session
 * runs that point depends on nothing but the run, so equal runs end at the same place. The call that crosses the line is
 * finished and counted, so a run may exceed its budget by one call. Seconds depend on the machine: where they end a run,
 * its `budget-reached` event says so, and only then do they change anything.
 */
import type { LanguageModel } from './ports';
import { addCost, type Cost, NO_COST } from './tokens';

export const BUDGET_NAMES = ['forwardedTokens', 'sessionRuns', 'seconds'] as const;
export type BudgetName = (typeof BUDGET_NAMES)[number];

/** Most of each; null for as much as it takes. */
export type Budget = Readonly<Record<BudgetName, number | null>>;

export const NO_BUDGET: Budget = { forwardedTokens: null, sessionRuns: null, seconds: null };

export function isLimited(budget: Budget): boolean {
  return BUDGET_NAMES.some((name) => budget[name] !== null);
}

/** A sentence for whoever typed it, or null. */
export function budgetProblem(name: BudgetName, value: number | null): string | null {
  if (value === null) return null;
  if (!Number.isFinite(value) || value <= 0) return 'Enter a number above 0, or leave it empty for no limit.';
  if (name !== 'seconds' && !Number.isInteger(value)) return 'Enter a whole number.';
  return null;
}

/** Thrown instead of a call of the model. What was spent is of everybody under the same meter. */
export class BudgetReached extends Error {
  constructor(
    readonly budget: BudgetName,
    readonly allowed: number,
    readonly spent: Cost,
  ) {
    super(`The budget of ${allowed} ${budget} is used up.`);
  }
}

/** Counts what is spent; one for a run, or one for all agents that share a budget. Its time begins with it. */
export class BudgetMeter {
  #spent: Cost = NO_COST;
  readonly #startedMs: number;

  constructor(
    readonly budget: Budget,
    private readonly nowMs: () => number,
  ) {
    this.#startedMs = nowMs();
  }

  get spent(): Cost {
    return this.#spent;
  }

  add(cost: Cost): void {
    this.#spent = addCost(this.#spent, cost);
  }

  /** Throws `BudgetReached`. Tokens first, then session runs, then seconds: what two equal runs agree on is asked first. */
  check(): void {
    const { forwardedTokens, sessionRuns, seconds } = this.budget;
    const { spent } = this;
    if (forwardedTokens !== null && spent.forwardedTokens >= forwardedTokens) {
      throw new BudgetReached('forwardedTokens', forwardedTokens, spent);
    }
    if (sessionRuns !== null && spent.sessionRuns >= sessionRuns) {
      throw new BudgetReached('sessionRuns', sessionRuns, spent);
    }
    if (seconds !== null && this.nowMs() - this.#startedMs >= 1000 * seconds) {
      throw new BudgetReached('seconds', seconds, spent);
    }
  }
}

/** The same model, which refuses to begin a call once the budget is used up. */
export function withinBudget(model: LanguageModel, meter: BudgetMeter): LanguageModel {
  const metered = async <T extends { readonly cost: Cost }>(work: () => Promise<T>): Promise<T> => {
    meter.check();
    const result = await work();
    meter.add(result.cost);
    return result;
  };
  return {
    get description() {
      return model.description;
    },
    encode: (...args) => model.encode(...args),
    decode: (...args) => model.decode(...args),
    chatPrompt: (...args) => model.chatPrompt(...args),
    openContext: (...args) => model.openContext(...args),
    closeContext: (...args) => model.closeContext(...args),
    sample: (...args) => metered(() => model.sample(...args)),
    decodeLine: (...args) => metered(() => model.decodeLine(...args)),
  };
}
