/** The whole recipe of the built-in model at a tiny size, from nothing: two minutes on two quiet cores. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { afterAll, expect, it } from 'vitest';
import { REPOSITORY } from '../../scripts/lib/repository.mjs';
import { describeWithPython } from '../unit/needs';

const LogEntry = v.object({
  stage: v.string(),
  step: v.number(),
  finished: v.optional(v.boolean(), false),
  greedy: v.optional(v.number()),
  keep: v.optional(v.number()),
});

const MODEL = 'public/models/tiny-coder';
/** What the recipe reads; a copy, because it resumes from what it finds beside itself. */
const READ = ['training', 'src/problems', 'workers/python/runtime'];

describeWithPython('the recipe', ['torch', 'tokenizers', 'onnx'], (python) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'recipe-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('trains, measures and exports a tiny model', () => {
    for (const part of READ) {
      cpSync(path.join(REPOSITORY, part), path.join(folder, part), {
        recursive: true,
        filter: (file) => !/[\\/](out|__pycache__|\.venv)$/.test(file),
      });
    }
    const started = performance.now();
    const run = spawnSync(python, ['training/run.py', '--smoke'], { cwd: folder, encoding: 'utf8' });
    console.log(`The recipe's smoke run took ${((performance.now() - started) / 1000).toFixed(0)} s.`);
    expect(run.status, run.stderr.slice(-2000)).toBe(0);
    const out = path.join(folder, 'training', 'out', 'smoke');
    for (const file of ['model/onnx/model_int8.onnx', 'model/tokenizer.json', 'model/config.json', 'model_fp32.onnx'])
      expect(existsSync(path.join(out, file)), file).toBe(true);
    const log = readFileSync(path.join(out, 'log.jsonl'), 'utf8').trim().split('\n');
    const ended = log.map((line) => v.parse(LogEntry, JSON.parse(line))).filter(({ finished }) => finished);
    expect(ended.map(({ stage }) => stage)).toEqual(['plain', 'short-signals', 'own-candidates']);
    const [first = 0, second = 0, third = 0] = ended.map(({ step }) => step);
    expect([first > 0, second > first, third > second]).toEqual([true, true, true]);
    for (const { greedy, keep } of ended) expect([typeof greedy, typeof keep]).toEqual(['number', 'number']);
  });

  it('goes on from the published weights as on an accelerator', () => {
    cpSync(path.join(REPOSITORY, MODEL), path.join(folder, MODEL), { recursive: true });
    const run = spawnSync(python, ['training/run_accelerated.py', '--smoke'], { cwd: folder, encoding: 'utf8' });
    expect(run.status, run.stderr.slice(-2000)).toBe(0);
    const out = path.join(folder, 'training', 'out', 'accelerated-smoke');
    for (const file of ['tiny.average.pt', 'tiny.half.pt']) expect(existsSync(path.join(out, file)), file).toBe(true);
    const log = readFileSync(path.join(out, 'tiny.log.jsonl'), 'utf8').trim().split('\n');
    const last = v.parse(LogEntry, JSON.parse(log.at(-1) ?? ''));
    expect(last.step).toBeGreaterThan(0);
    expect([typeof last.greedy, typeof last.keep]).toEqual(['number', 'number']);
  });
});
