import { describe, expect, it } from 'vitest';
import { foldRun } from '../../../src/runs/run-view';
import { TOUR_STEPS, tourRun } from '../../../src/ui/tour/steps';
import { sampleRun } from './sample-run';

describe('the tour', () => {
  it('takes about a minute to read', () => {
    expect(TOUR_STEPS.length).toBeGreaterThanOrEqual(6);
    expect(TOUR_STEPS.length).toBeLessThanOrEqual(8);
    const run = tourRun(sampleRun());
    const words = TOUR_STEPS.map(({ title, text, attempt = '' }) => `${title} ${text(run)} ${attempt}`).join(' ');
    // People read some 240 words a minute.
    expect(words.split(/\s+/).length).toBeLessThan(300);
    expect(new Set(TOUR_STEPS.map(({ id }) => id)).size).toBe(TOUR_STEPS.length);
  });

  it('stops where the run has what it talks of', () => {
    const events = sampleRun();
    const { line, token } = tourRun(events);
    const shown = (moment: number | null | undefined) => foldRun(events.slice(0, moment ?? 0)).lines.at(-1);
    expect(shown(line?.begun)?.candidates).toEqual([]);
    expect(shown(line?.executed)?.candidates.every(({ execution }) => execution !== null)).toBe(true);
    expect(shown(line?.signal)?.signal).not.toBeNull();
    expect(shown(token)?.line).toBe(line?.line);
  });

  it('has words for a run without candidates, too', () => {
    const bare = tourRun(sampleRun().slice(0, 2));
    expect(bare).toMatchObject({ line: null, token: null });
    for (const { text } of TOUR_STEPS) expect(text(bare).length).toBeGreaterThan(20);
  });
});
