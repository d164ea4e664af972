import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { describeWithData } from '../needs';
import { readBytes, readText, repositoryFiles } from './files';

const MOST_LINES = 400;
const MOST_KIB = 256;

/** Weights and recorded runs are made by commands and are meant to be large. */
const LARGE_ON_PURPOSE = ['public/models/', 'public/runs/', 'docs/measured-rows.br'];

/** Folders in which one machine keeps its users', scratch or mounted files. */
const MACHINE_PATH =
  /(?<![\w.~:/-])\/(?:home|Users|root|tmp|work|workspaces?|mnt|media|farm)\/\w[^\s'"`]*|\b[A-Z]:\\+Users\\/g;

/** Of Pyodide's own file system, the same everywhere. */
const PYODIDE_HOME = '/home/pyodide';

const files = repositoryFiles();

describe('the repository', () => {
  it('is seen by these tests', () => {
    expect(files).toContain('package.json');
    expect(files).toContain('test/unit/repository/contents.test.ts');
  });

  it('names no path of one machine', () => {
    const found = files.flatMap((file) =>
      [...(readText(file) ?? '').matchAll(MACHINE_PATH)]
        .map(([match]) => match)
        .filter((match) => !match.startsWith(PYODIDE_HOME))
        .map((match) => `${file}: ${match}`),
    );
    expect(found).toEqual([]);
  });

  it('would notice one', () => {
    const made = `see ${['', 'home', 'someone', 'notes'].join('/')} for more`;
    expect(made.match(MACHINE_PATH)).toHaveLength(1);
    expect('https://example.org/home/of/others and ../home/x'.match(MACHINE_PATH)).toBeNull();
  });

  it(`keeps every hand-written source at ${MOST_LINES} lines or fewer`, () => {
    const long = files
      .filter((file) => /\.(tsx?|mjs|cjs|js|css|html|py|sh)$/.test(file) && !file.startsWith('test/fixtures/'))
      .map((file) => ({ file, lines: (readText(file) ?? '').split('\n').length - 1 }))
      .filter(({ lines }) => lines > MOST_LINES);
    expect(long).toEqual([]);
  });

  it('holds no data set', () => {
    const suspicious = files.filter((file) => /\.(jsonl|csv|parquet|arrow|gz|zip|tar|bz2|xz)$/.test(file));
    expect(suspicious).toEqual([]);
    const large = files
      .filter((file) => !LARGE_ON_PURPOSE.some((folder) => file.startsWith(folder)))
      .filter((file) => readBytes(file).byteLength > MOST_KIB * 1024);
    expect(large).toEqual([]);
  });
});

describeWithData('the repository beside the public data sets', (dataDir) => {
  /** Long enough not to be met by chance. */
  const SHORTEST = 60;
  const Row = v.object({ text: v.optional(v.string()), prompt: v.optional(v.string()) });

  it.each(['mbpp.test.jsonl.gz', 'HumanEval.jsonl.gz'])('repeats no problem of %s', (name) => {
    const statements = gunzipSync(readFileSync(path.join(dataDir, name)))
      .toString('utf8')
      .trim()
      .split('\n')
      .map((line) => v.parse(Row, JSON.parse(line)))
      .map((row) => (row.text ?? row.prompt ?? '').trim())
      .filter((statement) => statement.length >= SHORTEST);
    expect(statements.length).toBeGreaterThan(100);
    const texts = files.map((file) => ({ file, text: readText(file) ?? '' }));
    const repeated = texts.flatMap(({ file, text }) =>
      statements.filter((statement) => text.includes(statement)).map((statement) => `${file}: ${statement}`),
    );
    expect(repeated).toEqual([]);
  });
});
