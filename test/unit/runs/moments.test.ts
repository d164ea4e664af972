import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/guidance/events';
import {
  firstChange,
  firstWithCandidates,
  hasPassingCandidate,
  isChanged,
  lineMoments,
  rescueMoment,
} from '../../../src/runs/moments';
import { foldRun } from '../../../src/runs/run-view';
import { sampleRun } from '../ui/sample-run';

const events: readonly RunEvent[] = sampleRun();
const shownAt = (moment: number) => foldRun(events.slice(0, moment)).lines.at(-1);

describe('the moments of a line', () => {
  it('come in their order, and each shows what was known then', () => {
    const lines = lineMoments(events);
    expect(lines.map(({ line }) => line)).toEqual(foldRun(events).lines.map(({ line }) => line));
    const guided = lines.filter(({ sampled }) => sampled !== null);
    expect(guided.length).toBeGreaterThan(0);
    for (const { line, begun, sampled, executed, signal, finished } of guided) {
      const known = [begun, sampled, executed, signal, finished].filter((moment) => moment !== null);
      expect([...known].sort((a, b) => a - b)).toEqual(known);
      expect(shownAt(begun)).toMatchObject({ line, candidates: [], tokens: [], text: '' });
      const sketched = shownAt(sampled ?? 0)?.candidates ?? [];
      expect(sketched.length).toBeGreaterThan(0);
      expect(sketched.every(({ execution }) => execution === null)).toBe(true);
      expect(shownAt(executed ?? 0)?.candidates.every(({ execution }) => execution !== null)).toBe(true);
      if (finished !== null) expect(shownAt(finished)?.end).not.toBeNull();
    }
  });

  it('are those of the last attempt', () => {
    const again: RunEvent[] = [...events, { kind: 'attempt-started', attempt: 1, seed: 7 }];
    expect(lineMoments(again)).toEqual([]);
    expect(lineMoments([...again, { kind: 'line-started', line: 0, guided: true }])).toHaveLength(1);
  });

  it('are not known before they happened', () => {
    const first = firstWithCandidates(events);
    const sampled = first?.sampled ?? 0;
    expect(firstWithCandidates(events.slice(0, sampled))).toBeNull();
    expect(lineMoments(events.slice(0, sampled)).at(-1)).toMatchObject({ executed: null, finished: null });
  });
});

describe('what guidance changed', () => {
  it('is the first token that the plain prompt would not have taken', () => {
    const change = firstChange(events);
    const event = events[(change?.at ?? 0) - 1];
    expect(event?.kind === 'token-chosen' && isChanged(event.choice)).toBe(true);
    expect(
      events.slice(0, (change?.at ?? 1) - 1).some((one) => one.kind === 'token-chosen' && isChanged(one.choice)),
    ).toBe(false);
  });

  it('is a rescue where a candidate that passes begins with the line', () => {
    const rescue = rescueMoment(events);
    if (rescue === null) throw new Error('The sample run has a rescue.');
    const line = foldRun(events).lines.find((one) => one.line === rescue.line.line);
    const candidate = line?.candidates.find((one) => one.candidate.index === rescue.candidate);
    expect(candidate?.execution?.passed).toBe(true);
    expect(candidate?.candidate.text.split('\n')[0]).toBe(line?.text.trimEnd());
    expect(rescue.token).toBeGreaterThan(rescue.line.executed ?? 0);
    expect(rescue.token).toBeLessThan(rescue.line.finished ?? 0);
  });

  it('is no rescue where no candidate passes', () => {
    const failing = events.map((event) => (event.kind === 'candidate-executed' ? { ...event, passed: false } : event));
    expect(hasPassingCandidate(events)).toBe(true);
    expect(hasPassingCandidate(failing)).toBe(false);
    expect(rescueMoment(failing)).toBeNull();
  });
});
