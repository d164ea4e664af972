/** Where the page says that a run at another strength would part from this one, a run at that strength does. */
import { describe, expect, it } from 'vitest';
import type { RunView } from '../../../src/runs/run-view';
import { lineWords, pieceWords, runWords, tokenWords } from '../../../src/ui/tokens/gamma-words';
import { differing, holdsOtherGammas, lineAt, partsAt, runOptions, winningPieces } from '../../../src/ui/tokens/lens';
import { toyRun } from '../branch/toy-run';

const GAMMAS = [-1, 0, 0.25, 0.5, 1, 2, 4];

const ids = ({ lines }: RunView) => lines.map(({ tokens }) => tokens.map(({ id }) => id));

function firstDifference(a: RunView, b: RunView): { line: number; token: number } | null {
  for (const [line, tokens] of ids(a).entries()) {
    const others = ids(b)[line] ?? [];
    const token = tokens.findIndex((id, i) => id !== others[i]);
    if (token >= 0) return { line, token };
  }
  return null;
}

describe.each(GAMMAS)('a run at γ %d', (own) => {
  it.each(GAMMAS)('knows where one at γ %d parts from it', async (other) => {
    const { view } = await toyRun({ gamma: own });
    const options = runOptions(view);
    if (options === null) throw new Error('The run does not hold other strengths.');
    // Plain decoding takes no signal, so it knows of none.
    const known = own === 0 ? null : partsAt(view, other, options);
    const real = own === 0 ? null : firstDifference(view, (await toyRun({ gamma: other })).view);
    expect(known === null ? null : { line: known.line, token: known.token }).toEqual(real);
  });
});

describe('the words of the slider', () => {
  it('tell the tokens that would differ, and where from', async () => {
    const { view } = await toyRun();
    const options = runOptions(view);
    const line = view.lines[1];
    if (options === null || line === undefined) throw new Error('The run is not as it was.');
    const told = lineAt(line, 0, options);
    expect(differing(line, told)).toEqual([8]);
    expect(lineWords(0, differing(line, told), true)).toBe('At γ = 0 token 9 would differ.');
    expect(lineWords(2, [], true)).toBe('At γ = 2 every token of this line would be the same.');
    expect(lineWords(0.5, [0, 3, 4], true)).toBe('At γ = 0.5 tokens 1, 4 and 5 would differ.');
    expect(runWords(0, partsAt(view, 0, options), view)).toContain('part from this one at line 2, token 9, with “0”');
    expect(runWords(2, partsAt(view, 2, options), view)).toBe(
      'A run at γ = 2 with this seed would choose every token of this run.',
    );
    const [choice, at] = [line.tokens[8], told[8]];
    if (choice === undefined || at == null) throw new Error('The token is not there.');
    expect(tokenWords(choice, 0, at)).toBe('At γ = 0 “0” would be chosen here, not “x”.');
    // P is 6 : 3 for 0, Pc 6 : 3 for x, so the two are level in the middle.
    expect(pieceWords(winningPieces(choice, options))).toBe('“0” below γ 0.50, “x” above γ 0.50.');
  });

  it('have nothing to tell of a run that does not hold it', async () => {
    const { view } = await toyRun();
    const lines = view.lines.map((line) => ({
      ...line,
      tokens: line.tokens.map(({ atOtherGammas: _, ...token }) => token),
    }));
    expect(holdsOtherGammas({ ...view, lines })).toBe(false);
    expect(runOptions({ ...view, lines })).toBeNull();
  });
});
