import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openResultFolder, openRowFolder, readResultFolder } from '../../../scripts/lib/result-folder.mjs';
import { failedRow } from '../../../src/experiments/result-row';

const settings = { device: 'wasm', seed: 1 };
const problem = {
  id: 'a/b',
  title: '',
  statement: '',
  entryPoint: 'f',
  visibleTests: ['t'],
  hiddenTests: [],
  setup: '',
};
const attempt = { problem: 'a/b', strategy: 'egcfg', gamma: 0.5 };
const row = failedRow(problem, attempt, 'an error', 1);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'results-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('openResultFolder', () => {
  it('goes on where an earlier evaluation ended', () => {
    openResultFolder(folder, settings).add(row, [{ events: [{ kind: 'run-stopped' }] }]);
    const again = openResultFolder(folder, settings);
    expect(again.rows).toEqual([row]);
    expect(again.has(attempt)).toBe(true);
    expect(again.has({ problem: 'a/b', strategy: 'egcfg', gamma: 1 })).toBe(false);
    const run = readFileSync(path.join(folder, 'runs', 'a_b-egcfg-0.5.json'), 'utf8');
    expect(JSON.parse(run)).toEqual({ format: 1, events: [{ kind: 'run-stopped' }] });
  });

  it('drops a last line that was cut short', () => {
    openResultFolder(folder, settings).add(row, []);
    appendFileSync(path.join(folder, 'results.jsonl'), '{"problem":"c","str');
    const again = openResultFolder(folder, settings);
    expect(again.rows).toEqual([row]);
    again.add({ ...row, problem: 'c' }, []);
    expect(openResultFolder(folder, settings).rows.map(({ problem: id }) => id)).toEqual(['a/b', 'c']);
  });

  it('reads rows of any length, whatever characters lie where its pieces part', () => {
    const long = { ...row, code: `x = "${'é'.repeat(700_000)}"\n` };
    const opened = openResultFolder(folder, settings);
    opened.add(long, []);
    opened.add({ ...row, problem: 'c' }, []);
    expect(openResultFolder(folder, settings).rows).toEqual([long, { ...row, problem: 'c' }]);
    expect(readResultFolder(folder).rows).toHaveLength(2);
  });

  it('keeps the commands that filled it, each once, for a report', () => {
    const opened = openResultFolder(folder, settings);
    opened.note('npm run eval -- --out a');
    opened.add(row, []);
    openResultFolder(folder, settings).note('npm run eval -- --out a');
    openResultFolder(folder, settings).note('npm run eval -- --out b');
    expect(readResultFolder(folder)).toEqual({
      settings,
      commands: ['npm run eval -- --out a', 'npm run eval -- --out b'],
      rows: [row],
    });
    expect(() => readResultFolder(path.join(folder, 'runs'))).toThrow('no settings.json');
  });

  it('holds rows of any kind', () => {
    const open = () => openRowFolder<{ name: string }, { name: string }>(folder, settings, ({ name }) => name);
    open().add({ name: 'a' });
    expect([open().has({ name: 'a' }), open().has({ name: 'b' })]).toEqual([true, false]);
  });

  it('does not mix results of different settings', () => {
    openResultFolder(folder, settings);
    expect(() => openResultFolder(folder, { ...settings, seed: 2 })).toThrow('Choose another --out');
  });
});
