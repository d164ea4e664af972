/** Config strings: an exact round trip, every published form, and errors that say where and what was expected. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  canonicalConfigString,
  configProblems,
  readConfigString,
  writeConfigString,
} from '../../../src/agents/config-string';
import { SETTING_FIELDS, SETTING_NAMES } from '../../../src/agents/setting-names';
import { type AgentConfig, DEFAULT_AGENT } from '../../../src/guidance/agent';
import { describeWithData } from '../needs';
import { anyAgentConfig } from './any-agent-config';

function config(text: string): AgentConfig {
  const read = readConfigString(text);
  if (read.kind === 'invalid') throw new Error(`${text}: ${configProblems(read).join(' ')}`);
  return read.config;
}

const problems = (text: string) => configProblems(readConfigString(text));

describe('a config string', () => {
  it('reads as the agent that was written, 5,000 times, and writes as it was read', () => {
    for (let seed = 0; seed < 5_000; seed++) {
      const agent = anyAgentConfig(seed);
      const text = writeConfigString(agent);
      expect(config(text), text).toEqual(agent);
      expect(writeConfigString(config(text))).toBe(text);
    }
  });

  it('says what the grammar can hold in the published form alone', () => {
    const { gamma: _, ...defaults } = DEFAULT_AGENT;
    for (const [text, settings] of [
      ['ns3t0.75d5k1_lci_ln', { candidates: 3, temperature: 0.75, horizonLines: 5, promptType: 'long-code' }],
      [
        'pns2t0.7dinfk2_tok',
        {
          partialSignal: true,
          candidates: 2,
          temperature: 0.7,
          horizonLines: null,
          refreshEvery: 2,
          guidance: 'token',
        },
      ],
      ['p_prf', { partialSignal: true, candidateSignal: false, guidance: 'persistent-prefix' }],
      ['_ln', { candidateSignal: false }],
    ] as const) {
      const agent: AgentConfig = { settings: { ...defaults, ...settings }, gammas: [1] };
      expect(config(text)).toEqual(agent);
      expect(writeConfigString(agent)).toBe(text);
    }
  });

  it('takes every other setting by name', () => {
    const text =
      'ns3t0.8d8k1_ln, trace=minimal, seed=7, gamma=0.5|1|3, prompt=chat, top-probs=20, epsilon=1e-8, early-stop=on';
    expect(config(text)).toMatchObject({
      gammas: [0.5, 1, 3],
      settings: {
        traceFormat: 'minimal',
        seed: 7,
        promptType: 'chat',
        topProbsMask: 20,
        epsilon: 1e-8,
        earlyStop: true,
      },
    });
    expect(canonicalConfigString(text)).toBe(
      'ns3t0.8d8k1_ln,seed=7,top-probs=20,epsilon=1e-8,prompt=chat,trace=minimal,early-stop=on,gamma=0.5|1|3',
    );
  });

  it('has a name for every setting, none for two', () => {
    expect([...SETTING_FIELDS].sort()).toEqual(Object.keys(DEFAULT_AGENT).sort());
    const names = SETTING_FIELDS.flatMap((field) => [SETTING_NAMES[field].name, ...SETTING_NAMES[field].alsoRead]);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each([
    [
      '',
      'Character 1: expected p, or ns and a whole number, as in ns3t0.75d5k1_ln, or _lci, or _ln, _tok or _prf; the text ends.',
    ],
    ['ns3', 'Character 4: expected t and a number from 0.05 to 3, as in t0.75; the text ends.'],
    ['nsxt1d2_ln', 'Character 3: expected a whole number from 1 to 16 after ns; found "xt1d2_ln".'],
    ['ns99t1d2_ln', 'Character 3: expected a whole number from 1 to 16 after ns; found "99t1d2_ln".'],
    ['ns3t0.7.5d2_ln', 'Character 5: expected a number from 0.05 to 3 after t; found "0.7.5d2_ln".'],
    ['ns3t0.75dtwo_ln', 'Character 10: expected a whole number from 1 to 60 after d; found "two_ln".'],
    ['ns3t0.75d5k0_ln', 'Character 12: expected a whole number from 1 to 20 after k; found "0_ln".'],
    ['ns3t0.75d5k1_lcl_ln', 'Character 13: expected _lci, or _ln, _tok or _prf; found "_lcl_ln".'],
    ['ns3t0.75d5k1_lnx', 'Character 16: expected the end, or a comma and a setting, as in ,seed=7; found "x".'],
    ['ns3t0.75d5k1_ln,seed=x', 'Character 22: expected a whole number from 0 to 2147483647 after seed=; found "x".'],
    [
      'ns3t0.75d5k1_ln,gamma=1|1',
      'Character 23: expected a number from -2 to 20, or different ones with | between them, after gamma=; found "1|1".',
    ],
    [
      'ns3t0.75d5k1_ln,candidates=4',
      'Character 17: expected candidates to be as ns3t0.75d5k1_ln says, or not to be named; found "candidates=4".',
    ],
    ['ns3t0.75d5k1_ln,seed=1,seed=2', 'Character 24: expected seed only once; found "seed=2".'],
    [
      'ns3t0.75d5k1_ln,trace=long',
      'Character 23: expected one of short, full, minimal, budgeted, published after trace=; found "long".',
    ],
  ])('%j is told from where it cannot be read', (text, message) => {
    expect(problems(text)).toEqual([message]);
  });

  it('of any length is refused in a few words', () => {
    expect(problems(`ns3t0.75d5_ln${',x'.repeat(1_000_000)}`)).toEqual([
      expect.stringMatching(/^Character 4001: expected the end of the agent by here; found .{40,45}\.$/),
    ]);
    expect(problems(`ns3t0.75d5_ln${',x'.repeat(100)}`)).toHaveLength(30);
  });

  it('tells every setting that is wrong, not the first alone', () => {
    expect(problems('ns3t9d5_ln,colour=red,seed=-1,trace=minimal').map((message) => message.split(':')[0])).toEqual([
      'Character 5',
      'Character 12',
      'Character 28',
    ]);
  });
});

interface Golden {
  readonly string: string;
  readonly candidates: number | null;
  readonly temperature: number | null;
  readonly horizon: number | null;
  readonly refresh_every: number | null;
  readonly partial_execution: boolean;
  readonly candidate_execution: boolean;
  readonly prompt_type: string;
  readonly guidance_strategy: string;
  readonly written_back: string;
}

describeWithData('the published forms', (dataDir) => {
  it('mean what they mean there', () => {
    const golden: Golden[] = JSON.parse(readFileSync(path.join(dataDir, '../golden/config-strings.json'), 'utf8'));
    expect(golden.length).toBeGreaterThan(8);
    for (const one of golden) {
      const { settings } = config(one.string);
      const { candidateSignal } = settings;
      expect({
        string: one.string,
        candidates: candidateSignal ? settings.candidates : null,
        temperature: candidateSignal ? settings.temperature : null,
        horizon: candidateSignal ? settings.horizonLines : null,
        refresh_every: candidateSignal ? settings.refreshEvery : null,
        partial_execution: settings.partialSignal,
        candidate_execution: candidateSignal,
        // Where it names no prompt the published code takes its few-shot one; here it is the model's own.
        prompt_type: settings.promptType === 'long-code' ? 'long_code' : 'deepseek_instruct',
        guidance_strategy: `${settings.guidance.replace('-', '_')}_guidance`,
        written_back: writeConfigString(config(one.string)),
      }).toEqual(one);
      expect(settings.promptType).toBe(one.prompt_type === 'long_code' ? 'long-code' : null);
    }
  });
});
