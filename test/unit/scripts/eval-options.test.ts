import { describe, expect, it } from 'vitest';
import { AGENT_SETTINGS } from '../../../scripts/lib/agent-options.mjs';
import { evalOptions } from '../../../scripts/lib/eval-options.mjs';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';

const options = (line: string) => evalOptions(line.split(' '));

describe('evalOptions', () => {
  it('runs greedy once and egcfg at every gamma', () => {
    expect(options('--out o --gammas 0.5,3').attempts).toEqual([
      { strategy: 'greedy', gamma: 0 },
      { strategy: 'egcfg', gamma: 0.5 },
      { strategy: 'egcfg', gamma: 3 },
    ]);
    expect(options('--out o --strategies egcfg --gammas 1,1').attempts).toEqual([{ strategy: 'egcfg', gamma: 1 }]);
  });

  it("takes the agent's settings by name", () => {
    const line = '--out o --seed 7 --set candidates=8 --set horizonLines=null --set finishOnPass=true';
    expect(options(line).agent).toEqual({ seed: 7, candidates: 8, horizonLines: null, finishOnPass: true });
  });

  it('knows every setting of the agent', () => {
    expect([...AGENT_SETTINGS].sort()).toEqual(Object.keys(DEFAULT_AGENT).sort());
  });

  it.each([
    ['--device wasm', '--out is missing'],
    ['--out o --strategies beam', 'there is no beam'],
    ['--out o --gammas x', 'x is no number'],
    ['--out o --strategies egcfg --gammas ,', 'nothing to run'],
    ['--out o --device gpu', 'neither wasm nor webgpu'],
    ['--out o --limit 0', 'a whole number from 1'],
    ['--out o --seed 1.5', 'a whole number from 0'],
    ['--out o --set beams=2', 'choose one of gamma'],
    ['--out o --set gamma=2', 'an option of its own'],
    ['--out o --set candidates=', 'nothing is no number'],
    ['--out o --nonsense', 'nonsense'],
  ])('says what is wrong with %s', (line, message) => {
    expect(() => options(line)).toThrow(message);
  });
});
