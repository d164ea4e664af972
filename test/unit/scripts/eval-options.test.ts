import { describe, expect, it } from 'vitest';
import { AGENT_SETTINGS } from '../../../scripts/lib/agent-options.mjs';
import { evalOptions, shownCommand } from '../../../scripts/lib/eval-options.mjs';
import { DEFAULT_TEAM } from '../../../src/experiments/default-team';
import { armsOfExperiment } from '../../../src/experiments/definition';
import { armName } from '../../../src/experiments/run-id';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import { NO_BUDGET } from '../../../src/guidance/budget';

const options = (line: string) => evalOptions(line.split(' '));

/** Arms as a table names them. */
function arms(line: string): string[] {
  return armsOfExperiment(options(line)).map(({ strategy, gamma, label }) =>
    armName({ strategy, gamma, ...(label === null ? {} : { agent: label }) }),
  );
}

describe('evalOptions', () => {
  it('runs greedy once and egcfg at every gamma', () => {
    expect(arms('--out o --gammas 0.5,3')).toEqual(['greedy', 'egcfg 0.5', 'egcfg 3']);
    expect(arms('--out o --strategies egcfg --gammas 1,1')).toEqual(['egcfg 1']);
  });

  it('knows every strategy, and the team of the page where no agents are named', () => {
    expect(arms('--out o --strategies greedy,best-of-10,self-debug-4')).toEqual([
      'greedy',
      'best-of-10',
      'self-debug-4',
    ]);
    expect(arms('--out o --strategies agents')).toEqual([`agents ${DEFAULT_TEAM.length} agents`]);
  });

  it('runs each agent that is named, and all of them as a team', () => {
    const line = '--out o --strategies greedy,egcfg,agents --agents ns2t1d8k1_ln,ns3t0.8d4k1_ln,gamma=1|2';
    expect(arms(line)).toEqual([
      'greedy',
      'egcfg 1 ns2t1d8k1_ln',
      'egcfg 1 ns3t0.8d4k1_ln',
      'egcfg 2 ns3t0.8d4k1_ln',
      'agents 3 agents',
    ]);
    expect(arms('--out o --strategies egcfg --agents ns2t1d8k1_ln,gamma=3')).toEqual(['egcfg 3']);
  });

  it('gives every strategy the settings of --set', () => {
    const [greedy, bestOf, egcfg] = armsOfExperiment(
      options('--out o --strategies greedy,best-of-2,egcfg --gammas 2 --set temperature=0.7 --set horizonLines=null'),
    ).map(({ agents }) => agents[0]);
    for (const agent of [greedy, bestOf, egcfg]) expect(agent).toMatchObject({ temperature: 0.7, horizonLines: null });
    expect([greedy?.gamma, bestOf?.gamma, egcfg?.gamma]).toEqual([0, 0, 2]);
  });

  it('adds controls beside the guidance that they control', () => {
    expect(arms('--out o --strategies egcfg --gammas 1 --control swapped-traces,passing-line')).toEqual([
      'egcfg 1',
      'swapped-traces 1',
      'passing-line 1',
    ]);
  });

  it("finds the network of a model's folder", () => {
    expect(options('--out o').model).toBeNull();
    expect(options('--out o --model public/models/tiny-coder').model?.source).toEqual({
      id: 'tiny-coder',
      dtype: 'int8',
      weightsPath: 'onnx/model_int8.onnx',
    });
  });

  it('takes the costs of another folder as budgets, and shows its name alone', () => {
    expect(options('--out o').equal).toBeNull();
    expect(options('--out o --equal tokens=some/where/main').equal).toEqual({
      unit: 'forwardedTokens',
      folder: 'some/where/main',
    });
    expect(shownCommand(['--equal', 'tokens=some/where/main', '--out', 'some/o'])).toBe(
      'npm run eval -- --equal tokens=main --out o',
    );
  });

  it('takes budgets, seeds and workers', () => {
    expect(options('--out o').budget).toEqual(NO_BUDGET);
    expect(options('--out o --budget tokens=500,seconds=2.5').budget).toEqual({
      forwardedTokens: 500,
      sessionRuns: null,
      seconds: 2.5,
    });
    expect(options('--out o --seeds 3,1').seeds).toEqual([3, 1]);
    expect(options('--out o --seed 3').seeds).toEqual([3]);
    expect(options('--out o --workers 2 --resume')).toMatchObject({ workers: 2, resume: true });
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

  it('reads how the device is to be used', () => {
    expect(options('--out o').plan).toBeNull();
    expect(options('--out o --plan drafts,16,pair').plan).toEqual({ decoding: 'drafts', maxBatch: 16, pair: true });
    expect(options('--out o --plan stepping,4').plan).toEqual({ decoding: 'stepping', maxBatch: 4, pair: false });
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
    ['--out o --plan fast', 'drafts or stepping, a batch size'],
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
    ['--out o --strategies self-debug-33', 'there is no self-debug-33'],
    ['--out o --agents x', 'agent 1'],
    ['--out o --agents ns2t1d8k1_ln --gammas 1', 'strengths of their own'],
    ['--out o --agents ns2t1d8k1_ln --set topP=1', 'settings of their own'],
    ['--out o --budget money=3', 'choose one of tokens, runs, seconds'],
    ['--out o --budget tokens=0', 'above 0'],
    ['--out o --budget runs=1.5', 'whole number'],
    ['--out o --equal money=d', 'choose one of tokens, runs, seconds'],
    ['--out o --equal tokens', 'give NAME=DIR'],
    ['--out o --equal tokens=d --budget runs=1', 'neither with --budget'],
    ['--out o --seed 1 --seeds 2', 'leave one of the two out'],
    ['--out o --control none', 'there is no none'],
    ['--out o --format q4', 'goes with --model'],
    ['--out o --model src', 'no config.json'],
    ['--out o --model public/models/tiny-coder --format q4', 'there is int8'],
    ['--out o --workers 0', 'a whole number from 1'],
    ['--out o --set traceFormat=long', 'choose one of short, full'],
  ])('says what is wrong with %s', (line, message) => {
    expect(() => options(line)).toThrow(message);
  });
});
