import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import rows from '../../fixtures/executable.json';
import { type RuntimeInNode, startRuntime } from './interpreter';

let runtime: RuntimeInNode;
beforeAll(async () => {
  runtime = await startRuntime();
});

function normalised(partial: string): string | null {
  const made = runtime.executable(partial);
  return made.kind === 'executable' ? made.normalised : null;
}

/** Statements at any depth; every one begins a line in the normal form, and so do some headers that are none. */
function statementCount(code: string): number {
  const reply: unknown = runtime.python.runPython(
    `import ast; sum(isinstance(n, ast.stmt) for n in ast.walk(ast.parse(${JSON.stringify(code)})))`,
  );
  return Number(reply);
}

describe('a partial program', () => {
  test.each(rows)('$says', ({ partial, normalised: expected }) => {
    expect(normalised(partial)).toBe(expected);
  });

  test('what was there keeps its line numbers', () => {
    const partial = '# one\n\ndef f(x):\n    """two"""\n    y = x\n    try:\n        z = y /';
    const made = runtime.executable(partial);
    if (made.kind !== 'executable') throw new Error(made.reason);
    expect(made.code.split('\n').slice(0, 5)).toEqual(partial.split('\n').slice(0, 5));
  });

  test('candidates that differ in comments, spacing and docstrings alone have one normal form', () => {
    const plain = normalised('def f(x):\n    return x+1\n');
    expect(normalised('def f(x):\n    """Adds."""\n    return (x + 1)  # here\n')).toBe(plain);
    expect(normalised('def f(x):\n    return x+2\n')).not.toBe(plain);
  });

  test('wherever a program is cut, the result parses, or there was no statement yet', () => {
    const whole = rows.filter((row) => row.normalised !== null && !row.partial.includes('```'));
    for (const { partial } of whole) {
      for (let end = 1; end <= partial.length; end++) {
        const cut = partial.slice(0, end);
        const made = runtime.executable(cut);
        if (made.kind === 'executable') expect(statementCount(made.code)).toBeGreaterThan(0);
        // A complete header is never lost again.
        else expect(cut, made.reason).not.toMatch(/^(def|class) .*:\n/m);
      }
    }
  }, 60_000);
});

/** Rows {partial, reference | reference_error} made by the published rule, outside this repository. */
const published = process.env.DATA_DIR ? path.join(process.env.DATA_DIR, '..', 'golden', 'executable.json') : null;

describe('beside the published rule', () => {
  const available = published !== null && existsSync(published);
  if (!available) console.log('Skipped: the published rule’s rows (set DATA_DIR to a folder beside golden/).');

  test.skipIf(!available)('no statement is lost that the published rule keeps', () => {
    const known: { partial: string; reference?: string }[] = JSON.parse(readFileSync(published ?? '', 'utf8'));
    expect(known.length).toBeGreaterThan(20);
    for (const { partial, reference } of known) {
      // Without half words and the fence's word, which that rule takes for statements.
      const kept = reference?.replace(/^python$|^\s*retu$/gm, '').trim();
      if (!kept) continue;
      const ours = normalised(partial);
      expect(ours, partial).not.toBeNull();
      expect(statementCount(ours ?? ''), partial).toBeGreaterThanOrEqual(statementCount(kept));
    }
  });
});
