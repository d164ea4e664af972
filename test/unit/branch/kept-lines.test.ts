/** What stays of edited code. */
import { describe, expect, it } from 'vitest';
import { editedCode, editProblem, keptText } from '../../../src/ui/branch/kept-lines';

const CODE = 'def f(x):\n    y = 0\n    return y\n';

describe('edited code', () => {
  it.each([
    ['nothing changed, cursor in the second line', CODE, 2, 'def f(x):\n    y = 0\n'],
    ['a change in the cursor line', CODE.replace('0', 'x'), 2, 'def f(x):\n    y = x\n'],
    ['a change below the cursor', CODE.replace('return y', 'return 1'), 1, 'def f(x):\n    y = 0\n    return 1\n'],
    ['a line put in', CODE.replace('    return', '    z = 1\n    return'), 1, 'def f(x):\n    y = 0\n    z = 1\n'],
    ['lines taken away', 'def f(x):\n', 1, 'def f(x):\n'],
    ['no line end at the end', 'def f(x): return x', 1, 'def f(x): return x\n'],
    ['blank lines at the end of what stays', 'def f(x):\n\n\n    return 1\n', 3, 'def f(x):\n\n\n    return 1\n'],
  ])('%s', (_, text, cursor, kept) => {
    expect(keptText(editedCode(CODE, text, cursor))).toBe(kept);
  });

  it('is refused where nothing stays, and warned of where the function is missing', () => {
    expect(editProblem(editedCode(CODE, '\n', 1), 'f')).toMatchObject({ stops: true });
    expect(editProblem(editedCode(CODE, 'def g(x):\n', 1), 'f')).toMatchObject({ stops: false });
    expect(editProblem(editedCode(CODE, CODE, 1), 'f')).toBeNull();
    expect(editProblem(editedCode(CODE, 'print(1)\n', 1), null)).toBeNull();
  });
});
