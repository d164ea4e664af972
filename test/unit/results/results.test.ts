/** Results: written in the published layout, read back, published ones read, broken ones listed one by one. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resultRow } from '../../../src/experiments/result-row';
import { bytesOf, type FileTree, fromText, inMemory, type StoredFile, treeOf } from '../../../src/files/stored-file';
import { readZip } from '../../../src/files/zip-read';
import { zipBytes } from '../../../src/files/zip-write';
import { missingRuns, planRuns } from '../../../src/results/missing-runs';
import { readResult } from '../../../src/results/published-result';
import { type ResultsFolder, readResults } from '../../../src/results/read-results';
import { type FinishedRun, pythonDuration, secondsOfDuration } from '../../../src/results/result-of-run';
import { pythonFloat, readResultPath, resultPath } from '../../../src/results/result-paths';
import { rowOfResult } from '../../../src/results/rows-of-results';
import type { RunIdentity } from '../../../src/results/run-identity';
import { resultFiles } from '../../../src/results/write-results';
import { parseRunFile } from '../../../src/runs/run-file';

const recorded = parseRunFile(JSON.parse(readFileSync('public/runs/first.json', 'utf8'))).events;
const started = recorded.find((event) => event.kind === 'run-started');
if (started?.kind !== 'run-started') throw new Error('The recorded run has no start');
const { problem } = started;

function identity(over: Partial<RunIdentity> = {}): RunIdentity {
  return {
    dataset: 'mbpp',
    problem: 'HumanEval/0',
    model: 'deepseek-ai/deepseek-coder-1.3b-instruct',
    strategy: 'egcfg',
    config: 'ns3t0.75d5k1_lci_ln',
    gamma: 1,
    seed: 1,
    ...over,
  };
}

function finished(over: Partial<RunIdentity> = {}): FinishedRun {
  const id = identity(over);
  const named = { id: id.problem, visibleTests: problem.visibleTests, hiddenTests: problem.hiddenTests };
  const row = resultRow(
    named,
    { problem: id.problem, strategy: id.strategy, gamma: id.gamma, seed: id.seed },
    recorded,
    1.25,
  );
  return { identity: id, problem, row, parts: [recorded] };
}

async function folderOf(runs: readonly FinishedRun[], withRuns = true): Promise<Map<string, StoredFile>> {
  const files = new Map<string, StoredFile>();
  for await (const [path, file] of resultFiles(runs, { root: 'out', withRuns })) files.set(path, file);
  return files;
}

const read = (tree: FileTree): Promise<ResultsFolder> => readResults(new AbortController().signal, tree);
const text = async (file: StoredFile | undefined) => new TextDecoder().decode(file && (await bytesOf(file)));

describe('a folder of results', () => {
  it('lies where the published code has it, under its names', async () => {
    const files = await folderOf([
      finished(),
      finished({ gamma: 0, strategy: 'greedy', seed: 7 }),
      finished({ strategy: 'best-of-10', gamma: 0 }),
    ]);
    const model = 'out/mbpp/deepseek-ai_deepseek-coder-1.3b-instruct';
    expect([...files.keys()]).toEqual([
      `${model}/ns3t0.75d5k1_lci_ln/task_id=HumanEval_0_gamma=1.0.json`,
      `${model}/ns3t0.75d5k1_lci_ln/run_task_id=HumanEval_0_gamma=1.0.json`,
      `${model}/solved_tasks/HumanEval_0.json`,
      `${model}/ns3t0.75d5k1_lci_ln,seed=7/task_id=HumanEval_0_gamma=0.0.json`,
      `${model}/ns3t0.75d5k1_lci_ln,seed=7/run_task_id=HumanEval_0_gamma=0.0.json`,
      `${model}/best-of-10__ns3t0.75d5k1_lci_ln/task_id=HumanEval_0_gamma=0.0.json`,
      `${model}/best-of-10__ns3t0.75d5k1_lci_ln/run_task_id=HumanEval_0_gamma=0.0.json`,
    ]);
  });

  it('says in each file what the published one says', async () => {
    const files = await folderOf([finished()]);
    const result = JSON.parse(await text([...files.values()][0]));
    expect(Object.keys(result)).toEqual([
      'code',
      'results',
      'passed',
      'accuracy',
      'general_error',
      'has_testcase_error',
      'stats',
      'retry',
      'random_seed',
      'playground',
    ]);
    expect(Object.keys(result.results)).toEqual(problem.visibleTests);
    expect(result).toMatchObject({
      passed: true,
      accuracy: 1,
      general_error: null,
      has_testcase_error: false,
      random_seed: 1,
    });
    expect(result.stats.duration).toBe('0:00:01.250000');
    expect(result.stats.output_tokens).toBeGreaterThan(5);
  });

  it('is read back as it was written, through a zip too, and its runs can be played', async () => {
    const runs = [
      finished(),
      finished({ problem: 'a/b' }),
      finished({ problem: 'a_b' }),
      finished({ seed: 3, gamma: 0.5 }),
    ];
    const files = await folderOf(runs);
    const zipped = await readZip(inMemory(await zipBytes(files)));
    expect(zipped.skipped).toEqual([]);
    for (const folder of [await read(files), await read(zipped.files)]) {
      expect(folder.skipped).toEqual([]);
      expect(folder.results.map((one) => one.identity)).toEqual(
        expect.arrayContaining(runs.map((run) => run.identity)),
      );
      expect(folder.results.map(rowOfResult)).toEqual(expect.arrayContaining(runs.map((run) => run.row)));
      expect(folder.runs.size).toBe(4);
      for (const file of folder.runs.values())
        expect(parseRunFile(JSON.parse(await text(file))).events).toEqual(recorded);
    }
  });

  it('gives the same zip for the same runs', async () => {
    const [first, second] = [
      await zipBytes(await folderOf([finished()])),
      await zipBytes(await folderOf([finished()])),
    ];
    expect(first).toEqual(second);
  });
});

const PUBLISHED = `{
  "code": "import math\\n\\ndef volume_cone(radius, height):\\n    return (1/3) * math.pi * radius**2 * height",
  "results": {
    "assert volume_cone(5,12)==314.15": {"result": true, "time": 1.53, "error": null},
    "assert volume_cone(10,15)==1570.7": {"result": false, "time": 1.62, "error": "Timeout", "tb": "..."}
  },
  "passed": false,
  "accuracy": 0.5,
  "general_error": null,
  "has_testcase_error": false,
  "stats": {"start_time": "2025-05-22 11:33:22", "input_tokens": 833, "output_tokens": 56, "end_time": "2025-05-22 11:33:32", "duration": "0:00:09.466728"},
  "retry": 0,
  "random_seed": 531
}`;
const STUB =
  '{"code": "", "results": {}, "passed": true, "accuracy": 1.0, "general_error": null, "has_testcase_error": false, "global_cached": true}';
const EXEC_EVAL =
  '{"code": "x", "results": {"1": {"result": true, "time": null, "error": null, "actual_output": "3"}}, "passed": true, "accuracy": 1.0}';

function published(files: Readonly<Record<string, string>>) {
  return new Map(Object.entries(files).map(([path, content]) => [path, fromText(content)]));
}

describe('published results', () => {
  const at = 'trials/local_results/mbpp/deepseek-ai_deepseek-coder-1.3b-instruct';

  it('are read with every field, and cost only themselves where they are broken', async () => {
    const folder = await read(
      published({
        [`${at}/ns2t0.75d2_ln/task_id=312_gamma=1.0.json`]: PUBLISHED,
        [`${at}/ns2t0.75d2_ln/task_id=313_gamma=1.0.json`]: '',
        [`${at}/ns2t0.75d2_ln/task_id=314_gamma=1.0.json`]: PUBLISHED.slice(0, 300),
        [`${at}/ns2t0.75d2_ln/task_id=315_gamma=1.0.json`]: STUB,
        [`${at}/ns2t0.75d2_ln/task_id=316_gamma=1.0.json`]:
          '{"code": "x", "results": {}, "passed": "yes", "accuracy": 1}',
        [`${at}/ns2t0.75d2_ln/task_id=317_gamma=1.0.json`]: '[1, 2]',
        [`${at}/ns2t0.75d2_ln/task_id=318_gamma=3.json`]: PUBLISHED.replace('"retry"', '"temper": 1, "retry"'),
        [`${at}/ns2t0.75d2_ln/accuracy.csv`]: 'task_id',
        [`${at}/solved_tasks/315.json`]: STUB,
        [`${at}/solved_tasks/320`]: '{"gamma": 0.5, "random_seed": 40}',
        [`${at}/solved_tasks/321`]: '',
        'r/CodeContests__ExecEval/m/ns2t0.75d2_lci_ln/task_id=1_gamma=0.5.json': EXEC_EVAL,
      }),
    );
    expect(
      folder.results.map(({ identity }) => [identity.dataset, identity.problem, identity.gamma, identity.seed]),
    ).toEqual([
      ['CodeContests', '1', 0.5, 1],
      ['mbpp', '312', 1, 531],
      ['mbpp', '318', 3, 531],
    ]);
    expect(folder.stubs.map(({ identity }) => identity.problem)).toEqual(['315']);
    expect(folder.solved.map(({ problem }) => problem)).toEqual(['315', '320']);
    expect(folder.unfinished.map(({ identity, reason }) => [identity.problem, reason])).toEqual([
      ['313', 'It is empty: reserved for a result that was never written.'],
      ['314', expect.stringMatching(/^It was written by half: it is no JSON: .* so it is cut short\.$/)],
    ]);
    expect(folder.skipped.map(({ path, reason }) => [path.split('/').at(-1), reason])).toEqual([
      ['accuracy.csv', 'It has no place in a folder of results.'],
      ['task_id=316_gamma=1.0.json', 'passed: expected true or false; found "yes".'],
      ['task_id=317_gamma=1.0.json', expect.stringMatching(/expected an object|expected a field/)],
      ['321', 'It is empty. The problem does not count as solved.'],
    ]);
    expect(folder.notes).toEqual([
      { path: `${at}/ns2t0.75d2_ln/task_id=318_gamma=3.json`, reason: 'It has fields that are not known: temper.' },
    ]);
  });

  it('become rows of tables as far as they say', async () => {
    const { results } = await read(published({ [`${at}/ns2t0.75d2_ln/task_id=312_gamma=1.0.json`]: PUBLISHED }));
    expect(results.map(rowOfResult)).toEqual([
      expect.objectContaining({
        problem: '312',
        strategy: 'egcfg',
        agent: 'ns2t0.75d2_ln',
        gamma: 1,
        solved: false,
        visible: { passed: 1, total: 2 },
        forwardedTokens: 889,
        seconds: 9.466728,
      }),
    ]);
  });

  it('with names that mean something to JavaScript are as harmless as any', async () => {
    const read = readResult(
      '{"code": null, "results": {"__proto__": {"result": true}, "constructor": {"result": true}}, "passed": true, "accuracy": 1, "__proto__": {"passed": false}}',
    );
    expect(read.kind).toBe('result');
    expect(({} as Record<string, unknown>).result).toBeUndefined();
  });
});

describe('results that an ExecEval server judged', () => {
  it('lie in the folder that the published code gives them, and are read from it as any others', async () => {
    const events = recorded.map((event) =>
      event.kind === 'run-started' ? { ...event, judgedBy: 'execeval' as const } : event,
    );
    const named = { id: 'p', visibleTests: problem.visibleTests, hiddenTests: problem.hiddenTests };
    const id = identity({ problem: 'p' });
    const row = resultRow(named, { problem: 'p', strategy: 'egcfg', gamma: 1 }, events, 1);
    const files = await folderOf([{ identity: id, problem, row, parts: [events] }]);
    const folders = [...files.keys()].map((path) => path.split('/')[1]);
    expect(new Set(folders)).toEqual(new Set(['mbpp__ExecEval']));
    expect(files.size).toBe(row.solved ? 3 : 2);
    const found = await read(files);
    expect(found.skipped).toEqual([]);
    expect(missingRuns(planRuns([id], found, { skipSolved: true, stopAtFirstGamma: false }))).toEqual([]);
    expect([...found.results.map((one) => one.identity), ...found.solved].map(({ dataset }) => dataset)).toEqual(
      Array.from({ length: row.solved ? 2 : 1 }, () => 'mbpp'),
    );
  });
});

describe('paths and numbers', () => {
  it("are Python's", () => {
    expect([0, 0.5, 1, 3, -2, 0.25].map(pythonFloat)).toEqual(['0.0', '0.5', '1.0', '3.0', '-2.0', '0.25']);
    expect([0, 1.5, 83, 90061.000001].map(pythonDuration)).toEqual([
      '0:00:00',
      '0:00:01.500000',
      '0:01:23',
      '25:01:01.000001',
    ]);
    expect(['0:01:23', '1 day, 0:00:01', '00:01:23', 'soon'].map(secondsOfDuration)).toEqual([83, 86401, 83, 0]);
  });

  it('are told apart from what only looks like them', () => {
    for (const path of ['task_id=1.json', 'task_id=1_gamma=.json', 'task_id=1_gamma=x.json', 'a/b/c.json', '']) {
      expect(readResultPath(path), path).toBeNull();
    }
    expect(readResultPath('task_id=a_gamma=2_gamma=0.5.json')).toMatchObject({
      problem: 'a_gamma=2',
      gamma: 0.5,
      config: '',
    });
  });

  it("cannot leave the folder by a problem's name, and stay short enough for a disk", () => {
    for (const problem of ['../../etc/passwd', '..', 'C:\\x', 'a\u0000b', 'x'.repeat(5000), '']) {
      const path = resultPath('out', identity({ problem, dataset: '..', model: '/', config: 'c'.repeat(999) }));
      expect(
        path.split('/').every((part) => part !== '..' && part !== '' && part.length <= 255),
        path,
      ).toBe(true);
      expect(path.startsWith('out/')).toBe(true);
    }
  });
});

describe('an interrupted experiment', () => {
  const problems = ['p/1', 'p/2', 'p/3'];
  const configs = ['ns3t0.75d5k1_lci_ln', 'ns2t0.9d3_ln'];
  const wanted = problems.flatMap((problem) =>
    configs.flatMap((config) =>
      [0, 0.5, 1].map((gamma) => identity({ problem, config, gamma, strategy: gamma === 0 ? 'greedy' : 'egcfg' })),
    ),
  );
  const plan = async (tree: FileTree, options = { skipSolved: false, stopAtFirstGamma: false }) =>
    planRuns(wanted, await read(tree), options);

  it('goes on exactly where it stopped, wherever that was', async () => {
    const files = [
      ...(await folderOf(
        wanted.map((id) => finished(id)),
        false,
      )),
    ].filter(([path]) => !path.includes('solved_tasks'));
    expect(files).toHaveLength(wanted.length);
    for (let done = 0; done <= wanted.length; done++) {
      const missing = missingRuns(await plan(new Map(files.slice(0, done))));
      expect(missing).toEqual(wanted.slice(done));
    }
  });

  it('does what was written by half again, and says which file that was', async () => {
    const files = await folderOf(
      wanted.map((id) => finished(id)),
      false,
    );
    const paths = [...files.keys()].filter((path) => path.includes('task_id='));
    const [first = '', second = ''] = paths;
    const whole = await bytesOf(files.get(first) ?? fromText(''));
    files.set(first, inMemory(whole.subarray(0, 100)));
    files.set(second, fromText(''));
    const planned = await plan(files);
    expect(planned.slice(0, 2).map(({ state }) => state)).toEqual([
      { kind: 'half-written', path: first, reason: expect.stringContaining('written by half') },
      { kind: 'half-written', path: second, reason: expect.stringContaining('empty') },
    ]);
    expect(missingRuns(planned)).toEqual(wanted.slice(0, 2));
  });

  it('skips what another agent or strength has solved, when asked', async () => {
    const tree = await folderOf([finished({ problem: 'p/1', config: 'ns3t0.75d5k1_lci_ln', gamma: 0.5 })]);
    const states = async (skipSolved: boolean, stopAtFirstGamma: boolean) =>
      (await plan(tree, { skipSolved, stopAtFirstGamma }))
        .slice(0, 7)
        .map(({ state }) => (state.kind === 'skipped' ? state.reason : state.kind));
    expect(await states(false, false)).toEqual([
      'missing',
      'done',
      'missing',
      'missing',
      'missing',
      'missing',
      'missing',
    ]);
    const [strength, agent] = ['solved at another strength', 'solved by another agent'];
    expect(await states(false, true)).toEqual([strength, 'done', strength, 'missing', 'missing', 'missing', 'missing']);
    expect(await states(true, false)).toEqual([agent, 'done', agent, agent, agent, agent, 'missing']);
  });

  it('takes published results and solved tasks for what they are', async () => {
    const at = 'r/mbpp/deepseek-ai_deepseek-coder-1.3b-instruct';
    const tree = published({
      [`${at}/ns2t0.9d3k1_ln/task_id=p_1_gamma=0.5.json`]: PUBLISHED,
      [`${at}/solved_tasks/p_2.json`]: '{"gamma": 0.5, "random_seed": 40}',
    });
    const kinds = (await plan(tree, { skipSolved: true, stopAtFirstGamma: true })).map(({ state }) => state.kind);
    expect(kinds.slice(0, 12)).toEqual([
      ...['missing', 'missing', 'missing', 'missing', 'done', 'missing'],
      ...Array.from({ length: 6 }, () => 'skipped'),
    ]);
  });

  it('keeps apart two problems whose names a path makes one', async () => {
    const both = ['a/b', 'a_b'].map((problem) => identity({ problem }));
    const tree = await folderOf(both.slice(1).map((id) => finished(id)));
    const folder = await read(tree);
    expect(missingRuns(planRuns(both, folder, { skipSolved: true, stopAtFirstGamma: true }))).toEqual([both[0]]);
  });
});

it('treeOf reads a plain map of bytes', async () => {
  const tree = treeOf([['m/c/task_id=1_gamma=0.5.json', new TextEncoder().encode(PUBLISHED)]]);
  expect((await read(tree)).results).toHaveLength(1);
});
