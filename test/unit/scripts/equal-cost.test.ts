import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { equalCost } from '../../../scripts/lib/equal-cost.mjs';
import { openResultFolder } from '../../../scripts/lib/result-folder.mjs';
import { failedRow, type ResultRow } from '../../../src/experiments/result-row';
import { NO_BUDGET } from '../../../src/guidance/budget';

const ours = { problemsSha256: 'p', weightsSha256: 'w', device: 'wasm' };
const problem = { id: 'a', visibleTests: [], hiddenTests: [] };

function row(fields: Partial<ResultRow>): ResultRow {
  const none = failedRow(problem, { problem: 'a', strategy: 'egcfg', gamma: 1 }, '', 2.5);
  return { ...none, error: null, forwardedTokens: 1400, sessionRuns: 120, ...fields };
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'equal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function filled(rows: readonly ResultRow[]) {
  const opened = openResultFolder(folder, ours);
  for (const one of rows) opened.add(one, []);
}

describe('equal cost', () => {
  it('is what the guided run of the same problem and seed cost, in the unit that was asked for', () => {
    filled([row({}), row({ strategy: 'greedy', gamma: 0, forwardedTokens: 9 }), row({ seed: 2, seconds: 4 })]);
    const tokens = equalCost({ unit: 'forwardedTokens', folder }, ours);
    expect(tokens.of({ problem: 'a' })).toEqual({ ...NO_BUDGET, forwardedTokens: 1400 });
    expect(tokens.of({ problem: 'b' })).toBeNull();
    const seconds = equalCost({ unit: 'seconds', folder }, ours);
    expect(seconds.of({ problem: 'a', seed: 2 })).toEqual({ ...NO_BUDGET, seconds: 4 });
    expect(tokens.told).toMatchObject({ unit: 'forwardedTokens', strategy: 'egcfg', gamma: 1 });
  });

  it("takes a team's where there is no single agent, and no run that failed", () => {
    filled([row({ strategy: 'agents', sessionRuns: 500 }), row({ error: 'broke' })]);
    expect(equalCost({ unit: 'sessionRuns', folder }, ours).of({ problem: 'a' })?.sessionRuns).toBe(500);
  });

  it('refuses a folder that says nothing about these problems or weights', () => {
    filled([row({}), row({ gamma: 2 })]);
    const of = (settings: typeof ours) => () => equalCost({ unit: 'seconds', folder }, settings);
    expect(of({ ...ours, weightsSha256: 'other' })).toThrow('other weightsSha256');
    expect(of(ours)).toThrow('several guided runs');
  });

  it('refuses a folder without guided runs', () => {
    filled([row({ strategy: 'greedy' })]);
    expect(() => equalCost({ unit: 'seconds', folder }, ours)).toThrow('no guided runs');
  });
});
