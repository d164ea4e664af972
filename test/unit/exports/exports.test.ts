import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { pythonFile } from '../../../src/exports/python-file';
import { runMarkdown } from '../../../src/exports/run-markdown';
import type { RunEvent } from '../../../src/guidance/events';
import type { Problem } from '../../../src/problems/schema';
import { EMPTY_VIEW, foldRun, type RunView } from '../../../src/runs/run-view';
import { SAMPLE_PROBLEM, sampleRun } from '../ui/sample-run';

const LINK = 'https://example.org/#/playground/v1.abc';

function viewOf(problem: Problem, change: Partial<RunView> = {}): RunView {
  const events = sampleRun().map((event): RunEvent => (event.kind === 'run-started' ? { ...event, problem } : event));
  return { ...foldRun(events), ...change };
}

/** Python's own word on whether it is a program; null where this machine has no Python. */
function syntaxFault(source: string): string | null {
  try {
    execFileSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.buffer.read())'], {
      input: source,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    return null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    return String(error);
  }
}

const HOSTILE: Problem = {
  ...SAMPLE_PROBLEM,
  title: 'Sum\rimport os # ``` <b>bold</b> [x](javascript:y)',
  statement: 'Line one\r\nos.remove("x")\n```\nend of fence\u2028next\0 \f',
  visibleTests: [
    'assert sum_large([1], 0) == 1',
    'assert sum_large([\n    2,\n], 0) == 2  # `````` many',
    'assert """a\nb""" == "a\\nb"',
  ],
};

describe('a run as a Python file', () => {
  it('holds provenance, code and asserts, and is Python', () => {
    const view = viewOf(SAMPLE_PROBLEM);
    const file = pythonFile(view, LINK) ?? '';
    expect(file).toContain(view.code.trim());
    expect(file).toContain('if __name__ == "__main__":');
    for (const test of [...SAMPLE_PROBLEM.visibleTests, ...SAMPLE_PROBLEM.hiddenTests])
      expect(file).toContain(`    ${test}`);
    for (const word of ['tiny-coder', 'seed: ', 'agent: ns', 'tokens forwarded', LINK]) expect(file).toContain(word);
    expect(syntaxFault(file)).toBeNull();
  });

  it('takes no text of the problem for code', () => {
    const file = pythonFile(viewOf(HOSTILE), LINK) ?? '';
    const before = file.slice(0, file.indexOf('def '));
    for (const line of before.split(/\r\n?|\n/)) expect(line).toMatch(/^(#.*|)$/s);
    expect(file).not.toContain('\0');
    // The tests with a string over two lines are not moved to the right.
    expect(file).toContain('\nassert """a\nb""" == "a\\nb"');
    expect(syntaxFault(file)).toBeNull();
  });

  it('says what is missing or fails', () => {
    expect(pythonFile(EMPTY_VIEW, null)).toBeNull();
    const failing = viewOf(SAMPLE_PROBLEM, {
      outcome: { kind: 'finished', solved: false },
      visible: [
        { kind: 'passed', got: '13' },
        { kind: 'failed', got: '7\nimport os' },
        { kind: 'raised', type: 'KeyError', message: '' },
      ],
    });
    const file = pythonFile(failing, null) ?? '';
    expect(file).toContain('Not solved. 1 of 3 visible tests');
    expect(file).toContain('    # fails, got 7\n    # import os\n    assert sum_large([4, 4, 2], 4) == 8');
    expect(file).toContain('# raises KeyError');
    expect(file).not.toContain('Make it again');
    expect(syntaxFault(file)).toBeNull();
    expect(pythonFile(viewOf(SAMPLE_PROBLEM, { code: '', outcome: { kind: 'stopped' } }), null)).toContain(
      '# Nothing was written.',
    );
  });

  it('writes the tests of a program as comments', () => {
    const program: Problem = {
      kind: 'program',
      id: 'p',
      title: 'Echo',
      level: 1,
      statement: 'Print it.',
      entryPoint: null,
      setup: '',
      visibleTests: [{ input: 'a\nb\n', output: 'a\n' }],
      hiddenTests: [],
    };
    const file = pythonFile(viewOf(program, { code: 'print(input())\n', visible: null, hidden: null }), null) ?? '';
    expect(file).toContain('# input "a\\nb\\n" prints "a\\n"');
    expect(file).not.toContain('assert');
    expect(syntaxFault(file)).toBeNull();
  });
});

describe('a run as Markdown', () => {
  it('holds problem, settings, code, outcome, cost and link', () => {
    const view = viewOf(SAMPLE_PROBLEM);
    const text = runMarkdown(view, LINK) ?? '';
    for (const part of [
      SAMPLE_PROBLEM.title,
      '```python\n',
      view.code.trim(),
      '- seed: `',
      '- cost: ',
      `(<${LINK}>)`,
      'olved.',
    ])
      expect(text).toContain(part);
    for (const test of SAMPLE_PROBLEM.visibleTests) expect(text).toContain(test);
    expect(runMarkdown(EMPTY_VIEW, LINK)).toBeNull();
  });

  it('lets no text out of its block, and no HTML in', () => {
    const text = runMarkdown(viewOf(HOSTILE), LINK) ?? '';
    expect(text).toContain('\\<b\\>bold\\</b\\>');
    expect(text).not.toMatch(/^<b>/m);
    expect(text.split('\n')[0]).toMatch(/^## Sum import os \\# /);
    // The fence around the tests is longer than the backticks inside.
    expect(text).toContain('```````python\nassert sum_large([1], 0) == 1');
    // Outside of blocks no fence is left open: every opening fence has its end.
    const fences = text.match(/^`{3,}/gm) ?? [];
    expect(fences.length % 2).toBe(0);
  });
});
