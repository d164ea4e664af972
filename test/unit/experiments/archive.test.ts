import { describe, expect, it } from 'vitest';
import { buildArms, type Experiment } from '../../../src/experiments/definition';
import { createLibrary } from '../../../src/experiments/library';
import { costTables, summaryTables } from '../../../src/experiments/metrics';
import type { ResultRow } from '../../../src/experiments/result-row';
import { memoryStorage } from '../../../src/experiments/storage';
import { fromText, inMemory, type StoredFile } from '../../../src/files/stored-file';
import { zipBytes } from '../../../src/files/zip-write';
import { experimentFiles } from '../../../src/results/experiment-folder';
import { readExperimentZip } from '../../../src/results/experiment-zip';
import { AGENT, experimentOf, PROBLEMS, scriptedLane, sharedLocks } from './fixtures';

const never = new AbortController().signal;

function library() {
  return createLibrary(
    {
      storage: memoryStorage(),
      locks: sharedLocks(),
      openLanes: async () => ({
        lanes: [
          scriptedLane({
            onRun: (problem) => {
              if (problem === 'c') throw new Error('Cannot be prepared, "quoted",\nand over two lines.');
            },
          }),
        ],
        close: () => undefined,
      }),
      nowMs: () => 0,
    },
    'archive-test',
  );
}

async function finished(changes: Partial<Experiment>) {
  const own = library();
  const runner = await own.create(experimentOf(changes), PROBLEMS);
  await runner.start(1);
  return { own, runner };
}

function tablesOf(rows: Iterable<ResultRow>, baseline: string | null) {
  // Files come back in the order of their names.
  const sorted = [...rows].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  return [...summaryTables(sorted, baseline), ...costTables(sorted)];
}

type Library = ReturnType<typeof library>;
type Runner = Awaited<ReturnType<Library['create']>>;

async function filesOf(own: Library, runner: Runner): Promise<Map<string, StoredFile>> {
  const files = new Map<string, StoredFile>();
  const content = await own.content(runner.experiment.value);
  for await (const [path, file] of experimentFiles(content, { withRuns: true })) files.set(path, file);
  return files;
}

async function zipOf(files: ReadonlyMap<string, StoredFile>): Promise<StoredFile> {
  return inMemory(await zipBytes(files));
}

const CASES: readonly [string, Partial<Experiment>][] = [
  ['one agent', {}],
  ['several seeds and a budget', { seeds: [1, 2], budget: { forwardedTokens: 12, sessionRuns: null, seconds: null } }],
  [
    'several agents, alone and together',
    {
      arms: buildArms(['greedy', 'self-debug-2', 'egcfg', 'agents'], [AGENT, 'ns3t0.8d4k1_ln,gamma=0.5|2']),
      baseline: 'greedy',
    },
  ],
];

describe('an exported zip', () => {
  it.each(CASES)('reads back as the same experiment with the same tables: %s', async (_, changes) => {
    const { own, runner } = await finished(changes);
    const { imported, problems } = await readExperimentZip(never, await zipOf(await filesOf(own, runner)));
    expect(problems).toEqual([]);
    const there = library();
    const again = await there.take(imported);
    expect(again.experiment.value).toEqual(runner.experiment.value);
    expect(again.problems).toEqual(runner.problems);
    expect(again.open.value).toEqual(runner.open.value);
    expect(again.rows.value.size).toBe(runner.rows.value.size);
    const { baseline } = runner.experiment.value;
    expect(tablesOf(again.rows.value.values(), baseline)).toEqual(tablesOf(runner.rows.value.values(), baseline));
    for (const key of runner.rows.value.keys()) {
      const events = (parts: typeof before) => parts?.map((part) => part.events) ?? [];
      const before = await own.parts(runner.experiment.value.id, key);
      // An agent that was stopped before it began has no events to keep.
      expect(events(await there.parts(again.experiment.value.id, key))).toEqual(
        events(before).filter((list) => list.length > 0),
      );
    }
  });

  it('stands beside an experiment of the same identity, and replaces nothing', async () => {
    const { own, runner } = await finished({});
    const before = runner.experiment.value;
    const { imported } = await readExperimentZip(never, await zipOf(await filesOf(own, runner)));
    const again = await own.take(imported);
    expect(again.experiment.value.id).not.toBe(before.id);
    expect((await own.content(again.experiment.value)).rows.size).toBe(runner.rows.value.size);
    expect((await own.content(before)).rows.size).toBe(runner.rows.value.size);
  });

  it('costs what is damaged in it and nothing else', async () => {
    const { own, runner } = await finished({});
    const files = await filesOf(own, runner);
    const [result = ''] = [...files.keys()].filter((path) => /\/task_id=a_/.test(path));
    const [run = ''] = [...files.keys()].filter((path) => /\/run_task_id=b_/.test(path));
    files.set(result, fromText('{"code": "def'));
    files.set(run, fromText('[]'));
    const { imported, problems } = await readExperimentZip(never, await zipOf(files));
    expect(imported.runs).toHaveLength(runner.rows.value.size - 1);
    expect(problems.join('\n')).toContain(result);
    expect(imported.runs.filter(({ parts }) => parts.length === 0).length).toBeGreaterThan(0);
  });
});

it('a zip that holds no experiment is refused in words', async () => {
  const zip = await zipOf(new Map([['readme.txt', fromText('hello')]]));
  await expect(readExperimentZip(never, zip)).rejects.toThrow('no experiment.json');
});
