import { expect, it } from 'vitest';
import { lighthouseArguments, medianScores, weakAudits } from '../../../scripts/lib/lighthouse.mjs';

const report = (performance: number | null, shift: number) => ({
  categories: {
    performance: {
      score: performance,
      auditRefs: [
        { id: 'shift', weight: 25 },
        { id: 'told', weight: 0 },
      ],
    },
    accessibility: { score: 1, auditRefs: [] },
    'best-practices': { score: 0.96, auditRefs: [] },
    seo: { score: 1, auditRefs: [] },
  },
  audits: {
    shift: { title: 'Cumulative Layout Shift', score: shift, displayValue: '0.2' },
    told: { title: 'Not counted', score: 0 },
  },
});

it('takes the middle of several reports, in hundredths', () => {
  const scores = medianScores([report(0.4, 1), report(0.97, 1), report(0.96, 1)]);
  expect(scores).toEqual({ performance: 96, accessibility: 100, 'best-practices': 96, seo: 100 });
});

it('counts a category that could not be scored as nothing', () => {
  expect(medianScores([report(null, 1)]).performance).toBe(0);
});

it('names what costs points, and nothing that costs none', () => {
  expect(weakAudits([report(1, 0.6), report(1, 0.7), report(1, 1)])).toEqual([
    'Cumulative Layout Shift: 0.2 (score 0.7)',
  ]);
  expect(weakAudits([report(1, 0.95)])).toEqual([]);
});

it('names the preset, the version and the report', () => {
  const args = lighthouseArguments({ url: 'http://localhost:1/', preset: 'desktop', out: 'a.json', isRoot: true });
  expect(args).toContain('--preset=desktop');
  expect(args[1]).toMatch(/^lighthouse@\d+\.\d+\.\d+$/);
  expect(args.join(' ')).toContain('--no-sandbox');
  const mobile = lighthouseArguments({ url: 'http://localhost:1/', preset: 'mobile', out: 'a.json', isRoot: false });
  expect(mobile.join(' ')).not.toMatch(/preset|no-sandbox|motion/);
  const still = lighthouseArguments({ url: 'http://localhost:1/', preset: 'still', out: 'a.json', isRoot: false });
  expect(still.join(' ')).toMatch(/--preset=desktop.*--force-prefers-reduced-motion/);
});
