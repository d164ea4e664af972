import { describe, expect, it } from 'vitest';
import { findCodeEnd, guidanceApplies, lineCount } from '../../../src/guidance/line';

const rule = { entryPoint: 'f', maxLines: 40, maxTokens: 500 };

function kept(code: string): string | null {
  const end = findCodeEnd(code, rule);
  return end === null ? null : code.slice(0, end.keep);
}

describe('findCodeEnd', () => {
  it.each([
    ['an open function', 'def f(x):\n    y = x\n'],
    ['a blank line inside the function', 'def f(x):\n    y = x\n\n    return y\n'],
    ['a header over several lines', 'def f(\n    x,\n):\n    return x\n'],
    ['a helper before the function', 'import math\n\ndef g(x):\n    return x\n\ndef f(x):\n'],
    ['a triple-quoted text at column 0', 'def f(x):\n    """Say\nhello\n"""\n    return x\n'],
    ['a comment at column 0', 'def f(x):\n# so\n    return x\n'],
    ['a function of another name', 'def fg(x):\n    return x\nx = 1\n'],
  ])('goes on after %s', (_, code) => {
    expect(findCodeEnd(code, rule)).toBeNull();
  });

  it('ends where code begins at column 0 after the function', () => {
    expect(kept('def f(x):\n    return x\n\nprint(f(1))')).toBe('def f(x):\n    return x\n\n');
    expect(findCodeEnd('def f(x):\n    return x\np', rule)?.reason).toBe('dedent');
  });

  it('ends at a closing fence, even before the function', () => {
    expect(kept('def f(x):\n    return x\n```\nThat is all.')).toBe('def f(x):\n    return x\n');
    expect(findCodeEnd('import math\n```\n', rule)?.reason).toBe('fence');
  });

  it('keeps one round of what is repeated four times', () => {
    const code = `def f(x):\n${'    x += 1\n'.repeat(4)}`;
    expect(findCodeEnd(code, rule)).toEqual({ reason: 'repetition', keep: 'def f(x):\n    x += 1\n'.length });
    const block = '    if x:\n        x -= 1\n';
    expect(kept(`def f(x):\n${block.repeat(4)}`)).toBe(`def f(x):\n${block}`);
    expect(findCodeEnd(`def f(x):\n${block.repeat(3)}`, rule)).toBeNull();
  });

  it('ends at the line limit', () => {
    const code = 'def f(x):\n    a = 1\n    b = 2\n';
    expect(findCodeEnd(code, { ...rule, maxLines: 3 })?.reason).toBe('line-limit');
    expect(findCodeEnd(code, { ...rule, maxLines: 4 })).toBeNull();
  });

  it('has no dedent that ends a whole program', () => {
    expect(findCodeEnd('def f(x):\n    return x\nprint(f(1))\n', { ...rule, entryPoint: null })).toBeNull();
  });
});

describe('guidanceApplies', () => {
  it('begins with the function', () => {
    expect(guidanceApplies('', 'f')).toBe(false);
    expect(guidanceApplies('import math\n', 'f')).toBe(false);
    expect(guidanceApplies('# def f(\n', 'f')).toBe(false);
    expect(guidanceApplies('import math\ndef f(x):\n', 'f')).toBe(true);
    expect(guidanceApplies('', null)).toBe(true);
  });
});

it('counts complete lines', () => {
  expect([lineCount(''), lineCount('a'), lineCount('a\n'), lineCount('a\nb')]).toEqual([0, 0, 1, 1]);
});
