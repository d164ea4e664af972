import { describe, expect, it } from 'vitest';
import { Continuation } from '../../../src/guidance/continuation';
import type { EndReason, StopRule } from '../../../src/guidance/line';
import { loadCodec } from './built-in-model';

const codec = loadCodec();
const HEADER = 'def add_five(numbers):\n';
const RULE: StopRule = { entryPoint: 'add_five', maxLines: 20, maxTokens: 100 };

/** Feeds the text's tokens until the answer ends. */
function grow(
  code: string,
  text: string,
  rule: StopRule = RULE,
): { text: string; kept: string; end: EndReason | null } {
  const continuation = new Continuation(codec, codec.encode(code), rule, new Set([1023]));
  for (const id of codec.encode(text)) {
    if (continuation.end !== null) break;
    continuation.push(id);
  }
  return { text: continuation.text, kept: codec.decode(continuation.ids), end: continuation.end };
}

describe('Continuation', () => {
  it('goes on while the function does', () => {
    const body = '    total = 0\n\n    for n in numbers:\n        total += n\n';
    expect(grow(HEADER, body)).toEqual({ text: body, kept: body, end: null });
    const continuation = new Continuation(codec, codec.encode(HEADER), RULE, new Set());
    for (const id of codec.encode(body)) continuation.push(id);
    expect(continuation.lines).toBe(4);
  });

  it.each<[string, string, EndReason, string]>([
    ['a dedented line', '    return 1\nprint(add_five)\n', 'dedent', '    return 1\n'],
    ['a dedent after blank lines', '    return 1\n\n\nx = 2\n', 'dedent', '    return 1\n\n\n'],
    ['a second function', '    return 1\ndef other():\n    pass\n', 'dedent', '    return 1\n'],
    ['lines that repeat', `    x = 1\n${'    y = 2\n'.repeat(6)}`, 'repetition', '    x = 1\n    y = 2\n'],
  ])('ends at %s and keeps what comes before it', (_, text, end, kept) => {
    expect(grow(HEADER, text)).toEqual({ text: kept, kept, end });
  });

  it('ends at a fence in a whole program', () => {
    expect(grow('', 'x = 1\n```\nmore', { ...RULE, entryPoint: null })).toMatchObject({
      kept: 'x = 1\n',
      end: 'fence',
    });
  });

  it('gives up whole tokens alone: what straddles the end goes', () => {
    for (const text of [
      '    return 1\nprint(2)\n',
      '    return (\n        1)\nassert 1\n',
      '    pass\n\n\n\nclass A:\n',
    ]) {
      const { kept, end } = grow(HEADER, text);
      expect(end).toBe('dedent');
      expect(text.startsWith(kept)).toBe(true);
      expect(kept.endsWith('\n') || kept === '').toBe(true);
    }
  });

  it('keeps nothing of a repetition that began in the code before it', () => {
    expect(grow(`${HEADER}${'    x = 1\n'.repeat(3)}`, '    x = 1\n')).toMatchObject({ kept: '', end: 'repetition' });
  });

  it('does not keep an end token', () => {
    const continuation = new Continuation(codec, [], RULE, new Set([1023]));
    continuation.push(5);
    continuation.push(1023);
    expect(continuation).toMatchObject({ ids: [5], end: 'end-token' });
    expect(() => continuation.push(6)).toThrow('ended');
  });

  it('counts the tokens and lines of the code before it', () => {
    const code = codec.encode(HEADER).length;
    expect(grow(HEADER, '    total = 1\n', { ...RULE, maxTokens: code + 2 }).end).toBe('token-limit');
    expect(grow(HEADER, '    a = 1\n    b = 2\n    c = 3\n', { ...RULE, maxLines: 3 })).toMatchObject({
      kept: '    a = 1\n    b = 2\n',
      end: 'line-limit',
    });
  });

  it('reads a character whose bytes lie in two tokens, also across its beginning', () => {
    const ids = codec.encode('東');
    expect(ids.length).toBeGreaterThan(1);
    const whole = new Continuation(codec, [], RULE, new Set());
    for (const id of ids) whole.push(id);
    expect(whole.text).toBe('東');
    const rest = new Continuation(codec, ids.slice(0, 1), RULE, new Set());
    for (const id of ids.slice(1)) rest.push(id);
    expect(rest.ids).toEqual(ids.slice(1));
    expect(codec.decode([...ids.slice(0, 1), ...rest.ids])).toBe('東');
  });
});
