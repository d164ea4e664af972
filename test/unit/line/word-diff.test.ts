import { describe, expect, it } from 'vitest';
import { diffFrom } from '../../../src/ui/line/word-diff';

/** The text with what differs in brackets. */
const marked = (base: string, text: string) =>
  diffFrom(base, text)
    .map((piece) => (piece.differs ? `[${piece.text}]` : piece.text))
    .join('');

describe('differences', () => {
  it.each([
    ['x > limit', 'x > limit', 'x > limit'],
    ['if num > limit:', 'if num >= limit:', 'if num >[=] limit:'],
    ['return total', 'return count', 'return [count]'],
    ['a = 1\nb = 2\n', 'a = 1\nb = 2\nc = 3\n', 'a = 1\nb = 2\n[c = 3\n]'],
    ['a b c', 'a c', 'a c'],
    ['', 'new', '[new]'],
    ['    return x', '        else:\n    return x', '[        else:]\n    return x'],
    ['old', '', ''],
    ['one two three', 'one x y three', 'one [x y] three'],
  ])('%j, %j: %j', (base, text, expected) => {
    expect(marked(base, text)).toBe(expected);
  });

  it('never lose or change a character', () => {
    const texts = ['', 'a', '    for x in y:\n\tz += "ü😀"\n', 'x  y', '\n\n', 'return [a for a in b if a % 2]'];
    for (const base of texts) {
      for (const text of texts)
        expect(
          diffFrom(base, text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
    }
  });

  it('of equal texts are none, of large ones still found from both ends', () => {
    const long = Array.from({ length: 3_000 }, (_, i) => `name${i} = ${i}`).join('\n');
    expect(diffFrom(long, long).some(({ differs }) => differs)).toBe(false);
    const changed = long.replace('name1500 = 1500', 'name1500 = 7');
    expect(diffFrom(long, changed).filter(({ differs }) => differs)).toEqual([{ text: '7', differs: true }]);
  });
});
