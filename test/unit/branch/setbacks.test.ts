/** Where guidance may have made it worse: said where the run knows it, and nowhere else. */
import { describe, expect, it } from 'vitest';
import { accountOf, passingCandidates, setbacksOf } from '../../../src/runs/setbacks';
import { accountWords, comparedWords, setbackWords } from '../../../src/ui/tokens/setback-words';
import { toyRun, WRONG } from './toy-run';

describe('a setback', () => {
  it('is told where plain decoding followed a passing candidate and guidance left it', async () => {
    // What plain decoding writes is right here, and guidance leads away from it.
    const { view } = await toyRun({}, { passes: WRONG });
    const { setbacks, passedUp, sameAsPlain } = accountOf(view);
    expect(view.outcome).toEqual({ kind: 'finished', solved: false });
    expect(setbacks.map(({ line, token }) => [line, token])).toEqual([[1, 8]]);
    const [first] = setbacks;
    if (first === undefined) throw new Error('There is none.');
    expect([first.plain.text, first.chosen.text]).toEqual(['0', 'x']);
    const line = view.lines[1];
    if (line === undefined) throw new Error('There is no second line.');
    const passing = passingCandidates(line).map(({ candidate }) => candidate);
    expect(first.candidates).toEqual(passing.map(({ index }) => index));
    expect(passing.every(({ text }) => text.startsWith('    y = 0'))).toBe(true);
    expect(passedUp?.line).toBe(1);
    expect(sameAsPlain).toBe(false);
    expect(setbackWords(first)).toContain('favourite “0” goes on in candidate');
    expect(accountWords(accountOf(view), view).join(' ')).toContain('guidance may have made it worse');
  });

  it('is told nowhere in a run that guidance put right', async () => {
    const { view } = await toyRun();
    expect(view.outcome).toEqual({ kind: 'finished', solved: true });
    expect(accountOf(view)).toMatchObject({ setbacks: [], passedUp: null, sameAsPlain: false });
    expect(accountWords(accountOf(view), view)[0]).toMatch(/^Guidance changed \d+ tokens? of \d+\.$/);
  });

  it('is not told of candidates that begin elsewhere than the line', async () => {
    const { view } = await toyRun({ guidance: 'token' }, { passes: WRONG });
    for (const line of view.lines) if (line.refreshesInside > 0) expect(setbacksOf(line)).toEqual([]);
  });
});

describe('the account of a run', () => {
  it('knows when plain decoding writes the same', async () => {
    const { view } = await toyRun({ gamma: 0.1 });
    const plain = await toyRun({ gamma: 0 });
    expect(view.code).toBe(plain.view.code);
    expect(accountOf(view).sameAsPlain).toBe(true);
    expect(accountWords(accountOf(view), view)[0]).toContain('fails the same way');
    expect(accountWords(accountOf(plain.view), plain.view)).toEqual([]);
  });

  it('does not know it of a candidate that became the answer', async () => {
    const { view } = await toyRun({ gamma: 0.1, finishOnPass: true });
    expect(view.codeEnd).toBe('candidate-passed');
    expect(accountOf(view).sameAsPlain).toBe(false);
  });

  it('calls guidance worse only where a run without it solved the problem', () => {
    expect(comparedWords(3, [{ name: 'Branch 1', gamma: 1 }])).toBeNull();
    expect(comparedWords(3, [{ name: 'Branch 2', gamma: 0 }])).toBe(
      'Guidance made it worse: without it (γ = 0, Branch 2) the problem is solved, at γ = 3 it is not.',
    );
  });
});
