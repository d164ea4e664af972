import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { evalOptions } from '../../../scripts/lib/eval-options.mjs';
import { changed, strength } from '../../../scripts/lib/measure/agent-text.mjs';
import { compileReport } from '../../../scripts/lib/measure/compile.mjs';
import { developmentOf } from '../../../scripts/lib/measure/development.mjs';
import { modelPart, readmePart, resultsPart } from '../../../scripts/lib/measure/document-parts.mjs';
import { apartFrom } from '../../../scripts/lib/measure/draw-problems.mjs';
import { measureOptions } from '../../../scripts/lib/measure/measure-options.mjs';
import {
  developmentParts,
  PAGE_AGENT,
  PAGE_SETTINGS,
  reportParts,
  SEARCHED,
  SEARCHED_LARGER,
  SEARCHED_SAMPLING,
  SEARCHED_WARMER,
} from '../../../scripts/lib/measure/parts.mjs';
import { progressOf, progressTable, timeLeft } from '../../../scripts/lib/measure/progress.mjs';
import { DEFAULT_TEAM } from '../../../src/experiments/default-team';
import { settingsOf } from '../../../src/experiments/definition';
import type { ResultRow } from '../../../src/experiments/result-row';
import { TEAM_SIZE } from '../../../src/report/choose-settings';
import { ReportSchema } from '../../../src/report/report-schema';
import { outcomes, rowsOf } from '../report/rows';

let out: string;
beforeEach(() => {
  out = mkdtempSync(path.join(tmpdir(), 'measure-'));
});
afterEach(() => rmSync(out, { recursive: true }));

const folder = (id: string) => path.join(out, id);

function fill(id: string, rows: readonly unknown[], settings: Record<string, unknown> = {}) {
  mkdirSync(folder(id), { recursive: true });
  const shared = {
    problems: 'held-out.jsonl',
    problemCount: 40,
    problemsSha256: 'aa',
    weightsSha256: 'w',
    device: 'wasm',
  };
  writeFileSync(path.join(folder(id), 'settings.json'), JSON.stringify({ ...shared, ...settings }));
  writeFileSync(path.join(folder(id), 'commands.txt'), `small\nnpm run eval -- --out ${id}\n`);
  appendFileSync(path.join(folder(id), 'results.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

const counts = { 'held-out': 300, narrow: 150, unseen: 60, free: 69, bundled: 50, mbpp: 500, humaneval: 164 };
const partsWith = (settings = PAGE_SETTINGS, data: string | null = null, oldModel: string | null = null) =>
  reportParts({ settings, problems: 'problems', counts, data, oldModel, folder });

describe('the parts of a report', () => {
  it('are commands that npm run eval understands, each with a folder of its own', () => {
    const all = [...developmentParts('problems', 60), ...partsWith()];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { args, arms } of all) {
      const read = evalOptions([...args, '--out', 'o']);
      const runs =
        read.probe === null ? read.arms.flatMap((arm) => (arm.strategy === 'agents' ? ['all'] : arm.agents)).length : 1;
      expect(runs, args.join(' ')).toBe(arms);
    }
  });

  it('ask for what a report has to have', () => {
    const of = new Map(partsWith().map((part) => [part.id, part]));
    for (const id of ['held-out-guided', 'held-out-sampled', 'held-out-team', 'held-out-controls', 'equal-seconds']) {
      expect(of.get(id)?.problems, id).toBeGreaterThanOrEqual(300);
    }
    expect(of.get('curve-gamma')?.problems).toBeGreaterThanOrEqual(100);
    expect(of.get('curve-candidates')?.args.at(-1)).toBe('ns1t1d8k1_ln,ns2t1d8k1_ln,ns3t1d8k1_ln,ns5t1d8k1_ln');
  });

  it('measure no point twice', () => {
    const chosen = changed(PAGE_AGENT, { gamma: 3, candidates: 3 });
    const parts = partsWith({ ...PAGE_SETTINGS, agent: chosen });
    const curve = parts.find(({ id }) => id === 'curve-gamma');
    expect(curve?.arms).toBe(3);
    expect(curve?.args.at(-1)).not.toContain('gamma=3');
  });

  it('leave out what there is nothing for', () => {
    const groups = (...args: Parameters<typeof partsWith>) => new Set(partsWith(...args).map(({ group }) => group));
    expect([...groups()]).not.toContain('mbpp');
    expect([...groups(PAGE_SETTINGS, 'data', 'old')]).toEqual(
      expect.arrayContaining(['mbpp', 'humaneval', 'old-weights']),
    );
  });

  it('search settings that differ, the page agent among them', () => {
    const all = [...SEARCHED, ...SEARCHED_LARGER, ...SEARCHED_WARMER];
    expect(new Set(all).size).toBe(all.length);
    expect(SEARCHED).toContain(PAGE_AGENT);
    expect(strength(changed(PAGE_AGENT, { gamma: 2 }))).toBe(2);
  });
});

it('the team of the page has two to eight agents', () => {
  const team = DEFAULT_TEAM.flatMap(settingsOf);
  expect(team.length).toBeGreaterThan(1);
  expect(team.length).toBeLessThanOrEqual(TEAM_SIZE);
});

it('what was chosen on is not measured on, whatever its names', () => {
  const problem = (id: string, structure: string) => JSON.stringify({ id, structure });
  const kept = apartFrom([problem('a', 's1'), problem('b', 's2')], [problem('x', 's1')]);
  expect(kept).toEqual([problem('b', 's2')]);
});

describe('progress', () => {
  it('is what lies in the folders, with an estimate from what was measured', () => {
    const [part] = partsWith();
    if (part === undefined) throw new Error('There are parts');
    expect(progressOf([part], folder, 1)[0]).toMatchObject({ done: 0, runs: 600 });
    fill(part.id, [...rowsOf('greedy', outcomes(30, 20)), ...rowsOf('egcfg', outcomes(30, 20))]);
    const [some] = progressOf([part], folder, 2);
    expect(some).toMatchObject({ done: 100, runs: 600, secondsLeft: 250 });
    expect(progressTable(some ? [some] : [])).toContain('100 of 600');
    expect(timeLeft(some ? [some, some] : [])).toBe('9 min');
  });
});

describe('measureOptions', () => {
  it('takes data and Python from the environment where they are not named', () => {
    const options = measureOptions([], { DATA_DIR: 'd', PYTHON: 'py' });
    expect(options).toMatchObject({ data: 'd', python: 'py', mode: 'all', limit: null });
    expect(measureOptions(['--data', 'e'], { DATA_DIR: 'd' }).data).toBe('e');
  });

  it('leaves groups out, or all but some', () => {
    const { wants } = measureOptions(['--only', 'held-out,controls', '--skip', 'controls'], {});
    expect(['held-out', 'controls', 'mbpp'].map(wants)).toEqual([true, false, false]);
    expect(measureOptions([], {}).wants('mbpp')).toBe(true);
  });

  it('refuses what it does not know', () => {
    expect(() => measureOptions(['--only', 'all'], {})).toThrow('there is no all');
    expect(() => measureOptions(['--limit', '0'], {})).toThrow('whole number');
    expect(() => measureOptions(['--list', '--write'], {})).toThrow('choose one');
  });
});

describe('a report', () => {
  const made = { development: ['draw'], 'held-out': ['draw', 'cut'], narrow: [], unseen: [] };
  const weights = { model: 'tiny-coder', weightsSha256: 'w' };
  const compile = () =>
    compileReport({ folders: { folder, made }, weights, settings: PAGE_SETTINGS, development: null });

  function fillHeldOut() {
    fill('held-out-guided', [...rowsOf('greedy', outcomes(10, 30)), ...rowsOf('egcfg', outcomes(30, 10))]);
    fill('held-out-sampled', rowsOf('best-of-10', outcomes(28, 12)));
    fill('held-out-team', rowsOf('agents', outcomes(36, 4), { agent: '8 agents' }));
    fill('held-out-controls', [
      ...rowsOf('swapped-traces', outcomes(14, 26)),
      ...rowsOf('passing-line', outcomes(24, 16)),
    ]);
    fill('equal-tokens', rowsOf('best-of-256', outcomes(36, 4), { budget: 'forwardedTokens' }));
    fill('curve-gamma', [
      ...rowsOf('egcfg', outcomes(5, 5), { gamma: 0.5, agent: PAGE_AGENT }),
      ...rowsOf('egcfg', outcomes(7, 3), { gamma: 3, agent: PAGE_AGENT }),
    ]);
    fill('line-starts', [{ problem: 'p0', probes: [], seconds: 1, error: null }], { probe: {} });
  }

  it('holds what was measured, reusing the main rows in the curve', () => {
    fillHeldOut();
    const report = v.parse(ReportSchema, JSON.parse(JSON.stringify(compile())));
    expect(report.sets.map(({ id }) => id)).toEqual(['held-out']);
    expect(report.sets[0]?.rows.map(({ id }) => id)).toEqual(['greedy', 'best-of-n', 'egcfg', 'agents']);
    expect(report.sets[0]?.commands.slice(0, 3)).toEqual(['draw', 'cut', 'npm run eval -- --out held-out-guided']);
    expect(report.curves[0]?.points.map(({ at, n }) => [at, n])).toEqual([0, 0.5, 1, 3].map((at) => [at, 10]));
    expect(report.equalCost).toMatchObject([{ unit: 'forwardedTokens', against: 'egcfg', n: 40 }]);
    expect(report.controls?.lines.map(({ kept }) => kept?.value)).toEqual([0.2, 0.7]);
    expect(report.weights).toBeNull();
  });

  it('becomes documents, with every figure that it has and a word for what it lacks', () => {
    fillHeldOut();
    const report = compile();
    const model = modelPart(report);
    expect(model).toContain('| EG-CFG, one agent | 40 | 75.0 [59.8, 85.8] |');
    expect(model).toContain('| plain greedy | 40 |');
    expect(model).toContain('traces swapped between candidates | 40 |');
    expect(model).toContain('sampling |');
    expect(readmePart(report)).toContain('| held-out problems | 40 | 25 % (14 to 40) |');
    const rows = (): ResultRow[] => rowsOf('greedy', outcomes(10, 30));
    expect(resultsPart(report, rows)).toContain('Solved within so many forwarded tokens');
    for (const text of [model, readmePart(report)]) expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('of nothing says that nothing was measured', () => {
    const report = v.parse(ReportSchema, JSON.parse(JSON.stringify(compile())));
    expect(report.sets).toEqual([]);
    expect(modelPart(report)).toContain('not measured with these weights yet');
    expect(readmePart(report)).toContain('not measured');
  });

  it('refuses parts of different problems in one table', () => {
    fillHeldOut();
    fill('held-out-sampled', [], { problemsSha256: 'other' });
    expect(compile).toThrow('different problems');
  });

  it('takes its settings from the search', () => {
    const search = developmentParts('problems', 10);
    const tried = [SEARCHED[1], SEARCHED_LARGER[0], SEARCHED_WARMER[1]].flatMap((agent) => agent ?? []);
    tried.forEach((agent, i) => {
      const row = { agent: changed(agent, { gamma: 1 }), gamma: strength(agent) };
      fill(search[i]?.id ?? '', rowsOf('egcfg', outcomes(3 + i, 7 - i), row), { problems: 'development.jsonl' });
    });
    SEARCHED_SAMPLING.forEach((_, i) => {
      fill(search[i + tried.length]?.id ?? '', rowsOf('best-of-10', outcomes(i === 2 ? 8 : 5, i === 2 ? 2 : 5)));
    });
    const development = developmentOf(search, folder, ['draw']);
    expect(development.chosen.agent).toBe(tried[2]);
    expect(development.chosen.team.map(({ agent }) => agent)).toContain(tried[2]);
    expect(development.chosen.sampling).toBe(SEARCHED_SAMPLING[2]);
    expect(development.n).toBe(10);
  });
});
