import { describe, expect, it } from 'vitest';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import type { RunEvent } from '../../../src/guidance/events';
import type { TokenChoice } from '../../../src/guidance/ports';
import { EGCFG } from '../../../src/guidance/strategy';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import { decodeCosts } from '../../../src/runs/decode-costs';

const ids = (count: number) => Array.from({ length: count }, (_, i) => i);
const segment = (count: number) => ({ text: '', ids: ids(count) });

function token(line: number, position: number, change: Partial<TokenChoice> = {}): RunEvent {
  const numbers = { logNormaliser: 0, entropyP: 0, entropyPc: 0, entropyG: 0, klGuidedFromPlain: 0 };
  return {
    kind: 'token-chosen',
    line,
    position,
    choice: { id: 1, text: '', top: [], source: 'step', ...numbers, ...change },
  };
}

/** A plain line of 2 tokens after a prompt of 10 + 3, then one of 2 under guidance with 2 candidates and a signal of 20. */
const EVENTS: RunEvent[] = [
  {
    kind: 'run-started',
    format: 1,
    strategy: EGCFG,
    problem: {
      id: 'p',
      title: '',
      level: 1,
      statement: '',
      entryPoint: 'f',
      visibleTests: ['assert f()'],
      hiddenTests: [],
      setup: '',
    },
    agent: DEFAULT_AGENT,
    limits: DEFAULT_LIMITS,
    model: { id: 'm', weightsSha256: '', device: 'wasm' },
    prompt: { head: segment(10), tail: segment(3) },
    forced: [],
  },
  { kind: 'line-started', line: 0, guided: false },
  token(0, 0),
  token(0, 1, { decidedAgain: true }),
  { kind: 'line-finished', line: 0, ids: ids(2), text: '', end: 'line', cost: { forwardedTokens: 14, sessionRuns: 2 } },
  { kind: 'line-started', line: 1, guided: true },
  { kind: 'candidate-sampled', line: 1, candidate: { index: 0, ids: ids(5), text: '', end: 'horizon' } },
  { kind: 'candidate-sampled', line: 1, candidate: { index: 1, ids: ids(7), text: '', end: 'horizon' } },
  { kind: 'signal-formed', line: 1, signal: segment(20) },
  token(1, 2, { source: 'draft' }),
  token(1, 3),
  {
    kind: 'line-finished',
    line: 1,
    ids: ids(2),
    text: '',
    end: 'dedent',
    cost: { forwardedTokens: 60, sessionRuns: 9 },
  },
];

describe('decodeCosts', () => {
  it('counts what was forwarded, the least that could be, and the published path', () => {
    expect(decodeCosts(EVENTS)).toEqual({
      actual: { forwardedTokens: 60, sessionRuns: 9 },
      // Prompt, first line, both candidates, then signal, tail, code and line.
      floor: 13 + 2 + 12 + (20 + 3 + 2 + 2),
      // Each token with all before it, and each candidate from the prompt and the code on.
      published: 13 + 14 + (13 + 2 + 5) + (13 + 2 + 7) + (13 + 20 + 2) + (13 + 20 + 3),
      guidedTokens: 2,
      acceptedTokens: 1,
      tokens: 4,
      decidedAgain: 1,
    });
  });

  it('counts a signal that is kept once', () => {
    const kept: RunEvent[] = [
      { kind: 'line-started', line: 2, guided: true },
      token(2, 4),
      {
        kind: 'line-finished',
        line: 2,
        ids: ids(1),
        text: '',
        end: 'end-token',
        cost: { forwardedTokens: 61, sessionRuns: 10 },
      },
    ];
    const [before, after] = [decodeCosts(EVENTS), decodeCosts([...EVENTS, ...kept])];
    expect(after.floor - before.floor).toBe(1);
    expect(after.published - before.published).toBe(13 + 20 + 4);
  });
});
