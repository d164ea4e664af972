import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageLock } from '../../../scripts/vite/package-lock.ts';
import { mayImport, packagesImported, withDependencies } from '../../../src/clients/python/packages-lock';
import { readImports, readSettled } from '../../../src/clients/python/replies';
import { PACKAGE_BASE_URL } from '../../../src/csp/package-host';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import { checkDraft, draftOf, draftPackages } from '../../../src/playground/problem-draft';
import { parseProblem } from '../../../src/problems/schema';
import type { LockedPackage } from '../../../workers/python/messages';
import { type RuntimeInNode, startRuntime } from './interpreter';

const ROOT = path.resolve(import.meta.dirname, '../../..');

describe('the packages that may be fetched', () => {
  let lock: LockedPackage[];
  beforeAll(async () => {
    lock = await packageLock(ROOT);
  });

  test('are numpy, pandas and what they depend on, each pinned', () => {
    expect(lock.map(({ name }) => name).sort()).toEqual(['numpy', 'pandas', 'python-dateutil', 'pytz', 'six']);
    for (const { file_name, sha256, depends } of lock) {
      expect(file_name).toMatch(/^[\w.+-]+\.whl$/);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      for (const name of depends) expect(lock.map((one) => one.name)).toContain(name);
    }
  });

  test('lie beside the Pyodide that is installed', async () => {
    const { version } = await import('pyodide/package.json');
    expect(PACKAGE_BASE_URL).toBe(`https://cdn.jsdelivr.net/pyodide/v${version}/full/`);
  });

  test('are found by the names that programs use', () => {
    expect(packagesImported(lock, ['math', 'dateutil', 'numpy'])).toEqual(['numpy', 'python-dateutil']);
    expect(packagesImported(lock, ['scipy', 'python-dateutil'])).toEqual([]);
  });

  test('come with what they depend on, however far down', () => {
    const names = (wanted: string[]) => withDependencies(lock, wanted).map(({ name }) => name);
    expect(names([])).toEqual([]);
    expect(names(['numpy'])).toEqual(['numpy']);
    expect(names(['pandas']).sort()).toEqual(['numpy', 'pandas', 'python-dateutil', 'pytz', 'six']);
    expect(names(['scipy'])).toEqual([]);
  });

  test('are asked about only where a text could import one', () => {
    expect(mayImport(lock, ['import math', 'x = "numpy"'])).toBe(false);
    expect(mayImport(lock, ['def f(): pass', 'import numpy'])).toBe(true);
  });
});

describe('the imports of sources', () => {
  let runtime: RuntimeInNode;
  beforeAll(async () => {
    runtime = await startRuntime();
  });

  const importsOf = (...sources: string[]) => readImports(runtime.handle(JSON.stringify({ op: 'imports', sources })));

  test.each([
    ['a name', 'import numpy', ['numpy']],
    ['another name for it', 'import numpy as np, pandas as pd', ['numpy', 'pandas']],
    ['a part of it', 'import numpy.linalg', ['numpy']],
    ['something out of it', 'from pandas.core import frame', ['pandas']],
    [
      'deep inside',
      'def f():\n    if f:\n        try:\n            import numpy\n        except ImportError:\n            pass',
      ['numpy'],
    ],
    ['in a string', 's = "import numpy as np"\nt = """\nimport numpy\n"""', []],
    ['in a comment', '# import numpy', []],
    ['beside the program, as in a folder', 'from . import numpy\nfrom .numpy import x', []],
    ['in no Python', 'import numpy\ndef f(', []],
    ['after a null', 'import numpy\0', []],
  ])('%s', (_name, source, names) => {
    expect(importsOf(source)).toEqual(names);
  });

  test('of several are told together, bounded', () => {
    expect(importsOf('import b, a', 'import c, a', 'import (')).toEqual(['a', 'b', 'c']);
    const many = Array.from({ length: 5000 }, (_, i) => `import m${i}`).join('\n');
    expect(importsOf(many)).toHaveLength(200);
    expect(importsOf(`import ${'x'.repeat(2000)}`)).toEqual([]);
  });
});

test('values of numpy do not pass where there is no numpy', async () => {
  const runtime = await startRuntime();
  const three = JSON.stringify({ numpy: ['<i8', null, '0300000000000000'] });
  const request = {
    op: 'compare',
    program: 'def f(): pass',
    test: 'assert f() == 3',
    setup: '',
    limits: DEFAULT_LIMITS,
  };
  const reply = runtime.handle(JSON.stringify({ ...request, values: [{ plain: three }] }));
  expect(readSettled(reply)?.outcome).toMatchObject({ kind: 'raised', message: 'not a value of numpy' });
  const plain = runtime.handle(JSON.stringify({ ...request, values: [{ plain: '{"int":"0x3"}' }] }));
  expect(readSettled(plain)?.outcome).toEqual({ kind: 'passed', got: '3' });
});

describe('a problem that asks for packages', () => {
  const problem = {
    id: 'p',
    title: 'p',
    statement: 'Add.',
    entryPoint: 'f',
    visibleTests: ['assert f(1) == 2'],
    packages: ['numpy'],
  };

  test('is read, and keeps them while it is edited', () => {
    const parsed = parseProblem(problem);
    expect(parsed).toMatchObject({ kind: 'problem', problem: { packages: ['numpy'] } });
    if (parsed.kind !== 'problem') return;
    const draft = draftOf(parsed.problem);
    expect(draftPackages(draft)).toEqual(['numpy']);
    expect(checkDraft(draft)).toMatchObject({ kind: 'problem', problem: { packages: ['numpy'] } });
  });

  test('is refused where the page does not have one', () => {
    expect(parseProblem({ ...problem, packages: ['scipy'] })).toEqual({
      kind: 'invalid',
      issues: [{ field: 'packages', message: 'names a package other than numpy and pandas' }],
    });
  });

  test('may say so by its code alone', () => {
    const parsed = parseProblem({ ...problem, packages: undefined, setup: 'import math, pandas as pd\ns = "numpy"' });
    if (parsed.kind !== 'problem') throw new Error('not a problem');
    expect(parsed.problem.packages).toBeUndefined();
    expect(draftPackages(draftOf(parsed.problem))).toEqual(['pandas']);
  });
});
