/** Strategies by the names that tables, files and the command line use. */
import type { AgentSettings } from '../guidance/agent';
import { CONTROLS } from '../guidance/control';
import { EGCFG, MOST_ROUNDS, MOST_SAMPLES, type Strategy } from '../guidance/strategy';

export type NamedStrategy =
  /** One run of one agent. */
  | { readonly kind: 'single'; readonly strategy: Strategy; readonly gamma: 'zero' | 'agent' }
  /** Several agents on one problem; the first success ends the others. */
  | { readonly kind: 'agents' };

/** Null for a name that there is none of; a count that is out of range is none either. */
export function namedStrategy(name: string): NamedStrategy | null {
  if (name === 'greedy') return { kind: 'single', strategy: EGCFG, gamma: 'zero' };
  if (name === 'egcfg') return { kind: 'single', strategy: EGCFG, gamma: 'agent' };
  if (name === 'agents') return { kind: 'agents' };
  const control = CONTROLS.find((one) => one === name);
  if (control !== undefined) return { kind: 'single', strategy: { kind: 'egcfg', control }, gamma: 'agent' };
  const samples = counted(name, 'best-of-', MOST_SAMPLES);
  if (samples !== null) return { kind: 'single', strategy: { kind: 'best-of-n', samples }, gamma: 'zero' };
  const rounds = counted(name, 'self-debug-', MOST_ROUNDS);
  if (rounds !== null) return { kind: 'single', strategy: { kind: 'self-debug', rounds }, gamma: 'zero' };
  return null;
}

/** For a message about a wrong name. */
export const STRATEGY_NAMES = `greedy, best-of-N (N from 1 to ${MOST_SAMPLES}), self-debug-N (rounds, from 1 to ${MOST_ROUNDS}), egcfg, agents`;

/** The agent of a strategy that does not guide, as its runs' headers and identities have it. */
export function unguided(agent: AgentSettings): AgentSettings {
  return { ...agent, gamma: 0 };
}

/** How a run on the screen or from a file is named in a table. */
export function strategyName(strategy: Strategy, gamma: number): string {
  switch (strategy.kind) {
    case 'egcfg':
      return strategy.control ?? (gamma === 0 ? 'greedy' : 'egcfg');
    case 'best-of-n':
      return `best-of-${strategy.samples}`;
    case 'self-debug':
      return `self-debug-${strategy.rounds}`;
    default:
      return strategy satisfies never;
  }
}

function counted(name: string, prefix: string, most: number): number | null {
  if (!name.startsWith(prefix)) return null;
  const digits = name.slice(prefix.length);
  const count = Number(digits);
  return /^[1-9]\d*$/.test(digits) && count <= most ? count : null;
}
