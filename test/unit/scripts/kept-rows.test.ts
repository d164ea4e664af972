import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepRows, restoreRows } from '../../../scripts/lib/measure/kept-rows.mjs';

describe('rows kept with the report', () => {
  let folder = '';
  const at = (...names: string[]) => path.join(folder, ...names);
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'rows-'));
    mkdirSync(at('made', 'held-out-guided'), { recursive: true });
    mkdirSync(at('made', 'logs'));
    writeFileSync(at('made', 'held-out-guided', 'results.jsonl'), '{"solved":true}\n');
    writeFileSync(at('made', 'logs', 'a.txt'), 'said');
    keepRows(at('made'), 'abc', at('rows.br'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('come back for the same weights, without logs', () => {
    expect(restoreRows(at('again'), 'abc', at('rows.br'))).toBe(true);
    expect(readFileSync(at('again', 'held-out-guided', 'results.jsonl'), 'utf8')).toBe('{"solved":true}\n');
    expect(existsSync(at('again', 'logs'))).toBe(false);
  });

  it('never touch rows that are there, nor stand in for those of other weights', () => {
    expect(restoreRows(at('made'), 'abc', at('rows.br'))).toBe(false);
    expect(restoreRows(at('again'), 'other', at('rows.br'))).toBe(false);
    expect(restoreRows(at('again'), 'abc', at('nothing.br'))).toBe(false);
    expect(existsSync(at('again'))).toBe(false);
  });
});
