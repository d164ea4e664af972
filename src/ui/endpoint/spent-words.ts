/** Tokens and money in words. */
import { moneyOf, type Prices, type Spent } from '../../endpoint/spending';

export function spentInWords({ requests, inputTokens, cachedTokens, outputTokens }: Spent): string {
  const cached = cachedTokens > 0 ? ` (${tokens(cachedTokens)} from its memory)` : '';
  return `${requests} ${requests === 1 ? 'request' : 'requests'}, ${tokens(inputTokens)} tokens read${cached}, ${tokens(outputTokens)} written`;
}

/** Begins with a comma; empty without prices. The visitor knows the currency. */
export function moneyInWords(spent: Spent, prices: Prices | null): string {
  const money = moneyOf(spent, prices);
  if (money === null) return '';
  return `, ${money === 0 || money >= 0.01 ? money.toFixed(2) : money.toPrecision(2)} at your prices`;
}

function tokens(count: number): string {
  return count.toLocaleString('en');
}
