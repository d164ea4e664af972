import { describe, expect, it } from 'vitest';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import { lineStarts, type ProbeInput, probeLine } from '../../../src/guidance/probe';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import { PROBLEM, RIGHT, WRONG } from './returning-problem';
import { type Calls, comparingInterpreter, type Script, scriptedModel } from './scripted-ports';

async function probe(script: Script, changes: Partial<ProbeInput> = {}) {
  const calls: Calls = { samples: 0, lines: [], openContexts: 0 };
  const result = await probeLine(new AbortController().signal, {
    model: scriptedModel(script, calls),
    interpreter: comparingInterpreter(RIGHT),
    problem: PROBLEM,
    agent: DEFAULT_AGENT,
    limits: DEFAULT_LIMITS,
    solution: RIGHT,
    line: 1,
    gammas: [],
    ...changes,
  });
  return { result, calls };
}

describe('a probe', () => {
  it('sees a rescue: the plain line is wrong, the conditional one is a passing candidate’s', async () => {
    const { result, calls } = await probe({ plain: WRONG, guided: RIGHT, proposals: [WRONG, RIGHT, RIGHT] });
    expect(result).toMatchObject({
      line: 1,
      reference: '    y = x',
      candidates: 2,
      passing: 1,
      plain: { text: '    y = 0', right: false },
      conditional: { text: '    y = x', right: true },
    });
    expect(calls.openContexts).toBe(0);
  });

  it('sees a line that was right and is lost', async () => {
    const { result } = await probe({ plain: RIGHT, guided: WRONG, proposals: [WRONG, RIGHT] });
    expect([result.plain.right, result.conditional.right]).toEqual([true, false]);
  });

  it('goes by the passing candidate where there is one, by the reference where there is none', async () => {
    // The interpreter passes RIGHT alone, whatever the reference says.
    const solution = WRONG;
    const passing = await probe({ plain: WRONG, guided: RIGHT, proposals: [RIGHT] }, { solution });
    expect([passing.result.plain.right, passing.result.conditional.right]).toEqual([false, true]);
    const none = await probe({ plain: WRONG, guided: RIGHT, proposals: [WRONG] }, { solution });
    expect(none.result.passing).toBe(0);
    expect([none.result.plain.right, none.result.conditional.right]).toEqual([true, false]);
  });

  it('reads the signal at the code before the line, and the plain stream does not', async () => {
    const script = { plain: WRONG, guided: RIGHT, proposals: [WRONG, RIGHT] };
    const { result, calls } = await probe(script, { gammas: [1, 3], line: 1 });
    expect(calls.lines.map(({ gamma, conditionalPrompt }) => [gamma, conditionalPrompt !== null])).toEqual([
      [0, false],
      [1, true],
      [3, true],
    ]);
    for (const { plain } of calls.lines) expect(String.fromCodePoint(...plain.code)).toBe('def f(x):\n');
    expect(String.fromCodePoint(...(calls.lines[1]?.conditionalPrompt ?? []))).toContain('# Candidate 2: pass pass\n');
    expect(result.guided.map(({ gamma, right }) => [gamma, right])).toEqual([
      [1, true],
      [3, true],
    ]);
    // Four rows of candidates, three lines of ten characters.
    expect(result.cost).toEqual({ forwardedTokens: 4 + 3 * 10, sessionRuns: 1 + 3 * 10 });
  });

  it('decodes plainly twice where no candidate could run', async () => {
    const { result } = await probe({ plain: WRONG, guided: RIGHT, proposals: ['def f(x):\n    ?'] });
    expect(result).toMatchObject({ candidates: 0, passing: 0 });
    expect(result.conditional).toEqual(result.plain);
  });
});

describe('lineStarts', () => {
  const solution = 'import math\n\ndef g(a):\n    # a note\n    b = a\n\n    c = b\n    return c\n';

  it('are the lines with code after the function’s first', () => {
    expect(lineStarts(solution, 'g', 10, 1)).toEqual([4, 6, 7]);
    expect(lineStarts(solution, 'h', 10, 1)).toEqual([]);
  });

  it('are chosen by the seed, the same ones each time', () => {
    const long = `def g():\n${Array.from({ length: 30 }, (_, i) => `    a${i} = ${i}\n`).join('')}`;
    const chosen = lineStarts(long, 'g', 3, 1);
    expect(chosen).toHaveLength(3);
    expect(chosen).toEqual([...chosen].sort((a, b) => a - b));
    expect(lineStarts(long, 'g', 3, 1)).toEqual(chosen);
    expect(lineStarts(long, 'g', 3, 2)).not.toEqual(chosen);
  });
});
