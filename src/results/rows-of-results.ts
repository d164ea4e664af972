/** Results as rows of tables: our own as they were, the published kind as far as its files say. */
import type { ResultRow } from '../experiments/result-row';
import type { PublishedResult } from './published-result';
import type { StoredResult } from './read-results';
import { secondsOfDuration } from './result-of-run';

export function rowOfResult({ identity, result }: StoredResult): ResultRow {
  if (result.playground !== undefined) return result.playground.row;
  const tests = Object.values(result.results);
  const seed = identity.seed;
  return {
    problem: identity.problem,
    strategy: identity.strategy,
    gamma: identity.gamma,
    ...(seed === 1 ? {} : { seed }),
    agent: identity.config,
    solved: result.passed,
    // The published code shows the tests that it scores by; there are no others.
    visible: { passed: tests.filter((test) => test.result).length, total: tests.length },
    hidden: { passed: 0, total: 0 },
    code: result.code ?? '',
    forwardedTokens: countedTokens(result),
    sessionRuns: 0,
    seconds: secondsOf(result),
    weightsSha256: null,
    error: result.general_error ?? null,
  };
}

/** All counters of tokens, which differ between local models and endpoints. */
function countedTokens({ stats = {} }: PublishedResult): number {
  return Object.entries(stats).reduce(
    (sum, [name, value]) => (/_tokens$/.test(name) && typeof value === 'number' && value >= 0 ? sum + value : sum),
    0,
  );
}

function secondsOf({ stats = {} }: PublishedResult): number {
  const { duration } = stats;
  return typeof duration === 'string' ? secondsOfDuration(duration) : 0;
}
