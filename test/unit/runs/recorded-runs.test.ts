/** The recorded runs that ship: what the index says of each is what the run itself says, whatever the weights are. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { choosePairs, isSolved, lostTests, passedOf, SHOWS } from '../../../scripts/lib/recorded-runs.mjs';
import type { EventOf, RunEvent } from '../../../src/guidance/events';
import { entryOf, parseRecordedIndex, type RecordedRole } from '../../../src/runs/recorded-index';
import { parseRunFile } from '../../../src/runs/run-file';
import { sampleRun } from '../ui/sample-run';

const FOLDER = new URL('../../../public/runs/', import.meta.url);
const bytesOf = (file: string) => readFileSync(new URL(file, FOLDER));
const index = parseRecordedIndex(JSON.parse(bytesOf('index.json').toString()));
if (index === null) throw new Error('The index cannot be read.');

/** As a host compresses it; the first paint waits for the first alone. */
const LARGEST_FIRST_GZIP = 40_000;
const LARGEST_GZIP = 120_000;

function runOf(role: RecordedRole): RunEvent[] {
  const entry = index === null ? null : entryOf(index, role);
  if (entry === null) throw new Error(`There is no run for “${role}”.`);
  return [...parseRunFile(JSON.parse(bytesOf(entry.file).toString())).events];
}

const startedOf = (events: readonly RunEvent[]): EventOf<'run-started'> => {
  const [started] = events;
  if (started?.kind !== 'run-started') throw new Error('A run begins.');
  return started;
};

describe('the recorded runs', () => {
  it('are those of the index, made with the weights that ship', () => {
    expect(readdirSync(FOLDER).sort()).toEqual([...index.runs.map(({ file }) => file), 'index.json'].sort());
    const weights = readFileSync(new URL('../models/tiny-coder/onnx/model_int8.onnx', FOLDER));
    expect(index.weightsSha256).toBe(createHash('sha256').update(weights).digest('hex'));
    for (const { role } of index.runs) {
      expect(startedOf(runOf(role)).model).toMatchObject({ id: index.model, weightsSha256: index.weightsSha256 });
    }
  });

  it.each(index.runs.map((entry) => [entry.role, entry] as const))('say of “%s” what it holds', (role, entry) => {
    const events = runOf(role);
    const started = startedOf(events);
    expect(entry).toMatchObject({
      problem: { id: started.problem.id, title: started.problem.title },
      strategy: started.strategy.kind,
      seed: started.agent.seed,
      solved: isSolved(events),
      visible: passedOf(events, 'visible'),
      hidden: passedOf(events, 'hidden'),
      events: events.length,
      bytes: bytesOf(entry.file).byteLength,
    });
    expect(events.at(-1)?.kind).toBe('run-finished');
    const compressed = gzipSync(bytesOf(entry.file), { level: 9 }).byteLength;
    expect(compressed).toBeLessThan(role === 'first' ? LARGEST_FIRST_GZIP : LARGEST_GZIP);
  });

  it('begin with the first, and have a rescue beside the same problem without guidance and by sampling', () => {
    expect(index.runs[0]?.role).toBe('first');
    const rescue = runOf('rescue');
    const plain = runOf('plain');
    expect(SHOWS.first({ plain: runOf('first'), guided: runOf('first') })).toBe(true);
    expect(SHOWS.rescue({ plain, guided: rescue })).toBe(true);
    expect(startedOf(plain).agent.gamma).toBe(0);
    expect(startedOf(runOf('samples')).strategy.kind).toBe('best-of-n');
    for (const role of ['plain', 'samples'] as const)
      expect(startedOf(runOf(role)).problem).toEqual(startedOf(rescue).problem);
  });

  const worse = entryOf(index, 'worse');
  // Weights with which guidance spoils no bundled problem would be no fault.
  it.runIf(worse !== null)('show where guidance loses tests that plain decoding passes', () => {
    const entry = worse;
    if (entry === null) throw new Error('It is left out only where there is none.');
    expect(entry.visible.passed).toBeLessThan(entry.plain.visible.passed);
  });
});

describe('the search for them', () => {
  const judged = (passed: number): RunEvent => ({
    kind: 'code-judged',
    suite: 'visible',
    outcomes: [0, 1, 2].map((i) => (i < passed ? { kind: 'passed', got: '1' } : { kind: 'failed', got: '0' })),
  });
  const ended = (solved: boolean): RunEvent => ({
    kind: 'run-finished',
    solved,
    cost: { forwardedTokens: 1, sessionRuns: 1 },
  });
  const without = (kinds: readonly RunEvent['kind'][]) => sampleRun().filter(({ kind }) => !kinds.includes(kind));
  const run = (passed: number) => [
    ...without(['code-judged', 'run-finished', 'run-stopped']),
    judged(passed),
    ended(passed === 3),
  ];

  it('takes the clearest loss, and the smallest run of equal ones', () => {
    const spoiled = { plain: run(3), guided: run(2) };
    const worse = { plain: run(2), guided: run(0) };
    expect(lostTests(spoiled)).toBeGreaterThan(lostTests(worse));
    expect(choosePairs([worse, spoiled]).worse).toBe(spoiled);
    const larger = { plain: run(2), guided: [...run(0).slice(0, -1), judged(0), ended(false)] };
    expect(choosePairs([larger, worse]).worse).toBe(worse);
  });

  it('finds a rescue only where plain decoding fails', () => {
    const rescued = { plain: run(1), guided: run(3) };
    expect(choosePairs([{ plain: run(3), guided: run(3) }, rescued]).rescue).toBe(rescued);
    expect(choosePairs([{ plain: run(3), guided: run(3) }]).rescue).toBeNull();
  });
});
