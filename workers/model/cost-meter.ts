/** Adds up what one call costs. */
import type { Cost } from '../../src/guidance/tokens';

export class CostMeter {
  private forwardedTokens = 0;
  private sessionRuns = 0;

  /** One run over `rows` rows of `length` new positions each. */
  count(rows: number, length: number): void {
    this.forwardedTokens += rows * length;
    this.sessionRuns++;
  }

  /** What has been counted elsewhere. */
  add({ forwardedTokens, sessionRuns }: Cost): void {
    this.forwardedTokens += forwardedTokens;
    this.sessionRuns += sessionRuns;
  }

  get cost(): Cost {
    return { forwardedTokens: this.forwardedTokens, sessionRuns: this.sessionRuns };
  }
}
