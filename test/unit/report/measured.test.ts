import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { measuredReport } from '../../../src/report/measured';
import { curveSentence, equalCostSentence, setSentences, sizeWarning } from '../../../src/report/plain-words';
import { strategyRows } from '../../../src/report/shares';
import { weightsNote } from '../../../src/report/weights-note';
import { shortSolved } from '../../../src/report/words';
import { readBytes } from '../repository/files';
import { outcomes, rowsOf } from './rows';

const shipped = createHash('sha256').update(readBytes('public/models/tiny-coder/onnx/model_int8.onnx')).digest('hex');

describe('the report that comes with the page', () => {
  const report = measuredReport();

  it('is of the built-in model, and of other weights only where the page says so', () => {
    expect(report.model).toBe('tiny-coder');
    const note = weightsNote(report, { id: 'tiny-coder', weightsSha256: shipped });
    expect(note.kind).toBe(report.weightsSha256 === shipped ? 'same' : 'other-weights');
    if (report.weightsSha256 !== shipped) expect(note.text).toContain('not yet again');
  });

  it('says so where it has fewer problems than it should', () => {
    const n = report.sets.find(({ id }) => id === 'held-out')?.rows[0]?.n ?? 0;
    expect(sizeWarning(report) === null).toBe(n >= 300);
  });

  it('has sentences for every set, curve and comparison', () => {
    const all = [
      ...report.sets.flatMap(setSentences),
      ...report.curves.map(curveSentence),
      ...report.equalCost.map(equalCostSentence),
    ];
    for (const sentence of all) expect(sentence).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('the words of a set', () => {
  const set = (guided: number) => ({
    id: 'held-out' as const,
    title: '',
    about: '',
    of: 100,
    problems: '',
    problemsSha256: '',
    commands: [],
    rows: strategyRows([
      ...rowsOf('greedy', outcomes(50, 50)),
      ...rowsOf('best-of-10', outcomes(80, 20), { forwardedTokens: 50 }),
      ...rowsOf('egcfg', outcomes(guided, 100 - guided)),
      ...rowsOf('agents', outcomes(55, 5)),
    ]),
  });

  it('tell a gain, a loss and chance apart', () => {
    expect(setSentences(set(80)).join(' ')).toContain('is more than chance');
    expect(setSentences(set(51)).join(' ')).toContain('may be chance');
    expect(setSentences(set(20)).join(' ')).toContain('is a loss');
  });

  it('say what samples solve, and at which cost', () => {
    expect(setSentences(set(80)).join(' ')).toContain('solves 80 % (71 to 87), at 2.0 times fewer tokens');
  });

  it('name the number of problems where the team has run fewer', () => {
    const words = setSentences(set(80)).join(' ');
    expect(words).toContain(' of what plain decoding leaves unsolved, on the first 60 problems.');
    const team = set(80).rows.find(({ id }) => id === 'agents');
    expect(shortSolved(team, 100)).toBe('92 % (82 to 96), n = 60');
    expect(shortSolved(team, 60)).toBe('92 % (82 to 96)');
    expect(shortSolved(undefined, 100)).toBe('not run');
  });

  it('warn below the sizes that are asked for', () => {
    expect(sizeWarning({ sets: [set(80)] })).toContain('100 problems');
    expect(sizeWarning({ sets: [] })).toContain('measures nothing');
  });
});

it('figures of other weights, another model or no model are told as such', () => {
  const report = { model: 'tiny-coder', weightsSha256: 'aa' };
  expect(weightsNote(report, null).kind).toBe('not-loaded');
  expect(weightsNote(report, { id: 'other', weightsSha256: 'aa' }).kind).toBe('other-model');
  expect(weightsNote(report, { id: 'tiny-coder', weightsSha256: 'bb' }).kind).toBe('other-weights');
  expect(weightsNote(report, { id: 'tiny-coder', weightsSha256: 'aa' }).kind).toBe('same');
});
