import { describe, expect, it } from 'vitest';
import { foldRun } from '../../../src/runs/run-view';
import { answerFacts, lineFacts, rescueFacts } from '../../../src/ui/learn/facts';
import { sampleRun } from './sample-run';

const events = sampleRun();
const view = foldRun(events);

describe('what the article says of a run', () => {
  it('is how its answer did on the tests, with the first that fails', () => {
    const failing = events.map((event) =>
      event.kind === 'code-judged' && event.suite === 'visible'
        ? {
            ...event,
            outcomes: [
              { kind: 'passed', got: '13' },
              { kind: 'failed', got: '7' },
            ] as const,
          }
        : event,
    );
    expect(answerFacts(failing)).toMatchObject({
      title: view.started?.problem.title,
      passed: 1,
      total: 2,
      failure: { call: 'sum_large([4, 4, 2], 4)', got: '7', expected: '8' },
    });
    const passing = (view.visible ?? []).filter(({ kind }) => kind === 'passed').length;
    expect(answerFacts(events).passed).toBe(passing);
  });

  it('is how guidance turned a line, with both readings of the token', () => {
    const facts = rescueFacts(events);
    if (facts === null) throw new Error('The sample run has a rescue.');
    const shown = foldRun(events.slice(0, facts.tokenMoment)).lines.at(-1);
    expect(shown?.tokens.at(-1)?.id).toBe(facts.chosen.id);
    expect(facts.plain.logP).toBeGreaterThan(facts.chosen.logP);
    expect(facts.chosen.logG).toBeGreaterThan(facts.plain.logG);
    expect(facts.passing).toBeGreaterThan(0);
    expect(facts.programs).toBeLessThanOrEqual(facts.sampled);
    expect(facts.signalTokens).toBe(shown?.signal?.ids.length);
  });

  it('is nothing where no line was turned', () => {
    expect(rescueFacts([])).toBeNull();
    expect(rescueFacts(events.filter(({ kind }) => kind !== 'token-chosen'))).toBeNull();
  });

  it('is every line with its candidates that pass, copies of a passing one among them', () => {
    const facts = lineFacts(events);
    expect(facts.map(({ text }) => text)).toEqual(
      view.lines.filter(({ text }) => text.trim() !== '').map(({ text }) => text.trimEnd()),
    );
    for (const { passing, sampled, moment, line } of facts) {
      expect(passing).toBeLessThanOrEqual(sampled);
      expect(foldRun(events.slice(0, moment)).lines.at(-1)).toMatchObject({ line });
    }
    expect(facts.some(({ changed }) => changed > 0)).toBe(true);
  });
});
