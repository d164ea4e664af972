/** Grids, lists and session files: what they make, and every problem by its place. */
import { describe, expect, it } from 'vitest';
import { readAgentGrid } from '../../../src/agents/agent-grid';
import { readAgentArgument, readAgentList, writeAgentList } from '../../../src/agents/agent-list';
import type { AgentsFile } from '../../../src/agents/listed-agent';
import { problemsOf, readSession, underSession } from '../../../src/agents/session-file';

const texts = (file: AgentsFile) => file.agents.map(({ text }) => text);
const told = (file: { readonly problems: AgentsFile['problems'] }) =>
  file.problems.map(({ where, message, severity }) => `${severity} ${where}: ${message}`);

describe('a grid', () => {
  it('makes every combination, keys sorted by name and the last fastest', () => {
    const grid = readAgentGrid(
      '{"t": [0.7, 0.75], "s": [3], "d": [2, 3], "prompt_type": ["deepseek_instruct", "long_code"]}',
    );
    expect(told(grid)).toEqual([]);
    expect(texts(grid)).toEqual([
      'ns3t0.7d2k1_ln,prompt=instruct',
      'ns3t0.75d2k1_ln,prompt=instruct',
      'ns3t0.7d2k1_lci_ln',
      'ns3t0.75d2k1_lci_ln',
      'ns3t0.7d3k1_ln,prompt=instruct',
      'ns3t0.75d3k1_ln,prompt=instruct',
      'ns3t0.7d3k1_lci_ln',
      'ns3t0.75d3k1_lci_ln',
    ]);
  });

  it('has 48 agents as the published one is', () => {
    const grid = readAgentGrid(
      JSON.stringify({
        t: [0.7, 0.75, 0.85, 0.95, 1.2, 1.5],
        s: [3],
        d: [2, 3, 6, 8],
        k: [1],
        prompt_type: ['deepseek_instruct', 'long_code'],
      }),
    );
    expect(grid.agents).toHaveLength(48);
    expect(grid.problems).toEqual([]);
  });

  it('reads comments, as the published documentation has them, and d without an end', () => {
    expect(texts(readAgentGrid('{\n  "t": [0.7], # Sampling\n  "d": [null, "inf", 2] // "lines"\n}'))).toEqual([
      'ns4t0.7dinfk1_ln',
      'ns4t0.7d2k1_ln',
    ]);
  });

  it('takes other settings by name, and strengths', () => {
    expect(texts(readAgentGrid('{"trace": ["minimal", "full"], "gamma": [0.5, 1]}'))).toEqual([
      'ns4t1d8k1_ln,trace=minimal,gamma=0.5',
      'ns4t1d8k1_ln,trace=full,gamma=0.5',
      'ns4t1d8k1_ln,trace=minimal',
      'ns4t1d8k1_ln,trace=full',
    ]);
  });

  it('names every fault, and makes nothing of a grid that has one', () => {
    const grid = readAgentGrid(
      '{"t": [0.7, "0.8", 9], "s": 3, "d": [], "colour": ["red"], "k": [1.5], "p": [true], "g": ["bar"]}',
    );
    expect(grid.agents).toEqual([]);
    expect(told(grid)).toEqual([
      expect.stringMatching(/^wrong colour: No setting has this name: expected one of t, s, d, k, prompt_type/),
      'wrong d: The list is empty: expected at least one value, or no such key.',
      'wrong g[0]: Expected one of line, token, persistent-prefix; found "bar".',
      'note g: Used as it stands here; the published code always takes "line_guidance".',
      'wrong k[0]: Expected a whole number from 1 to 20; found 1.5.',
      'note p: Used as it stands here; the published code always takes false.',
      'wrong s: Expected a list of values, as in [3]; found 3.',
      'wrong t[1]: Expected a number from 0.05 to 3; found "0.8".',
      'wrong t[2]: Expected a number from 0.05 to 3; found 9.',
    ]);
  });

  it('refuses what is no grid, and more agents than anybody runs', () => {
    expect(told(readAgentGrid('[1]'))[0]).toMatch(/^wrong file: Expected an object of lists/);
    expect(told(readAgentGrid('{"t": [0.7'))[0]).toMatch(/it is no JSON: .* so it is cut short/);
    const many = JSON.stringify({
      seed: Array.from({ length: 200 }, (_, i) => i),
      d: Array.from({ length: 60 }, (_, i) => i + 1),
    });
    expect(told(readAgentGrid(many))).toEqual(['wrong file: It makes 12000 agents: expected at most 10000.']);
  });
});

describe('a list', () => {
  it('is a JSON list of strings, or lines of text', () => {
    const json = readAgentList('["ns3t0.75d5k1_lci_ln", "ns2t0.9d3k1_lci_ln", "ns3t1.2d5k3_ln"]');
    expect(told(json)).toEqual([]);
    expect(
      readAgentList('# mine\nns3t0.75d5k1_lci_ln\n\nns2t0.9d3k1_lci_ln  # second\r\nns3t1.2d5k3_ln').agents,
    ).toEqual(json.agents);
    expect(readAgentList(writeAgentList(json.agents)).agents).toEqual(json.agents);
  });

  it('uses the good entries and names the bad ones', () => {
    const list = readAgentList('["ns3t0.75d2_ln", 7, "ns3t0.75d2k1_ln", "ns3t99d2_ln"]');
    expect(texts(list)).toEqual(['ns3t0.75d2k1_ln']);
    expect(told(list)).toEqual([
      'wrong entry 2: Expected a config string in quotes; found 7.',
      'note entry 3: The same agent as entry 1, so it is listed once.',
      'wrong entry 4, "ns3t99d2_ln": Character 5: expected a number from 0.05 to 3 after t; found "99d2_ln".',
    ]);
  });

  it('on a command line keeps the settings of an agent with it', () => {
    expect(texts(readAgentArgument('ns3t0.8d8k1_ln,trace=minimal,gamma=0.5|1,ns2t1d3_ln;p_tok,seed=3'))).toEqual([
      'ns3t0.8d8k1_ln,trace=minimal,gamma=0.5|1',
      'ns2t1d3k1_ln',
      'p_tok,seed=3',
    ]);
  });
});

describe('a session file', () => {
  const published = {
    gammas: [0.0, 0.5, 1.0, 3.0],
    model_name: 'deepseek-ai/deepseek-coder-1.3b-instruct',
    deployment_type: 'local',
    dataset: 'mbpp',
    is_prod: true,
    results_dir: 'trials/local_results',
    use_global_cache: true,
    debug_mode: true,
    minimal_trace: true,
    exec_eval: false,
    exec_eval_host_ip: '127.0.0.1',
    exec_eval_host_port: '5000',
    inference_endpoint_url: 'https://example.org/v1/completions',
    inference_endpoint_api_key: 'fw_XXXX',
    retries_count: 3,
    top_probs: 20,
    start_idx: 7,
    end_idx: 12,
    random_seed: 40,
    prompt_type: 'long_code',
  };

  it('is read field by field, and says which fields mean nothing here', () => {
    const { session, problems } = readSession(JSON.stringify(published));
    expect(session).toEqual({
      gammas: [0, 0.5, 1, 3],
      settings: { retries: 2, traceFormat: 'minimal', topProbsMask: 20, seed: 40, promptType: 'long-code' },
      model: 'deepseek-ai/deepseek-coder-1.3b-instruct',
      dataset: 'mbpp',
      resultsFolder: 'trials/local_results',
      startIndex: 7,
      endIndex: 12,
      skipSolved: true,
      endpoint: 'https://example.org/v1/completions',
      execEvalHost: '127.0.0.1',
      execEvalPort: 5000,
    });
    expect(problems.every(({ severity }) => severity === 'note')).toBe(true);
    expect(problems.map(({ where }) => where)).toEqual([
      'deployment_type',
      'is_prod',
      'debug_mode',
      'exec_eval',
      'exec_eval_host_ip',
      'exec_eval_host_port',
      'inference_endpoint_url',
      'inference_endpoint_api_key',
      'random_seed',
    ]);
  });

  it('names unknown and wrong fields one by one and uses the others', () => {
    const { session, problems } = readSession(
      '{"gammas": [0.5, "1"], "temprature": 1, "start_idx": -1, "is_prod": "yes", "results_dir": "../out", "top_probs": 1.5, "retries_count": 0, "dataset": "mbpp", "__proto__": 3}',
    );
    expect(session?.dataset).toBe('mbpp');
    expect(told({ problems })).toEqual([
      'wrong gammas: Expected a list of different numbers from -2 to 20; found [0.5,"1"].',
      expect.stringMatching(/^wrong temprature: No field has this name: expected one of gammas, model_name/),
      'wrong start_idx: Expected a whole number from 0, or null; found -1.',
      'wrong is_prod: Expected true or false; found "yes".',
      'wrong results_dir: Expected a folder name without .., as in "trials/local_results"; found "../out".',
      'wrong top_probs: Expected 0 for off, or a whole number from 1 to 1000; found 1.5.',
      'wrong retries_count: Expected a whole number from 1 to 21, the first attempt included; found 0.',
      expect.stringMatching(/^wrong __proto__: No field has this name/),
    ]);
    expect(told(readSession('{"start_idx": 5, "end_idx": 5}'))).toEqual([
      'wrong end_idx: Expected a number above start_idx (5); found 5.',
    ]);
    expect(readSession('"x"').session).toBeNull();
    expect(told(readSession(''))).toEqual(['wrong file: It cannot be read: it is empty.']);
  });

  it('gives its settings to agents that do not say otherwise', () => {
    const { session } = readSession(JSON.stringify(published));
    if (session === null) throw new Error('no session');
    const { agents } = readAgentList('["ns3t0.75d5k1_ln", "ns2t0.9d3k1_ln,seed=7,trace=full,gamma=2"]');
    expect(underSession(agents, session).map(({ text }) => text)).toEqual([
      'ns3t0.75d5k1_lci_ln,seed=40,top-probs=20,trace=minimal,retries=2,gamma=0|0.5|1|3',
      'ns2t0.9d3k1_lci_ln,seed=7,top-probs=20,trace=full,retries=2,gamma=2',
    ]);
    expect(problemsOf([...'abcdefghijklmnop'], session).join('')).toBe('hijkl');
  });
});
