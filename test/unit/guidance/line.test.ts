import { describe, expect, it } from 'vitest';
import { codeIn, findCodeEnd, guidanceApplies, lineCount } from '../../../src/guidance/line';
import { ANSWERS } from './real-programs';

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
  expect([lineCount('a\r'), lineCount('a\r\n'), lineCount('a\rb'), lineCount('\r\r\n')]).toEqual([0, 1, 1, 2]);
});

describe('the program of an answer', () => {
  const code = 'def f(x):\n    """Say\ndef f(\n"""\n    y = (x +\n1)\n\n    return y\n';

  it.each(Object.entries(ANSWERS))('is found in %s', (_, answer) => {
    const { text, program, end } = answer(code);
    const found = findCodeEnd(text, rule);
    expect(found?.reason ?? null).toBe(end);
    expect(codeIn(text.slice(0, found?.keep), 'f')).toBe(program);
  });

  it('is not begun before the function is', () => {
    const text = 'To call f(x) one writes:\n```\nf(1)\n```\nThe function:\n```python\ndef g():\n    pass\n\n';
    expect(findCodeEnd(text, rule)).toBeNull();
    expect(guidanceApplies(text, 'f')).toBe(false);
    expect(guidanceApplies(`${text}@cache\nasync def f(x):\n`, 'f')).toBe(true);
    expect(codeIn(`${text}def f(x):\n`, 'f')).toBe('def g():\n    pass\n\ndef f(x):\n');
  });

  it('has no half-written fence at its end', () => {
    expect(codeIn('def f(x):\n    return x\n``', 'f')).toBe('def f(x):\n    return x\n');
    expect(findCodeEnd('def f(x):\n    return x\n``', rule)).toBeNull();
  });

  it('of a whole program ends with its fence, and begins with it', () => {
    const whole = { ...rule, entryPoint: null };
    const text = 'The program:\n```python\nn = int(input())\nprint(n)\n```\nok';
    const end = findCodeEnd(text, whole);
    expect(end?.reason).toBe('fence');
    expect(codeIn(text.slice(0, end?.keep), null)).toBe('n = int(input())\nprint(n)\n');
  });

  it('survives what is not closed: a bracket before another definition, a plain string', () => {
    expect(codeIn('a = [1,\ndef f(x):\n    return x\n', 'f')).toContain('def f(x)');
    expect(findCodeEnd("def f(x):\n    y = 'open\n    return y\nz", rule)?.reason).toBe('dedent');
  });
});
