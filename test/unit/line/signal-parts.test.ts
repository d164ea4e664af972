import { describe, expect, it } from 'vitest';
import type { AgentSettings } from '../../../src/guidance/agent';
import { type SignalContent, signalText } from '../../../src/guidance/signal-text';
import { type CandidateView, foldRun } from '../../../src/runs/run-view';
import { signalParts } from '../../../src/ui/line/signal-parts';
import { sampleRun } from '../ui/sample-run';

const LINES = foldRun(sampleRun()).lines;
/** Four candidates, all different. */
const candidates = LINES[3]?.candidates ?? [];
/** Four candidates, the third the same program as the second. */
const withDuplicate = LINES[5]?.candidates ?? [];
/** What of them goes into a signal. */
const contents = (of: readonly CandidateView[]) =>
  of.flatMap(({ candidate, execution }) =>
    execution?.executable.kind === 'executable' && execution.duplicateOf === null
      ? [{ continuation: candidate.text, finished: true, program: execution.executable.code, runs: execution.runs }]
      : [],
  );
const shown = contents(candidates);
const wording = { partial: '# So far\n', candidates: '# Trials\n' };
const write = (format: AgentSettings['traceFormat'], content: Partial<SignalContent> = {}) =>
  signalText(
    { partial: null, candidates: shown, ...content },
    { format, wording, traceBudget: 400, countTokens: (text) => Math.ceil(text.length / 4) },
  );

describe('parts of a signal', () => {
  it.each(['short', 'full', 'minimal', 'published'] as const)('are one for each candidate in it: %s', (format) => {
    const text = write(format);
    const parts = signalParts(text, candidates);
    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(parts.map(({ candidate }) => candidate)).toEqual([null, 0, 1, 2, 3]);
    expect(parts[2]?.text).toContain(format === 'short' ? '# Candidate 2: pass' : 'total');
  });

  it('go by the number in the signal, which leaves duplicates out', () => {
    const parts = signalParts(write('short', { candidates: contents(withDuplicate) }), withDuplicate);
    expect(parts.map(({ candidate }) => candidate)).toEqual([null, 0, 1, 3]);
    expect(parts[3]?.text).toMatch(/^# Candidate 3: /);
  });

  it('go by the order of their numbers, not by which was complete first', () => {
    const parts = signalParts(write('short'), [...candidates].reverse());
    expect(parts.map(({ candidate }) => candidate)).toEqual([null, 0, 1, 2, 3]);
  });

  it('under a budget are the programs first and what they did behind them', () => {
    const text = write('budgeted');
    const parts = signalParts(text, candidates);
    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(parts.map(({ candidate }) => candidate)).toEqual(expect.arrayContaining([null, 0, 1, 2, 3, 0]));
    expect(parts.filter(({ candidate }) => candidate === 1).some((part) => part.text.startsWith('candidate 2\n'))).toBe(
      true,
    );
  });

  it('are not mistaken where a candidate writes such a header itself', () => {
    const odd = candidates.map((one, i) => ({
      ...one,
      candidate: {
        ...one.candidate,
        text: i === 0 ? '    # Candidate 2: pass\n# Candidate 2: pass\n    x\n' : one.candidate.text,
      },
    }));
    const parts = signalParts(write('short', { candidates: contents(odd) }), odd);
    expect(parts.map(({ candidate }) => candidate)).toEqual([null, 0, 1, 2, 3]);
    expect(parts[1]?.text).toContain('    x\n');
  });

  it('tell of nobody where the code so far is the whole signal, or nothing is known', () => {
    const partial = shown[0];
    if (partial === undefined) throw new Error('The sample run has no candidate.');
    const text = write('short', { partial, candidates: [] });
    expect(signalParts(text, candidates)).toEqual([{ candidate: null, text }]);
    expect(signalParts('# Candidate 1: pass\n', [])).toEqual([{ candidate: null, text: '# Candidate 1: pass\n' }]);
    expect(signalParts('', candidates)).toEqual([]);
  });
});
