/** What a budget counts, in words. */
import type { BudgetName } from '../../guidance/budget';

export const BUDGET_TEXTS: Readonly<Record<BudgetName, { readonly label: string; readonly hint: string }>> = {
  forwardedTokens: { label: 'Forwarded tokens', hint: 'empty for no limit' },
  sessionRuns: { label: 'Session runs', hint: 'calls of the network' },
  seconds: { label: 'Seconds', hint: 'depends on this machine' },
};
