/** Files of agents on the command line. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { evalOptions, shownCommand } from '../../../scripts/lib/eval-options.mjs';
import { agentText, armsOfExperiment } from '../../../src/experiments/definition';

const folder = mkdtempSync(path.join(tmpdir(), 'agents-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: unknown): string {
  const whole = path.join(folder, name);
  writeFileSync(whole, typeof content === 'string' ? content : JSON.stringify(content));
  return whole;
}

const options = (...args: string[]) => evalOptions(['--out', 'o', '--strategies', 'egcfg', ...args]);
const agents = (...args: string[]) => armsOfExperiment(options(...args)).flatMap((arm) => arm.agents.map(agentText));
const refused = (...args: string[]) => {
  try {
    options(...args);
    return 'accepted';
  } catch (error) {
    return String(error);
  }
};

const list = file('list.json', ['ns3t0.75d5k1_lci_ln', 'ns2t0.9d3k1_ln,trace=full,gamma=2']);
const grid = file('grid.json', { t: [0.7, 0.75], s: [3], d: [2] });
const session = file('session_config.local.json', {
  gammas: [0.5, 1],
  random_seed: 40,
  minimal_trace: true,
  is_prod: true,
  use_global_cache: true,
  start_idx: 2,
  end_idx: 7,
  dataset: 'mbpp',
});

describe('files of agents', () => {
  it('name the agents', () => {
    expect(agents('--agent-list', list)).toEqual(['ns3t0.75d5k1_lci_ln', 'ns2t0.9d3k1_ln,trace=full,gamma=2']);
    expect(agents('--grid', grid)).toEqual(['ns3t0.7d2k1_ln', 'ns3t0.75d2k1_ln']);
    expect(agents('--agent-list', file('lines.txt', '# mine\np_tok\n'))).toEqual(['p_tok']);
  });

  it('stand under a session, which says the rest', () => {
    expect(agents('--agent-list', list, '--session', session)).toEqual([
      'ns3t0.75d5k1_lci_ln,trace=minimal,gamma=0.5',
      'ns3t0.75d5k1_lci_ln,trace=minimal',
      'ns2t0.9d3k1_ln,trace=full,gamma=2',
    ]);
    expect(agents('--session', session, '--agents', 'p_ln,gamma=3')).toEqual(['p_ln,trace=minimal,gamma=3']);
    expect(agents('--session', session)).toEqual([
      'ns4t1d8k1_ln,trace=minimal,gamma=0.5',
      'ns4t1d8k1_ln,trace=minimal',
    ]);
    expect(options('--session', session)).toMatchObject({ start: 2, end: 7, skipSolved: true, seeds: [40] });
    expect(options('--session', session, '--seed', '5').seeds).toEqual([5]);
    expect(options('--session', session).notes).toEqual([
      expect.stringMatching(/^--session, session_config.local.json, random_seed: Used as the seed itself/),
      expect.stringMatching(/is_prod: No effect here/),
      '--session, dataset: mbpp is not loaded by it; the problems are those of --problems.',
    ]);
  });

  it('that are wrong are refused with every fault', () => {
    expect(refused('--agent-list', file('bad.json', ['ns3t9d2_ln', 7]))).toBe(
      'Error: --agent-list, bad.json, entry 1, "ns3t9d2_ln": Character 5: expected a number from 0.05 to 3 after t; found "9d2_ln".\n' +
        '--agent-list, bad.json, entry 2: Expected a config string in quotes; found 7.',
    );
    expect(refused('--session', file('bad-session.json', { gamas: [1], top_probs: 'x' }))).toMatch(
      /gamas: No field has this name.*\n.*top_probs: Expected 0 for off/,
    );
    expect(refused('--grid', path.join(folder, 'missing.json'))).toMatch(/--grid: .*missing.json cannot be read/);
    expect(refused('--grid', grid, '--agent-list', list)).toMatch(/leave all but one out/);
  });

  it('are shown without where they lie', () => {
    expect(shownCommand(['--grid', grid, `--session=${session}`])).toBe(
      'npm run eval -- --grid grid.json --session=session_config.local.json',
    );
  });
});
