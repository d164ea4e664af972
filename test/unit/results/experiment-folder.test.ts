/** An experiment leaves as a folder and goes on from it exactly where it stopped. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../../src/experiments/definition';
import { type ResultRow, resultRow } from '../../../src/experiments/result-row';
import { runList } from '../../../src/experiments/run-list';
import { bytesOf, FileFault, fromText, inMemory, type StoredFile } from '../../../src/files/stored-file';
import { readZip } from '../../../src/files/zip-read';
import { zipBytes } from '../../../src/files/zip-write';
import type { Problem } from '../../../src/problems/schema';
import { EXPERIMENT_FILE, experimentFiles, readExperiment } from '../../../src/results/experiment-folder';
import { readResults } from '../../../src/results/read-results';
import { parseRunFile } from '../../../src/runs/run-file';

const recorded = parseRunFile(JSON.parse(readFileSync('public/runs/first.json', 'utf8'))).events;
const started = recorded[0];
if (started?.kind !== 'run-started') throw new Error('The recorded run has no start');
const problems: Problem[] = ['a/b', 'a_b', 'ünï ☃', '..'].map((id) => ({ ...started.problem, id }));
const experiment: Experiment = {
  format: 1,
  id: 'abc',
  name: 'Mine',
  problemSet: 'bundled',
  problemCount: problems.length,
  arms: [
    { strategy: 'greedy', agents: ['ns4t1d8k1_ln'], label: null },
    { strategy: 'best-of-3', agents: ['ns4t1d8k1_ln'], label: null },
    { strategy: 'egcfg', agents: ['ns4t1d8k1_ln,trace=minimal,gamma=0.5|1'], label: 'ns4t1d8k1_ln,trace=minimal' },
  ],
  seeds: [1, 7],
  budget: { forwardedTokens: null, sessionRuns: null, seconds: null },
  limits: started.limits,
  model: started.model,
  baseline: null,
};
const specs = runList(experiment, problems);
const rows = new Map<string, ResultRow>(
  specs.map(({ key, id, problem }) => [key, resultRow(problem, id, recorded, 2.5)]),
);
const parts = async () => [{ agent: 'ns4t1d8k1_ln', events: recorded }];

async function filesOf(made: ReadonlyMap<string, ResultRow>): Promise<Map<string, StoredFile>> {
  const files = new Map<string, StoredFile>();
  for await (const [path, file] of experimentFiles({ experiment, problems, rows: made, parts }, { withRuns: true })) {
    files.set(path, file);
  }
  return files;
}

async function readBack(files: ReadonlyMap<string, StoredFile>) {
  const { [EXPERIMENT_FILE]: definition, ...rest } = Object.fromEntries(files);
  const folder = await readResults(new AbortController().signal, new Map(Object.entries(rest)));
  return readExperiment(definition ?? fromText(''), folder);
}

describe('an experiment', () => {
  it('comes back from its zip whole: definition, problems, rows, events', async () => {
    const zip = await readZip(inMemory(await zipBytes(await filesOf(rows))));
    const { imported, skipped, open } = await readBack(zip.files);
    expect(skipped).toEqual([]);
    expect(open).toBe(0);
    expect(imported.experiment).toEqual(experiment);
    expect(imported.problems).toEqual(problems);
    expect(new Map(imported.runs.map(({ key, row }) => [key, row]))).toEqual(rows);
    for (const run of imported.runs) expect(run.parts.map(({ events }) => events)).toEqual([recorded]);
  });

  it('that was interrupted after any number of runs has exactly the others open', async () => {
    for (const done of [0, 1, 5, specs.length - 1]) {
      const made = new Map([...rows].slice(0, done));
      const { imported, open } = await readBack(await filesOf(made));
      expect(imported.runs.map(({ key }) => key).sort()).toEqual([...made.keys()].sort());
      expect(open).toBe(specs.length - done);
    }
  });

  it('loses one run to a half-written file, and none to a half-written file of events', async () => {
    const files = await filesOf(rows);
    const results = [...files.keys()].filter((path) => /\/task_id/.test(path));
    const events = [...files.keys()].filter((path) => /\/run_task_id/.test(path));
    expect(results).toHaveLength(specs.length);
    const halve = async (path: string) => {
      const bytes = await bytesOf(files.get(path) ?? fromText(''));
      files.set(path, inMemory(bytes.subarray(0, bytes.length >> 1)));
    };
    await halve(results[2] ?? '');
    await halve(events[5] ?? '');
    const { imported, skipped, open, halfWritten } = await readBack(files);
    expect(imported.runs).toHaveLength(specs.length - 1);
    expect([open, halfWritten]).toEqual([1, 1]);
    expect(skipped).toEqual([
      { path: events[5], reason: expect.stringMatching(/cut short\. The result counts, but cannot be played\.$/) },
    ]);
  });

  it('whose definition is wrong says in which field', async () => {
    const files = await filesOf(new Map());
    const text = new TextDecoder().decode(await bytesOf(files.get(EXPERIMENT_FILE) ?? fromText('')));
    for (const [from, to, said] of [
      ['"seeds": [', '"seeds": ["x",', 'experiment.seeds.0'],
      ['"strategy": "greedy"', '"strategy": "magic"', 'is no strategy'],
      ['"entryPoint": "', '"entryPoint": "1', 'problem 1: entryPoint is not a Python name'],
      ['{', '', 'it is no JSON'],
    ] as const) {
      expect(text).toContain(from);
      const broken = new Map([...files, [EXPERIMENT_FILE, fromText(text.replace(from, to))]] as const);
      const refused = await readBack(broken).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(FileFault);
      expect(String(refused)).toContain(said);
    }
  });
});
