import { describe, expect, it } from 'vitest';
import { AGENT_SETTINGS } from '../../../scripts/lib/agent-options.mjs';
import { evalOptions, MOST_SAMPLES, samplesOf, shownCommand } from '../../../scripts/lib/eval-options.mjs';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import * as strategy from '../../../src/guidance/strategy';

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

  it('samples best of any N up to what the page takes', () => {
    expect(options('--out o --strategies greedy,best-of-10').attempts).toEqual([
      { strategy: 'greedy', gamma: 0 },
      { strategy: 'best-of-10', gamma: 0 },
    ]);
    expect(samplesOf('best-of-3')).toBe(3);
    expect(samplesOf('egcfg')).toBeNull();
    expect(MOST_SAMPLES).toBe(strategy.MOST_SAMPLES);
  });

  it('probes instead of running strategies', () => {
    expect(options('--out o').probe).toBeNull();
    expect(options('--out o --probe').probe).toEqual({ starts: 3, gammas: [1, 2] });
    expect(options('--out o --probe --starts 5 --gammas 3').probe).toEqual({ starts: 5, gammas: [3] });
  });

  it('shows a command without where files lie', () => {
    const made = ['', 'home', 'someone', 'held-out.jsonl'].join('/');
    const args = ['--problems', made, '--strategies', 'greedy,best-of-10', `--out=${made}`, '--set', 'topP=1'];
    expect(shownCommand(args)).toBe(
      'npm run eval -- --problems held-out.jsonl --strategies greedy,best-of-10 --out=held-out.jsonl --set topP=1',
    );
  });

  it("takes the agent's settings by name", () => {
    const line = '--out o --seed 7 --set candidates=8 --set horizonLines=null --set finishOnPass=true';
    expect(options(line).agent).toEqual({ seed: 7, candidates: 8, horizonLines: null, finishOnPass: true });
  });

  it('takes limits by name', () => {
    expect(options('--out o').limits).toEqual({});
    expect(options('--out o --limits maxSteps=50000,deadlineMs=2000').limits).toEqual({
      maxSteps: 50_000,
      deadlineMs: 2000,
    });
  });

  it('knows every setting of the agent', () => {
    expect([...AGENT_SETTINGS].sort()).toEqual(Object.keys(DEFAULT_AGENT).sort());
  });

  it.each([
    ['--device wasm', '--out is missing'],
    ['--out o --strategies beam', 'there is no beam'],
    ['--out o --strategies best-of-0', 'there is no best-of-0'],
    ['--out o --strategies best-of-257', 'there is no best-of-257'],
    ['--out o --probe --strategies greedy', 'leave one of the two out'],
    ['--out o --starts 3', 'goes with --probe'],
    ['--out o --probe --starts 0', 'a whole number from 1'],
    ['--out o --gammas x', 'x is no number'],
    ['--out o --strategies egcfg --gammas ,', 'nothing to run'],
    ['--out o --device gpu', 'neither wasm nor webgpu'],
    ['--out o --limit 0', 'a whole number from 1'],
    ['--out o --seed 1.5', 'a whole number from 0'],
    ['--out o --set beams=2', 'choose one of gamma'],
    ['--out o --set gamma=2', 'an option of its own'],
    ['--out o --set candidates=', 'nothing is no number'],
    ['--out o --limits steps=9', 'choose one of maxSteps'],
    ['--out o --limits maxSteps=9', 'a whole number from 100 to 5000000'],
    ['--out o --limits deadlineMs=', 'nothing is no number'],
    ['--out o --limits toString=1', 'choose one of maxSteps'],
    ['--out o --nonsense', 'nonsense'],
  ])('says what is wrong with %s', (line, message) => {
    expect(() => options(line)).toThrow(message);
  });
});
