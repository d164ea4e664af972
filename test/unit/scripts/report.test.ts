import { describe, expect, it } from 'vitest';
import { winsFile, winsOf } from '../../../scripts/lib/guidance-wins.mjs';
import { markdownTable } from '../../../scripts/lib/markdown-table.mjs';
import { BEGIN, END, replaceMarkedPart } from '../../../scripts/lib/marked-part.mjs';
import { publishedSection } from '../../../scripts/lib/published-section.mjs';
import { benchSection, drawnBy, measuredSections } from '../../../scripts/lib/report-sections.mjs';
import { curvePicture, curveSection, readLog } from '../../../scripts/lib/training-curve.mjs';
import type { ResultRow } from '../../../src/experiments/result-row';
import { readText } from '../repository/files';

const row: ResultRow = {
  problem: 'held-out-11-1',
  strategy: 'greedy',
  gamma: 0,
  solved: false,
  visible: { passed: 1, total: 3 },
  hidden: { passed: 0, total: 4 },
  code: '',
  forwardedTokens: 100,
  sessionRuns: 10,
  seconds: 1,
  weightsSha256: 'ab',
  error: null,
};
const guided: ResultRow = {
  ...row,
  strategy: 'egcfg',
  gamma: 1,
  solved: true,
  visible: { passed: 3, total: 3 },
  hidden: { passed: 4, total: 4 },
};
const set = {
  label: 'Held out',
  settings: {
    problems: 'held-out.jsonl',
    problemCount: 150,
    problemsSha256: '0123456789abcdef',
    model: 'tiny-coder',
    weightsSha256: 'ab12',
    device: 'wasm',
    agent: { seed: 1 },
    drawn: { name: 'held-out', seed: '11' },
  },
  commands: ['npm run eval -- --problems held-out.jsonl --out r'],
  rows: [row, guided],
  agent: { gamma: 1, candidates: 4, horizonLines: null },
};

describe('the measured part', () => {
  it('gives every table its n, settings, weights and the commands that made it', () => {
    const text = measuredSections([set]);
    expect(text).toContain('SHA-256 `ab12`');
    expect(text).toContain('1 of 150 problems (`held-out.jsonl`');
    expect(text).toContain('Agent: candidates 4, horizonLines none.');
    expect(text).toContain('python3 training/emit_problems.py --count 150 --seed 11 held-out.jsonl');
    expect(text).toContain('npm run eval -- --problems held-out.jsonl --out r');
    expect(text).toContain('| egcfg | 1 | 1 | 100.0 [20.7, 100.0] |');
    expect(text).toContain('Paired comparison.');
  });

  it('has tables of costs where they are asked for, and the paper apart from all of it', () => {
    expect(measuredSections([set])).not.toContain('Solved within');
    expect(measuredSections([set], { costs: true })).toContain('Solved within so many forwarded tokens.');
    const paper = publishedSection();
    expect(paper).toContain('| DeepSeek-V3-0324 | EG-CFG | 96.6 | 73 | 80.23 | 23.3 |');
    expect(paper).toContain('EG-CFG on HumanEval: 96.49');
  });

  it('explains a table once', () => {
    const twice = measuredSections([set, { ...set, label: 'Again' }]);
    expect(twice.match(/Wilson intervals over problems/g)).toHaveLength(1);
    expect(twice.match(/\| egcfg \| 1 \| 1 \|/g)).toHaveLength(2);
  });

  it('says so where there is too little to say anything', () => {
    const warning = 'measures nothing';
    expect(measuredSections([set])).toContain(warning);
    const rows = Array.from({ length: 30 }, (_, i) => ({ ...row, problem: `p${i}` }));
    expect(measuredSections([{ ...set, rows }])).not.toContain(warning);
  });

  it('has a section of its own for probes', () => {
    const probe = { ...set, settings: { ...set.settings, probe: { starts: 3, gammas: [1] } }, agent: null };
    const text = measuredSections([{ ...probe, rows: [{ problem: 'a', probes: [], seconds: 1, error: null }] }]);
    expect(text).toContain('rescue and keep');
    expect(text).not.toContain('Problems solved');
    expect(text).toContain('Agent: seed 1; the rest as the page has it.');
  });

  it('knows drawn problems by their ids', () => {
    expect(drawnBy([{ problem: 'unseen-7-1' }, { problem: 'unseen-7-2' }])).toEqual({ name: 'unseen', seed: '7' });
    expect(drawnBy([{ problem: 'unseen-7-1' }, { problem: 'unseen-8-1' }])).toBeUndefined();
    expect(drawnBy([{ problem: 'count-even' }])).toBeUndefined();
  });

  it('takes the figures of a decode step from the bench', () => {
    const figure = { name: 'decode step, int8', value: 1.1, unit: 'times', comparedWith: 'fp32' };
    expect(benchSection([figure])).toContain('| decode step, int8 | 1.1 | times | fp32 |');
    expect(benchSection([{ ...figure, name: 'npm start' }])).toBe('');
  });
});

describe('the marked part', () => {
  const document = `before\n${BEGIN}\nold\n${END}\nafter\n`;

  it('is replaced and nothing else, again and again', () => {
    const once = replaceMarkedPart(document, 'new\n');
    expect(once).toBe(`before\n${BEGIN}\n\nnew\n\n${END}\nafter\n`);
    expect(replaceMarkedPart(once, 'new\n')).toBe(once);
    expect(() => replaceMarkedPart('nothing', 'new')).toThrow('no part');
  });

  it('stands in docs/built-in-model.md, and no figure outside of it', () => {
    const text = readText('docs/built-in-model.md') ?? '';
    const outside = text.slice(0, text.indexOf(BEGIN)) + text.slice(text.indexOf(END));
    expect(text).toContain(BEGIN);
    expect(outside.replace(/8-bit|32-bit|95 % intervals|γ = 0|Qwen2|signal-format-v1|python3/g, '')).not.toMatch(/\d/);
  });
});

it('a markdown table keeps its columns', () => {
  expect(markdownTable({ header: ['a', 'n'], lines: [['x|y', '1']], alignment: ['left', 'right'] })).toBe(
    '| a | n |\n| --- | ---: |\n| x\\|y | 1 |',
  );
});

describe('the training curve', () => {
  const log = [
    '{"step": 100, "minutes": 0.9, "tokens": 400000, "stage": "plain", "loss": 2.8}',
    '{"step": 200, "minutes": 1.5, "tokens": 800000, "stage": "plain", "finished": true, "greedy": 0.2}',
    '{"step": 300, "minutes": 2.6, "tokens": 1200000, "stage": "plain", "loss": 0.7, "greedy": 0.36, "rescue": 0.1, ' +
      '"rescue_n": 36, "keep": 0.5, "keep_n": 84}',
    '',
  ].join('\n');

  it('lists what was measured and draws all of it', () => {
    const entries = readLog(log);
    expect(entries).toHaveLength(3);
    const section = curveSection(entries, 'curve.svg');
    expect(section).toContain('| plain | 300 | 1.2 | 3 | 0.700 | 36 % | 10 % (n = 36) | 50 % (n = 84) |');
    expect(section).toContain('| plain | 200 | 0.8 | 2 |  | 20 % |  |  |');
    expect(section).toContain('](curve.svg)');
    const svg = curvePicture(entries);
    expect(svg.match(/<circle/g)).toHaveLength(4);
    expect(svg).toContain('<polyline class="loss" points="');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('draws a single point too', () => {
    expect(curvePicture(readLog(log).slice(0, 1))).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('wins of guidance', () => {
  const rows = [
    row,
    guided,
    { ...row, problem: 'b', solved: true },
    { ...guided, problem: 'b' },
    { ...row, problem: 'c' },
    { ...guided, problem: 'c', hidden: { passed: 3, total: 4 } },
    { ...row, problem: 'd' },
    { ...guided, problem: 'd', gamma: 2 },
    { ...row, problem: 'e', error: 'The page crashed.' },
    { ...guided, problem: 'e' },
  ];

  it('are what greedy fails and guidance solves, hidden tests included', () => {
    expect(winsOf(rows, 1)).toEqual(['held-out-11-1']);
    expect(winsOf(rows, 2)).toEqual(['d']);
  });

  it('come from the bundled problems alone, with weights and agent', () => {
    const bundled = { ...set, rows, settings: { ...set.settings, problems: 'bundled' } };
    expect(JSON.parse(winsFile(bundled, 1))).toEqual({
      weightsSha256: 'ab12',
      agent: { gamma: 1, candidates: 4, horizonLines: null },
      problems: ['held-out-11-1'],
    });
    expect(() => winsFile(set, 1)).toThrow('bundled');
  });
});
