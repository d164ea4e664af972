import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  agentText,
  armsOfExperiment,
  buildArms,
  configOf,
  ExperimentSchema,
  settingsOf,
} from '../../../src/experiments/definition';
import { estimateOpen, suitableLanes } from '../../../src/experiments/estimate';
import { leaseLocks } from '../../../src/experiments/locks';
import { armName, runKey } from '../../../src/experiments/run-id';
import { runList } from '../../../src/experiments/run-list';
import { shareOut } from '../../../src/experiments/schedule';
import { namedStrategy, strategyName } from '../../../src/experiments/strategy-names';
import { AGENT, experimentOf, PROBLEMS } from './fixtures';

describe('strategies by name', () => {
  it.each(['greedy', 'egcfg', 'best-of-10', 'self-debug-4'])('%s is read and written', (name) => {
    const named = namedStrategy(name);
    if (named?.kind !== 'single') throw new Error(`${name} is not read`);
    expect(strategyName(named.strategy, named.gamma === 'zero' ? 0 : 1)).toBe(name);
  });

  it.each(['', 'beam', 'best-of-0', 'best-of-257', 'best-of-1.5', 'self-debug-33', 'self-debug-', 'toString'])(
    '%j is none',
    (name) => expect(namedStrategy(name)).toBeNull(),
  );
});

describe('arms', () => {
  it('are one for each strategy, and one for each agent and strength of EG-CFG', () => {
    const arms = armsOfExperiment({ arms: buildArms(['greedy', 'best-of-4', 'egcfg'], [`${AGENT},gamma=0.5|2`]) });
    expect(arms.map(armOf)).toEqual(['greedy', 'best-of-4', 'egcfg 0.5', 'egcfg 2']);
  });

  it('name the agent where there are several, and hold all of them for a team', () => {
    const agents = [AGENT, 'ns3t0.8d4k1_ln,gamma=2'];
    const arms = armsOfExperiment({ arms: buildArms(['greedy', 'egcfg', 'agents'], agents) });
    expect(arms.map(armOf)).toEqual(['greedy', `egcfg 1 ${AGENT}`, 'egcfg 2 ns3t0.8d4k1_ln', 'agents 2 agents']);
    expect(arms.at(-1)?.agents.map(({ gamma }) => gamma)).toEqual([1, 2]);
  });

  it('tell agents apart without strength and seed, and with', () => {
    const [agent] = settingsOf(`${AGENT},gamma=2,seed=7`);
    if (agent === undefined) throw new Error('not read');
    expect([configOf(agent), agentText(agent)]).toEqual([AGENT, `${AGENT},gamma=2`]);
    expect(settingsOf('nonsense')).toEqual([]);
  });
});

function armOf({ strategy, gamma, label }: ReturnType<typeof armsOfExperiment>[number]): string {
  return armName({ strategy, gamma, ...(label === null ? {} : { agent: label }) });
}

describe('the list of runs', () => {
  it('is the same each time, and holds no run twice', () => {
    const experiment = experimentOf({ seeds: [1, 2, 2] });
    const keys = runList(experiment, PROBLEMS).map(({ key }) => key);
    expect(keys).toEqual(runList(experiment, PROBLEMS).map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(18);
    expect(keys[0]).toBe(runKey({ problem: 'a', strategy: 'greedy', gamma: 0 }));
    expect(keys[3]).toBe(runKey({ problem: 'a', strategy: 'greedy', gamma: 0, seed: 2 }));
  });

  it('copes with ten thousand problems', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => ({ ...PROBLEMS[0], id: `p${i}` })) as typeof PROBLEMS;
    expect(runList(experimentOf(), many)).toHaveLength(30_000);
  });
});

it('an experiment is read as it was written, and a wrong one is refused', () => {
  const experiment = experimentOf({ budget: { forwardedTokens: 500, sessionRuns: null, seconds: 2.5 } });
  expect(v.parse(ExperimentSchema, JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
  for (const wrong of [
    { arms: [] },
    { arms: [{ strategy: 'beam', agents: [AGENT], label: null }] },
    { arms: [{ strategy: 'egcfg', agents: ['x'], label: null }] },
    { seeds: [] },
    { seeds: [1.5] },
    { budget: { forwardedTokens: -1, sessionRuns: null, seconds: null } },
    { id: '../../etc' },
    { format: 2 },
  ]) {
    expect(v.safeParse(ExperimentSchema, { ...experiment, ...wrong }).success).toBe(false);
  }
});

describe('lanes', () => {
  it('each take the next item, and all stop when one fails', async () => {
    const taken: string[] = [];
    await shareOut(
      [1, 2, 3, 4, 5],
      ['x', 'y'],
      async (item, lane) => void taken.push(`${lane}${item}`),
      () => false,
    );
    expect(taken.map((name) => name.slice(1)).sort()).toEqual(['1', '2', '3', '4', '5']);
    const before: number[] = [];
    const failing = shareOut(
      [1, 2, 3, 4, 5],
      ['x', 'y'],
      async (item) => {
        before.push(item);
        if (item === 2) throw new Error('broken');
      },
      () => false,
    );
    await expect(failing).rejects.toThrow('broken');
    expect(before.length).toBeLessThan(5);
  });

  it('are as many as the device carries', () => {
    expect(suitableLanes(2, undefined)).toBe(1);
    expect(suitableLanes(8, 8)).toBe(4);
    expect(suitableLanes(16, 2)).toBe(1);
    expect(suitableLanes(1, 0.5)).toBe(1);
  });
});

it('a lease keeps other tabs out until it is given back or runs out', () => {
  const values = new Map<string, string>();
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
  const release = leaseLocks(storage, 'one').claim('e');
  expect(release).not.toBeNull();
  expect(leaseLocks(storage, 'two').claim('e')).toBeNull();
  leaseLocks(storage, 'two').claim('other')?.();
  release?.();
  const second = leaseLocks(storage, 'two').claim('e');
  expect(second).not.toBeNull();
  second?.();
  values.set('eg-cfg.lease.e', `gone ${Date.now() - 1}`);
  const third = leaseLocks(storage, 'one').claim('e');
  expect(third).not.toBeNull();
  third?.();
});

it('an estimate takes an arm that has not run for an average one', () => {
  const open = runList(experimentOf(), PROBLEMS).slice(1);
  const row = {
    problem: 'a',
    strategy: 'greedy',
    gamma: 0,
    solved: true,
    visible: { passed: 1, total: 1 },
    hidden: { passed: 0, total: 0 },
    code: '',
    forwardedTokens: 100,
    sessionRuns: 1,
    seconds: 2,
    weightsSha256: null,
    error: null,
  };
  expect(estimateOpen(open, [row], 2)).toEqual({ runs: 8, seconds: 8, forwardedTokens: 800 });
});
