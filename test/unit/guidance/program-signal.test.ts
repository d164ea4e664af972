import { describe, expect, it } from 'vitest';
import { promptFor } from '../../../src/guidance/prompt';
import { formatSignal, verdictOf } from '../../../src/guidance/signal';
import { BUNDLED_PROGRAMS } from '../../../src/problems/bundled';

const TEST = { input: '2 3\n', output: '5\nend\n' };

describe('the signal of a whole program', () => {
  it('shows input, expected and printed text of every case', () => {
    const text = formatSignal([
      {
        continuation: 'print(6)\n',
        finished: true,
        runs: [
          { test: TEST, outcome: { kind: 'failed', got: '6\n' }, finalLocals: [['a', '2']] },
          { test: TEST, outcome: { kind: 'raised', type: 'EOFError', message: '' }, finalLocals: [] },
        ],
      },
    ]);
    expect(text).toBe(
      '# Candidate 1: fail fail\nprint(6)\n#< 2 3\n#~ 5\n#~ end\n#= 6\n#; a=2\n#< 2 3\n#~ 5\n#~ end\n#! EOFError\n',
    );
  });

  it.each([
    [false, '5\n', 'open'],
    [false, '', 'open'],
    [false, '6\n', 'fail'],
    [true, '5\n', 'fail'],
  ] as const)('finished %s, printed %j: %s', (finished, got, verdict) => {
    expect(verdictOf({ kind: 'failed', got }, finished, TEST)).toBe(verdict);
  });

  it('cuts what is too long for a prompt, and says by how much', () => {
    const test = { input: 'x'.repeat(5_000), output: '' };
    const text = formatSignal([
      { continuation: 'pass', finished: true, runs: [{ test, outcome: { kind: 'passed', got: '' }, finalLocals: [] }] },
    ]);
    expect(text.length).toBeLessThan(1_200);
    expect(text).toContain('(4000 more characters)');
  });
});

describe('the prompt of a whole program', () => {
  it.each(['built-in', 'instruct'] as const)('of style %s shows the visible cases and opens with nothing', (style) => {
    const [first] = BUNDLED_PROGRAMS;
    if (first === undefined) throw new Error('no bundled program');
    const { head, opening } = promptFor(style, first.problem);
    expect(opening).toBe('');
    expect(head).toContain('# Input\n2 3\n# Output\n5\n');
    expect(head).not.toContain('100 1');
  });
});
